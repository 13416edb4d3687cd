import { billingTierOf } from '../billingTier.ts';
import type { Usage } from '../exchange.ts';
import { asNumber, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/** The usage of a response, or of a batch; undefined when it counts nothing (`null` until the response is complete). */
export function decodeResponsesUsage({ usage: value, service_tier: tier }: JsonObject): Usage | undefined {
  if (!isObject(value)) return undefined;
  const inputTokens = count(value.input_tokens);
  const outputTokens = count(value.output_tokens);
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  const inputDetails = isObject(value.input_tokens_details) ? value.input_tokens_details : {};
  const outputDetails = isObject(value.output_tokens_details) ? value.output_tokens_details : {};
  const cached = count(inputDetails.cached_tokens);
  return {
    inputTokens,
    outputTokens,
    cachedInputTokens: cached === undefined ? undefined : Math.min(cached, inputTokens ?? cached),
    cacheWriteTokens: count(inputDetails.cache_write_tokens),
    reasoningTokens: count(outputDetails.reasoning_tokens),
    ...billingTierOf(tier),
  };
}

/**
 * The `usage` object of an answer, never without its details: clients fail or loop on missing ones. The estimates stand for
 * what the provider did not count, and are made only then.
 */
export function responsesUsageOf(
  usage: Usage | undefined,
  estimate: { readonly inputTokens: () => number; readonly outputTokens: () => number },
): JsonObject {
  const input = usage?.inputTokens ?? estimate.inputTokens();
  const output = usage?.outputTokens ?? estimate.outputTokens();
  return {
    input_tokens: input,
    input_tokens_details: {
      cached_tokens: Math.min(usage?.cachedInputTokens ?? 0, input),
      cache_write_tokens: usage?.cacheWriteTokens ?? 0,
    },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: Math.min(usage?.reasoningTokens ?? 0, output) },
    total_tokens: input + output,
  };
}

function count(value: JsonValue | undefined): number | undefined {
  const number = asNumber(value);
  return number === undefined || number < 0 ? undefined : number;
}
