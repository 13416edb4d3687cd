import { asArray, isObject, type JsonObject } from '../../../src/gateway/wire/json.ts';
import { argumentPieces, spokenAtS, spokenToken, spokenUsage, wholeText } from './spokenAnswer.ts';
import type { SpokenAnswer } from './spokenAnswer.ts';
import { sseEvent } from './strictFormat.ts';

const usage = {
  input_tokens: spokenUsage.input,
  input_tokens_details: { cached_tokens: spokenUsage.cached },
  output_tokens: spokenUsage.output,
  output_tokens_details: { reasoning_tokens: spokenUsage.reasoning },
  total_tokens: spokenUsage.input + spokenUsage.output,
};

/** What a reasoning item holds encrypted, the only content that is taken back. */
export function responsesEncryption(thoughts: string): string {
  return Buffer.from(`encrypted by OpenAI: ${thoughts}`).toString('base64');
}

/** A whole answer of the Responses API. */
export function wholeResponse(answer: SpokenAnswer, body: JsonObject): JsonObject {
  const incomplete =
    answer.finish === 'length'
      ? { reason: 'max_output_tokens' }
      : answer.finish === 'refusal' && answer.refusal === undefined
        ? { reason: 'content_filter' }
        : null;
  return {
    ...responseHead(body),
    status: incomplete === null ? 'completed' : 'incomplete',
    incomplete_details: incomplete,
    output: outputItems(answer, body),
    usage,
  };
}

/** The same as a stream: every item with all its events, numbered. */
export function responseEvents(answer: SpokenAnswer, body: JsonObject): string[] {
  let sequence = 0;
  const event = (type: string, fields: JsonObject): string =>
    sseEvent({ type, sequence_number: sequence++, ...fields }, type);
  const begun = {
    ...responseHead(body),
    status: 'in_progress',
    incomplete_details: null,
    output: [],
    usage: null,
  };
  const whole = wholeResponse(answer, body);
  return [
    event('response.created', { response: begun }),
    event('response.in_progress', { response: begun }),
    ...asArray(whole.output).flatMap((item, index) =>
      isObject(item) ? itemEvents(item, index, answer, event) : [],
    ),
    event(whole.incomplete_details === null ? 'response.completed' : 'response.incomplete', {
      response: whole,
    }),
  ];
}

/** The failure of a stream that has begun. */
export function responseFailure(message: string): string {
  const type = 'response.failed';
  const error = { code: 'server_error', message };
  const response = { ...responseHead({}), status: 'failed', error, incomplete_details: null, output: [] };
  return sseEvent({ type, sequence_number: 99, response }, type);
}

function responseHead(body: JsonObject): JsonObject {
  return {
    id: 'resp_strict',
    object: 'response',
    created_at: spokenAtS,
    error: null,
    instructions: body.instructions ?? null,
    max_output_tokens: body.max_output_tokens ?? null,
    metadata: {},
    model: body.model ?? 'gpt-5',
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    store: body.store ?? true,
    temperature: 1,
    text: { format: { type: 'text' } },
    tool_choice: 'auto',
    tools: [],
    top_p: 1,
    truncation: 'disabled',
  };
}

function outputItems(answer: SpokenAnswer, body: JsonObject): JsonObject[] {
  const { reasoning, text, refusal, calls = [] } = answer;
  const encrypted = asArray(body.include).includes('reasoning.encrypted_content');
  const content = [
    ...(text === undefined
      ? []
      : [
          {
            type: 'output_text',
            text: wholeText(answer),
            annotations: annotations(answer),
            logprobs: wantsLogprobs(body) ? text.map(spokenToken) : [],
          },
        ]),
    ...(refusal === undefined ? [] : [{ type: 'refusal', refusal }]),
  ];
  const status = answer.finish === 'length' ? 'incomplete' : 'completed';
  return [
    ...(reasoning === undefined
      ? []
      : [
          {
            id: 'rs_1',
            type: 'reasoning',
            summary: [{ type: 'summary_text', text: reasoning }],
            ...(encrypted ? { encrypted_content: responsesEncryption(reasoning) } : {}),
          },
        ]),
    ...(content.length === 0 ? [] : [{ id: 'msg_1', type: 'message', status, role: 'assistant', content }]),
    ...calls.map(({ name, arguments: input, custom }, index) => ({
      id: `${custom === undefined ? 'fc' : 'ctc'}_${index + 1}`,
      type: custom === undefined ? 'function_call' : 'custom_tool_call',
      status: 'completed',
      call_id: `call_${index + 1}`,
      ...(custom ?? { name, arguments: input }),
    })),
  ];
}

