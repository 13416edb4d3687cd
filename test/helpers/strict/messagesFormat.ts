import { asArray, asNumber, asString, isObject, type JsonObject } from '../../../src/gateway/wire/json.ts';
import { messagesContentRefusal } from './messagesContent.ts';
import { argumentPieces, spokenUsage, wholeText } from './spokenAnswer.ts';
import type { SpokenAnswer } from './spokenAnswer.ts';
import { sseEvent, type StrictFormat } from './strictFormat.ts';

const stopReasons = {
  stop: 'end_turn',
  length: 'max_tokens',
  toolCalls: 'tool_use',
  refusal: 'refusal',
} as const;

const usage = {
  input_tokens: spokenUsage.input - spokenUsage.cached,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: spokenUsage.cached,
  output_tokens: spokenUsage.output,
  output_tokens_details: { thinking_tokens: spokenUsage.reasoning },
  service_tier: 'standard',
};

/** The signature that a fake model gives its thoughts, the only one that it takes back. */
export function messagesSignature(thoughts: string): string {
  return Buffer.from(`signed by Anthropic: ${thoughts}`).toString('base64');
}

/** What `POST /v1/messages` of Anthropic refuses and says. */
export const strictMessages: StrictFormat = {
  name: 'messages',
  takes: (path) => path.endsWith('/messages'),
  bodyType: 'MessagesBody',
  // Taken by whoever names its beta, as Claude Code does.
  tolerated: ['context_management', 'defer_loading'],
  refusalOf: (call) =>
    headerRefusal(call.headers) ??
    toolRefusal(call.body) ??
    parameterRefusal(call.body) ??
    messagesContentRefusal(call.body, messagesSignature),
  wantsStream: ({ body }) => body.stream === true,
  whole: (answer, { body }) => ({ ...head(body), content: blocks(answer), ...ending(answer), usage }),
  stream: (answer, { body }) => {
    const start = { ...head(body), content: [], stop_reason: null, stop_sequence: null };
    return [
      event({ type: 'message_start', message: { ...start, usage: { ...usage, output_tokens: 1 } } }),
      event({ type: 'ping' }),
      ...blocks(answer).flatMap((block, index) => blockEvents(block, index, answer)),
      event({
        type: 'message_delta',
        delta: ending(answer),
        usage: { output_tokens: usage.output_tokens, output_tokens_details: usage.output_tokens_details },
      }),
      event({ type: 'message_stop' }),
    ];
  },
  streamFailure: (message) => event({ type: 'error', error: { type: 'overloaded_error', message } }),
  errorBody: (status, message) => ({
    type: 'error',
    error: {
      type: status === 429 ? 'rate_limit_error' : status < 500 ? 'invalid_request_error' : 'api_error',
      message,
    },
    request_id: 'req_strict',
  }),
  streamType: 'text/event-stream; charset=utf-8',
};

function event(data: JsonObject & { type: string }): string {
  return sseEvent(data, data.type);
}

function head(body: JsonObject): JsonObject {
  return { id: 'msg_strict', type: 'message', role: 'assistant', model: body.model };
}

function ending(answer: SpokenAnswer): JsonObject {
  return { stop_reason: stopReasons[answer.finish], stop_sequence: null };
}

function blocks(answer: SpokenAnswer): JsonObject[] {
  const { reasoning, text, refusal, calls = [] } = answer;
  const said = refusal ?? (text === undefined ? undefined : wholeText(answer));
  return [
    ...(reasoning === undefined
      ? []
      : [{ type: 'thinking', thinking: reasoning, signature: messagesSignature(reasoning) }]),
    ...(said === undefined ? [] : [{ type: 'text', text: said, ...citations(answer) }]),
    ...calls.map(({ name, arguments: input }, index) => ({
      type: 'tool_use',
      id: `toolu_${index + 1}`,
      name,
      input: JSON.parse(input) as JsonObject,
    })),
  ];
}

/** As its web search cites. */
function citations({ citation, text }: SpokenAnswer): JsonObject {
  if (citation === undefined) return {};
  const found = { ...citation, cited_text: text?.[0] ?? '', encrypted_index: 'ZW5jcnlwdGVk' };
  return { citations: [{ type: 'web_search_result_location', ...found }] };
}

