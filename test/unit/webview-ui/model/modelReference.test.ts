import assert from 'node:assert/strict';
import {
  formatModelReference,
  modelReferenceProblem,
  parseModelReference,
} from '../../../../webview-ui/src/model/modelReference.ts';

describe('model references in the settings page', () => {
  it('split at the first slash only and keep tags', () => {
    for (const [text, provider, model] of [
      ['openrouter/deepseek/deepseek-r1:free', 'openrouter', 'deepseek/deepseek-r1:free'],
      ['ollama/qwen2.5-coder:1.5b', 'ollama', 'qwen2.5-coder:1.5b'],
      ['a/b:c/d', 'a', 'b:c/d'],
    ] as const) {
      assert.deepEqual(parseModelReference(text), { provider, model });
      assert.equal(formatModelReference({ provider, model }), text);
    }
  });

  it('need a provider and a model', () => {
    for (const text of ['', 'gpt-4o', '/x', 'x/']) assert.equal(parseModelReference(text), undefined);
  });

  it('may name a model that nobody lists, but no provider that is not there', () => {
    assert.equal(modelReferenceProblem('openai/gpt-99', ['openai'], []), undefined);
    assert.match(modelReferenceProblem('opnai/gpt-4o', ['openai'], []) ?? '', /no provider "opnai"/);
    assert.match(modelReferenceProblem('gpt-4o', ['openai'], []) ?? '', /provider\/model/);
  });

  it('may be a route that is there', () => {
    assert.equal(modelReferenceProblem('@strong', [], ['strong']), undefined);
    assert.match(modelReferenceProblem('@strnog', [], ['strong']) ?? '', /no route "strnog"/);
  });
});
