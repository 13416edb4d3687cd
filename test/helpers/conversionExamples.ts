import type {
  ChatRequest,
  CompletionRequest,
  EmbeddingsRequest,
  NeutralPart,
  ToolCallPart,
  WireFormat,
} from '../../src/gateway/wire/exchange.ts';
import type { NeutralTool } from '../../src/gateway/wire/toolModel.ts';
import type { ChatField } from '../../src/gateway/wire/conversions/chatFields.ts';
import type { CompletionField } from '../../src/gateway/wire/conversions/completionFields.ts';
import type { EmbeddingsField } from '../../src/gateway/wire/conversions/embeddingsFields.ts';

/** A request that says one thing, beside the same without it. */
export interface Example<Request> {
  readonly without?: Partial<Request>;
  readonly with: Partial<Request>;
  /** What the encoded body holds when the thing is kept. */
  readonly marker?: string;
}

const marker = 'marked-value';
const tool: NeutralTool = { type: 'function', name: 'read', parameters: { type: 'object', properties: {} } };
const other: NeutralTool = { type: 'function', name: 'list' };
const png = { kind: 'base64', mediaType: 'image/png', data: 'iVBO' } as const;
const question: NeutralPart = { type: 'text', text: 'Hello' };
const call: ToolCallPart = { type: 'toolCall', id: 'call_1', name: 'read', argumentsJson: '{"p":1}' };

/** A user's message with this part behind its question. */
function asked(...parts: NeutralPart[]): Pick<ChatRequest, 'messages'> {
  return { messages: [{ role: 'user', content: [question, ...parts] }] };
}

/** A history whose assistant said this. */
function answered(...parts: NeutralPart[]): Pick<ChatRequest, 'messages'> {
  return {
    messages: [
      { role: 'user', content: [question] },
      { role: 'assistant', content: [...parts, { type: 'text', text: 'Hi' }] },
      { role: 'user', content: [question] },
    ],
  };
}

/** A history with a tool turn that is running. */
function called(
  part: ToolCallPart,
  result: Partial<NeutralPart & { type: 'toolResult' }> = {},
): Pick<ChatRequest, 'messages' | 'tools'> {
  const answer: NeutralPart = {
    type: 'toolResult',
    toolCallId: part.id,
    content: [{ type: 'text', text: 'r' }],
    isError: false,
    ...result,
  };
  return {
    tools: [tool],
    messages: [
      { role: 'user', content: [question] },
      { role: 'assistant', content: [part] },
      { role: 'tool', content: [answer] },
    ],
  };
}

const choosing = (toolChoice: ChatRequest['toolChoice']): Example<ChatRequest> => ({
  without: { tools: [tool, other] },
  with: { tools: [tool, other], toolChoice },
});

const asking = (part: NeutralPart): Example<ChatRequest> => ({ with: asked(part), marker });

