import assert from 'node:assert/strict';
import { cohereCodec } from '../../../../src/gateway/wire/cohere/codec.ts';
import { geminiCodec } from '../../../../src/gateway/wire/gemini/codec.ts';
import { opaqueName } from '../../../../src/gateway/wire/opaqueName.ts';
import { encodeTarget } from '../../../helpers/encodeTarget.ts';

describe('what only one format knows', () => {
  it('is called by its type, or by its first field', () => {
    assert.equal(opaqueName({ type: 'web_search_20250305', name: 'web_search' }), 'web_search_20250305');
    assert.equal(opaqueName({ googleSearch: {} }), 'googleSearch');
    assert.equal(opaqueName({}), 'unknown');
  });

  it('is named where it is left out', () => {
    const request = geminiCodec.decodeRequest({
      contents: [{ role: 'user', parts: [{ text: 'hi' }] }],
      tools: [{ googleSearch: {} }],
    });
    assert.deepEqual(cohereCodec.encodeRequest(request, encodeTarget()).dropped, ['tools.googleSearch']);
  });
});
