import assert from 'node:assert/strict';
import type { ConfigScope } from '../../../src/config/configScope.ts';
import type { EffectiveConfig } from '../../../src/config/effectiveConfig.ts';
import { resolveConfig } from '../../../src/config/resolveConfig.ts';

const providers = { local: { type: 'ollama' }, broken: { type: 'no such' } };

function resolve(modelOverrides: unknown, ...more: ConfigScope[]): EffectiveConfig {
  return resolveConfig([{ kind: 'user', value: { providers, modelOverrides } }, ...more], {
    env: {},
    trusted: true,
    confirmedWorkspaces: [],
  });
}

function problemsOf(modelOverrides: unknown): string[] {
  return resolve(modelOverrides)
    .problems.filter(({ path }) => path.startsWith('modelOverrides'))
    .map(({ severity, path, message }) => `${severity} ${path}: ${message}`);
}

describe('resolveModelOverrides', () => {
  it('keeps names and globs in the order written', () => {
    const overrides = { 'local/*': { tools: false }, 'local/qwen3:4b': { tools: true, contextTokens: 8192 } };
    const { modelOverrides, problems } = resolve(overrides);
    assert.deepEqual([...modelOverrides], Object.entries(overrides));
    assert.deepEqual(
      problems.filter(({ path }) => path.startsWith('modelOverrides')),
      [],
    );
  });

  it('leaves out a bad entry, names its member and the nearest known one, and keeps the others', () => {
    const config = resolve({ 'local/a': { maxOutputToken: 5 }, 'local/b': { maxOutputTokens: 5 } });
    assert.deepEqual([...config.modelOverrides.keys()], ['local/b']);
    assert.deepEqual(problemsOf({ 'local/a': { maxOutputToken: 5 } }), [
      'error modelOverrides.local/a.maxOutputToken: unknown key "maxOutputToken"; did you mean "maxOutputTokens"?',
    ]);
    assert.equal(problemsOf({ 'local/a': { maxOutputTokens: 0 } }).length, 1);
    assert.equal(problemsOf({ 'local/a': { tools: 'no' } }).length, 1);
  });

  it('refuses a name without its provider, and says what is expected', () => {
    assert.deepEqual(problemsOf({ 'gpt-4o': {} }), [
      'error modelOverrides.gpt-4o: expected "provider/model" or a glob such as "openrouter/*"',
    ]);
    assert.deepEqual(problemsOf([]), ['error modelOverrides: expected an object keyed by provider/model']);
  });

  it('warns about a provider that is not there, but not about one that is merely broken, and applies all the same', () => {
    const overrides = { 'nowhere/m': { tools: false }, 'broken/m': {}, 'demo/m': {}, '*/m': {} };
    assert.deepEqual(problemsOf(overrides), [
      'warning modelOverrides.nowhere/m: there is no provider "nowhere"',
    ]);
    assert.equal(resolve(overrides).modelOverrides.size, 4);
  });

  it('takes nothing from an opened folder, and says so', () => {
    const folder: ConfigScope = {
      kind: 'folder',
      folder: 'file:///repo',
      value: { modelOverrides: { 'local/*': { tools: false } } },
    };
    const { modelOverrides, problems } = resolve(undefined, folder);
    assert.equal(modelOverrides.size, 0);
    const [problem] = problems.filter(({ path }) => path === 'modelOverrides');
    assert.equal(problem?.message, 'ignored in file:///repo: only user settings may say this');
  });
});