function wantsLogprobs({ include }: JsonObject): boolean {
  return asArray(include).includes('message.output_text.logprobs');
}

function annotations({ citation, text }: SpokenAnswer): JsonObject[] {
  if (citation === undefined) return [];
  return [{ type: 'url_citation', ...citation, start_index: 0, end_index: text?.[0]?.length ?? 0 }];
}

type WriteEvent = (type: string, fields: JsonObject) => string;

function itemEvents(item: JsonObject, index: number, answer: SpokenAnswer, event: WriteEvent): string[] {
  const place = { output_index: index, item_id: item.id };
  const empty: Record<string, JsonObject> = {
    message: { content: [], status: 'in_progress' },
    function_call: { arguments: '', status: 'in_progress' },
    custom_tool_call: { input: '', status: 'in_progress' },
    reasoning: { summary: [] },
  };
  const added = event('response.output_item.added', {
    output_index: index,
    item: { ...item, ...empty[item.type as string] },
  });
  const inner =
    item.type === 'message'
      ? asArray(item.content).flatMap((part, number) =>
          isObject(part) ? partEvents(part, { ...place, content_index: number }, answer, event) : [],
        )
      : item.type === 'reasoning'
        ? summaryEvents(answer.reasoning ?? '', { ...place, summary_index: 0 }, event)
        : item.type === 'custom_tool_call'
          ? inputEvents(item, place, event)
          : argumentEvents(item, place, answer, event);
  return [added, ...inner, event('response.output_item.done', { output_index: index, item })];
}

function partEvents(part: JsonObject, place: JsonObject, answer: SpokenAnswer, event: WriteEvent): string[] {
  const isText = part.type === 'output_text';
  const added = event('response.content_part.added', {
    ...place,
    part: { ...part, ...(isText ? { text: '', annotations: [], logprobs: [] } : { refusal: '' }) },
  });
  const tokens = asArray(part.logprobs);
  const deltas = isText
    ? [
        ...(answer.text ?? []).map((delta, at) =>
          event('response.output_text.delta', { ...place, delta, logprobs: tokens.slice(at, at + 1) }),
        ),
        ...asArray(part.annotations).map((annotation, at) =>
          event('response.output_text.annotation.added', { ...place, annotation_index: at, annotation }),
        ),
      ]
    : [event('response.refusal.delta', { ...place, delta: part.refusal })];
  const done = isText
    ? event('response.output_text.done', { ...place, text: part.text, logprobs: tokens })
    : event('response.refusal.done', { ...place, refusal: part.refusal });
  return [added, ...deltas, done, event('response.content_part.done', { ...place, part })];
}

function summaryEvents(text: string, place: JsonObject, event: WriteEvent): string[] {
  const part = { type: 'summary_text', text };
  return [
    event('response.reasoning_summary_part.added', { ...place, part: { ...part, text: '' } }),
    event('response.reasoning_summary_text.delta', { ...place, delta: text }),
    event('response.reasoning_summary_text.done', { ...place, text }),
    event('response.reasoning_summary_part.done', { ...place, part }),
  ];
}

function inputEvents(item: JsonObject, place: JsonObject, event: WriteEvent): string[] {
  return [
    event('response.custom_tool_call_input.delta', { ...place, delta: item.input }),
    event('response.custom_tool_call_input.done', { ...place, input: item.input }),
  ];
}

function argumentEvents(
  item: JsonObject,
  place: JsonObject,
  answer: SpokenAnswer,
  event: WriteEvent,
): string[] {
  const call = (answer.calls ?? []).find((_, number) => item.id === `fc_${number + 1}`);
  const pieces = call === undefined ? [] : argumentPieces(call).filter((piece) => piece !== '');
  return [
    ...pieces.map((delta) => event('response.function_call_arguments.delta', { ...place, delta })),
    event('response.function_call_arguments.done', { ...place, name: item.name, arguments: item.arguments }),
  ];
}
