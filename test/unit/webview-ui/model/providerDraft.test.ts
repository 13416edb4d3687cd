import assert from 'node:assert/strict';
import type { ProviderTypeInfo } from '../../../../src/protocol/gatewayRequests.ts';
import {
  newProviderDraft,
  originOf,
  providerDraftOf,
  providerValue,
  withType,
} from '../../../../webview-ui/src/model/providerDraft.ts';
import { providerDraftProblems } from '../../../../webview-ui/src/model/providerDraftProblems.ts';

const openai: ProviderTypeInfo = {
  type: 'openai',
  title: 'OpenAI',
  defaultEndpoint: 'https://api.openai.com/v1',
  needsKey: 'required',
  keyVariables: ['OPENAI_API_KEY'],
};
const ollama: ProviderTypeInfo = {
  type: 'ollama',
  title: 'Ollama',
  defaultEndpoint: 'http://127.0.0.1:11434',
  needsKey: 'optional',
  keyVariables: [],
};
const compatible: ProviderTypeInfo = {
  type: 'openai-compatible',
  title: 'Other',
  needsKey: 'optional',
  keyVariables: [],
};
const subscription: ProviderTypeInfo = {
  type: 'openai-subscription',
  title: 'ChatGPT subscription',
  defaultEndpoint: 'https://chatgpt.com/backend-api/codex',
  needsKey: 'never',
  keyVariables: [],
  fields: [
    { key: 'tokenFile', label: 'Token file', hint: '', required: true },
    { key: 'profile', label: 'Profile', hint: '' },
  ],
};
const byHand: ProviderTypeInfo = { ...compatible, type: 'azure-openai', modelsByHand: true };
const types = [openai, ollama, compatible, subscription];

describe('a provider being edited', () => {
  it('begins with its type’s defaults and writes only what differs from them', () => {
    const draft = newProviderDraft('openai', openai);
    assert.equal(draft.endpoint, 'https://api.openai.com/v1');
    assert.equal(draft.auth, 'api-key');
    assert.deepEqual(providerValue(draft, openai), { type: 'openai', name: 'OpenAI' });
    const box = { ...newProviderDraft('gpu', ollama), name: 'GPU box', endpoint: 'http://10.0.0.7:11434' };
    assert.deepEqual(providerValue(box, ollama), {
      type: 'ollama',
      name: 'GPU box',
      endpoint: 'http://10.0.0.7:11434',
    });
  });

  it('comes back the same when nothing is changed, unknown keys included', () => {
    for (const saved of [
      { type: 'openai' },
      { type: 'openai', endpoint: 'https://api.openai.com/v1', auth: 'api-key', models: [], later: 1 },
      {
        type: 'openai-compatible',
        endpoint: 'https://llm.example.com/team/v1',
        auth: { type: 'api-key', header: 'x-key' },
        apiKey: '${env:CORP_KEY}',
        headers: { 'x-team': '7' },
        models: ['a/b:c'],
        includeModels: ['gpt-*'],
        excludeModels: ['*embed*'],
        local: false,
        idleTimeoutMs: 1000,
        passthroughClients: ['claude-code'],
      },
    ]) {
      const info = types.find(({ type }) => type === saved.type);
      const value = providerValue(providerDraftOf('p', saved, types), info);
      assert.deepEqual(JSON.parse(JSON.stringify(value)), saved);
    }
  });

  it('has the fields of its type alone, and writes those that are filled in', () => {
    const draft = newProviderDraft('chatgpt', subscription);
    assert.deepEqual(draft.fields, { tokenFile: '', profile: '' });
    const filled = { ...draft, fields: { tokenFile: ' ~/auth.json ', profile: '' } };
    assert.deepEqual(providerValue(filled, subscription), {
      type: 'openai-subscription',
      name: 'ChatGPT subscription',
      tokenFile: '~/auth.json',
    });
    const saved = providerDraftOf('chatgpt', { type: 'openai-subscription', tokenFile: '/t' }, types);
    assert.equal(saved.fields['tokenFile'], '/t');
    assert.deepEqual(withType(filled, subscription, openai).fields, {});
  });

  it('needs the required fields, and models where the type lists none', () => {
    const draft = newProviderDraft('chatgpt', subscription);
    assert.deepEqual(providerDraftProblems(draft, subscription, []), { fields: 'Token file is needed.' });
    const filled = { ...draft, fields: { tokenFile: '~/auth.json' } };
    assert.deepEqual(providerDraftProblems(filled, subscription, []), {});
    const azure = { ...newProviderDraft('azure', byHand), endpoint: 'https://r.openai.azure.com' };
    assert.match(providerDraftProblems(azure, byHand, []).modelLines ?? '', /lists no models/);
    assert.deepEqual(providerDraftProblems({ ...azure, modelLines: 'my-gpt' }, byHand, []), {});
  });

  it('takes over the new type’s defaults where the old one’s stood', () => {
    const changed = withType(newProviderDraft('p', openai), openai, ollama);
    assert.equal(changed.endpoint, 'http://127.0.0.1:11434');
    assert.equal(changed.name, 'Ollama');
    const own = withType(
      { ...newProviderDraft('p', openai), name: 'Mine', endpoint: 'https://x.example' },
      openai,
      ollama,
    );
    assert.equal(own.endpoint, 'https://x.example');
    assert.equal(own.name, 'Mine');
  });

  it('writes a key variable, and never a key', () => {
    const draft = {
      ...newProviderDraft('p', openai),
      keySource: 'variable' as const,
      keyVariable: 'OPENAI_API_KEY',
    };
    assert.equal(providerValue(draft, openai)['apiKey'], '${env:OPENAI_API_KEY}');
    const variable = providerDraftOf('p', { type: 'openai', apiKey: '${env:X}' }, types);
    assert.equal(variable.keySource, 'variable');
    const stored = { ...variable, keySource: 'stored' as const };
    assert.equal('apiKey' in providerValue(stored, openai), false);
    assert.equal('apiKey' in providerValue({ ...draft, auth: 'none' }, openai), false);
  });

  it('says what is wrong, field by field', () => {
    const draft = {
      ...newProviderDraft('Bad Id', compatible),
      auth: 'header' as const,
      headerLines: 'nope',
      idleTimeoutMs: '1.5',
    };
    assert.deepEqual(Object.keys(providerDraftProblems(draft, compatible, [])).sort(), [
      'endpoint',
      'headerLines',
      'id',
      'idleTimeoutMs',
      'keyHeader',
    ]);
    assert.deepEqual(providerDraftProblems(newProviderDraft('openai', openai), openai, ['ollama']), {});
    assert.ok(providerDraftProblems(newProviderDraft('openai', openai), openai, ['openai']).id);
    const ftp = { ...newProviderDraft('a', openai), endpoint: 'ftp://x' };
    assert.ok(providerDraftProblems(ftp, openai, []).endpoint);
  });

  it('binds a key to scheme, host and port', () => {
    assert.equal(originOf(' https://api.openai.com/v1 '), 'https://api.openai.com');
    assert.equal(originOf('http://127.0.0.1:8080/a'), 'http://127.0.0.1:8080');
    assert.equal(originOf('nonsense'), undefined);
    assert.equal(originOf('file:///etc/passwd'), undefined);
  });
});
