import type { Usage } from '../exchange.ts';
import { asNumber, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/**
 * `usageMetadata`: thoughts and the prompts of Google's own tools are counted apart from candidates and prompt, and belong to
 * output and input. Undefined when it says nothing of tokens (the chunks of some backends).
 */
export function decodeUsageMetadata(value: JsonValue | undefined): Usage | undefined {
  if (!isObject(value)) return undefined;
  const prompt = asNumber(value.promptTokenCount);
  const candidates = asNumber(value.candidatesTokenCount);
  const reasoningTokens = asNumber(value.thoughtsTokenCount);
  const toolUse = asNumber(value.toolUsePromptTokenCount);
  const cached = asNumber(value.cachedContentTokenCount);
  if (prompt === undefined && candidates === undefined && reasoningTokens === undefined) return undefined;
  return {
    inputTokens: prompt === undefined ? undefined : prompt + (toolUse ?? 0),
    outputTokens:
      candidates === undefined && reasoningTokens === undefined
        ? undefined
        : (candidates ?? 0) + (reasoningTokens ?? 0),
    cachedInputTokens: cached === undefined || prompt === undefined ? cached : Math.min(cached, prompt),
    reasoningTokens,
  };
}

/** Counts as `usageMetadata`, what is unknown as zero where clients add it up. */
export function encodeUsageMetadata(usage: Usage | undefined): JsonObject {
  const promptTokenCount = usage?.inputTokens ?? 0;
  const outputTokens = usage?.outputTokens ?? 0;
  const thoughtsTokenCount = Math.min(usage?.reasoningTokens ?? 0, outputTokens);
  return {
    promptTokenCount,
    candidatesTokenCount: outputTokens - thoughtsTokenCount,
    totalTokenCount: promptTokenCount + outputTokens,
    ...(thoughtsTokenCount === 0 ? {} : { thoughtsTokenCount }),
    ...(usage?.cachedInputTokens === undefined ? {} : { cachedContentTokenCount: usage.cachedInputTokens }),
  };
}