/** An example of each thing that a chat client may say, in a format other than the target's. */
export const chatExamples: Readonly<Record<ChatField, (target: WireFormat) => Example<ChatRequest>>> = {
  'system text at the start': () => ({
    with: {
      messages: [{ role: 'system', content: [{ type: 'text', text: marker }] }, ...asked().messages],
    },
    marker,
  }),
  'system text between turns': () => ({
    with: {
      messages: [
        ...answered().messages,
        { role: 'system', content: [{ type: 'text', text: marker }] },
        ...asked().messages,
      ],
    },
    marker,
  }),
  'developer text': () => ({
    with: {
      messages: [{ role: 'developer', content: [{ type: 'text', text: marker }] }, ...asked().messages],
    },
    marker,
  }),
  'name of a speaker': () => ({
    with: { messages: [{ role: 'user', name: marker, content: [question] }] },
    marker,
  }),
  'other fields of a message': () => ({
    with: { messages: [{ role: 'user', content: [question], extras: { extra: 1 } }] },
  }),
  'function tool': () => ({ with: { tools: [tool] }, marker: 'read' }),
  'strict function tool': () => ({
    without: { tools: [tool] },
    with: { tools: [{ ...tool, strict: true }] },
  }),
  'custom tool': () => ({ with: { tools: [{ type: 'custom', name: 'patch' }] } }),
  'tool in a namespace': () => ({ with: { tools: [{ ...tool, namespace: 'files' }] } }),
  'tool of another format': (target) => ({
    with: {
      tools: [
        { type: 'opaque', format: target === 'chat' ? 'messages' : 'chat', value: { type: 'web_search' } },
      ],
    },
  }),
  'other fields of a tool': () => ({
    without: { tools: [tool] },
    with: { tools: [{ ...tool, extras: { extra: 1 } }] },
  }),
  'tool choice: automatic': () => choosing({ type: 'auto' }),
  'tool choice: some tool': () => choosing({ type: 'required' }),
  'tool choice: none': () => choosing({ type: 'none' }),
  'tool choice: one tool': () => choosing({ type: 'tool', name: 'read' }),
  'tool choice: allowed tools': () => choosing({ type: 'auto', allowed: ['read'] }),
  'one tool call at a time': () => ({
    without: { tools: [tool] },
    with: { tools: [tool], parallelToolCalls: false },
  }),
  'reasoning effort': () => ({ with: { reasoning: { mode: 'on', effort: 'high' } } }),
  'reasoning budget': () => ({ with: { reasoning: { mode: 'on', budgetTokens: 2000 } } }),
  'no reasoning': () => ({ with: { reasoning: { mode: 'off' } } }),
  'display of reasoning': () => ({
    without: { reasoning: { mode: 'on', effort: 'high' } },
    with: { reasoning: { mode: 'on', effort: 'high', display: 'omitted' } },
  }),
  'answer in JSON': () => ({ with: { responseFormat: { type: 'json' } } }),
  'answer by a JSON schema': () => ({
    with: {
      responseFormat: {
        type: 'jsonSchema',
        schema: { type: 'object', properties: { [marker]: { type: 'string' } } },
      },
    },
    marker,
  }),
  'streamed answer': () => ({ with: { stream: true } }),
  'output limit': () => ({ with: { maxOutputTokens: 7777 }, marker: '7777' }),
  temperature: () => ({ with: { temperature: 0.77 }, marker: '0.77' }),
  top_p: () => ({ with: { topP: 0.77 }, marker: '0.77' }),
  top_k: () => ({ with: { topK: 77 }, marker: '77' }),
  seed: () => ({ with: { seed: 77 }, marker: '77' }),
  'frequency penalty': () => ({ with: { frequencyPenalty: 0.77 }, marker: '0.77' }),
  'presence penalty': () => ({ with: { presencePenalty: 0.77 }, marker: '0.77' }),
  'stop sequences': () => ({ with: { stop: [marker] }, marker }),
  'log probabilities': () => ({ with: { logprobs: true } }),
  'top log probabilities': () => ({
    without: { logprobs: true },
    with: { logprobs: true, topLogprobs: 3 },
  }),
  'several answers': () => ({ with: { answerCount: 2 } }),
  'user id': () => ({ with: { userId: marker }, marker }),
  'service tier': () => ({ with: { serviceTier: 'flex' }, marker: 'flex' }),
  'other fields of the request': () => ({ with: { extras: { extra: 1 } } }),
  text: () => asking({ type: 'text', text: marker }),
  'citations of a text': () => ({
    without: answered({ type: 'text', text: 'x' }),
    with: answered({ type: 'text', text: 'x', citations: [{ url: 'https://a.example' }] }),
  }),
  'signature of a text': () => ({
    without: answered({ type: 'text', text: 'x' }),
    with: answered({ type: 'text', text: 'x', signature: { format: 'gemini', data: marker } }),
  }),
  'cache mark': () => ({
    without: asked({ type: 'text', text: 'x' }),
    with: asked({ type: 'text', text: 'x', cacheControl: { type: 'ephemeral' } }),
  }),
  'image, base64': () =>
    asking({ type: 'image', source: { kind: 'base64', mediaType: 'image/png', data: marker } }),
  'image, URL': () => asking({ type: 'image', source: { kind: 'url', url: `https://${marker}` } }),
  'image, file id': () => asking({ type: 'image', source: { kind: 'file', fileId: marker } }),
  'image detail': () => ({
    without: asked({ type: 'image', source: png }),
    with: asked({ type: 'image', source: png, detail: 'high' }),
  }),
  'PDF, base64': () =>
    asking({ type: 'document', source: { kind: 'base64', mediaType: 'application/pdf', data: marker } }),
  'PDF, URL': () => asking({ type: 'document', source: { kind: 'url', url: `https://${marker}` } }),
  'document, file id': () => asking({ type: 'document', source: { kind: 'file', fileId: marker } }),
  'document, text': () => asking({ type: 'document', source: { kind: 'text', text: marker } }),
  'other fields of a document': () => ({
    without: asked({ type: 'document', source: { kind: 'text', text: 'x' } }),
    with: asked({ type: 'document', source: { kind: 'text', text: 'x' }, extras: { extra: 1 } }),
  }),
  audio: () => asking({ type: 'audio', data: marker, format: 'wav' }),
  'reasoning without a signature': () => {
    const { messages, tools } = called(call);
    const [before, turn, ...after] = messages;
    const content = [{ type: 'reasoning', text: marker } as const, ...(turn?.content ?? [])];
    const thinking = [before, turn && { ...turn, content }, ...after].filter(
      (message) => message !== undefined,
    );
    return { without: { messages, tools }, with: { messages: thinking, tools }, marker };
  },
  'reasoning signed in the target’s format': (target) => ({
    without: answered(),
    with: answered({
      type: 'reasoning',
      text: 'hm',
      signature: { format: target, data: target === 'chat' ? JSON.stringify({ data: marker }) : marker },
    }),
    marker,
  }),
  'reasoning signed in another format': (target) => ({
    without: answered(),
    with: answered({ type: 'reasoning', text: 'hm', signature: { format: foreign(target), data: marker } }),
  }),
  'withheld reasoning of another format': (target) => ({
    without: answered(),
    with: answered({
      type: 'reasoning',
      text: '',
      redacted: true,
      signature: { format: foreign(target), data: marker },
    }),
  }),
  'tool call': () => ({
    without: { tools: [tool] },
    with: called({ ...call, argumentsJson: `{"p":"${marker}"}` }),
    marker,
  }),
  'call of a custom tool': () => ({
    without: called(call),
    with: called({ ...call, argumentsJson: 'raw', custom: true }, { custom: true }),
  }),
  'call of a tool in a namespace': () => ({
    without: called(call),
    with: called({ ...call, namespace: 'files' }),
  }),
  'signature of a tool call': (target) => ({
    without: called(call),
    with: called({ ...call, signature: { format: foreign(target), data: marker } }),
  }),
  'result of a tool call': () => ({
    without: called(call),
    with: called(call, { content: [{ type: 'text', text: marker }] }),
    marker,
  }),
  'failed result': () => ({ without: called(call), with: called(call, { isError: true }) }),
  'image in a result': () => ({
    without: called(call),
    with: called(call, {
      content: [{ type: 'image', source: { kind: 'base64', mediaType: 'image/png', data: marker } }],
    }),
    marker,
  }),
  'refusal in the history': () => ({
    without: answered(),
    with: answered({ type: 'refusal', text: marker }),
    marker,
  }),
  'answer’s block of another format': (target) => ({
    without: answered(),
    with: answered({ type: 'opaque', format: foreign(target), value: { type: 'server_tool_use' } }),
  }),
};

