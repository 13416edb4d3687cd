import type { ServerResponse } from 'node:http';
import { asArray, isObject, type JsonObject, type JsonValue } from '../../src/gateway/wire/json.ts';
import type { UpstreamRequest } from './fakeUpstream.ts';
import { speakGemini } from './geminiUpstream.ts';
import { answerInfill } from './speakInfill.ts';
import { answerOllamaChat, answerOllamaGenerate } from './speakOllama.ts';

/** What the fake models say, in the pieces in which they stream it. */
export const spokenPieces = ['Hello', ', ', 'wörld', ' 😀'];
export const spokenText = spokenPieces.join('');
/** What they complete. */
export const completedPieces = ['a', ' + ', 'b;'];
export const completedText = completedPieces.join('');
/** What they call the first tool with. */
export const calledArguments = '{"city":"Paris"}';
export const embedding = [0.25, -0.5, 1];

const createdAtS = 1_790_000_000;

/** Answers any request the way the provider's documentation says. */
export function speakProtocols(request: UpstreamRequest, response: ServerResponse): void {
  const [path = ''] = request.path.split('?');
  switch (path) {
    case '/v1/chat/completions':
      answerChat(request.json, response);
      return;
    case '/v1/messages':
      answerMessages(request.json, response);
      return;
    case '/v1/messages/count_tokens':
      sendJson(response, { input_tokens: 42 });
      return;
    case '/v1/completions':
      answerCompletion(request.json, response);
      return;
    case '/v1/fim/completions':
      answerFim(request.json, response);
      return;
    case '/infill':
      answerInfill(request.json, response);
      return;
    case '/beta/completions':
      answerCompletion(request.json, response);
      return;
    case '/v1/embeddings':
      answerEmbeddings(request.json, response);
      return;
    case '/v1/models':
      sendJson(response, {
        object: 'list',
        data: [{ id: 'model-a', object: 'model', created: 1, owned_by: 'me' }],
      });
      return;
    case '/api/chat':
      answerOllamaChat(request.json, response);
      return;
    case '/api/generate':
      answerOllamaGenerate(request.json, response);
      return;
    case '/api/embed':
      sendJson(response, { model: request.json.model, embeddings: [embedding], prompt_eval_count: 4 });
      return;
    case '/api/tags':
      sendJson(response, { models: [{ name: 'qwen2.5-coder:1.5b', model: 'qwen2.5-coder:1.5b' }] });
      return;
    default:
      if (speakGemini(request, response)) return;
      sendJson(
        response,
        { error: { message: `no route ${path}`, type: 'not_found_error', code: null } },
        404,
      );
  }
}

export function sendJson(
  response: ServerResponse,
  body: JsonObject,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** One server-sent event. */
export function sse(data: JsonValue, event?: string): string {
  return `${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`;
}

export function sendSse(response: ServerResponse, events: readonly string[]): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  for (const event of events) response.write(event);
  response.end();
}

function callsTool({ tools, messages }: JsonObject): string | undefined {
  const last = asArray(messages).at(-1);
  const wasTold =
    isObject(last) && (last.role === 'tool' || JSON.stringify(last.content).includes('tool_result'));
  const tool = asArray(tools)[0];
  if (wasTold || !isObject(tool)) return undefined;
  const name = isObject(tool.function) ? tool.function.name : tool.name;
  return typeof name === 'string' ? name : undefined;
}

function answerChat(request: JsonObject, response: ServerResponse): void {
  const tool = callsTool(request);
  const usage = {
    prompt_tokens: 11,
    completion_tokens: 7,
    total_tokens: 18,
    prompt_tokens_details: { cached_tokens: 3 },
  };
  const head = { id: 'chatcmpl-fake', created: createdAtS, model: request.model };
  const call = { id: 'call_1', type: 'function', function: { name: tool ?? '', arguments: calledArguments } };
  if (request.stream !== true) {
    const message =
      tool === undefined
        ? { role: 'assistant', content: spokenText, refusal: null }
        : { role: 'assistant', content: null, refusal: null, tool_calls: [call] };
    const finish = tool === undefined ? 'stop' : 'tool_calls';
    const choices = [{ index: 0, message, logprobs: null, finish_reason: finish }];
    sendJson(response, { ...head, object: 'chat.completion', choices, usage });
    return;
  }
  const chunk = (delta: JsonObject, finish: string | null = null): string =>
    sse({
      ...head,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    });
  const content =
    tool === undefined
      ? spokenPieces.map((text) => chunk({ content: text }))
      : [
          chunk({
            tool_calls: [
              { index: 0, id: 'call_1', type: 'function', function: { name: tool, arguments: '' } },
            ],
          }),
          ...[calledArguments.slice(0, 6), calledArguments.slice(6)].map((fragment) =>
            chunk({ tool_calls: [{ index: 0, function: { arguments: fragment } }] }),
          ),
        ];
  const wantsUsage = isObject(request.stream_options) && request.stream_options.include_usage === true;
  sendSse(response, [
    chunk({ role: 'assistant', content: tool === undefined ? '' : null }),
    ...content,
    chunk({}, tool === undefined ? 'stop' : 'tool_calls'),
    ...(wantsUsage ? [sse({ ...head, object: 'chat.completion.chunk', choices: [], usage })] : []),
    'data: [DONE]\n\n',
  ]);
}

