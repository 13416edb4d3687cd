import assert from 'node:assert/strict';
import type { ConfigInput } from '../../src/config/schema.ts';
import { isObject, type JsonObject, parseObject } from '../../src/gateway/wire/json.ts';
import { FakeUpstream, type Reaction } from '../helpers/fakeUpstream.ts';
import { type ReceivedAnswer, send } from '../helpers/httpClient.ts';
import { Latch } from '../helpers/latch.ts';
import { inOrder, plannedGateway } from '../helpers/plannedGateway.ts';
import type { StartedGateway } from '../helpers/startGateway.ts';
import { startTreasury, type TestTreasury } from '../helpers/treasury.ts';
import { answerBytes, answerJson, hangAfter } from '../helpers/upstreamReactions.ts';

const messages = [{ role: 'user', content: 'x'.repeat(4000) }];

describe('budgets over sockets', () => {
  let dear: FakeUpstream;
  let fair: FakeUpstream;
  let gateway: StartedGateway;
  let money: TestTreasury;

  beforeEach(async () => {
    [dear, fair] = await Promise.all([FakeUpstream.start(), FakeUpstream.start()]);
  });
  afterEach(async () => {
    await gateway.close();
    await Promise.all([dear.close(), fair.close()]);
  });

  async function start(config: ConfigInput, ...targets: string[]): Promise<void> {
    const whole: ConfigInput = {
      providers: {
        dear: { type: 'openai', endpoint: dear.url, apiKey: 'k1' },
        fair: { type: 'openai', endpoint: fair.url, apiKey: 'k2' },
      },
      prices: { 'dear/big': { input: 100, output: 100 }, 'fair/small': { input: 1, output: 1 } },
      ...config,
    };
    money = await startTreasury(whole, { listed: ['dear/big', 'fair/small'] });
    gateway = await plannedGateway(whole, inOrder(...targets), {
      services: { ledger: money.treasury.ledger },
    });
  }

  const ask = (path = '/v1/chat/completions', body: JsonObject = { messages }): Promise<ReceivedAnswer> =>
    send(`${gateway.url}${path}`, { body: { model: 'auto', ...body } });

  it('a request that is over the budget is answered by the next target that fits, and its record says so', async () => {
    await start({ budget: { perRequestUsd: 0.05 } }, 'dear/big', 'fair/small');
    const answer = await ask();
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['x-muxgate-model'], 'fair/small');
    assert.equal(dear.requests.length, 0);
    const [record] = gateway.records;
    assert.equal(record?.downRouted, true);
    assert.equal(record.cost?.kind, 'exact');
    assert.deepEqual(record.answeredBy?.target, { provider: 'fair', model: 'small' });
    assert.deepEqual(
      record.attempts.map(({ provider, outcome, error }) => [provider, outcome, error?.code]),
      [
        ['dear', 'refused', 'insufficient_budget'],
        ['fair', 'answered', undefined],
      ],
    );
  });

  it('a request that nothing fits is refused with 402 in the client’s own format, and models that would fit', async () => {
    await start({ budget: { perRequestUsd: 0.05 } }, 'dear/big');
    const anthropic = { messages, max_tokens: 100 };
    for (const [path, body] of [
      ['/v1/chat/completions', { messages }],
      ['/v1/messages', anthropic],
      ['/v1/responses', { input: 'x'.repeat(4000) }],
    ] as const) {
      const answer = await ask(path, body);
      assert.equal(answer.status, 402, path);
      const error = parseObject(answer.text)?.['error'];
      assert.ok(isObject(error) && isObject(error['details']), answer.text);
      assert.equal(error['type'], 'billing_error');
      const { budget, limit, estimate, cheaper } = error['details'];
      assert.equal(budget, 'budget.perRequestUsd');
      assert.equal(limit, 0.05);
      assert.ok(typeof estimate === 'number' && estimate > 0.05);
      assert.deepEqual(cheaper, ['fair/small']);
    }
    assert.equal(dear.requests.length, 0);
  });

  it('a refusal in Ollama’s format names models that would fit, too', async () => {
    await start({ budget: { perRequestUsd: 0.05 } }, 'dear/big');
    const answer = await ask('/api/chat', { messages });
    assert.equal(answer.status, 402);
    const { error, code, details } = parseObject(answer.text) ?? {};
    assert.equal(typeof error, 'string');
    assert.equal(code, 'insufficient_budget');
    assert.deepEqual(isObject(details) ? details['cheaper'] : undefined, ['fair/small']);
  });

  it('what was spent counts against the next request, by the usage that the provider reported', async () => {
    await start({ budget: { perDayUsd: 0.2 }, assumedTokens: { answer: 10 } }, 'dear/big');
    assert.equal((await ask()).status, 200);
    const [record] = gateway.records;
    const { usd, requests } = money.treasury.ledger.spentToday({ provider: 'dear' });
    assert.ok(usd > 0 && record?.cost?.kind === 'exact' && record.cost.usd === usd);
    assert.equal(requests, 1);
  });

  it('parallel requests do not spend the same money twice', async () => {
    await start({ budget: { perDayUsd: 0.25 }, assumedTokens: { answer: 10 } }, 'dear/big');
    const bothRefused = new Latch();
    const held: Reaction = async (request, response) => {
      await bothRefused.opened;
      const message = { role: 'assistant', content: 'x' };
      const choices = [{ index: 0, message, finish_reason: 'stop' }];
      await answerJson({ id: 'c', object: 'chat.completion', choices })(request, response);
    };
    dear.react(held, held);
    let refused = 0;
    const askOnce = async (): Promise<number> => {
      const { status } = await ask();
      if (status === 402 && ++refused === 2) bothRefused.open();
      return status;
    };
    const statuses = await Promise.all([askOnce(), askOnce(), askOnce(), askOnce()]);
    assert.deepEqual(statuses.sort(), [200, 200, 402, 402]);
  });

  it('embeddings are paid by the usage that the provider reported', async () => {
    await start({}, 'dear/big');
    const data = [{ object: 'embedding', index: 0, embedding: [0.1] }];
    dear.react(answerJson({ object: 'list', data, usage: { prompt_tokens: 1000, total_tokens: 1000 } }));
    assert.equal((await ask('/v1/embeddings', { input: 'hello' })).status, 200);
    assert.deepEqual(gateway.records[0]?.cost, { kind: 'exact', usd: 0.1 });
    assert.equal(gateway.records[0].usage?.inputTokens, 1000);
  });

  it('an image costs something unknown, never nothing', async () => {
    await start({}, 'dear/big');
    dear.react(answerJson({ data: [{ url: 'x' }] }));
    assert.equal((await ask('/v1/images/generations', { model: 'dear/big', prompt: 'a cat' })).status, 200);
    assert.deepEqual(gateway.records[0]?.cost, { kind: 'unknown' });
    assert.equal(money.treasury.ledger.spentToday({ provider: 'dear' }).hasUnknown, true);
  });

  it('an image costs what the user says that a request costs, held against budgets', async () => {
    await start(
      { prices: { 'dear/*': { input: 0, output: 0, perRequest: 0.04 } }, budget: { perDayUsd: 0.06 } },
      'dear/big',
    );
    dear.react(answerJson({ data: [{ url: 'x' }] }));
    const image = { model: 'dear/big', prompt: 'a cat' };
    assert.equal((await ask('/v1/images/generations', image)).status, 200);
    assert.deepEqual(gateway.records[0]?.cost, { kind: 'exact', usd: 0.04 });
    assert.equal((await ask('/v1/images/generations', image)).status, 402);
  });

  it('listing files costs nothing', async () => {
    await start({}, 'dear/big');
    dear.react(answerJson({ data: [] }));
    assert.equal((await send(`${gateway.url}/v1/files`, { method: 'GET' })).status, 200);
    assert.equal(gateway.records[0]?.cost, undefined);
  });

  it('an advisory budget lets the request through, and its record and the log say that it was passed', async () => {
    await start({ budget: { perRequestUsd: 0.05, mode: 'advisory' } }, 'dear/big', 'fair/small');
    const answer = await ask();
    assert.equal(answer.headers['x-muxgate-model'], 'dear/big');
    assert.equal(gateway.records[0]?.overBudget, 'perRequestUsd');
    assert.ok(money.logLines.some((line) => line.includes('budget.perRequestUsd (advisory) is passed')));
  });

  it('a model without a known price is let through, and its cost is unknown', async () => {
    await start({ budget: { perDayUsd: 0.000001 } }, 'dear/other');
    assert.equal((await ask()).status, 200);
    assert.deepEqual(gateway.records[0]?.cost, { kind: 'unknown' });
    assert.ok(money.logLines.some((line) => line.includes('no price of dear/other is known')));
  });

  describe('of an answer whose provider counts no tokens', () => {
    const text = 'word '.repeat(8000);
    const chunk = (content: string): string =>
      `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', model: 'big', choices: [{ index: 0, delta: { content } }] })}\n\n`;
    const pieces = text.match(/.{20}/g)?.map(chunk) ?? [];
    const last = `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`;

    const paid = async (path: string, body: JsonObject): Promise<number> => {
      await start({}, 'dear/big');
      assert.equal((await ask(path, body)).status, 200);
      const cost = gateway.records[0]?.cost;
      assert.equal(cost?.kind, 'estimated');
      return cost.usd;
    };
    // 1,000 tokens of prompt and 10,000 of answer at 100 USD a million.
    const isRight = (usd: number): boolean => usd > 1 && usd < 1.25;

    it('a stream that passes through is paid by its texts', async () => {
      dear.react(answerBytes([...pieces, last].join(''), { 'content-type': 'text/event-stream' }));
      const usd = await paid('/v1/chat/completions', { messages, stream: true });
      assert.ok(isRight(usd), String(usd));
    });

    it('a converted stream is paid by its texts', async () => {
      dear.react(answerBytes([...pieces, last].join(''), { 'content-type': 'text/event-stream' }));
      const usd = await paid('/v1/messages', { messages, max_tokens: 20_000, stream: true });
      assert.ok(isRight(usd), String(usd));
    });

    it('a whole answer is paid by its texts, converted or not', async () => {
      const message = { role: 'assistant', content: text };
      const body = {
        id: 'c',
        object: 'chat.completion',
        choices: [{ index: 0, message, finish_reason: 'stop' }],
      };
      for (const path of ['/v1/chat/completions', '/v1/messages']) {
        dear.react(answerJson(body));
        const usd = await paid(path, { messages, max_tokens: 20_000 });
        assert.ok(isRight(usd), `${path} ${usd}`);
        await gateway.close();
      }
    });

    it('a stream that the client leaves is paid as far as it came', async () => {
      await start({}, 'dear/big');
      dear.react(hangAfter(...pieces));
      const leave = new AbortController();
      const answer = await fetch(`${gateway.url}/v1/chat/completions`, {
        method: 'POST',
        body: JSON.stringify({ model: 'auto', messages, stream: true }),
        signal: leave.signal,
      });
      let bytes = 0;
      assert.ok(answer.body);
      for await (const piece of answer.body as AsyncIterable<Uint8Array>) {
        bytes += piece.length;
        if (bytes >= pieces.join('').length) break;
      }
      const gone = gateway.nextRecord();
      leave.abort();
      const { cost } = await gone;
      assert.ok(cost?.kind === 'estimated' && isRight(cost.usd), JSON.stringify(cost));
    });
  });
});