/** A format that cannot be what the target made. */
function foreign(target: WireFormat): WireFormat {
  return target === 'gemini' ? 'responses' : 'gemini';
}

const completing = (fields: Partial<CompletionRequest>, kept?: string): Example<CompletionRequest> => ({
  with: fields,
  ...(kept === undefined ? {} : { marker: kept }),
});

/** An example of each thing that a client may say in a completion, in a format other than the target's. */
export const completionExamples: Readonly<Record<CompletionField, Example<CompletionRequest>>> = {
  prompt: completing({ prompt: marker }, marker),
  'sentinel tokens in the prompt': completing(
    {
      prompt: `<fim_prefix>${marker}<fim_suffix>b<fim_middle>`,
    },
    marker,
  ),
  'several prompts, token ids': completing({ prompt: 'ab', promptList: ['a', marker] }, marker),
  suffix: completing({ suffix: marker }, marker),
  'streamed answer': completing({ stream: true }),
  'output limit': completing({ maxOutputTokens: 7777 }, '7777'),
  temperature: completing({ temperature: 0.77 }, '0.77'),
  top_p: completing({ topP: 0.77 }, '0.77'),
  top_k: completing({ topK: 77 }, '77'),
  seed: completing({ seed: 77 }, '77'),
  'frequency penalty': completing({ frequencyPenalty: 0.77 }, '0.77'),
  'presence penalty': completing({ presencePenalty: 0.77 }, '0.77'),
  'stop sequences': completing({ stop: [marker] }, marker),
  'other fields of the request': completing({ extras: { extra: 1 } }),
};

/** What asks for something in an embeddings request, in a format other than the target's. */
function embedding(fields: Partial<EmbeddingsRequest>, marker?: string): Example<EmbeddingsRequest> {
  return { with: fields, marker };
}

/** An example of each thing that a client may say when it asks for embeddings, in a format other than the target's. */
export const embeddingsExamples: Readonly<Record<EmbeddingsField, Example<EmbeddingsRequest>>> = {
  text: embedding({ input: [marker] }, marker),
  'token ids': embedding({ input: [[7777]] }, '7777'),
  'number of dimensions': embedding({ dimensions: 7777 }, '7777'),
  'user id': embedding({ userId: marker }, marker),
  'for search of documents': embedding({ extras: { taskType: 'RETRIEVAL_DOCUMENT' } }),
  'for a query': embedding({ extras: { taskType: 'RETRIEVAL_QUERY' } }),
  'for comparing texts': embedding({ extras: { taskType: 'SEMANTIC_SIMILARITY' } }),
  'other fields of the request': embedding({ extras: { extra: 1 } }),
};
