import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
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
    const older = (): string => 'gemini-2.5-flash';
    assert.equal(geminiCodec.mustReencode?.(body('c2ln'), older), false);
    const sealed = toThoughtSignature({ format: 'messages', data: 's' });
    assert.equal(geminiCodec.mustReencode(body(sealed), older), true);
  });

  describe('that a call of another model lacks keep a request from passing through', () => {
    const question = { role: 'user', parts: [{ text: 'q' }] };
    const unsigned = { role: 'model', parts: [{ functionCall: { name: 'f' } }] };
    const signed = {
      role: 'model',
      parts: [{ functionCall: { name: 'f' }, thoughtSignature: 'c2ln' }, { functionCall: { name: 'g' } }],
    };
    const result = { role: 'user', parts: [{ functionResponse: { name: 'f', response: {} } }] };
    const rewrites = (contents: JsonObject[], model = 'gemini-3-pro-preview') =>
      geminiCodec.mustReencode?.({ contents }, () => model);

    it('to a model that asks for one, in the current turn', () => {
      assert.equal(rewrites([question, signed, result, unsigned, result]), true);
      assert.equal(rewrites([question, unsigned, result]), true);
    });

    it('but not in older turns, nor to older models, nor where the first call of each step has one', () => {
      assert.equal(rewrites([question, unsigned, result, question]), false);
      assert.equal(rewrites([question, unsigned, result], 'gemini-2.5-pro'), false);
      assert.equal(rewrites([question, signed, result, signed, result]), false);
    });
  });
});
