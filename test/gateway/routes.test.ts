import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/gateway/wire/json.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { type ReceivedAnswer, send } from '../helpers/httpClient.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';

const question = [{ role: 'user', content: 'hi' }];

describe('paths', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;

  before(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startGateway({
      providers: {
        oai: { type: 'openai', endpoint: upstream.url, apiKey: 'k', models: ['gpt-4o', 'ft:gpt-4o:org/x'] },
        router: { type: 'openrouter', endpoint: upstream.url, apiKey: 'k', models: ['deepseek/deepseek-r1'] },
        down: { type: 'openai', endpoint: 'http://127.0.0.1:9', apiKey: 'k' },
      },
      workspaces: {
        default: { model: 'oai/gpt-4o' },
        docs: {
          name: 'Größe',
          model: 'router/deepseek/deepseek-r1',
          rules: [{ name: 'notes', files: '*.md', model: 'oai/gpt-4o' }],
        },
      },
    });
  });

  after(async () => {
    await gateway.close();
    await upstream.close();
  });

  const chat = (path: string, model = 'auto', content = 'hi'): Promise<ReceivedAnswer> =>
    send(gateway.url + path, { body: { model, messages: [{ role: 'user', content }] } });

  for (const path of [
    '/v1/chat/completions',
    '/chat/completions',
    '//v1//chat/completions',
    '/v1/chat/completions/',
    '/v1/v1/chat/completions',
    '/v1/mux/chat/completions',
    '/v1/mux/v1/chat/completions',
    '/v1/mux/api/v1/chat/completions',
    '/w/default/v1/chat/completions',
    '/w/default/v1/mux/chat/completions',
    '/window/no-such-window/v1/chat/completions',
  ]) {
    it(`${path} is the chat route`, async () => {
      const answer = await chat(path);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['x-muxgate-model'], 'oai/gpt-4o');
      assert.equal(upstream.lastRequest.json.model, 'gpt-4o');
    });
  }

  it('a named provider answers, except below /v1/mux, where the rules decide', async () => {
    const named = await chat('/v1/chat/completions', 'router/deepseek/deepseek-r1');
    assert.equal(named.headers['x-muxgate-model'], 'router/deepseek/deepseek-r1');
    assert.equal(upstream.lastRequest.json.model, 'deepseek/deepseek-r1');
    const muxed = await chat('/v1/mux/chat/completions', 'router/deepseek/deepseek-r1');
    assert.equal(muxed.headers['x-muxgate-model'], 'oai/gpt-4o');
  });

  it('/w/NAME pins the workspace, and workspace:NAME names it; the rule is in the headers', async () => {
    for (const [path, model] of [
      ['/w/docs/v1/chat/completions', 'auto'],
      ['/v1/chat/completions', 'workspace:docs'],
    ] as const) {
      const catchAll = await chat(path, model);
      assert.equal(catchAll.headers['x-muxgate-model'], 'router/deepseek/deepseek-r1');
      assert.equal(catchAll.headers['x-muxgate-workspace'], 'docs');
      assert.equal(catchAll.headers['x-muxgate-rule'], 'catch-all');
      const ruled = await chat(path, model, 'look:\n```md README.md\n# x\n```');
      assert.equal(ruled.headers['x-muxgate-model'], 'oai/gpt-4o');
      assert.equal(ruled.headers['x-muxgate-rule'], '1 notes');
      assert.match(decodeURIComponent(String(ruled.headers['x-muxgate-reason'])), /README\.md/);
    }
  });

  it('an unknown workspace is 404 in the shape of the client', async () => {
    const answer = await send(`${gateway.url}/w/nope/v1/messages`, {
      body: { model: 'auto', max_tokens: 5, messages: question },
    });
    assert.equal(answer.status, 404);
    const body = answer.json() as { type: unknown; error: JsonObject };
    assert.deepEqual(
      [body.type, body.error.type, body.error.code],
      ['error', 'not_found_error', 'model_not_found'],
    );
    assert.equal(
      (
        await send(`${gateway.url}/w/nope/v1/chat/completions`, {
          body: { model: 'auto', messages: question },
        })
      ).status,
      404,
    );
  });

  it('explain is below every pin too, and GET is 405', async () => {
    assert.equal((await send(`${gateway.url}/muxgate/explain`)).status, 405);
    const answer = await send(`${gateway.url}/w/docs/muxgate/explain`, {
      body: { model: 'auto', messages: question },
    });
    assert.equal((answer.json().decision as JsonObject).workspace, 'docs');
  });

  it('explain answers the decision and every rule, and sends nothing', async () => {
    const asked = upstream.requests.length;
    const answer = await send(`${gateway.url}/muxgate/explain?path=/w/docs/v1/messages`, {
      body: {
        model: 'auto',
        max_tokens: 5,
        messages: [{ role: 'user', content: 'see\n```md notes.md\n```' }],
      },
    });
    assert.equal(answer.status, 200);
    const { decision, rules } = answer.json() as { decision: JsonObject; rules: JsonObject[] };
    assert.deepEqual(decision.target, { provider: 'oai', model: 'gpt-4o' });
    assert.equal(rules[0]?.outcome, 'matched');
    assert.equal(upstream.requests.length, asked);
  });

  it('explain tells of an error as the real call would have it', async () => {
    const answer = await send(`${gateway.url}/muxgate/explain`, {
      body: { model: 'workspace:nope', messages: question },
    });
    assert.equal(answer.status, 200);
    assert.equal((answer.json().error as JsonObject).code, 'model_not_found');
    const wrongPath = await send(`${gateway.url}/muxgate/explain?path=/v1/nothing`, {
      body: { model: 'auto', messages: question },
    });
    assert.equal(wrongPath.status, 400);
    assert.match(wrongPath.text, /\/v1\/chat\/completions/);
    const wrongBody = await send(`${gateway.url}/muxgate/explain?path=/v1/embeddings`, {
      body: { input: 7 },
    });
    assert.equal(wrongBody.status, 400);
  });

  it('explain and the real call agree', async () => {
    const body = { model: 'auto', messages: [{ role: 'user', content: 'see\n```md notes.md\n```' }] };
    const explained = await send(`${gateway.url}/muxgate/explain?path=/w/docs/v1/chat/completions`, { body });
    const answered = await send(`${gateway.url}/w/docs/v1/chat/completions`, { body });
    const { reason } = explained.json().decision as { reason: string };
    assert.equal(decodeURIComponent(String(answered.headers['x-muxgate-reason'])), reason);
  });

  describe('models', () => {
    interface Page {
      readonly data: readonly (JsonObject & { readonly id: string })[];
      readonly has_more: boolean;
      readonly first_id: string | null;
      readonly last_id: string | null;
    }
    const list = async (query = ''): Promise<Page> =>
      JSON.parse((await send(`${gateway.url}/v1/models${query}`)).text) as Page;

    it('lists auto, the workspaces and every provider/model, in one shape for both SDKs', async () => {
      const { data, has_more: hasMore, first_id: firstId, last_id: lastId } = await list();
      const ids = data.map(({ id }) => id);
      assert.deepEqual(ids.slice(0, 3), ['auto', 'workspace:default', 'workspace:docs']);
      for (const id of [
        'oai/gpt-4o',
        'oai/ft:gpt-4o:org/x',
        'router/deepseek/deepseek-r1',
        'demo/echo',
        'demo/tools',
      ]) {
        assert.ok(ids.includes(id), id);
      }
      assert.deepEqual([hasMore, firstId, lastId], [false, 'auto', ids.at(-1)]);
      for (const entry of data) {
        assert.deepEqual(
          [entry.object, entry.type, typeof entry.created, typeof entry.owned_by, typeof entry.display_name],
          ['model', 'model', 'number', 'string', 'string'],
        );
        assert.ok(typeof entry.created_at === 'string' && !Number.isNaN(Date.parse(entry.created_at)));
      }
    });

    it('says what is known of a model in the fields that clients read, and nothing of an unknown one', async () => {
      const { data } = await list();
      const find = (id: string): JsonObject => data.find((entry) => entry.id === id) ?? {};
      const known = find('oai/gpt-4o');
      assert.deepEqual(
        [known.context_length, known.max_model_len, known.max_output_tokens],
        [128_000, 128_000, 16_384],
      );
      assert.deepEqual(known.architecture, {
        input_modalities: ['text', 'image'],
        output_modalities: ['text'],
      });
      assert.deepEqual(known.supported_parameters, ['max_tokens', 'stop', 'tools', 'tool_choice']);
      const unknown = find('oai/ft:gpt-4o:org/x');
      assert.deepEqual(
        [unknown.id, 'context_length' in unknown, 'architecture' in unknown],
        ['oai/ft:gpt-4o:org/x', false, false],
      );
    });

    it('pages the way Anthropic does', async () => {
      const all = (await list()).data.map(({ id }) => id);
      const first = await list('?limit=2');
      assert.deepEqual([first.data.map(({ id }) => id), first.has_more], [all.slice(0, 2), true]);
      const second = await list(`?limit=1000&after_id=${encodeURIComponent(first.last_id ?? '')}`);
      assert.deepEqual([second.data.map(({ id }) => id), second.has_more], [all.slice(2), false]);
      const back = await list(`?limit=1&before_id=${encodeURIComponent(all[2] ?? '')}`);
      assert.deepEqual([back.data.map(({ id }) => id), back.has_more], [[all[1]], true]);
      assert.equal((await send(`${gateway.url}/v1/models?limit=0`)).status, 400);
      assert.deepEqual((await list('?after_id=gone')).data, []);
    });

    it('finds one, its slashes written out or encoded', async () => {
      for (const id of [
        'router/deepseek/deepseek-r1',
        'router%2Fdeepseek%2Fdeepseek-r1',
        'oai/ft%3Agpt-4o%3Aorg%2Fx',
        'workspace:docs',
        'auto',
      ]) {
        const answer = await send(`${gateway.url}/v1/models/${id}`);
        assert.equal(answer.status, 200, id);
        assert.equal(answer.json().id, decodeURIComponent(id));
      }
      const missing = await send(`${gateway.url}/v1/models/oai/nope`);
      assert.equal(missing.status, 404);
      assert.match(missing.text, /model_not_found/);
    });
  });
});
