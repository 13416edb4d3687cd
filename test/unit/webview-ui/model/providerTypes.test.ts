import assert from 'node:assert/strict';
import { resolveConfig } from '../../../../src/config/resolveConfig.ts';
import { providerTypeInfos } from '../../../../src/gateway/providers/providerTypeInfos.ts';
import {
  newProviderDraft,
  providerDraftOf,
  providerValue,
} from '../../../../webview-ui/src/model/providerDraft.ts';
import { providerDraftProblems } from '../../../../webview-ui/src/model/providerDraftProblems.ts';

const types = providerTypeInfos();

describe('the form of every type of provider', () => {
  for (const type of types) {
    it(`${type.type}: filled in, it gives a provider that the gateway takes without a word`, () => {
      const draft = {
        ...newProviderDraft(type.type, type),
        endpoint: type.defaultEndpoint ?? 'https://llm.example.com',
        fields: Object.fromEntries((type.fields ?? []).map(({ key }) => [key, 'value'])),
        modelLines: type.modelsByHand === true ? 'my-model' : '',
      };
      assert.deepEqual(providerDraftProblems(draft, type, []), {});
      const value = providerValue(draft, type);
      const config = resolveConfig([{ kind: 'user', value: { providers: { [type.type]: value } } }], {
        env: {},
        trusted: true,
        confirmedWorkspaces: [],
      });
      assert.deepEqual(config.problems, []);
      assert.equal(config.providers.get(type.type)?.type, type.type);
      const again = providerDraftOf(type.type, value, types);
      assert.deepEqual(again.fields, draft.fields);
      assert.deepEqual(providerValue(again, type), value);
    });
  }

  it('demands what a type cannot do without', () => {
    const demanding = types.flatMap((type) => {
      const problems = providerDraftProblems(newProviderDraft(type.type, type), type, []);
      return Object.keys(problems).map((field) => `${type.type}: ${field}`);
    });
    assert.deepEqual(demanding, [
      'openai-compatible: endpoint',
      'anthropic-compatible: endpoint',
      'azure-openai: endpoint',
      'azure-openai: modelLines',
      'openai-subscription: fields',
    ]);
  });
});
