import assert from 'node:assert/strict';
import type { AccountLease } from '../../../src/gateway/accounts/accountPool.ts';
import { DefaultAccounts } from '../../helpers/defaultAccounts.ts';
import type { AttemptStep } from '../../../src/gateway/routes/attemptPlan.ts';
import type { JsonObject } from '../../../src/gateway/wire/json.ts';
import { FakeUpstream } from '../../helpers/fakeUpstream.ts';
import { type ReceivedAnswer, send } from '../../helpers/httpClient.ts';
import { Latch } from '../../helpers/latch.ts';
import { ManualClock } from '../../helpers/manualClock.ts';
import { plannedGateway, plannedTarget } from '../../helpers/plannedGateway.ts';
import type { StartedGateway, StartOptions } from '../../helpers/startGateway.ts';
import { spokenText } from '../../helpers/upstreamProtocols.ts';
import { answerJson, hang } from '../../helpers/upstreamReactions.ts';

const overloaded = answerJson({ error: { message: 'Overloaded', type: 'overloaded_error' } }, 529);
const targets = ['one/m1', 'two/m2', 'three/m3'].map((reference) => plannedTarget(reference));
const tool = { type: 'function', function: { name: 'look', parameters: { type: 'object', properties: {} } } };

const says = (text: string): ReturnType<typeof answerJson> =>
  answerJson({
    id: 'c',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 10, completion_tokens: 2, total_tokens: 12 },
  });

/** Tells when the first answer was read. */
class AccountsWithNews extends DefaultAccounts {
  readonly succeeded = new Latch();

  override async acquire(): Promise<AccountLease> {
    const lease = await super.acquire();
    return {
      ...lease,
      succeeded: () => {
        this.succeeded.open();
      },
    };
  }
}

