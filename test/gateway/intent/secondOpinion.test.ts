import { deepEqual, equal } from 'node:assert/strict';
import type { ConfigInput } from '../../../src/config/schema.ts';
import { FakeUpstream, type Reaction } from '../../helpers/fakeUpstream.ts';
import { send } from '../../helpers/httpClient.ts';
import { type StartedGateway, startGateway } from '../../helpers/startGateway.ts';
import { startTreasury } from '../../helpers/treasury.ts';

const unclear = 'lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt';

/** Answers a chat with this text. */
function says(text: string): Reaction {
  return (_, response) => {
    response.setHeader('content-type', 'application/json').end(
      JSON.stringify({
        id: 'c',
        object: 'chat.completion',
        created: 1,
        model: 'm',
        choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: text } }],
      }),
    );
  };
}

describe('the second opinion on an intent', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway | undefined;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
  });
  afterEach(async () => {
    await gateway?.close();
    await upstream.close();
  });

  async function start(
    intent: ConfigInput['intent'],
    change: { local?: boolean; rules?: NonNullable<ConfigInput['workspaces']>[string]['rules'] } = {},
  ): Promise<void> {
    const rules = change.rules ?? [{ intent: 'json_extract', model: 'up/strong' }];
    gateway = await startGateway({
      providers: {
        up: { type: 'openai-compatible', endpoint: upstream.url, auth: 'none', local: change.local },
      },
      workspaces: { default: { model: 'up/main', rules } },
      // The classifier is never as sure as this.
      intent: { lowConfidence: 0.99, ...intent },
    });
  }

  async function ask(words: string, model = 'auto'): Promise<string | undefined> {
    const answer = await send(`${gateway?.url ?? ''}/v1/chat/completions`, {
      body: JSON.stringify({ model, messages: [{ role: 'user', content: words }] }),
    });
    equal(answer.status, 200, answer.text);
    return String(answer.headers['x-muxgate-intent']);
  }

  const models = (): unknown[] => upstream.requests.map(({ json }) => json['model']);

  it('is asked of the cheap model, decides by its word, and is kept for equal words', async () => {
    await start({ secondOpinion: { model: 'up/cheap', timeoutMs: 5000 } });
    upstream.react(says('json_extract'));
    equal(await ask(unclear), 'json_extract;confidence=0.8');
    deepEqual(models(), ['cheap', 'strong']);
    await ask(unclear);
    deepEqual(models(), ['cheap', 'strong', 'strong']);
  });

  it('is not asked unless it is configured, nor where the model is named', async () => {
    await start({});
    equal((await ask(unclear))?.startsWith('unknown'), true);
    await gateway?.close();
    await start({ secondOpinion: { model: 'up/cheap', timeoutMs: 5000 } });
    await ask(unclear, 'up/other');
    deepEqual(models(), ['main', 'other']);
  });

  it('is not asked where the classifier is sure', async () => {
    await start({ lowConfidence: 0.4, secondOpinion: { model: 'up/cheap', timeoutMs: 5000 } });
    equal((await ask('translate this to German'))?.startsWith('translation'), true);
    deepEqual(models(), ['main']);
  });

  it('that is no label, or an error, leaves the intent unknown, and is asked again', async () => {
    await start({ secondOpinion: { model: 'up/cheap', timeoutMs: 5000 } });
    upstream.react(says('I cannot say'));
    equal((await ask(unclear))?.startsWith('unknown'), true);
    upstream.react((_, response) => {
      response.writeHead(500).end('{}');
    });
    equal((await ask(unclear))?.startsWith('unknown'), true);
    deepEqual(models(), ['cheap', 'main', 'cheap', 'main']);
  });

  it('that does not come in time is not waited for', async () => {
    await start({ secondOpinion: { model: 'up/cheap', timeoutMs: 30 } });
    upstream.react(() => undefined);
    equal((await ask(unclear))?.startsWith('unknown'), true);
  });

  it('gets both ends of a long text, and not more than is allowed', async () => {
    await start({ secondOpinion: { model: 'up/cheap', timeoutMs: 5000, maxCharacters: 40 } });
    upstream.react(says('vision'));
    await ask(`begin ${'x'.repeat(5000)} end`);
    const [, question] = upstream.requests[0]?.json['messages'] as { content: string }[];
    equal(question?.content.startsWith('<text>\nbegin '), true);
    equal(question.content.endsWith(' end\n</text>'), true);
    equal(question.content.length < 80, true);
  });

  it('is never asked of a remote model where a localOnly rule covers the words, or may once the intent is known', async () => {
    const secret = [{ keywords: ['lorem'], model: 'up/main', localOnly: true }];
    await start({ secondOpinion: { model: 'up/cheap', timeoutMs: 5000 } }, { rules: secret, local: true });
    upstream.react(says('vision'));
    await ask(unclear);
    deepEqual(models(), ['cheap', 'main']);
    await gateway?.close();
    for (const rules of [secret, [{ intent: 'vision' as const, localOnly: true }]]) {
      upstream.requests.length = 0;
      await start({ secondOpinion: { model: 'up/cheap', timeoutMs: 5000 } }, { rules, local: false });
      await send(`${gateway?.url ?? ''}/v1/chat/completions`, {
        body: JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: unclear }] }),
      });
      equal(models().includes('cheap'), false);
      await gateway?.close();
    }
  });

  it('is paid like any call, and not asked where that would pass a budget', async () => {
    const config: ConfigInput = {
      providers: { up: { type: 'openai-compatible', endpoint: upstream.url, auth: 'none', local: false } },
      workspaces: { default: { model: 'up/main', rules: [{ intent: 'json_extract', model: 'up/strong' }] } },
      prices: {
        'up/cheap': { input: 0, output: 0, perRequest: 0.02 },
        'up/*': { input: 0, output: 0 },
      },
      budget: { perDayUsd: 0.03 },
      intent: { lowConfidence: 0.99, secondOpinion: { model: 'up/cheap', timeoutMs: 5000 } },
    };
    const { treasury } = await startTreasury(config);
    gateway = await startGateway(config, { services: { ledger: treasury.ledger } });
    upstream.react(says('json_extract'));
    await ask(unclear);
    deepEqual(models(), ['cheap', 'strong']);
    equal(treasury.ledger.spentToday({ provider: 'up', model: 'cheap' }).usd, 0.02);
    deepEqual(gateway.records[0]?.cost, { kind: 'estimated', usd: 0.02 }, 'part of what the request cost');
    await ask(`${unclear} ut labore`);
    deepEqual(models(), ['cheap', 'strong', 'main']);
    deepEqual(gateway.records[1]?.cost, { kind: 'exact', usd: 0 });
  });

  it('takes a place within the limits of its account, and is not waited for where there is none', async () => {
    const provider = { type: 'openai-compatible', endpoint: upstream.url, auth: 'none' } as const;
    gateway = await startGateway({
      providers: { up: provider, tight: { ...provider, limits: { requestsPerMinute: 1 } } },
      workspaces: { default: { model: 'up/main', rules: [{ intent: 'json_extract', model: 'up/strong' }] } },
      intent: { lowConfidence: 0.99, secondOpinion: { model: 'tight/cheap', timeoutMs: 5000 } },
    });
    upstream.react(says('json_extract'));
    await ask(unclear);
    await ask(`${unclear} ut labore`);
    deepEqual(models(), ['cheap', 'strong', 'main']);
  });
});
