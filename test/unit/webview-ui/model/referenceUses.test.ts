import assert from 'node:assert/strict';
import { isConfigured } from '../../../../webview-ui/src/model/isConfigured.ts';
import { filterChoices, modelChoices } from '../../../../webview-ui/src/model/modelChoices.ts';
import { providerUses } from '../../../../webview-ui/src/model/referenceUses.ts';

describe('where a provider is used', () => {
  it('lists rules and models of every workspace, the folders’ too', () => {
    const uses = providerUses('local', {
      settings: {
        providers: {},
        modelOverrides: {},
        routes: {},
        objects: {},
        workspaces: {
          default: {
            model: 'local/a',
            rules: [{ model: 'localhost/x' }, { name: 'docs', model: 'local/b/c:d' }, null],
          },
          broken: 'nonsense',
        },
      },
      opened: [
        {
          scope: 'folder',
          folder: 'file:///x',
          name: 'app',
          workspaces: { team: { embeddingsModel: 'local/e' } },
        },
      ],
    });
    assert.deepEqual(uses, [
      { entry: 'default', where: 'rule 2 (docs)', model: 'local/b/c:d' },
      { entry: 'default', where: 'catch-all model', model: 'local/a' },
      { entry: 'team (app)', where: 'embeddings model', model: 'local/e' },
    ]);
  });
});

describe('the models to choose from', () => {
  const provider = {
    id: 'local',
    name: 'GPU box',
    type: 'ollama',
    endpoint: '',
    state: 'reachable',
    local: true,
  } as const;
  const groups = modelChoices([
    {
      ...provider,
      models: [
        { id: 'qwen/coder:1.5b', local: true, contextTokens: 32_768 },
        { id: 'llama3', local: true },
      ],
    },
    { ...provider, id: 'empty', name: 'Empty', models: [] },
  ]);

  it('are grouped by provider and keep their ids as they are', () => {
    assert.deepEqual(groups, [
      {
        label: 'GPU box',
        choices: [
          { value: 'local/qwen/coder:1.5b', label: 'qwen/coder:1.5b', detail: '32K · local' },
          { value: 'local/llama3', label: 'llama3', detail: 'local' },
        ],
      },
    ]);
  });

  it('are those that can be used for it, where that is known', () => {
    const models = [
      { id: 'unknown', local: true },
      { id: 'chats', local: true, embeddings: false },
      { id: 'embeds', local: true, embeddings: true },
    ];
    const offered = (use: 'text' | 'embeddings' | 'any'): string[] =>
      modelChoices([{ ...provider, models }], use).flatMap(({ choices }) =>
        choices.map(({ label }) => label),
      );
    assert.deepEqual(offered('text'), ['unknown', 'chats']);
    assert.deepEqual(offered('embeddings'), ['unknown', 'embeds']);
    assert.deepEqual(offered('any'), ['unknown', 'chats', 'embeds']);
  });

  it('are found by any words, in any order', () => {
    const found = (text: string): string[] =>
      filterChoices(groups, text).flatMap(({ choices }) => choices.map(({ value }) => value));
    assert.deepEqual(found('1.5B gpu'), ['local/qwen/coder:1.5b']);
    assert.deepEqual(found('nothing'), []);
    assert.equal(found('').length, 2);
  });
});

describe('what was found on this machine', () => {
  const server = {
    id: 'ollama',
    type: 'ollama',
    title: 'Ollama',
    endpoint: 'http://127.0.0.1:11434',
    models: [],
    configured: false,
  };
  const variable = {
    id: 'openai',
    type: 'openai',
    title: 'OpenAI',
    keyVariable: 'OPENAI_API_KEY',
    models: [],
    configured: false,
  };

  it('is not offered again once it is a provider', () => {
    assert.equal(isConfigured(server, {}), false);
    assert.equal(isConfigured(server, { mine: { type: 'ollama' } }), true);
    assert.equal(
      isConfigured(server, { mine: { type: 'ollama', endpoint: 'http://127.0.0.1:11434/' } }),
      true,
    );
    assert.equal(isConfigured(server, { far: { type: 'ollama', endpoint: 'http://10.0.0.7:11434' } }), false);
    assert.equal(isConfigured(variable, { mine: { type: 'openai' } }), false);
    assert.equal(isConfigured(variable, { mine: { type: 'openai', apiKey: '${env:OPENAI_API_KEY}' } }), true);
    assert.equal(isConfigured({ ...server, configured: true }, {}), true);
  });
});
