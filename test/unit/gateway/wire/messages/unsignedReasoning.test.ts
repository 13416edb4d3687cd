import assert from 'node:assert/strict';
import { messagesCodec } from '../../../../../src/gateway/wire/messages/codec.ts';
import { hasUnsignedReasoning } from '../../../../../src/gateway/wire/messages/unsignedReasoning.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';

function history(signature?: string) {
  return {
    model: 'm',
    max_tokens: 64,
    messages: [
      { role: 'user', content: 'Hello' },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'hm', signature },
          { type: 'text', text: 'Hi' },
        ],
      },
      { role: 'user', content: 'Go on' },
    ],
  };
}

describe('hasUnsignedReasoning', () => {
  it('finds thinking that another provider’s answer left in the history', () => {
    assert.equal(hasUnsignedReasoning(history('')), true);
    assert.equal(hasUnsignedReasoning(history()), true);
  });

  it('lets signed thinking, plain content and malformed bodies pass', () => {
    assert.equal(hasUnsignedReasoning(history('sig')), false);
    assert.equal(hasUnsignedReasoning({ messages: [{ role: 'assistant', content: 'Hi' }] }), false);
    assert.equal(hasUnsignedReasoning({ messages: 'no list' }), false);
    assert.equal(hasUnsignedReasoning({}), false);
  });

  it('encoding such a request again leaves the thinking out', () => {
    const { body } = messagesCodec.encodeRequest(messagesCodec.decodeRequest(history('')), encodeTarget());
    assert.equal(hasUnsignedReasoning(body), false);
    assert.deepEqual(body.messages, [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hi' },
      { role: 'user', content: 'Go on' },
    ]);
  });
});
