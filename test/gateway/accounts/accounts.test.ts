import assert from 'node:assert/strict';
import type { AccountConfig } from '../../../src/config/accountSchema.ts';
import type { ProviderConfig } from '../../../src/config/schema.ts';
import { FakeUpstream } from '../../helpers/fakeUpstream.ts';
import { type ReceivedAnswer, send } from '../../helpers/httpClient.ts';
import { ManualClock } from '../../helpers/manualClock.ts';
import { startGateway, type StartedGateway, type StartOptions } from '../../helpers/startGateway.ts';
import { answerJson } from '../../helpers/upstreamReactions.ts';

const rejected = answerJson({ error: { message: 'Incorrect API key', type: 'invalid_request_error' } }, 401);
const slowDown = answerJson({ error: { message: 'Slow down', type: 'rate_limit_error' } }, 429, {
  'retry-after': '60',
});

describe('the accounts of a provider', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
  });
  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  async function start(
    accounts: Record<string, AccountConfig>,
    provider: Partial<ProviderConfig> = {},
    options: StartOptions = {},
  ): Promise<void> {
    gateway = await startGateway(
      { providers: { p: { type: 'openai', endpoint: upstream.url, accounts, ...provider } } },
      options,
    );
  }

  const ask = (content = 'hello'): Promise<ReceivedAnswer> =>
    send(`${gateway.url}/v1/chat/completions`, {
      body: { model: 'p/m', messages: [{ role: 'user', content }] },
    });

  /** Which key was sent last. */
  const keySent = (): string | undefined => upstream.lastRequest.headers['authorization'];

  it('answer one after the other when a key is refused, which is then not tried first again', async () => {
    await start({ work: { apiKey: 'k-work' }, home: { apiKey: 'k-home' } });
    upstream.react(rejected);
    const answer = await ask();
    assert.equal(answer.status, 200);
    assert.deepEqual(
      upstream.requests.map(({ headers }) => headers['authorization']),
      ['Bearer k-work', 'Bearer k-home'],
    );
    assert.deepEqual(
      gateway.records[0]?.attempts.map(({ account, outcome }) => `${account} ${outcome}`),
      ['work failed', 'home answered'],
    );
    await ask('again');
    assert.equal(keySent(), 'Bearer k-home');
    assert.equal(upstream.requests.length, 3);
  });

  it('rest as long as the provider asks, and come back by themselves', async () => {
    const clock = new ManualClock();
    await start({ work: { apiKey: 'k-work' }, home: { apiKey: 'k-home' } }, {}, { clock });
    upstream.react(slowDown);
    await ask('first talk');
    assert.equal(keySent(), 'Bearer k-home');
    await ask('second talk');
    assert.equal(keySent(), 'Bearer k-home');
    clock.advance(60_000);
    await ask('third talk');
    assert.equal(keySent(), 'Bearer k-work');
    await ask('first talk');
    assert.equal(keySent(), 'Bearer k-home', 'a conversation stays with its account');
  });

  it('keep to their limits, and a limit that cannot be met is a 429 with retry-after', async () => {
    await start({
      work: { apiKey: 'k-work', limits: { requestsPerDay: 1 } },
      home: { apiKey: 'k-home', limits: { requestsPerDay: 1 } },
    });
    assert.equal((await ask('one')).status, 200);
    assert.equal(keySent(), 'Bearer k-work');
    assert.equal((await ask('two')).status, 200);
    assert.equal(keySent(), 'Bearer k-home');
    const refused = await ask('three');
    assert.equal(refused.status, 429);
    assert.ok(Number(refused.headers['retry-after']) > 0);
    assert.match(refused.text, /limit of 1 requests a day of p:work is reached/);
    assert.equal(upstream.requests.length, 2);
  });

  it('go to endpoints of their own', async () => {
    const other = await FakeUpstream.start();
    await start({ eu: { apiKey: 'k-eu', endpoint: other.url } });
    await ask();
    assert.equal(upstream.requests.length, 0);
    assert.equal(other.lastRequest.headers['authorization'], 'Bearer k-eu');
    await other.close();
  });

  it('are skipped when the head of an answer says that nothing remains', async () => {
    await start({ work: { apiKey: 'k-work' }, home: { apiKey: 'k-home' } });
    upstream.react(
      answerJson(
        {
          id: 'c',
          object: 'chat.completion',
          created: 1,
          model: 'm',
          choices: [{ index: 0, message: { role: 'assistant', content: 'hi' }, finish_reason: 'stop' }],
        },
        200,
        {
          'x-ratelimit-limit-requests': '10',
          'x-ratelimit-remaining-requests': '0',
          'x-ratelimit-reset-requests': '10m0s',
        },
      ),
    );
    await ask('one');
    assert.equal(keySent(), 'Bearer k-work');
    await ask('two');
    assert.equal(keySent(), 'Bearer k-home');
  });
});
