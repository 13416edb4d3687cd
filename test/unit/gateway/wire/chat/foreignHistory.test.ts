import assert from 'node:assert/strict';
import { chatCodec } from '../../../../../src/gateway/wire/chat/codec.ts';
import { hasForeignHistory } from '../../../../../src/gateway/wire/chat/foreignHistory.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { sealSignature } from '../../../../../src/gateway/wire/sealedSignature.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';
import { signatureOf } from '../../../../helpers/signatureOf.ts';

const sealed = sealSignature(signatureOf('gAAA', 'responses'));

function history(fields: JsonObject): JsonObject {
  const assistant = { role: 'assistant', content: 'Hi', ...fields };
  return {
    model: 'm',
    messages: [{ role: 'user', content: 'x' }, assistant, { role: 'user', content: 'y' }],
  };
}

const call = (signature: string): JsonObject => ({
  id: 'c',
  type: 'function',
  function: { name: 'f', arguments: '{}' },
  extra_content: { google: { thought_signature: signature } },
});

describe('hasForeignHistory of chat', () => {
  it('#82 finds what a provider of another format signed', () => {
    const thinking = (signature: string) =>
      history({ thinking_blocks: [{ type: 'thinking', thinking: 'hm', signature }] });
    assert.equal(hasForeignHistory(thinking(sealed)), true);
    assert.equal(hasForeignHistory(thinking('EuYB')), false);
    assert.equal(hasForeignHistory(history({ tool_calls: [call(sealed)] })), true);
    assert.equal(hasForeignHistory(history({ tool_calls: [call('AY89')] })), false);
    for (const messages of [undefined, 'no list', [null], [{ role: 'assistant' }]])
      assert.equal(hasForeignHistory({ messages }), false);
  });

  it('#82 encoding such a request again leaves the signatures out', () => {
    const body = history({
      reasoning_content: 'hm',
      thinking_blocks: [{ type: 'thinking', thinking: 'hm', signature: sealed }],
      tool_calls: [call(sealed)],
    });
    const again = chatCodec.encodeRequest(chatCodec.decodeRequest(body), encodeTarget());
    assert.equal(hasForeignHistory(again.body), false);
    assert.doesNotMatch(JSON.stringify(again.body), /gAAA|thinking_blocks|extra_content/);
    assert.deepEqual(again.dropped, ['reasoning']);
  });
});
