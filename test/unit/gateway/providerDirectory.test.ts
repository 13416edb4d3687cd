import assert from 'node:assert/strict';
import { resolveConfig } from '../../../src/config/resolveConfig.ts';
import { ProviderDirectory } from '../../../src/gateway/providerDirectory.ts';
import { KeyRing } from '../../../src/gateway/providers/keyRing.ts';
import { ModelLists } from '../../../src/gateway/providers/modelLists.ts';
import { cannedSend } from '../../helpers/cannedSend.ts';
import { recordingLog } from '../../helpers/recordingLog.ts';

describe('ProviderDirectory', () => {
  it('knows a model that Ollama serves from its cloud, even one that a glob keeps off the list', async () => {
    const { send } = cannedSend(() => ({
      body: {
        models: [{ name: 'quiet:latest', remote_host: 'https://ollama.com' }, { name: 'here:latest' }],
      },
    }));
    const keyRing = new KeyRing();
    const lists = new ModelLists({ send, keyRing, clock: { now: () => 1 }, log: recordingLog() });
    const config = resolveConfig(
      [{ kind: 'user', value: { providers: { local: { type: 'ollama', excludeModels: ['quiet*'] } } } }],
      { env: {}, trusted: true, confirmedWorkspaces: [] },
    );
    const directory = new ProviderDirectory(config, {}, lists, keyRing);
    lists.configure(directory.providers());
    await lists.refresh('local', new AbortController().signal);
    assert.equal(directory.isLocal({ provider: 'local', model: 'quiet' }), false);
    assert.equal(directory.isLocal({ provider: 'local', model: 'quiet:latest' }), false);
    assert.equal(directory.isLocal({ provider: 'local', model: 'here' }), true);
    assert.equal(directory.isLocal({ provider: 'gone', model: 'here' }), false);
  });

  it('lists every model that a request may go to: none for embeddings, without a key, or of demo', async () => {
    const keyRing = new KeyRing();
    const { send } = cannedSend(() => ({ body: {} }));
    const lists = new ModelLists({ send, keyRing, clock: { now: () => 1 }, log: recordingLog() });
    const providers = {
      local: { type: 'ollama', models: ['qwen3', 'nomic-embed-text'] },
      claude: { type: 'anthropic', models: ['claude-sonnet-4-5'] },
      openai: { type: 'openai', apiKey: '${env:KEY}', models: ['gpt-5.5'] },
    };
    const config = resolveConfig([{ kind: 'user', value: { providers } }], {
      env: { KEY: 'k' },
      trusted: true,
      confirmedWorkspaces: [],
    });
    const directory = new ProviderDirectory(config, { KEY: 'k' }, lists, keyRing);
    lists.configure(directory.providers());
    await lists.refresh('demo', new AbortController().signal);
    assert.deepEqual(
      [...directory.listedReferences()],
      [
        { provider: 'local', model: 'qwen3' },
        { provider: 'openai', model: 'gpt-5.5' },
      ],
    );
  });
});