function blockEvents(block: JsonObject, index: number, answer: SpokenAnswer): string[] {
  const delta = (fields: JsonObject): string => event({ type: 'content_block_delta', index, delta: fields });
  const wrap = (empty: JsonObject, deltas: string[]): string[] => [
    event({ type: 'content_block_start', index, content_block: { ...block, ...empty } }),
    ...deltas,
    event({ type: 'content_block_stop', index }),
  ];
  if (block.type === 'thinking')
    return wrap({ thinking: '', signature: '' }, [
      delta({ type: 'thinking_delta', thinking: block.thinking }),
      delta({ type: 'signature_delta', signature: block.signature }),
    ]);
  if (block.type === 'text') {
    const pieces = answer.refusal === undefined ? (answer.text ?? []) : [answer.refusal];
    const cited = asArray(block.citations);
    return wrap({ text: '', ...(cited.length === 0 ? {} : { citations: [] }) }, [
      ...pieces.map((text) => delta({ type: 'text_delta', text })),
      ...cited.map((citation) => delta({ type: 'citations_delta', citation })),
    ]);
  }
  const call = (answer.calls ?? []).find((_, number) => block.id === `toolu_${number + 1}`);
  const pieces = call === undefined ? [] : argumentPieces(call);
  return wrap(
    { input: {} },
    pieces.map((json) => delta({ type: 'input_json_delta', partial_json: json })),
  );
}

function headerRefusal(headers: Readonly<Record<string, string | string[] | undefined>>): string | undefined {
  if (headers['anthropic-version'] === undefined) return 'anthropic-version: header is required';
  if (headers['x-api-key'] === undefined && headers.authorization === undefined)
    return 'x-api-key: header is required';
  return undefined;
}

const toolName = /^[a-zA-Z0-9_-]{1,128}$/;

function toolRefusal({ tools, tool_choice: choice }: JsonObject): string | undefined {
  const list = asArray(tools);
  if (choice !== undefined && list.length === 0)
    return 'tool_choice may only be specified while providing tools';
  const names = new Set<string>();
  for (const [index, tool] of list.entries()) {
    if (!isObject(tool)) continue;
    const name = asString(tool.name) ?? '';
    if (!toolName.test(name)) return `tools.${index}.custom.name: should match ${toolName.source}`;
    if (names.has(name)) return 'tools: Tool names must be unique.';
    names.add(name);
    if (isObject(tool.input_schema) && tool.input_schema.type !== 'object')
      return `tools.${index}.custom.input_schema.type: Input should be 'object'`;
  }
  if (isObject(choice) && choice.type === 'tool' && !names.has(asString(choice.name) ?? ''))
    return 'tool_choice names no tool of tools';
  return undefined;
}

/** Claude models of before 4.6: they think by a budget, all later ones adaptively and without sampling parameters. */
const budgetModel = /claude-(?:3|(?:opus|sonnet|haiku)-4-[015]\b)/;

function parameterRefusal(body: JsonObject): string | undefined {
  const { thinking, temperature, top_p: topP, top_k: topK, max_tokens: maxTokens } = body;
  if ((asNumber(maxTokens) ?? 0) < 1) return 'max_tokens: must be at least 1';
  if (asNumber(temperature) !== undefined && (Number(temperature) < 0 || Number(temperature) > 1))
    return 'temperature: range: 0..1';
  const sampling = ['temperature', 'top_p', 'top_k'].filter((field) => body[field] !== undefined);
  const model = asString(body.model) ?? '';
  if (temperature !== undefined && topP !== undefined)
    return '`temperature` and `top_p` cannot both be specified for this model.';
  if (!budgetModel.test(model) && sampling.length > 0)
    return `${sampling.join()}: not supported by this model`;
  if (asArray(body.stop_sequences).some((stop) => asString(stop)?.trim() === ''))
    return 'stop_sequences: each stop sequence must contain non-whitespace';
  if (!isObject(thinking) || thinking.type === 'disabled') return undefined;
  if (isObject(body.tool_choice) && ['any', 'tool'].includes(asString(body.tool_choice.type) ?? ''))
    return 'Thinking may not be enabled when tool_choice forces tool use.';
  if (topK !== undefined || (temperature !== undefined && temperature !== 1))
    return '`temperature` may only be set to 1 when thinking is enabled.';
  if (thinking.type === 'adaptive')
    return budgetModel.test(model) ? 'thinking: adaptive is not supported by this model' : undefined;
  if (!budgetModel.test(model)) return 'thinking: only adaptive is supported by this model';
  const budget = asNumber(thinking.budget_tokens) ?? 0;
  if (budget < 1024) return 'thinking.enabled.budget_tokens: Input should be greater than or equal to 1024';
  if (budget >= Number(maxTokens)) return '`max_tokens` must be greater than `thinking.budget_tokens`.';
  return undefined;
}
