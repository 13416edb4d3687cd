import { isObject, type JsonObject } from '../../../src/gateway/wire/json.ts';
import { argumentPieces, spokenAtS, spokenToken, spokenUsage, wholeText } from './spokenAnswer.ts';
import type { SpokenAnswer, SpokenCall } from './spokenAnswer.ts';
import { sseEvent } from './strictFormat.ts';

const usage = {
  prompt_tokens: spokenUsage.input,
  completion_tokens: spokenUsage.output,
  total_tokens: spokenUsage.input + spokenUsage.output,
  prompt_tokens_details: { cached_tokens: spokenUsage.cached, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: spokenUsage.reasoning, audio_tokens: 0 },
};

const finishReasons = {
  stop: 'stop',
  length: 'length',
  toolCalls: 'tool_calls',
  refusal: 'content_filter',
} as const;

/** A whole answer of Chat Completions. */
export function wholeChatAnswer(answer: SpokenAnswer, body: JsonObject): JsonObject {
  const { text, refusal, reasoning, calls, finish } = answer;
  const message = {
    role: 'assistant',
    content: text === undefined ? null : wholeText(answer),
    refusal: refusal ?? null,
    ...(reasoning === undefined ? {} : { reasoning_content: reasoning }),
    ...(calls === undefined ? {} : { tool_calls: calls.map(toolCall) }),
    ...annotations(answer),
  };
  const choice = {
    index: 0,
    message,
    logprobs: logprobs(text, body),
    finish_reason: finishReasons[finish],
  };
  return { ...head(body), object: 'chat.completion', choices: [choice], usage };
}

/** The same as a stream; usage where it was asked for. */
export function chatChunks(answer: SpokenAnswer, body: JsonObject): string[] {
  const { text, refusal, reasoning, finish } = answer;
  const chunkHead = { ...head(body), object: 'chat.completion.chunk' };
  const chunk = (delta: JsonObject, reason: string | null = null, said?: string): string => {
    const spoken = said === undefined ? undefined : [said];
    const choice = { index: 0, delta, logprobs: logprobs(spoken, body), finish_reason: reason };
    return sseEvent({ ...chunkHead, choices: [choice] });
  };
  const wantsUsage = isObject(body.stream_options) && body.stream_options.include_usage === true;
  return [
    chunk({ role: 'assistant', content: text === undefined ? null : '', refusal: null }),
    ...(reasoning === undefined ? [] : [chunk({ reasoning_content: reasoning })]),
    ...(text ?? []).map((content) => chunk({ content }, null, content)),
    ...(answer.citation === undefined ? [] : [chunk(annotations(answer))]),
    ...(refusal === undefined ? [] : [chunk({ refusal })]),
    ...callDeltas(answer).map((delta) => chunk({ tool_calls: [delta] })),
    chunk({}, finishReasons[finish]),
    ...(wantsUsage ? [sseEvent({ ...chunkHead, choices: [], usage })] : []),
    'data: [DONE]\n\n',
  ];
}

/** `[{token, logprob, bytes, top_logprobs}]` of a text, where the request wants them. */
function logprobs(text: readonly string[] | undefined, body: JsonObject): JsonObject | null {
  return body.logprobs === true && text !== undefined
    ? { content: text.map(spokenToken), refusal: null }
    : null;
}

function annotations({ citation, text }: SpokenAnswer): JsonObject {
  if (citation === undefined) return {};
  const place = { start_index: 0, end_index: text?.[0]?.length ?? 0 };
  return { annotations: [{ type: 'url_citation', url_citation: { ...citation, ...place } }] };
}

function head(body: JsonObject): JsonObject {
  return { id: 'chatcmpl-strict', created: spokenAtS, model: body.model, system_fingerprint: 'fp_strict' };
}

function toolCall({ name, arguments: text }: SpokenCall, index: number): JsonObject {
  return { id: `call_${index + 1}`, type: 'function', function: { name, arguments: text } };
}

/** Parallel calls, their arguments in turns. */
function callDeltas({ calls = [] }: SpokenAnswer): JsonObject[] {
  const starts = calls.map((call, index) => ({
    index,
    ...toolCall({ name: call.name, arguments: '' }, index),
  }));
  const rounds = [1, 2].flatMap((round) =>
    calls.map((call, index) => ({ index, function: { arguments: argumentPieces(call)[round] ?? '' } })),
  );
  return [...starts, ...rounds];
}
