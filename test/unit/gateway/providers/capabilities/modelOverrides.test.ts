import assert from 'node:assert/strict';
import type { ModelOverride } from '../../../../../src/config/schema.ts';
import { ModelOverrides } from '../../../../../src/gateway/providers/capabilities/modelOverrides.ts';

function overridden(overrides: Record<string, ModelOverride>, name: string): ModelOverride {
  const [provider = '', ...model] = name.split('/');
  return new ModelOverrides(new Map(Object.entries(overrides))).of({ provider, model: model.join('/') });
}

describe('ModelOverrides', () => {
  it('say nothing of a model that no name and no glob meets', () => {
    assert.deepEqual(overridden({}, 'a/m'), {});
    assert.deepEqual(overridden({ 'a/n': { tools: false }, 'b/*': { tools: false } }, 'a/m'), {});
  });

  it('an exact name comes before globs, wherever it stands', () => {
    const before = { 'a/m': { tools: true }, 'a/*': { tools: false } };
    const after = { 'a/*': { tools: false }, 'a/m': { tools: true } };
    assert.deepEqual(overridden(before, 'a/m'), { tools: true });
    assert.deepEqual(overridden(after, 'a/m'), { tools: true });
  });

  it('of several globs the last that matches wins', () => {
    const overrides = { 'a/*': { tools: false }, '*/m': { tools: true }, 'b/*': { tools: false } };
    assert.deepEqual(overridden(overrides, 'a/m'), { tools: true });
  });

  it('each property is decided by itself', () => {
    const overrides = {
      '*/*': { maxOutputTokens: 1000, images: false },
      'a/*': { maxOutputTokens: 2000 },
      'a/m': { tools: false },
    };
    assert.deepEqual(overridden(overrides, 'a/m'), { maxOutputTokens: 2000, images: false, tools: false });
  });

  it('a star crosses slashes, and case does not count in globs', () => {
    assert.deepEqual(overridden({ 'a/*r1': { tools: false } }, 'a/DeepSeek/R1'), { tools: false });
    assert.deepEqual(overridden({ 'a/{x,deepseek/*}': { tools: false } }, 'a/deepseek/r1'), { tools: false });
  });

  it('a glob that does not compile is a name', () => {
    assert.deepEqual(overridden({ 'a/[m': { tools: false } }, 'a/[m'), { tools: false });
    assert.deepEqual(overridden({ 'a/[m': { tools: false } }, 'a/m'), {});
  });
});
