import assert from 'node:assert/strict';
import { providerTypes } from '../../../../src/config/schema.ts';
import { providerCatalog } from '../../../../src/gateway/providers/catalog.ts';
import { endpointUrl } from '../../../../src/gateway/providers/endpointUrl.ts';
import type { ProviderTypeEntry } from '../../../../src/gateway/providers/provider.ts';

describe('providerCatalog', () => {
  for (const type of providerTypes) {
    const entry = providerCatalog[type];

    it(`${type}: the entry is of its own type and whole`, () => {
      assert.equal(entry.type, type);
      assert.notEqual(entry.title, '');
      for (const path of Object.values(entry.paths)) assert.match(path, /^~?\/[A-Za-z0-9_/{}:]+[A-Za-z}]$/);
      for (const endpoint of endpointsOf(entry)) {
        assert.match(endpoint, /^(?:https?|vscode):\/\/[^/]+(\/[a-z0-9/-]*[a-z0-9])?$/);
        for (const path of Object.values(entry.paths)) assert.ok(endpointUrl({ endpoint, entry }, path));
      }
      if (entry.needsKey === 'required') assert.ok(entry.keyVariables.length > 0);
    });

    if (type !== 'demo') {
      it(`${type}: its native chat format has a path, and its models are known or can be asked for`, () => {
        assert.notEqual(entry.paths[entry.nativeChatFormat], undefined);
        if (entry.modelList === undefined && type !== 'azure-openai')
          assert.ok((entry.builtInModels ?? []).length > 0);
      });

      it(`${type}: every rule of formats names formats that have a path`, () => {
        for (const { formats } of entry.formatRules ?? [])
          for (const format of formats) assert.notEqual(entry.paths[format], undefined);
      });
    }
  }

  it('no two types are recognised by the same key variable', () => {
    const variables = providerTypes.flatMap((type) => providerCatalog[type].keyVariables);
    assert.deepEqual(variables, [...new Set(variables)]);
  });

  it('only servers on the own machine are local by default', () => {
    const local = providerTypes.filter((type) => providerCatalog[type].localOnLoopback);
    assert.deepEqual(local, ['ollama', 'llamacpp', 'lmstudio', 'vllm']);
  });

  it('openai and anthropic are never repaired', () => {
    assert.equal(providerCatalog.openai.repairs, false);
    assert.equal(providerCatalog.anthropic.repairs, false);
  });
});

function endpointsOf({ defaultEndpoint, endpointVariants = [] }: ProviderTypeEntry): string[] {
  const variants = endpointVariants.map(({ endpoint }) => endpoint);
  return defaultEndpoint === undefined ? variants : [defaultEndpoint, ...variants];
}
