import type { FinishReason, Usage } from '../exchange.ts';
import { asArray, asNumber, asString, isObject, type JsonObject, type JsonValue } from '../json.ts';

/** The counts of a whole answer, or of a stream's last line. */
export function usageOf(body: JsonObject): Usage | undefined {
  const inputTokens = asNumber(body.prompt_eval_count);
  const outputTokens = asNumber(body.eval_count);
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  return { inputTokens, outputTokens };
}

/** The counts as Ollama writes them; unknown ones are left out. */
export function countFields(usage: Usage | undefined): JsonObject {
  const { inputTokens, outputTokens } = usage ?? {};
  return {
    ...(inputTokens === undefined ? {} : { prompt_eval_count: inputTokens }),
    ...(outputTokens === undefined ? {} : { eval_count: outputTokens }),
  };
}

/** The neutral reason of `done_reason` (`stop`, `length`, `load`, `unload`). */
export function finishReasonOf(body: JsonObject, callsTool: boolean): FinishReason {
  if (body.done_reason === 'length') return 'length';
  return callsTool ? 'toolCalls' : 'stop';
}

/** The `done_reason` of a neutral reason: Ollama knows only two. */
export function doneReason(reason: FinishReason): string {
  return reason === 'length' ? 'length' : 'stop';
}

/** `created_at`, an ISO time, in seconds since 1970. */
export function createdAtOf(body: JsonObject): number | undefined {
  const milliseconds = Date.parse(asString(body.created_at) ?? '');
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}

/** The last second of the year 9999, after which RFC 3339 has no words. */
const latestS = 253_402_300_799;

/** Unix seconds as Go writes a time: RFC 3339 with nanoseconds, UTC. Providers' odd times become the nearest that it can say. */
export function formatTime(seconds: number): string {
  return new Date(Math.min(Math.max(seconds, 0), latestS) * 1000).toISOString().replace(/Z$/, '000000Z');
}

/** Milliseconds as the nanoseconds of Ollama's durations. */
export function nanoseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1_000_000);
}

/** Ollama's list of tokens as OpenAI's `choices[0].logprobs`; undefined when there is none. */
export function decodeLogprobs(value: JsonValue | undefined): JsonValue | undefined {
  const tokens = asArray(value).filter(isObject);
  if (tokens.length === 0) return undefined;
  const complete = (token: JsonObject): JsonObject => ({ bytes: null, ...token });
  return {
    content: tokens.map((token) => ({
      ...complete(token),
      top_logprobs: asArray(token.top_logprobs).filter(isObject).map(complete),
    })),
    refusal: null,
  };
}

/** OpenAI's `choices[0].logprobs` as a field of Ollama's answers; nothing when there are none. */
export function logprobFields(value: JsonValue | undefined): JsonObject {
  const tokens = isObject(value) ? asArray(value.content).filter(isObject) : [];
  if (tokens.length === 0) return {};
  const plain = ({ token, logprob, bytes }: JsonObject): JsonObject =>
    bytes === null || bytes === undefined ? { token, logprob } : { token, logprob, bytes };
  return {
    logprobs: tokens.map((token) => {
      const top = asArray(token.top_logprobs).filter(isObject);
      return { ...plain(token), ...(top.length === 0 ? {} : { top_logprobs: top.map(plain) }) };
    }),
  };
}
