import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import type { ProviderType } from '../../../src/config/schema.ts';
import type { ExchangeRecord } from '../../../src/gateway/exchange/services.ts';
import type { JsonObject } from '../../../src/gateway/wire/json.ts';
import { FakeUpstream, type Reaction, type UpstreamRequest } from '../../helpers/fakeUpstream.ts';
import { send } from '../../helpers/httpClient.ts';
import { inOrder, plannedGateway } from '../../helpers/plannedGateway.ts';
import { responsesStream } from '../../helpers/responsesStream.ts';
import type { StartedGateway } from '../../helpers/startGateway.ts';
import { sendSse, speakProtocols } from '../../helpers/upstreamProtocols.ts';
import { answerJson, resetAtOnce } from '../../helpers/upstreamReactions.ts';

interface Inbound {
  readonly path: string;
  readonly body: JsonObject;
}

const question = 'Say hello.';
const messages = [{ role: 'user', content: question }];

/** Every protocol that streams, as a client writes it. */
const inbounds: Readonly<Record<string, Inbound>> = {
  chat: { path: '/v1/chat/completions', body: { model: 'auto', stream: true, messages } },
  messages: { path: '/v1/messages', body: { model: 'auto', stream: true, max_tokens: 99, messages } },
  responses: { path: '/v1/responses', body: { model: 'auto', stream: true, input: question } },
  gemini: {
    path: '/v1beta/models/auto:streamGenerateContent?alt=sse',
    body: { contents: [{ role: 'user', parts: [{ text: question }] }] },
  },
  'gemini as an array': {
    path: '/v1beta/models/auto:streamGenerateContent',
    body: { contents: [{ role: 'user', parts: [{ text: question }] }] },
  },
  ollama: { path: '/api/chat', body: { model: 'auto', messages } },
  completions: { path: '/v1/completions', body: { model: 'auto', stream: true, prompt: 'x = ' } },
};

const types: readonly ProviderType[] = ['openai', 'openai-compatible', 'anthropic', 'gemini', 'ollama'];

/** Answers as the provider would. */
function speak(request: UpstreamRequest, response: ServerResponse): void {
  if (request.path.endsWith('/responses')) sendSse(response, responsesStream('Hello'));
  else speakProtocols(request, response);
}

/** Answers as the provider would, and cuts the connection after so many of its pieces. */
function cutAfterPieces(kept: (pieces: readonly Buffer[]) => number): Reaction {
  return (request, response) => {
    const pieces: Buffer[] = [];
    const write = response.write.bind(response);
    const end = response.end.bind(response);
    const keep = (piece: unknown): boolean => {
      if (typeof piece === 'string' || piece instanceof Uint8Array) pieces.push(Buffer.from(piece));
      return true;
    };
    Object.assign(response, { write: keep, end: keep });
    speak(request, response);
    Object.assign(response, { write, end });
    const bytes = Buffer.concat(pieces.slice(0, kept(pieces)));
    response.flushHeaders();
    // The head and each piece are on their way before the connection goes.
    response.write(bytes.length === 0 ? '' : bytes, () => {
      setImmediate(() => {
        response.destroy();
      });
    });
    if (bytes.length === 0) setImmediate(() => response.destroy());
  };
}

/** Up to and without the first piece that says something. */
function beforeContent(pieces: readonly Buffer[]): number {
  const first = pieces.findIndex((piece) => /Hello|"a"|wörld/.test(piece.toString()));
  return first === -1 ? 0 : first;
}

interface Fault {
  readonly react: Reaction | 'nobody listens';
  /** What the client sees: another target's answer, the first one's broken, or the first one's whole. */
  readonly seen: 'another' | 'broken' | 'whole';
}

const faults: Readonly<Record<string, Fault>> = {
  'before it connects': { react: 'nobody listens', seen: 'another' },
  'instead of a head': { react: resetAtOnce, seen: 'another' },
  'with an error status': {
    react: answerJson({ error: { message: 'no', type: 'api_error' } }, 500),
    seen: 'another',
  },
  'with an error in a 200': {
    react: answerJson({ error: { message: 'no', type: 'api_error' } }),
    seen: 'another',
  },
  'after the head': { react: cutAfterPieces(() => 0), seen: 'another' },
  'before the first content': { react: cutAfterPieces(beforeContent), seen: 'another' },
  'in the middle of the content': {
    react: cutAfterPieces((pieces) => beforeContent(pieces) + 1),
    seen: 'broken',
  },
  'after the last event': { react: cutAfterPieces((pieces) => pieces.length), seen: 'whole' },
};

describe('a provider that fails', () => {
  let first: FakeUpstream;
  let second: FakeUpstream;
  let gateway: StartedGateway;

  beforeEach(async () => {
    [first, second] = await Promise.all([FakeUpstream.start(), FakeUpstream.start()]);
  });
  afterEach(async () => {
    await gateway.close();
    await Promise.all([first.close(), second.close()]);
  });

  async function run(
    type: ProviderType,
    { react }: Fault,
    { path, body }: Inbound,
  ): Promise<{ readonly seen: string; readonly record: ExchangeRecord }> {
    gateway = await plannedGateway(
      {
        providers: {
          one: { type, endpoint: first.url, apiKey: 'k' },
          two: { type: 'anthropic', endpoint: second.url, apiKey: 'k' },
        },
      },
      inOrder('one/m1', 'two/m2'),
    );
    second.react(speak);
    if (react === 'nobody listens') await first.close();
    else first.react(react);
    const recorded = gateway.nextRecord();
    const answer = await send(`${gateway.url}${path}`, { body }).catch(() => undefined);
    const seen =
      answer === undefined ? 'cut' : `${answer.status} ${String(answer.headers['x-muxgate-model'])}`;
    return { seen, record: await recorded };
  }

  for (const [format, inbound] of Object.entries(inbounds)) {
    for (const type of types) {
      for (const [when, fault] of Object.entries(faults)) {
        // One piece holds all of an array.
        const isOnePiece = type === 'gemini' && format === 'gemini as an array';
        if (isOnePiece && fault.seen === 'broken') continue;
        // Gemini's streams have no last event: where they are read to their end, a cut is seen.
        const isEndless = type === 'gemini' && fault.seen === 'whole' && !format.startsWith('gemini');
        const expected = isEndless ? 'broken' : fault.seen;
        it(`${when}, ${format} by ${type}: the client sees ${expected}`, async () => {
          const { seen, record } = await run(type, fault, inbound);
          const outcomes = record.attempts.map(({ outcome }) => outcome);
          switch (expected) {
            case 'another':
              assert.equal(seen, '200 two/m2');
              assert.deepEqual(outcomes, ['failed', 'answered']);
              break;
            case 'broken':
              assert.equal(record.outcome, 'failed');
              assert.deepEqual(outcomes, ['failed']);
              break;
            case 'whole':
              assert.equal(seen, '200 one/m1');
              assert.equal(record.outcome, 'answered');
              assert.deepEqual(outcomes, ['answered']);
              break;
          }
          assert.equal(second.requests.length, expected === 'another' ? 1 : 0);
        });
      }
    }
  }
});
