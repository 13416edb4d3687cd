import { isObject, type JsonObject } from '../../../src/gateway/wire/json.ts';
import { argumentPieces, spokenAtS, spokenUsage, wholeText } from './spokenAnswer.ts';
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
  };
  const choice = { index: 0, message, logprobs: null, finish_reason: finishReasons[finish] };
  return { ...head(body), object: 'chat.completion', choices: [choice], usage };
}

/** The same as a stream; usage where it was asked for. */
export function chatChunks(answer: SpokenAnswer, body: JsonObject): string[] {
  const { text, refusal, reasoning, finish } = answer;
  const chunkHead = { ...head(body), object: 'chat.completion.chunk' };
  const chunk = (delta: JsonObject, reason: string | null = null): string =>
    sseEvent({ ...chunkHead, choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }] });
  const wantsUsage = isObject(body.stream_options) && body.stream_options.include_usage === true;
  return [
    chunk({ role: 'assistant', content: text === undefined ? null : '', refusal: null }),
    ...(reasoning === undefined ? [] : [chunk({ reasoning_content: reasoning })]),
    ...(text ?? []).map((content) => chunk({ content })),
    ...(refusal === undefined ? [] : [chunk({ refusal })]),
    ...callDeltas(answer).map((delta) => chunk({ tool_calls: [delta] })),
    chunk({}, finishReasons[finish]),
    ...(wantsUsage ? [sseEvent({ ...chunkHead, choices: [], usage })] : []),
    'data: [DONE]\n\n',
  ];
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
