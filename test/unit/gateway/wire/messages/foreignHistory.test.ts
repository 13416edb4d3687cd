import assert from 'node:assert/strict';
import { messagesCodec } from '../../../../../src/gateway/wire/messages/codec.ts';
import { hasForeignHistory } from '../../../../../src/gateway/wire/messages/foreignHistory.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { sealSignature } from '../../../../../src/gateway/wire/sealedSignature.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';
import { signatureOf } from '../../../../helpers/signatureOf.ts';

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

describe('hasForeignHistory', () => {
  it('finds thinking that another provider’s answer left in the history', () => {
    assert.equal(hasForeignHistory(history('')), true);
    assert.equal(hasForeignHistory(history()), true);
  });

  it('#82 finds what a provider of another format signed or cited', () => {
    const sealed = sealSignature(signatureOf('gAAA', 'responses'));
    const holding = (block: JsonObject) =>
      hasForeignHistory({ messages: [{ role: 'assistant', content: [block] }] });
    assert.equal(hasForeignHistory(history(sealed)), true);
    assert.equal(holding({ type: 'redacted_thinking', data: sealed }), true);
    assert.equal(holding({ type: 'redacted_thinking', data: 'EuYB' }), false);
    const cited = (encryptedIndex: string): JsonObject => ({
      type: 'text',
      text: 'x',
      citations: [
        { type: 'web_search_result_location', url: 'https://a.example', encrypted_index: encryptedIndex },
      ],
    });
    assert.equal(holding(cited('')), true);
    assert.equal(holding(cited('EuYB')), false);
  });

  it('lets signed thinking, plain content and malformed bodies pass', () => {
    assert.equal(hasForeignHistory(history('sig')), false);
    assert.equal(hasForeignHistory({ messages: [{ role: 'assistant', content: 'Hi' }] }), false);
    assert.equal(hasForeignHistory({ messages: 'no list' }), false);
    assert.equal(hasForeignHistory({}), false);
  });

  it('#82 encoding sealed thinking again leaves it out and says so', () => {
    const sealed = sealSignature(signatureOf('gAAA', 'responses'));
    const request = messagesCodec.decodeRequest(history(sealed));
    const { body, dropped } = messagesCodec.encodeRequest(request, encodeTarget());
    assert.doesNotMatch(JSON.stringify(body), /gAAA|thinking/);
    assert.deepEqual(dropped, ['reasoning']);
  });

  it('encoding such a request again leaves the thinking out', () => {
    const { body } = messagesCodec.encodeRequest(messagesCodec.decodeRequest(history('')), encodeTarget());
    assert.equal(hasForeignHistory(body), false);
    assert.deepEqual(body.messages, [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hi' },
      { role: 'user', content: 'Go on' },
    ]);
  });
});
