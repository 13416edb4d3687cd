import assert from 'node:assert/strict';
import OpenAI from 'openai';
import type { ConfigInput } from '../../src/config/schema.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { send } from '../helpers/httpClient.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { startTreasury, type TestTreasury } from '../helpers/treasury.ts';
import { answerBytes, answerJson } from '../helpers/upstreamReactions.ts';

const batch = {
  id: 'batch_1',
  object: 'batch',
  endpoint: '/v1/chat/completions',
  input_file_id: 'file-in',
  output_file_id: 'file-out',
  completion_window: '24h',
  status: 'completed',
  created_at: 1,
  model: 'gpt-x',
  request_counts: { total: 2, completed: 2, failed: 0 },
  usage: {
    input_tokens: 1_000_000,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 100_000,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 1_100_000,
  },
};

const line = (id: string, inputTokens: number): string =>
  `${JSON.stringify({
    custom_id: id,
    result: {
      type: 'succeeded',
      message: {
        id: `msg_${id}`,
        type: 'message',
        role: 'assistant',
        model: 'claude-x',
        content: [{ type: 'text', text: 'é' }],
        usage: { input_tokens: inputTokens, output_tokens: 0, service_tier: 'batch' },
      },
    },
  })}\n`;

describe('what batches and other ways of processing cost', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;
  let money: TestTreasury;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    const config: ConfigInput = {
      providers: {
        oai: { type: 'openai', endpoint: upstream.url, apiKey: 'k', models: ['gpt-x'] },
        claude: { type: 'anthropic', endpoint: upstream.url, apiKey: 'k' },
      },
      prices: { 'oai/gpt-x': { input: 2, output: 10 }, 'claude/claude-x': { input: 4, output: 20 } },
    };
    money = await startTreasury(config);
    const { ledger, batchBills } = money.treasury;
    gateway = await startGateway(config, { services: { ledger, batchBills } });
  });
  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  it('an OpenAI batch is counted at the rates of batches when it is over, once', async () => {
    const openai = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: 'c', maxRetries: 0 });
    const { usage, ...running } = { ...batch, status: 'in_progress' };
    upstream.react(answerJson(running), answerJson(batch), answerJson(batch));
    await openai.batches.retrieve('batch_1');
    assert.equal(gateway.records.at(-1)?.cost, undefined);
    const retrieved = await openai.batches.retrieve('batch_1');
    assert.deepEqual(retrieved.usage, usage);
    const [, counted] = gateway.records;
    assert.deepEqual(counted?.cost, { kind: 'exact', usd: 1.5 });
    assert.equal(counted.usage?.inputTokens, 1_000_000);
    await openai.batches.retrieve('batch_1');
    assert.equal(gateway.records.at(-1)?.cost, undefined);
    const { usd, tokens } = money.treasury.ledger.spentToday({ provider: 'oai', model: 'gpt-x' });
    assert.deepEqual({ usd, tokens }, { usd: 1.5, tokens: 1_100_000 });
  });

  it('a message batch is counted by its results, which pass byte for byte', async () => {
    const failed = '{"custom_id":"c","result":{"type":"errored","error":{"type":"error"}}}';
    const results = `${line('a', 500_000)}not json\n${line('b', 1_000_000)}${failed}`;
    const jsonl = answerBytes(Buffer.from(results), { 'content-type': 'application/x-jsonl' });
    upstream.react(jsonl, jsonl);
    const answer = await send(`${gateway.url}/v1/messages/batches/msgbatch_1/results`, {
      method: 'GET',
      headers: { 'anthropic-version': '2023-06-01' },
    });
    assert.equal(answer.text, results);
    assert.deepEqual(gateway.records.at(-1)?.cost, { kind: 'exact', usd: 3 });
    await send(`${gateway.url}/v1/messages/batches/msgbatch_1/results`, {
      method: 'GET',
      headers: { 'anthropic-version': '2023-06-01' },
    });
    assert.equal(money.treasury.ledger.spentToday({ provider: 'claude' }).usd, 3);
  });

  it('flex is half of the normal rates, and a tier of unknown price makes the cost an estimate', async () => {
    const answer = (tier: string) => ({
      id: 'c',
      object: 'chat.completion',
      created: 1,
      model: 'gpt-x',
      service_tier: tier,
      choices: [{ index: 0, message: { role: 'assistant', content: 'x' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 1_000_000, completion_tokens: 0, total_tokens: 1_000_000 },
    });
    upstream.react(...['default', 'flex', 'priority'].map((tier) => answerJson(answer(tier))));
    for (let count = 0; count < 3; count++) {
      await send(`${gateway.url}/v1/chat/completions`, {
        body: { model: 'oai/gpt-x', messages: [{ role: 'user', content: 'x' }] },
      });
    }
    assert.deepEqual(
      gateway.records.map(({ cost }) => cost),
      [
        { kind: 'exact', usd: 2 },
        { kind: 'exact', usd: 1 },
        { kind: 'estimated', usd: 2 },
      ],
    );
  });
});
