import { asArray, asNumber, asString, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/** `logprobsResult` as OpenAI's `{content: [{token, logprob, bytes, top_logprobs}]}`; undefined when there is none. */
export function decodeLogprobs(result: JsonValue | undefined): JsonObject | undefined {
  if (!isObject(result) || !Array.isArray(result.chosenCandidates)) return undefined;
  const tops = asArray(result.topCandidates);
  const content = result.chosenCandidates.filter(isObject).map((chosen, index) => {
    const top = tops[index];
    const candidates = isObject(top) ? asArray(top.candidates).filter(isObject) : [];
    return { ...tokenOf(chosen), top_logprobs: candidates.map(tokenOf) };
  });
  return { content };
}

function tokenOf(candidate: JsonObject): JsonObject {
  const token = asString(candidate.token) ?? '';
  return { token, logprob: asNumber(candidate.logProbability) ?? 0, bytes: [...Buffer.from(token)] };
}

/** OpenAI's log probabilities as `logprobsResult`; undefined when they hold no tokens. */
export function encodeLogprobs(logprobs: JsonValue | undefined): JsonObject | undefined {
  const content = isObject(logprobs) ? asArray(logprobs.content).filter(isObject) : [];
  if (content.length === 0) return undefined;
  const result: JsonObject = { chosenCandidates: content.map(candidateOf) };
  const tops = content.map((token) => asArray(token.top_logprobs).filter(isObject).map(candidateOf));
  if (tops.some((candidates) => candidates.length > 0)) {
    result.topCandidates = tops.map((candidates) => ({ candidates }));
  }
  return result;
}

function candidateOf(token: JsonObject): JsonObject {
  return { token: asString(token.token) ?? '', logProbability: asNumber(token.logprob) ?? 0 };
}
