import assert from 'node:assert/strict';
import { openSignature, sealSignature, signatureText } from '../../../../src/gateway/wire/sealedSignature.ts';
import { signatureOf } from '../../../helpers/signatureOf.ts';

describe('sealed signatures', () => {
  it('travel through a field of another format and open as what they were', () => {
    for (const signature of [
      signatureOf('gAAA+/=', 'responses'),
      signatureOf('a:b:c', 'gemini'),
      signatureOf('', 'cohere-chat'),
    ]) {
      assert.deepEqual(openSignature(sealSignature(signature), 'messages'), signature);
    }
  });

  it('are told from signatures of the field’s own format, which stay as they are', () => {
    for (const text of [
      'EqQBCkgI',
      'muxgate',
      'muxgate-sealed:',
      'muxgate-sealed:nothing:x',
      'muxgate-sealed:toString:x',
    ])
      assert.deepEqual(openSignature(text, 'messages'), signatureOf(text));
    assert.equal(signatureText(signatureOf('EqQBCkgI'), 'messages'), 'EqQBCkgI');
    assert.notEqual(signatureText(signatureOf('EqQBCkgI'), 'chat'), 'EqQBCkgI');
  });
});
