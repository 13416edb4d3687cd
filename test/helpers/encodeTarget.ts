import type { EncodeTarget } from '../../src/gateway/wire/codec.ts';

/** A target with nothing special about it; each test says what it is about. */
export function encodeTarget(facts: Partial<EncodeTarget> = {}): EncodeTarget {
  return {
    provider: 'upstream',
    model: 'some-model',
    maxTokensField: 'max_tokens',
    refusedParameters: [],
    defaultMaxOutputTokens: 8192,
    keepsSignatures: true,
    reasoningEfforts: ['low', 'medium', 'high'],
    ...facts,
  };
}