function answerMessages(request: JsonObject, response: ServerResponse): void {
  const tool = callsTool(request);
  const block =
    tool === undefined
      ? { type: 'text', text: spokenText }
      : { type: 'tool_use', id: 'toolu_1', name: tool, input: JSON.parse(calledArguments) as JsonObject };
  const stopReason = tool === undefined ? 'end_turn' : 'tool_use';
  const message = { id: 'msg_fake', type: 'message', role: 'assistant', model: request.model };
  const usage = {
    input_tokens: 8,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 3,
    output_tokens: 7,
  };
  if (request.stream !== true) {
    sendJson(response, { ...message, content: [block], stop_reason: stopReason, stop_sequence: null, usage });
    return;
  }
  const event = (data: JsonObject & { type: string }): string => sse(data, data.type);
  const start = {
    ...message,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { ...usage, output_tokens: 1 },
  };
  const deltas =
    tool === undefined
      ? spokenPieces.map((text) => ({ type: 'text_delta', text }))
      : ['', calledArguments.slice(0, 6), calledArguments.slice(6)].map((json) => ({
          type: 'input_json_delta',
          partial_json: json,
        }));
  sendSse(response, [
    event({ type: 'message_start', message: start }),
    event({
      type: 'content_block_start',
      index: 0,
      content_block: tool === undefined ? { type: 'text', text: '' } : { ...block, input: {} },
    }),
    event({ type: 'ping' }),
    ...deltas.map((delta) => event({ type: 'content_block_delta', index: 0, delta })),
    event({ type: 'content_block_stop', index: 0 }),
    event({
      type: 'message_delta',
      delta: { stop_reason: stopReason, stop_sequence: null },
      usage: { output_tokens: 7 },
    }),
    event({ type: 'message_stop' }),
  ]);
}

function answerCompletion(request: JsonObject, response: ServerResponse): void {
  const head = { id: 'cmpl-fake', object: 'text_completion', created: createdAtS, model: request.model };
  const choice = (text: string, finish: string | null): JsonObject => ({
    text,
    index: 0,
    logprobs: null,
    finish_reason: finish,
  });
  if (request.stream !== true) {
    const usage = { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 };
    sendJson(response, { ...head, choices: [choice(completedText, 'stop')], usage });
    return;
  }
  sendSse(response, [
    ...completedPieces.map((text) => sse({ ...head, choices: [choice(text, null)] })),
    sse({ ...head, choices: [choice('', 'stop')] }),
    'data: [DONE]\n\n',
  ]);
}

function answerFim(request: JsonObject, response: ServerResponse): void {
  const usage = { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 };
  const message = { role: 'assistant', content: completedText, tool_calls: null };
  const choices = [{ index: 0, message, finish_reason: 'stop' }];
  sendJson(response, {
    id: 'fim-fake',
    object: 'chat.completion',
    created: createdAtS,
    model: request.model,
    choices,
    usage,
  });
}

function answerEmbeddings(request: JsonObject, response: ServerResponse): void {
  const inputs = Array.isArray(request.input) ? request.input.length : 1;
  const vector =
    request.encoding_format === 'base64'
      ? Buffer.from(Float32Array.from(embedding).buffer).toString('base64')
      : embedding;
  const data = Array.from({ length: inputs }, (_, index) => ({
    object: 'embedding',
    index,
    embedding: vector,
  }));
  sendJson(response, {
    object: 'list',
    data,
    model: request.model,
    usage: { prompt_tokens: 4, total_tokens: 4 },
  });
}
