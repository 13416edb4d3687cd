import assert from 'node:assert/strict';
import { isLocalTarget } from '../../../../src/gateway/providers/isLocalTarget.ts';
import { provider } from '../../../helpers/upstreamAttempt.ts';

describe('isLocalTarget', () => {
  const ollama = provider({ type: 'ollama' });

  it('a model of a local provider is local, listed or not', () => {
    assert.equal(isLocalTarget(ollama, 'qwen3-coder'), true);
    assert.equal(isLocalTarget(ollama, 'qwen3-coder', { id: 'qwen3-coder' }), true);
  });

  it('a model of any other provider is not', () => {
    assert.equal(isLocalTarget(provider({ type: 'openai' }), 'gpt-4o'), false);
  });

  it("a model that Ollama serves from its cloud never is, whatever the provider's setting", () => {
    const declared = provider({ type: 'ollama', local: true });
    assert.equal(isLocalTarget(declared, 'my-copy', { id: 'my-copy', remote: true }), false);
    for (const model of ['gpt-oss:120b-cloud', 'glm-4.6:cloud', 'kimi-k2:1T-Cloud', 'me/coder:cloud']) {
      assert.equal(isLocalTarget(declared, model), false, model);
    }
  });

  it('"cloud" elsewhere in a name means nothing', () => {
    for (const model of ['cloud:7b', 'nimbus-cloud', 'cloud/coder:7b']) {
      assert.equal(isLocalTarget(ollama, model), true, model);
    }
  });
});
