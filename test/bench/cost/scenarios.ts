import type { LoadRequest } from './load.ts';
import { wholeWords } from './upstreamAnswers.ts';

/** What the client speaks, and the provider. */
type Spoken = 'chat' | 'messages' | 'responses' | 'gemini';

export interface Scenario {
  readonly what: string;
  /** What the gateway is asked. */
  readonly gateway: LoadRequest;
  /** What the bare proxy is asked, and the provider itself: the same in the provider's format. */
  readonly direct: LoadRequest;
  /** Requests in one round, and how many at a time. */
  readonly count: number;
  readonly parallel: number;
  /** Requests before the first round that counts, so that what is measured has been compiled; two rounds by default. */
  readonly warmUp?: number;
  /** Streamed events in one answer; costs are then also said per event. */
  readonly events?: number;
  /** At most so many times the bare proxy's CPU time is wanted. */
  readonly wanted: number;
}

const codeLine = 'const total = items.map((item) => item.price * item.count);\n';

interface Asked {
  /**
   * `compatible` speaks chat alone, `oai` Responses too; `rules`: the workspace decides, so that its conditions are asked; `busy`: the
   * workspace with rules, budgets and a route of 50 targets does.
   */
  readonly provider: 'oai' | 'claude' | 'google' | 'compatible' | 'rules' | 'busy';
  readonly model: string;
  readonly stream: boolean;
  readonly promptBytes: number;
}

const paths: Readonly<Record<Exclude<Spoken, 'gemini'>, string>> = {
  chat: '/v1/chat/completions',
  messages: '/v1/messages',
  responses: '/v1/responses',
};

function requestIn(format: Spoken, { provider, model, stream, promptBytes }: Asked): LoadRequest {
  const content = codeLine.repeat(Math.ceil(promptBytes / codeLine.length));
  const [, kind = '', count = '0'] = /^([a-z]+)-?(\d*)$/.exec(model) ?? [];
  // A stream of Responses that is written here says its text in deltas, then whole with each of four endings.
  const times = format === 'responses' && stream && provider === 'compatible' ? 5 : 1;
  const words = kind === 'whole' ? wholeWords : Number(count) * times;
  const headers = { 'content-type': 'application/json' };
  const decides = provider === 'rules' || provider === 'busy';
  const named = decides ? model : `${provider}/${model}`;
  if (format === 'gemini') {
    const method = stream ? 'streamGenerateContent?alt=sse' : 'generateContent';
    const body = JSON.stringify({ contents: [{ role: 'user', parts: [{ text: content }] }] });
    return { path: `/v1beta/models/${named}:${method}`, headers, body: Buffer.from(body), words };
  }
  const prompt =
    format === 'responses' ? { input: content } : { max_tokens: 100, messages: [{ role: 'user', content }] };
  const body = Buffer.from(JSON.stringify({ model: named, stream, ...prompt }));
  return { path: provider === 'busy' ? `/w/busy${paths[format]}` : paths[format], headers, body, words };
}

function scenario(
  what: string,
  inbound: Spoken,
  asked: Asked,
  load: Pick<Scenario, 'count' | 'parallel' | 'warmUp' | 'wanted'>,
): Scenario {
  const spoken = spokenBy(asked.provider, inbound);
  const events = /^(?:fast|paced)-(\d+)$/.exec(asked.model)?.[1];
  return {
    what,
    gateway: requestIn(inbound, asked),
    direct: requestIn(spoken, asked),
    ...load,
    ...(events === undefined ? {} : { events: Number(events) }),
  };
}

function spokenBy(provider: Asked['provider'], inbound: Spoken): Spoken {
  switch (provider) {
    case 'claude':
      return 'messages';
    case 'google':
      return 'gemini';
    case 'oai':
      return inbound === 'responses' ? 'responses' : 'chat';
    case 'compatible':
    case 'rules':
    case 'busy':
      return 'chat';
  }
}

