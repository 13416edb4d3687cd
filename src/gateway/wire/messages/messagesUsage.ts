import { billingTierOf } from '../billingTier.ts';
import type { Usage } from '../exchange.ts';
import { asNumber, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/**
 * The usage of one answer as its events report it. Counts are cumulative, so a later one overwrites; but a zero in a
 * later event (some servers repeat the fields empty) does not erase what an earlier one counted.
 */
export class MessagesUsage {
  readonly #counts = new Map<string, number>();
  #tier: Pick<Usage, 'billingTier'> = {};

  /** Takes in one `usage` object, whatever else it is; returns the neutral usage so far, undefined while nothing is known. */
  merge(usage: JsonValue | undefined): Usage | undefined {
    if (isObject(usage)) {
      for (const field of countedFields) this.#take(field, usage[field]);
      const details = usage.output_tokens_details;
      if (isObject(details)) this.#take('thinking_tokens', details.thinking_tokens);
      const written = usage.cache_creation;
      this.#tier = { ...this.#tier, ...billingTierOf(usage.service_tier) };
      if (isObject(written)) this.#take('ephemeral_1h_input_tokens', written.ephemeral_1h_input_tokens);
    }
    return this.usage;
  }

  /** Anthropic counts cached tokens beside `input_tokens`; the neutral count includes them. */
  get usage(): Usage | undefined {
    if (this.#counts.size === 0) return undefined;
    const input = this.#counts.get('input_tokens');
    const cacheRead = this.#counts.get('cache_read_input_tokens');
    const cacheWrite = this.#counts.get('cache_creation_input_tokens');
    const hourCacheWrite = this.#counts.get('ephemeral_1h_input_tokens') ?? 0;
    const inputIsKnown = input !== undefined || cacheRead !== undefined || cacheWrite !== undefined;
    return {
      inputTokens: inputIsKnown ? (input ?? 0) + (cacheRead ?? 0) + (cacheWrite ?? 0) : undefined,
      outputTokens: this.#counts.get('output_tokens'),
      cachedInputTokens: cacheRead,
      cacheWriteTokens: cacheWrite,
      reasoningTokens: this.#counts.get('thinking_tokens'),
      ...(hourCacheWrite > 0 ? { hourCacheWriteTokens: hourCacheWrite } : {}),
      ...this.#tier,
    };
  }

  #take(field: string, value: JsonValue | undefined): void {
    const count = asNumber(value);
    if (count === undefined || count < 0) return;
    if (count === 0 && (this.#counts.get(field) ?? 0) > 0) return;
    this.#counts.set(field, count);
  }
}

const countedFields = [
  'input_tokens',
  'cache_read_input_tokens',
  'cache_creation_input_tokens',
  'output_tokens',
] as const;

/**
 * The `usage` object that clients of the messages format need, every counter present. What the provider did not say is
 * taken from `estimate`. Cached tokens never exceed the input.
 */
export function messagesUsageOf(
  usage: Usage | undefined,
  estimate: { readonly inputTokens: () => number; readonly outputTokens: () => number },
): JsonObject {
  const input = usage?.inputTokens ?? estimate.inputTokens();
  const cacheRead = Math.min(usage?.cachedInputTokens ?? 0, input);
  const cacheWrite = Math.min(usage?.cacheWriteTokens ?? 0, input - cacheRead);
  const reasoning = usage?.reasoningTokens;
  return {
    input_tokens: input - cacheRead - cacheWrite,
    cache_creation_input_tokens: cacheWrite,
    cache_read_input_tokens: cacheRead,
    output_tokens: usage?.outputTokens ?? estimate.outputTokens(),
    ...(reasoning === undefined ? {} : { output_tokens_details: { thinking_tokens: reasoning } }),
  };
}
