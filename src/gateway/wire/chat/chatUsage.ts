import { billingTierOf } from '../billingTier.ts';
import type { Usage } from '../exchange.ts';
import { asNumber, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/**
 * OpenAI's `usage` object with the variants that are really sent: DeepSeek's and Moonshot's cache counts, OpenRouter's
 * cache writes, xAI's reasoning tokens beside the completion's. Undefined when it counts nothing (`null` on every chunk).
 * @param serviceTier what stands beside it in the answer or chunk
 */
export function decodeChatUsage(value: JsonValue | undefined, serviceTier?: JsonValue): Usage | undefined {
  if (!isObject(value)) return undefined;
  const inputDetails = isObject(value.prompt_tokens_details) ? value.prompt_tokens_details : {};
  const outputDetails = isObject(value.completion_tokens_details) ? value.completion_tokens_details : {};
  const inputTokens = firstCount(value.prompt_tokens);
  const reasoningTokens = firstCount(outputDetails.reasoning_tokens, value.reasoning_tokens);
  const outputTokens = outputWithReasoning(value, inputTokens, reasoningTokens);
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  const cached = firstCount(
    inputDetails.cached_tokens,
    value.prompt_cache_hit_tokens,
    value.cached_tokens,
    value.cache_read_input_tokens,
  );
  return {
    inputTokens,
    outputTokens,
    cachedInputTokens: cached === undefined ? undefined : Math.min(cached, inputTokens ?? cached),
    cacheWriteTokens: firstCount(inputDetails.cache_write_tokens, value.cache_creation_input_tokens),
    reasoningTokens,
    ...costOf(value),
    ...billingTierOf(serviceTier),
  };
}

/**
 * What the provider says that the answer cost, in USD: OpenRouter's `cost` (openrouter.ai/docs/use-cases/usage-accounting), which
 * with a key of one's own is the fee on top of what that key pays, and Perplexity's `cost.total_cost`.
 */
function costOf(usage: JsonObject): Pick<Usage, 'costUsd'> {
  if (usage.is_byok === true) return {};
  const costUsd = firstCount(usage.cost, isObject(usage.cost) ? usage.cost.total_cost : undefined);
  return costUsd === undefined ? {} : { costUsd };
}

/** The `usage` object of an answer; details only where they are known. An unknown side counts as 0 in the sums. */
export function chatUsageOf(usage: Usage): JsonObject {
  const input = usage.inputTokens ?? 0;
  const output = usage.outputTokens ?? 0;
  const { cachedInputTokens, cacheWriteTokens, reasoningTokens } = usage;
  const knowsCache = cachedInputTokens !== undefined || cacheWriteTokens !== undefined;
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    ...(knowsCache
      ? {
          prompt_tokens_details: {
            cached_tokens: Math.min(cachedInputTokens ?? 0, input),
            ...(cacheWriteTokens === undefined ? {} : { cache_write_tokens: cacheWriteTokens }),
          },
        }
      : {}),
    ...(reasoningTokens === undefined
      ? {}
      : { completion_tokens_details: { reasoning_tokens: reasoningTokens } }),
  };
}

/** The `usage` of a stream's chunk: at its top, in Groq's `x_groq`, or (Moonshot) inside the choice. */
export function usageOfChunk(chunk: JsonObject): Usage | undefined {
  const groq = isObject(chunk.x_groq) ? chunk.x_groq.usage : undefined;
  const choice = Array.isArray(chunk.choices) ? chunk.choices[0] : undefined;
  return (
    decodeChatUsage(chunk.usage, chunk.service_tier) ??
    decodeChatUsage(groq, chunk.service_tier) ??
    decodeChatUsage(isObject(choice) ? choice.usage : undefined)
  );
}

/** xAI leaves reasoning out of `completion_tokens`; the total shows it. */
function outputWithReasoning(
  value: JsonObject,
  input: number | undefined,
  reasoning: number | undefined,
): number | undefined {
  const output = firstCount(value.completion_tokens);
  const total = firstCount(value.total_tokens);
  if (output === undefined || total === undefined || input === undefined || reasoning === undefined)
    return output;
  return total === input + output + reasoning ? output + reasoning : output;
}

function firstCount(...values: readonly (JsonValue | undefined)[]): number | undefined {
  return values.map(asNumber).find((count) => count !== undefined && count >= 0);
}
