import assert from 'node:assert/strict';
import { capabilityText, tokenText } from '../../../src/protocol/capabilityText.ts';

describe('capabilityText', () => {
  it('says what is known to be there, shortest first to read', () => {
    const model = {
      id: 'm',
      local: false,
      contextTokens: 200_000,
      tools: true,
      images: true,
      reasoning: true,
    };
    assert.equal(capabilityText(model), '200K · tools · images · thinking');
  });

  it('says nothing of what is unknown or not there', () => {
    assert.equal(capabilityText({ id: 'm', local: false, tools: false, images: undefined }), '');
    assert.equal(capabilityText({ id: 'm', local: false, fim: true, embeddings: true }), 'FIM · embeddings');
  });

  it('counts tokens in thousands or 1024s, as the provider does', () => {
    const written = [
      512, 8192, 8000, 4096, 32_768, 128_000, 131_072, 1_000_000, 1_047_576, 1_048_576, 2_500_000,
    ];
    assert.deepEqual(written.map(tokenText), [
      '512',
      '8K',
      '8K',
      '4K',
      '32K',
      '128K',
      '128K',
      '1M',
      '1M',
      '1M',
      '2.5M',
    ]);
  });
});
