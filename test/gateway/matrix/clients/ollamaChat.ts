import { Ollama, type ChatRequest, type ChatResponse, type Message, type ToolCall } from 'ollama';
import type { ClientAnswer, ClientDriver, ClientTurn, Question } from '../clientDriver.ts';

/** The fields that Ollama's servers send and its library's types do not have yet. */
type IdentifiedCall = ToolCall & { id?: string };

/** `ollama`, `/api/chat`. */
export function ollamaDriver(gatewayUrl: string): ClientDriver {
  return {
    name: 'ollama',
    finishWords: { stop: 'stop', length: 'length', toolCalls: 'stop', refusal: 'stop' },
    lacks: {
      refusalText: 'a refusal is plain text',
      forcedTools: 'no such parameter',
      cachedUsage: 'no such count',
      reasoningUsage: 'no such count',
    },
    ask: async (question, { stream, signal, onBegun }) => {
      const client = new Ollama({
        host: gatewayUrl,
        fetch: (url, init) => fetch(url, signal === undefined ? init : { ...init, signal }),
      });
      if (!stream) return answerOf([await client.chat({ ...requestOf(question), stream: false })]);
      const pieces: ChatResponse[] = [];
      for await (const piece of await client.chat({ ...requestOf(question), stream: true })) {
        onBegun?.();
        pieces.push(piece);
      }
      return answerOf(pieces);
    },
    statusOf: (error) =>
      error instanceof Error && 'status_code' in error && typeof error.status_code === 'number'
        ? error.status_code
        : undefined,
  };
}

function requestOf({
  model,
  system,
  turns,
  tools,
  schema,
  wantsReasoning,
  wantsLogprobs,
  maxTokens,
}: Question): ChatRequest {
  return {
    model,
    messages: [
      ...(system === undefined ? [] : [{ role: 'system', content: system }]),
      ...turns.flatMap(messagesOf),
    ],
    options: { num_predict: maxTokens },
    ...(tools === undefined
      ? {}
      : {
          tools: tools.map(({ name, description, parameters }) => ({
            type: 'function',
            function: {
              name,
              description,
              parameters: {
                ...parameters,
                properties: { ...parameters.properties },
                required: [...parameters.required],
              },
            },
          })),
        }),
    ...(wantsLogprobs === true ? { logprobs: true } : {}),
    ...(schema === undefined ? {} : { format: schema }),
    ...(wantsReasoning === true ? { think: true } : {}),
  };
}

function messagesOf(turn: ClientTurn): Message[] {
  switch (turn.kind) {
    case 'user':
      return [
        {
          role: 'user',
          content: turn.text,
          ...(turn.imageBase64 === undefined ? {} : { images: [turn.imageBase64] }),
        },
      ];
    case 'answer':
      return [turn.answer.replay as Message];
    case 'results':
      return turn.results.map(({ call, text }) => ({ role: 'tool', content: text, tool_name: call.name }));
  }
}

function answerOf(pieces: readonly ChatResponse[]): ClientAnswer {
  const last = pieces.at(-1);
  if (last?.done !== true) throw new Error('the answer did not end');
  const text = pieces.map(({ message }) => message.content).join('');
  const thinking = pieces.map(({ message }) => message.thinking ?? '').join('');
  const logprobs = pieces.flatMap((piece) => piece.logprobs ?? []).map(({ logprob }) => logprob);
  const calls: IdentifiedCall[] = pieces.flatMap(({ message }) => message.tool_calls ?? []);
  return {
    text,
    reasoning: thinking,
    calls: calls.map((call, index) => ({
      id: call.id ?? `#${index}`,
      name: call.function.name,
      input: call.function.arguments,
    })),
    finish: last.done_reason,
    usage: { input: last.prompt_eval_count, output: last.eval_count },
    citedUrls: [],
    logprobs: logprobs.length === 0 ? undefined : logprobs,
    replay: {
      role: 'assistant',
      content: text,
      ...(thinking === '' ? {} : { thinking }),
      ...(calls.length === 0 ? {} : { tool_calls: calls }),
    },
  };
}
