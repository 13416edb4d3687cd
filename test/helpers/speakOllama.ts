import type { ServerResponse } from 'node:http';
import { asArray, isObject, type JsonObject } from '../../src/gateway/wire/json.ts';
import { calledArguments, completedPieces, sendJson, spokenPieces } from './upstreamProtocols.ts';

/** The fields that Ollama's Go structures have (api/types.go); the real one ignores others, this one tells. */
const options = new Set(
  [
    'num_keep seed num_predict top_k top_p min_p typical_p repeat_last_n temperature repeat_penalty presence_penalty',
    'frequency_penalty stop num_ctx num_batch num_gpu main_gpu use_mmap num_thread',
  ]
    .join(' ')
    .split(' '),
);
const shared = 'model stream format keep_alive options think truncate shift logprobs top_logprobs';
const chatFields = new Set(`${shared} messages tools`.split(' '));
const generateFields = new Set(`${shared} prompt suffix system template context raw images`.split(' '));
const messageFields = new Set('role content thinking images tool_calls tool_name tool_call_id'.split(' '));
const head = { created_at: '2026-11-20T00:00:00.123456789Z' };
const counts = {
  total_duration: 5_000_000,
  load_duration: 1_000_000,
  prompt_eval_count: 11,
  prompt_eval_duration: 2_000_000,
  eval_count: 7,
  eval_duration: 2_000_000,
};

/** Answers `/api/chat` as Ollama does, and 400 for what its structures do not hold. */
export function answerOllamaChat(request: JsonObject, response: ServerResponse): void {
  const fault = chatFault(request);
  if (fault !== undefined) {
    sendJson(response, { error: fault }, 400);
    return;
  }
  const { model } = request;
  const messages = asArray(request.messages).filter(isObject);
  if (messages.length === 0) {
    sendJson(response, { model, ...head, message: assistant(''), done: true, done_reason: 'load' });
    return;
  }
  const tool = messages.at(-1)?.role === 'tool' ? undefined : asArray(request.tools)[0];
  const name = isObject(tool) && isObject(tool.function) ? tool.function.name : undefined;
  const call = {
    id: 'call_o',
    function: { index: 0, name, arguments: JSON.parse(calledArguments) as JsonObject },
  };
  const thinks = request.think !== undefined && request.think !== false;
  const pieces: JsonObject[] = [
    ...(thinks
      ? [
          { ...assistant(''), thinking: 'Let me ' },
          { ...assistant(''), thinking: 'see.' },
        ]
      : []),
    ...(name === undefined ? spokenPieces.map(assistant) : [{ ...assistant(''), tool_calls: [call] }]),
  ];
  if (request.stream === false) {
    const message = {
      ...assistant(name === undefined ? spokenPieces.join('') : ''),
      ...(thinks ? { thinking: 'Let me see.' } : {}),
      ...(name === undefined ? {} : { tool_calls: [call] }),
    };
    sendJson(response, { model, ...head, message, done: true, done_reason: 'stop', ...counts });
    return;
  }
  sendLines(response, [
    ...pieces.map((message) => ({ model, ...head, message, done: false })),
    { model, ...head, message: assistant(''), done: true, done_reason: 'stop', ...counts },
  ]);
}

/** Answers `/api/generate`: the missing middle where there is a suffix, else a chat's words. */
export function answerOllamaGenerate(request: JsonObject, response: ServerResponse): void {
  const fault = unknownIn(request, generateFields, '') ?? optionFault(request);
  if (fault !== undefined) {
    sendJson(response, { error: fault }, 400);
    return;
  }
  const { model } = request;
  const completes = request.suffix !== undefined || request.raw === true;
  const pieces = completes ? completedPieces : spokenPieces;
  const last = { done: true, done_reason: 'stop', prompt_eval_count: 5, eval_count: 3 };
  if (request.stream === false) {
    sendJson(response, { model, ...head, response: pieces.join(''), ...last });
    return;
  }
  sendLines(response, [
    ...pieces.map((text) => ({ model, ...head, response: text, done: false })),
    { model, ...head, response: '', ...last },
  ]);
}

function assistant(content: string): JsonObject {
  return { role: 'assistant', content };
}

function sendLines(response: ServerResponse, lines: readonly JsonObject[]): void {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  for (const line of lines) response.write(`${JSON.stringify(line)}\n`);
  response.end();
}

function chatFault(request: JsonObject): string | undefined {
  const messages = asArray(request.messages);
  return (
    unknownIn(request, chatFields, '') ??
    optionFault(request) ??
    messages.map((message, index) => messageFault(message, index)).find((fault) => fault !== undefined)
  );
}

function messageFault(message: unknown, index: number): string | undefined {
  const path = `messages[${index}].`;
  if (!isObject(message)) return `${path} is no object`;
  if (typeof message.content !== 'string') return `${path}content is no string`;
  const calls = asArray(message.tool_calls);
  const isCall = (call: unknown): boolean =>
    isObject(call) && isObject(call.function) && isObject(call.function.arguments);
  if (!calls.every(isCall)) return `${path}tool_calls: arguments must be an object`;
  if (!asArray(message.images).every((image) => typeof image === 'string' && !image.startsWith('data:'))) {
    return `${path}images must be bare base64`;
  }
  return unknownIn(message, messageFields, path);
}

function optionFault({ options: given }: JsonObject): string | undefined {
  return isObject(given) ? unknownIn(given, options, 'options.') : undefined;
}

function unknownIn(object: JsonObject, known: ReadonlySet<string>, path: string): string | undefined {
  const unknown = Object.keys(object).find((field) => !known.has(field));
  return unknown === undefined ? undefined : `Ollama knows no ${path}${unknown}`;
}
