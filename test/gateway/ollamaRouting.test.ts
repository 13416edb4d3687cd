import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/gateway/wire/json.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { send } from '../helpers/httpClient.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';

/** Which rule an Ollama client's request meets: by its kind, its files and its client. */
describe('routing of requests in Ollama’s protocol', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;

  before(async () => {
    upstream = await FakeUpstream.start();
    const endpoint = upstream.url;
    gateway = await startGateway({
      providers: {
        oai: { type: 'openai', endpoint, apiKey: 'k', models: ['gpt-4o', 'gpt-4o-mini'] },
        local: { type: 'ollama', endpoint },
      },
      workspaces: {
        default: {
          embeddingsModel: 'local/nomic-embed-text',
          rules: [
            { request: 'fim', model: 'local/qwen2.5-coder:1.5b' },
            { files: '*.sql', model: 'oai/gpt-4o-mini' },
            { clients: ['ollama-sdk'], model: 'local/qwen3' },
            { model: 'oai/gpt-4o' },
          ],
        },
      },
    });
  });

  after(async () => {
    await gateway.close();
    await upstream.close();
  });

  async function modelFor(
    path: string,
    body: JsonObject,
    headers: Record<string, string> = {},
  ): Promise<string> {
    const answer = await send(`${gateway.url}/muxgate/explain?path=${path}`, { body, headers });
    const { target } = (answer.json() as { decision: { target: { provider: string; model: string } } })
      .decision;
    return `${target.provider}/${target.model}`;
  }

  const chat = (content: string): JsonObject => ({ model: 'auto', messages: [{ role: 'user', content }] });

  it('a generate with a suffix, or raw with the tokens of a gap, is FIM; with a prompt alone it is a chat', async () => {
    const gap = { model: 'auto', prompt: 'a', suffix: 'b' };
    assert.equal(await modelFor('/api/generate', gap), 'local/qwen2.5-coder:1.5b');
    const raw = { model: 'auto', prompt: '<PRE> a <SUF>b <MID>', raw: true };
    assert.equal(await modelFor('/api/generate', raw), 'local/qwen2.5-coder:1.5b');
    assert.equal(await modelFor('/api/generate', { model: 'auto', prompt: 'a', suffix: '' }), 'oai/gpt-4o');
  });

  it('files in the prompt decide, in a chat and in a generate', async () => {
    const question = 'Why is this slow?\n```sql src/report.sql\nselect 1\n```';
    assert.equal(await modelFor('/api/chat', chat(question)), 'oai/gpt-4o-mini');
    assert.equal(await modelFor('/api/generate', { model: 'auto', prompt: question }), 'oai/gpt-4o-mini');
  });

  it('files that a tool call named count, although the call has no id', async () => {
    const call = { function: { name: 'read_file', arguments: { path: 'src/report.sql' } } };
    const messages = [
      { role: 'user', content: 'look around' },
      { role: 'assistant', content: '', tool_calls: [call] },
      { role: 'tool', content: 'select 1', tool_name: 'read_file' },
    ];
    assert.equal(await modelFor('/api/chat', { model: 'auto', messages }), 'oai/gpt-4o-mini');
  });

  it('Ollama’s own libraries are known by their name', async () => {
    for (const agent of ['ollama-js/0.6.4 (x64)', 'ollama-python/0.6.1', 'ollama/0.32.15 (amd64 linux)']) {
      assert.equal(await modelFor('/api/chat', chat('hi'), { 'user-agent': agent }), 'local/qwen3');
    }
    assert.equal(await modelFor('/api/chat', chat('hi')), 'oai/gpt-4o');
  });

  it('embeddings meet none but their own rules', async () => {
    assert.equal(await modelFor('/api/embed', { model: 'auto', input: 'a.sql' }), 'local/nomic-embed-text');
    assert.equal(await modelFor('/api/embeddings', { model: 'auto', prompt: 'a' }), 'local/nomic-embed-text');
  });

  it('a name with the tag that clients add means the model without it', async () => {
    assert.equal(await modelFor('/api/chat', { ...chat('hi'), model: 'auto:latest' }), 'oai/gpt-4o');
    assert.equal(
      await modelFor('/api/chat', { ...chat('hi'), model: 'oai/gpt-4o-mini:latest' }),
      'oai/gpt-4o-mini',
    );
    assert.equal(
      await modelFor('/v1/chat/completions', { ...chat('hi'), model: 'oai/gpt-4o-mini:latest' }),
      'oai/gpt-4o-mini',
    );
    assert.equal(
      await modelFor('/api/chat', { ...chat('hi'), model: 'local/llama3:latest' }),
      'local/llama3:latest',
    );
  });

  it('below /v1/mux the rules decide, whatever model is named', async () => {
    assert.equal(await modelFor('/v1/mux/api/chat', { ...chat('hi'), model: 'local/llama3' }), 'oai/gpt-4o');
  });
});