describe('targets that are asked together', () => {
  let first: FakeUpstream;
  let second: FakeUpstream;
  let third: FakeUpstream;
  let judge: FakeUpstream;
  let gateway: StartedGateway;

  beforeEach(async () => {
    [first, second, third, judge] = await Promise.all([
      FakeUpstream.start(),
      FakeUpstream.start(),
      FakeUpstream.start(),
      FakeUpstream.start(),
    ]);
  });
  afterEach(async () => {
    await gateway.close();
    await Promise.all([first.close(), second.close(), third.close(), judge.close()]);
  });

  async function start(step: AttemptStep, options: StartOptions = {}): Promise<void> {
    const openai = (upstream: FakeUpstream): JsonObject & { type: 'openai' } => ({
      type: 'openai',
      endpoint: upstream.url,
      apiKey: 'k',
    });
    gateway = await plannedGateway(
      {
        providers: {
          one: openai(first),
          two: openai(second),
          three: openai(third),
          judge: { type: 'anthropic', endpoint: judge.url, apiKey: 'k' },
        },
      },
      [step],
      options,
    );
  }

  const ask = (body: JsonObject = {}, path = '/v1/chat/completions'): Promise<ReceivedAnswer> =>
    send(`${gateway.url}${path}`, {
      body: { model: 'auto', messages: [{ role: 'user', content: 'x' }], ...body },
    });

  const outcomes = (): (readonly [string, string])[] =>
    (gateway.records[0]?.attempts ?? []).map(({ provider, outcome }) => [provider, outcome] as const);

  describe('in a race', () => {
    it('the first good answer wins, and the others are cancelled', async () => {
      await start({ kind: 'race', targets });
      first.react(hang);
      second.react(overloaded);
      const asked = first.nextRequest();
      const answer = await ask({ stream: true });
      assert.equal(answer.headers['x-muxgate-model'], 'three/m3');
      assert.ok(answer.text.endsWith('data: [DONE]\n\n'));
      await (
        await asked
      ).closed;
      assert.deepEqual(outcomes(), [
        ['one', 'cancelled'],
        ['two', 'failed'],
        ['three', 'answered'],
      ]);
    });

    it('the first error is told when nobody answers', async () => {
      await start({ kind: 'race', targets });
      for (const upstream of [first, second, third]) upstream.react(overloaded);
      const answer = await ask();
      assert.equal(answer.status, 529);
      assert.match(answer.text, /Muxgate tried 3/);
    });

    it('the next account of a target takes the place of one that is refused, within the attempts’ bound', async () => {
      const limited = answerJson({ error: { message: 'slow down', type: 'rate_limit_error' } }, 429);
      for (const attempts of [3, 2]) {
        gateway = await plannedGateway(
          {
            failover: { attempts },
            providers: {
              one: {
                type: 'openai',
                endpoint: first.url,
                accounts: { work: { apiKey: 'k-work' }, home: { apiKey: 'k-home' } },
              },
              two: { type: 'openai', endpoint: second.url, apiKey: 'k' },
            },
          },
          [{ kind: 'race', targets: targets.slice(0, 2) }],
        );
        first.react(limited);
        second.react(attempts === 3 ? hang : limited);
        const answer = await ask();
        assert.equal(answer.status, attempts === 3 ? 200 : 429);
        assert.equal(first.requests.length, attempts === 3 ? 2 : 1);
        if (attempts === 3) assert.equal(first.lastRequest.headers.authorization, 'Bearer k-home');
        first.requests.length = 0;
        await gateway.close();
      }
    });

    it('all are cancelled when the client leaves', async () => {
      await start({ kind: 'race', targets });
      for (const upstream of [first, second, third]) upstream.react(hang);
      const asked = Promise.all([first, second, third].map((upstream) => upstream.nextRequest()));
      const record = gateway.nextRecord();
      const leaving = new AbortController();
      const left = fetch(`${gateway.url}/v1/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: 'x' }] }),
        signal: leaving.signal,
      });
      await asked;
      leaving.abort();
      await assert.rejects(left);
      await Promise.all((await asked).map(({ closed }) => closed));
      const { outcome, attempts } = await record;
      assert.equal(outcome, 'aborted');
      assert.deepEqual(
        attempts.map((attempt) => attempt.outcome),
        ['cancelled', 'cancelled', 'cancelled'],
      );
    });
  });

  describe('for a consensus', () => {
    const consensus = (quorum: number): AttemptStep => ({
      kind: 'consensus',
      targets,
      quorum,
      deadlineMs: 30_000,
      summarizer: plannedTarget('judge/j1'),
    });

    it('one model joins the answers, streamed in the client’s format', async () => {
      await start(consensus(3));
      first.react(says('Paris'));
      second.react(says('Lyon'));
      third.react(says('Paris!'));
      const answer = await ask({ stream: true });
      assert.equal(answer.headers['x-muxgate-model'], 'judge/j1');
      assert.ok(answer.text.endsWith('data: [DONE]\n\n'));
      assert.ok(JSON.stringify(judge.lastRequest.json).includes('Lyon'));
      assert.equal(first.lastRequest.json['stream'], false);
      assert.deepEqual(outcomes(), [
        ['one', 'answered'],
        ['two', 'answered'],
        ['three', 'answered'],
        ['judge', 'answered'],
      ]);
    });

    it('the usage of the joined stream is told to a client that asked for it, and to no other', async () => {
      const judged = { ...consensus(3), summarizer: plannedTarget('three/m3') };
      await start(judged);
      const usageAlone = /"choices":\[\],.*"usage":\{/;
      assert.doesNotMatch((await ask({ stream: true })).text, usageAlone);
      assert.equal(gateway.records[0]?.usage?.outputTokens, 7);
      assert.match((await ask({ stream: true, stream_options: { include_usage: true } })).text, usageAlone);
    });

    it('as many answers as the quorum are enough; the rest is cancelled', async () => {
      await start(consensus(2));
      third.react(hang);
      const asked = third.nextRequest();
      const answer = await ask();
      assert.ok(answer.text.includes(spokenText));
      await (
        await asked
      ).closed;
      assert.deepEqual(outcomes()[2], ['three', 'cancelled']);
    });

    it('after the deadline what is there is enough, and one answer goes as it is', async () => {
      const clock = new ManualClock();
      const accounts = new AccountsWithNews();
      await start(consensus(3), { clock, services: { accounts } });
      first.react(hang);
      second.react(hang);
      third.react(says('alone'));
      const asked = Promise.all([first, second, third].map((upstream) => upstream.nextRequest()));
      const answered = ask();
      await asked;
      await accounts.succeeded.opened;
      clock.advance(30_000);
      const answer = await answered;
      assert.equal(answer.status, 200);
      assert.ok(answer.text.includes('alone'));
      assert.equal(judge.requests.length, 0);
    });

    it('an answer goes as it is when the summarizer fails', async () => {
      await start(consensus(3));
      judge.react(overloaded);
      const answer = await ask();
      assert.equal(answer.status, 200);
      assert.ok(answer.text.includes(spokenText));
      assert.match(String(answer.headers['x-muxgate-tried']), /judge\/j1: 529/);
    });

    it('a request with tools goes to the first target alone', async () => {
      await start(consensus(3));
      const answer = await ask({ tools: [tool] });
      assert.equal(answer.headers['x-muxgate-model'], 'one/m1');
      assert.equal(second.requests.length + judge.requests.length, 0);
    });
  });
});
