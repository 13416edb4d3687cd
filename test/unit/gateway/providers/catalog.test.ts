import assert from 'node:assert/strict';
import { providerTypes } from '../../../../src/config/schema.ts';
import { providerCatalog } from '../../../../src/gateway/providers/catalog.ts';

describe('providerCatalog', () => {
  for (const type of providerTypes) {
    const entry = providerCatalog[type];

    it(`${type}: the entry is of its own type and whole`, () => {
      assert.equal(entry.type, type);
      assert.notEqual(entry.title, '');
      for (const path of Object.values(entry.paths)) assert.match(path, /^\/[a-z_/]+[a-z]$/);
      if (entry.defaultEndpoint !== undefined)
        assert.match(entry.defaultEndpoint, /^https?:\/\/[^/]+(\/[a-z0-9/]*[a-z0-9])?$/);
      if (entry.needsKey === 'required') assert.ok(entry.keyVariables.length > 0);
    });

    if (type !== 'demo') {
      it(`${type}: its native chat format has a path, and its models can be listed`, () => {
        assert.notEqual(entry.paths[entry.nativeChatFormat], undefined);
        assert.notEqual(entry.modelList, undefined);
      });
    }
  }

  it('only servers on the own machine are local by default', () => {
    const local = providerTypes.filter((type) => providerCatalog[type].localOnLoopback);
    assert.deepEqual(local, ['ollama', 'llamacpp', 'lmstudio', 'vllm']);
  });

  it('openai and anthropic are never repaired', () => {
    assert.equal(providerCatalog.openai.repairs, false);
    assert.equal(providerCatalog.anthropic.repairs, false);
  });
});
