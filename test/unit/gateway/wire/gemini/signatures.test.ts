import assert from 'node:assert/strict';
import { geminiCodec } from '../../../../../src/gateway/wire/gemini/codec.ts';
import {
  fromThoughtSignature,
  toThoughtSignature,
} from '../../../../../src/gateway/wire/gemini/signatures.ts';

describe('signatures in thoughtSignature', () => {
  it('of Google stay what they are', () => {
    const signature = { format: 'gemini', data: 'Eso+Cqc/Ab4=' } as const;
    assert.equal(toThoughtSignature(signature), 'Eso+Cqc/Ab4=');
    assert.deepEqual(fromThoughtSignature('Eso+Cqc/Ab4='), { signature, redacted: false });
  });

  for (const redacted of [false, true]) {
    it(`of others come back through clients that rewrite base64${redacted ? ', withheld ones too' : ''}`, () => {
      const signature = { format: 'responses', data: 'gAAAA??>>~ü' } as const;
      const written = toThoughtSignature(signature, redacted);
      const rewritten = Buffer.from(written, 'base64').toString('base64url');
      for (const text of [written, rewritten]) {
        assert.deepEqual(fromThoughtSignature(text), { signature, redacted });
      }
    });
  }

  it('of others keep a request from passing through to Google', () => {
    const body = (thoughtSignature: string) => ({
      contents: [{ role: 'model', parts: [{ text: 'x', thoughtSignature }] }],
    });
    assert.equal(geminiCodec.mustReencode?.(body('c2ln')), false);
    assert.equal(geminiCodec.mustReencode(body(toThoughtSignature({ format: 'messages', data: 's' }))), true);
  });
});
