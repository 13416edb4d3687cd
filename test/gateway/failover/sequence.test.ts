import assert from 'node:assert/strict';
import type { AccountCandidate } from '../../../src/gateway/accounts/accountPool.ts';
import { DefaultAccounts } from '../../helpers/defaultAccounts.ts';
import type { ConfigInput } from '../../../src/config/schema.ts';
import type { AttemptStep } from '../../../src/gateway/routes/attemptPlan.ts';
import type { Decision } from '../../../src/gateway/routing/decision.ts';
import type { JsonObject } from '../../../src/gateway/wire/json.ts';
import { FakeUpstream, type Reaction } from '../../helpers/fakeUpstream.ts';
import { type ReceivedAnswer, send } from '../../helpers/httpClient.ts';
import { Latch } from '../../helpers/latch.ts';
import { ManualClock } from '../../helpers/manualClock.ts';
import { inOrder, plannedGateway, plannedTarget } from '../../helpers/plannedGateway.ts';
import type { StartedGateway, StartOptions } from '../../helpers/startGateway.ts';
import { spokenText, sse } from '../../helpers/upstreamProtocols.ts';
import { answerJson, answerSse, resetAtOnce } from '../../helpers/upstreamReactions.ts';

const overloaded = answerJson(
  { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } },
  529,
);
const limited = (retryAfterS: number): Reaction =>
  answerJson({ error: { message: 'Slow down', type: 'rate_limit_error', code: 'rate_limit' } }, 429, {
    'retry-after': String(retryAfterS),
  });

