import assert from 'node:assert/strict';
import { exportSettings } from '../../../../webview-ui/src/model/exportSettings.ts';
import {
  importChanges,
  type ImportPlan,
  planImport,
  withIncluded,
  withMapping,
} from '../../../../webview-ui/src/model/importPlan.ts';

const settings = {
  providers: {
    openai: { type: 'openai' },
    desk: { type: 'ollama', endpoint: 'http://10.0.0.7:11434' },
    r1: { type: 'openrouter' },
    r2: { type: 'openrouter' },
    vllm: { type: 'vllm' },
  },
  workspaces: { default: { model: 'openai/gpt-4o' } },
  modelOverrides: {},
  routes: {},
  objects: {},
  activeWorkspace: 'default',
};

function plan(file: unknown): ImportPlan {
  const result = planImport('shared.json', file, settings);
  assert.ok('providers' in result);
  return result;
}
const mappingsOf = ({ providers }: ImportPlan): unknown[] =>
  providers.map(({ mapping }) => `${mapping.to} ${mapping.id}`);

describe('importing settings', () => {
  it('maps a provider by id, then by type, and adds it when neither tells', () => {
    const imported = plan({
      providers: {
        openai: { type: 'openai' },
        ollama: { type: 'ollama' },
        openrouter: { type: 'openrouter' },
        vllm: { type: 'lmstudio' },
        new: { type: 'anthropic' },
      },
    });
    assert.deepEqual(mappingsOf(imported), [
      'existing openai',
      'existing desk',
      'written openrouter',
      'written vllm-2',
      'written new',
    ]);
  });

  it('offers every other provider of the type, adding, and replacing', () => {
    const [provider] = plan({ providers: { r1: { type: 'openrouter' } } }).providers;
    assert.deepEqual(
      provider?.mappings.map(({ to, id }) => `${to} ${id}`),
      ['existing r1', 'existing r2', 'written r1-2', 'written r1'],
    );
  });

  it('renames the models of the workspaces accordingly, tags kept, rules that are no objects too', () => {
    const imported = plan({
      providers: { ollama: { type: 'ollama' } },
      workspaces: {
        team: {
          model: 'ollama/a/b:1.5b',
          embeddingsModel: 'elsewhere/x',
          rules: [{ model: 'ollama/c', files: '*.md' }, { localOnly: true }, 7],
        },
      },
    });
    assert.deepEqual(importChanges(imported, settings), [
      {
        kind: 'entry',
        table: 'workspaces',
        id: 'team',
        base: undefined,
        value: {
          model: 'desk/a/b:1.5b',
          embeddingsModel: 'elsewhere/x',
          rules: [{ model: 'desk/c', files: '*.md' }, { localOnly: true }, 7],
        },
      },
    ]);
  });

  it('replaces against what the page knows, leaves out what is the same or not wanted', () => {
    const imported = plan({
      workspaces: { default: { model: 'openai/gpt-4o' }, other: {} },
      providers: { openai: { type: 'openai', name: 'Theirs' } },
    });
    assert.deepEqual(importChanges(withIncluded(imported, 'other', false), settings), []);
    const replacing = withMapping(imported, 'openai', { to: 'written', id: 'openai' });
    assert.deepEqual(importChanges(withIncluded(replacing, 'other', false), settings), [
      {
        kind: 'entry',
        table: 'providers',
        id: 'openai',
        base: { type: 'openai' },
        value: { type: 'openai', name: 'Theirs' },
      },
    ]);
  });

  it('brings overrides along, named by the provider of the user, unless they are not wanted', () => {
    const imported = plan({
      providers: { ollama: { type: 'ollama' } },
      modelOverrides: { 'ollama/q:*': { tools: false }, '*/x': { images: false } },
    });
    assert.deepEqual(importChanges(imported, settings), [
      {
        kind: 'entry',
        table: 'modelOverrides',
        id: 'desk/q:*',
        base: undefined,
        value: { tools: false },
      },
      { kind: 'entry', table: 'modelOverrides', id: '*/x', base: undefined, value: { images: false } },
    ]);
    assert.deepEqual(importChanges({ ...imported, takesOverrides: false }, settings), []);
  });

  it('brings routes along, their models named by the user’s providers', () => {
    const imported = plan({
      providers: { theirs: { type: 'ollama' } },
      routes: { fast: { targets: [{ model: 'theirs/a' }, { model: '@other' }], summarizer: 'theirs/b' } },
    });
    const changes = importChanges(imported, { ...settings, providers: { box: { type: 'ollama' } } });
    const route = changes.find((change) => change.kind === 'entry' && change.table === 'routes');
    const [{ mapping } = { mapping: { id: '' } }] = imported.providers;
    assert.deepEqual(route?.value, {
      targets: [{ model: `${mapping.id}/a` }, { model: '@other' }],
      summarizer: `${mapping.id}/b`,
    });
    const none = importChanges({ ...imported, takesRoutes: false }, settings);
    assert.ok(none.every((change) => change.kind !== 'entry' || change.table !== 'routes'));
  });

  it('never brings a key into the settings', () => {
    const [provider] = plan({ providers: { p: { type: 'vllm', apiKey: 'sk-secret' } } }).providers;
    assert.deepEqual(provider?.value, { type: 'vllm' });
  });

  it('reads settings.json as well as the headless file, and says what is wrong with others', () => {
    assert.equal(plan({ 'muxgate.workspaces': { a: {} } }).workspaces.length, 1);
    for (const bad of [[], 'x', null, {}, { providers: 7 }])
      assert.ok('problem' in planImport('f', bad, settings));
  });
});

describe('exporting settings', () => {
  it('leaves out keys wherever they may hide, and keeps references to variables', () => {
    const exported = exportSettings({
      ...settings,
      providers: {
        a: {
          type: 'openai',
          apiKey: 'sk-plain',
          endpoint: 'https://user:pass@example.com/v1',
          headers: { 'x-team': '7', Authorization: 'Bearer sk-plain', 'x-api-key': '${env:KEY}' },
        },
        b: { type: 'openai', apiKey: '${env:OPENAI_API_KEY}' },
        c: {
          type: 'openai',
          accounts: {
            work: { apiKey: 'sk-plain', endpoint: 'https://u:pass@w.example' },
            me: { apiKey: '${env:ME}' },
          },
        },
      },
      objects: { telemetry: { headers: { a: 'sk-plain' } }, budget: { perDayUsd: 5 } },
    });
    assert.deepEqual(exported['providers'], {
      a: {
        type: 'openai',
        endpoint: 'https://example.com/v1',
        headers: { 'x-team': '7', 'x-api-key': '${env:KEY}' },
      },
      b: { type: 'openai', apiKey: '${env:OPENAI_API_KEY}' },
      c: {
        type: 'openai',
        accounts: { work: { endpoint: 'https://w.example/' }, me: { apiKey: '${env:ME}' } },
      },
    });
    assert.deepEqual(exported['budget'], { perDayUsd: 5 });
    assert.doesNotMatch(JSON.stringify(exported), /sk-plain|pass/);
  });

  it('can be imported again', () => {
    const shared = { ...settings, modelOverrides: { 'openai/*': { maxOutputTokens: 5 } } };
    const imported = plan(exportSettings(shared));
    assert.deepEqual(importChanges(imported, shared), []);
    assert.equal(importChanges(imported, settings).length, 1);
  });
});