const small: Omit<Asked, 'provider'> = { model: 'whole', stream: false, promptBytes: 1000 };
const large: Omit<Asked, 'provider'> = { model: 'whole', stream: false, promptBytes: 1_000_000 };
const fast: Omit<Asked, 'provider'> = { model: 'fast-20000', stream: true, promptBytes: 1000 };
const paced: Omit<Asked, 'provider'> = { model: 'paced-100', stream: true, promptBytes: 1000 };

/** What the engine compiles for a small request is compiled after some ten thousand of them: before, that is half of what is measured. */
const manySmall = { count: 2000, parallel: 8, warmUp: 12_000 };
const fewLarge = { count: 48, parallel: 2 };
const fewStreams = { count: 12, parallel: 1 };
const pacedStreams = { count: 200, parallel: 200 };

/** Each pass-through and each main conversion, in the order in which they are printed. */
export const scenarios: readonly Scenario[] = [
  scenario('chat, small', 'chat', { ...small, provider: 'oai' }, { ...manySmall, wanted: 1.5 }),
  scenario('messages, small', 'messages', { ...small, provider: 'claude' }, { ...manySmall, wanted: 1.5 }),
  scenario('responses, small', 'responses', { ...small, provider: 'oai' }, { ...manySmall, wanted: 1.5 }),
  scenario('gemini, small', 'gemini', { ...small, provider: 'google' }, { ...manySmall, wanted: 1.5 }),
  scenario('chat, small, 50 targets', 'chat', { ...small, provider: 'busy' }, { ...manySmall, wanted: 2.5 }),
  scenario('chat, 1 MB, named model', 'chat', { ...large, provider: 'oai' }, { ...fewLarge, wanted: 1.5 }),
  scenario('chat, 1 MB, four rules', 'chat', { ...large, provider: 'rules' }, { ...fewLarge, wanted: 3 }),
  scenario('chat, fast stream', 'chat', { ...fast, provider: 'oai' }, { ...fewStreams, wanted: 1.5 }),
  scenario(
    'messages, fast stream',
    'messages',
    { ...fast, provider: 'claude' },
    { ...fewStreams, wanted: 1.5 },
  ),
  scenario(
    'responses, fast stream',
    'responses',
    { ...fast, provider: 'oai' },
    { ...fewStreams, wanted: 1.5 },
  ),
  scenario('gemini, fast stream', 'gemini', { ...fast, provider: 'google' }, { ...fewStreams, wanted: 1.5 }),
  scenario(
    'chat, 200 paced streams',
    'chat',
    { ...paced, provider: 'oai' },
    { ...pacedStreams, wanted: 1.5 },
  ),
  scenario('messages to chat, small', 'messages', { ...small, provider: 'oai' }, { ...manySmall, wanted: 3 }),
  scenario('chat to messages, small', 'chat', { ...small, provider: 'claude' }, { ...manySmall, wanted: 3 }),
  scenario(
    'responses to chat, small',
    'responses',
    { ...small, provider: 'compatible' },
    { ...manySmall, wanted: 3 },
  ),
  scenario(
    'gemini to chat, small',
    'gemini',
    { ...small, provider: 'compatible' },
    { ...manySmall, wanted: 3 },
  ),
  scenario('messages to chat, 1 MB', 'messages', { ...large, provider: 'oai' }, { ...fewLarge, wanted: 4 }),
  scenario(
    'messages to chat, stream',
    'messages',
    { ...fast, provider: 'oai' },
    { ...fewStreams, wanted: 3 },
  ),
  scenario('chat to messages, stream', 'chat', { ...fast, provider: 'claude' }, { ...fewStreams, wanted: 3 }),
  scenario(
    'responses to chat, stream',
    'responses',
    { ...fast, provider: 'compatible' },
    { ...fewStreams, wanted: 3 },
  ),
  scenario(
    'gemini to chat, stream',
    'gemini',
    { ...fast, provider: 'compatible' },
    { ...fewStreams, wanted: 3 },
  ),
];