describe('failover over the targets of a plan', () => {
  let first: FakeUpstream;
  let second: FakeUpstream;
  let third: FakeUpstream;
  let gateway: StartedGateway;

  beforeEach(async () => {
    [first, second, third] = await Promise.all([
      FakeUpstream.start(),
      FakeUpstream.start(),
      FakeUpstream.start(),
    ]);
  });
  afterEach(async () => {
    await gateway.close();
    await Promise.all([first.close(), second.close(), third.close()]);
  });

  async function start(
    config: ConfigInput = {},
    options: StartOptions & {
      readonly steps?: readonly AttemptStep[];
      readonly decision?: Partial<Decision>;
    } = {},
  ): Promise<void> {
    const { steps = inOrder('one/m1', 'two/m2', 'three/m3') } = options;
    gateway = await plannedGateway(
      {
        providers: {
          one: { type: 'openai', endpoint: first.url, apiKey: 'k1' },
          two: { type: 'anthropic', endpoint: second.url, apiKey: 'k2' },
          three: { type: 'openai', endpoint: third.url, apiKey: 'k3' },
        },
        ...config,
      },
      steps,
      options,
    );
  }

  const ask = (body: JsonObject = {}): Promise<ReceivedAnswer> =>
    send(`${gateway.url}/v1/chat/completions`, {
      body: { model: 'auto', messages: [{ role: 'user', content: 'x' }], ...body },
    });

  it('goes on to the next target when one fails, and tells who answered and what was tried', async () => {
    await start();
    first.react(overloaded);
    const answer = await ask();
    assert.equal(answer.status, 200);
    assert.ok(answer.text.includes(spokenText));
    assert.equal(second.lastRequest.json['model'], 'm2');
    assert.equal(answer.headers['x-muxgate-model'], 'two/m2');
    assert.equal(answer.headers['x-muxgate-attempts'], '2');
    assert.equal(answer.headers['x-muxgate-tried'], 'one/m1: 529 overloaded_error');
    const [record] = gateway.records;
    assert.deepEqual(
      record?.attempts.map(({ provider, outcome, status }) => ({ provider, outcome, status })),
      [
        { provider: 'one', outcome: 'failed', status: 529 },
        { provider: 'two', outcome: 'answered', status: 200 },
      ],
    );
    assert.deepEqual(record.answeredBy, { target: { provider: 'two', model: 'm2' }, account: 'default' });
    assert.equal(record.inboundFormat, 'chat');
    assert.equal(record.upstreamFormat, 'messages');
  });

  it('goes on after a connection that breaks, and from stream to stream', async () => {
    await start();
    first.react(resetAtOnce);
    second.react(
      answerSse(sse({ type: 'error', error: { type: 'overloaded_error', message: 'no' } }, 'error')),
    );
    const answer = await ask({ stream: true });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['x-muxgate-model'], 'three/m3');
    assert.ok(answer.text.endsWith('data: [DONE]\n\n'));
  });

  it('gives the first target’s error when none answers, with what was tried and the shortest wait', async () => {
    await start();
    first.react(limited(30));
    second.react(overloaded);
    third.react(limited(7));
    const answer = await ask();
    assert.equal(answer.status, 429);
    assert.equal(answer.headers['retry-after'], '7');
    assert.match(
      answer.text,
      /Slow down \(Muxgate tried 3: one\/m1: 429 rate_limit; two\/m2: 529 overloaded_error; three\/m3: 429 rate_limit\)/,
    );
    assert.equal(answer.headers['x-muxgate-attempts'], '3');
  });

  it('gives the first target’s error where the last one’s stands inside a 200, whole or streamed', async () => {
    await start();
    const inside = { error: { message: 'Broken inside', type: 'server_error' } };
    for (const stream of [false, true]) {
      first.react(limited(1));
      second.react(overloaded);
      third.react(stream ? answerSse(sse(inside)) : answerJson(inside));
      const answer = await ask({ stream });
      assert.equal(answer.status, 429);
      assert.match(answer.text, /Slow down \(Muxgate tried 3: .*; three\/m3: 502 server_error\)/);
    }
  });

  it('gives a provider’s own error, byte for byte, when only one was asked', async () => {
    await start({}, { steps: inOrder('one/m1') });
    first.react(limited(30));
    const answer = await ask();
    assert.equal(
      answer.text,
      '{"error":{"message":"Slow down","type":"rate_limit_error","code":"rate_limit"}}',
    );
    assert.equal(answer.headers['x-muxgate-model'], 'one/m1');
  });

  it('does not go on where the request is at fault', async () => {
    await start();
    first.react(answerJson({ error: { message: 'bad tools', type: 'invalid_request_error' } }, 400));
    assert.equal((await ask()).status, 400);
    assert.equal(second.requests.length, 0);
  });

  it('sets a target’s parameters, in the client’s own bytes and where the request is converted', async () => {
    const parameters = { temperature: 0.3, maxOutputTokens: 321 };
    await start(
      {},
      { steps: inOrder(plannedTarget('one/m1', { parameters }), plannedTarget('two/m2', { parameters })) },
    );
    first.react(overloaded);
    await ask({ temperature: 1, seed: 7, max_tokens: 5 });
    assert.deepEqual(first.lastRequest.json, {
      temperature: 0.3,
      seed: 7,
      max_tokens: 321,
      model: 'm1',
      messages: [{ role: 'user', content: 'x' }],
    });
    assert.equal(second.lastRequest.json['temperature'], 0.3);
    assert.equal(second.lastRequest.json['max_tokens'], 321);
  });

  it('makes as many calls as `attempts` says, and no more', async () => {
    await start({ failover: { attempts: 2 } });
    first.react(overloaded);
    second.react(overloaded);
    assert.equal((await ask()).status, 529);
    assert.equal(third.requests.length, 0);
  });

  it('does not go on where the user turned that off, for errors and limits each', async () => {
    await start({ failover: { onError: false } });
    first.react(overloaded, limited(1));
    assert.equal((await ask()).status, 529);
    assert.equal(second.requests.length, 0);
    assert.equal((await ask()).headers['x-muxgate-model'], 'two/m2');
  });

  it('passes a stream on as it is once its content has begun', async () => {
    await start();
    const chunk = (delta: JsonObject): string =>
      sse({
        id: 'c',
        object: 'chat.completion.chunk',
        created: 1,
        model: 'm',
        choices: [{ index: 0, delta }],
      });
    first.react(answerSse(chunk({ role: 'assistant' }), chunk({ content: 'begun' })));
    const answer = await ask({ stream: true });
    assert.ok(answer.text.includes('begun'));
    assert.ok(answer.text.includes('broke off'));
    assert.equal(second.requests.length, 0);
  });

  it('goes on when an answer is empty, whole or streamed', async () => {
    await start();
    const empty = {
      id: 'c',
      object: 'chat.completion',
      created: 1,
      model: 'm',
      choices: [{ index: 0, message: { role: 'assistant', content: '' }, finish_reason: 'stop' }],
    };
    first.react(
      answerJson(empty),
      answerSse(
        sse({
          ...empty,
          object: 'chat.completion.chunk',
          choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }],
        }),
        sse({
          ...empty,
          object: 'chat.completion.chunk',
          choices: [{ index: 0, delta: {}, finish_reason: 'stop' }],
        }),
        'data: [DONE]\n\n',
      ),
    );
    assert.equal((await ask()).headers['x-muxgate-model'], 'two/m2');
    assert.equal((await ask({ stream: true })).headers['x-muxgate-model'], 'two/m2');
  });

  it('skips a target that takes no tools by modelOverrides, and refuses where it is the only one', async () => {
    const config = { modelOverrides: { 'one/m1': { tools: false } } };
    const tools = [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }];
    await start(config);
    assert.equal((await ask({ tools })).headers['x-muxgate-model'], 'two/m2');
    assert.equal(first.requests.length, 0);
    await gateway.close();
    await start(config, { steps: inOrder('one/m1') });
    assert.equal((await ask({ tools })).status, 400);
  });

  it('never takes the client’s own key to another provider', async () => {
    const key = { authorization: 'Bearer clients-own' };
    const providers: ConfigInput['providers'] = {
      one: { type: 'openai', endpoint: first.url, auth: 'passthrough' },
      two: { type: 'openai', endpoint: second.url, auth: 'passthrough', passthroughClients: ['cline'] },
      three: { type: 'openai', endpoint: third.url, apiKey: 'k3' },
    };
    await start({ providers }, { decision: { cause: 'named model' } });
    first.react(overloaded);
    const answer = await send(`${gateway.url}/v1/chat/completions`, {
      headers: key,
      body: { model: 'auto', messages: [{ role: 'user', content: 'x' }] },
    });
    assert.equal(answer.headers['x-muxgate-model'], 'three/m3');
    assert.equal(first.lastRequest.headers.authorization, key.authorization);
    assert.equal(second.requests.length, 0);
    assert.equal(third.lastRequest.headers.authorization, 'Bearer k3');
  });

  it('sends a prompt that is too long to a model that is known to read more', async () => {
    const known = (contextTokens: number): JsonObject => ({ contextTokens });
    await start({
      modelOverrides: { 'one/m1': known(1000), 'two/m2': known(900), 'three/m3': known(2000) },
    });
    first.react(answerJson({ error: { message: 'prompt is too long: 1200 tokens > 1000 maximum' } }, 400));
    assert.equal((await ask()).headers['x-muxgate-model'], 'three/m3');
    assert.equal(second.requests.length, 0);
  });

  it('sends a parameter that a provider does not know to another provider, not to its other models', async () => {
    await start({}, { steps: inOrder('one/m1', 'one/m4', 'two/m2') });
    first.react(
      answerJson({ error: { message: "Unsupported parameter: 'seed'", code: 'unsupported_parameter' } }, 400),
    );
    assert.equal((await ask({ seed: 1 })).headers['x-muxgate-model'], 'two/m2');
    assert.equal(first.requests.length, 1);
  });

  it('asks for embeddings and counts at the next provider too', async () => {
    await start({}, { steps: inOrder('one/m1', 'three/m3') });
    first.react(overloaded);
    const embedded = await send(`${gateway.url}/v1/embeddings`, { body: { model: 'auto', input: 'x' } });
    assert.equal(embedded.headers['x-muxgate-model'], 'three/m3');
    await gateway.close();
    await start({}, { steps: inOrder('two/m2', 'two/m4') });
    second.react(overloaded);
    const counted = await send(`${gateway.url}/v1/messages/count_tokens`, {
      body: { model: 'auto', messages: [{ role: 'user', content: 'x' }] },
    });
    assert.equal(counted.text, '{"input_tokens":42}');
    assert.equal(counted.headers['x-muxgate-model'], 'two/m4');
  });

  it('tries those that rest last, the earliest first, at once when their rest is long', async () => {
    const clock = new ManualClock();
    const accounts = new RestingAccounts({ one: clock.now() + 90_000, two: clock.now() + 60_000 });
    await start({}, { clock, services: { accounts } });
    third.react(overloaded);
    second.react(overloaded);
    assert.equal((await ask()).headers['x-muxgate-model'], 'one/m1');
    assert.deepEqual(
      gateway.records[0]?.attempts.map(({ provider }) => provider),
      ['three', 'two', 'one'],
    );
  });

  it('asks one that rests as ever where the user turned failover off', async () => {
    const clock = new ManualClock();
    const accounts = new RestingAccounts({ one: clock.now() + 90_000 });
    await start({ failover: { onError: false, onRateLimit: false } }, { clock, services: { accounts } });
    first.react(limited(30), answerJson({ error: { message: 'Still broken' } }, 500));
    assert.equal((await ask()).status, 429);
    assert.equal((await ask()).status, 500);
    assert.equal(second.requests.length, 0);
  });

  it('waits for one that rests when it is soon ready and nobody else is', async () => {
    const waits = new Latch();
    const clock = new (class extends ManualClock {
      override after(delayMs: number, callback: () => void): () => void {
        const cancel = super.after(delayMs, callback);
        if (delayMs === 2000) waits.open();
        return cancel;
      }
    })();
    const accounts = new RestingAccounts({ one: clock.now() + 2000 });
    await start({}, { clock, services: { accounts }, steps: inOrder('one/m1') });
    const answered = ask();
    await waits.opened;
    assert.equal(first.requests.length, 0);
    clock.advance(2000);
    assert.equal((await answered).status, 200);
  });
});

/** Accounts of which some cool down. */
class RestingAccounts extends DefaultAccounts {
  readonly #readyAtMs: Readonly<Record<string, number>>;

  /** @param readyAtMs by provider */
  constructor(readyAtMs: Readonly<Record<string, number>>) {
    super();
    this.#readyAtMs = readyAtMs;
  }

  override candidates(target: { readonly provider: string }): readonly AccountCandidate[] {
    const untilMs = this.#readyAtMs[target.provider];
    const candidates = super.candidates(target);
    if (untilMs === undefined) return candidates;
    const standing = { state: 'cooling', untilMs, why: 'it failed' } as const;
    return candidates.map(({ account }) => ({ account, standing, readyAtMs: untilMs }));
  }
}
