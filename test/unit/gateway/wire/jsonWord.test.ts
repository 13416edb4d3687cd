import assert from 'node:assert/strict';
import { chatCodec } from '../../../../src/gateway/wire/chat/codec.ts';
import type { ChatRequest, NeutralMessage } from '../../../../src/gateway/wire/exchange.ts';
import { responsesCodec } from '../../../../src/gateway/wire/responses/codec.ts';
import { chatRequest } from '../../../helpers/chatRequest.ts';
import { encodeTarget } from '../../../helpers/encodeTarget.ts';

function said(role: NeutralMessage['role'], text: string): NeutralMessage {
  return { role, content: [{ type: 'text', text }] };
}

function messagesFor(fields: Partial<ChatRequest>): unknown {
  const request = chatRequest({ format: 'gemini', responseFormat: { type: 'json' }, ...fields });
  return chatCodec.encodeRequest(request, encodeTarget()).body.messages;
}

describe('An answer in JSON that no message speaks of', () => {
  it('is spoken of, as OpenAI demands: in a message of its own, or behind the system text', () => {
    assert.deepEqual(messagesFor({}), [
      { role: 'system', content: 'Answer in JSON.' },
      { role: 'user', content: 'Hello' },
    ]);
    assert.deepEqual(messagesFor({ messages: [said('system', 'Be brief.'), said('user', 'Hello')] }), [
      { role: 'system', content: 'Be brief.\n\nAnswer in JSON.' },
      { role: 'user', content: 'Hello' },
    ]);
  });

  it('is spoken of in the items of Responses, where OpenAI looks for it', () => {
    const request = chatRequest({ format: 'ollama-chat', responseFormat: { type: 'json' } });
    const { body } = responsesCodec.encodeRequest(request, encodeTarget());
    assert.match(JSON.stringify(body.input), /Answer in JSON\./);
  });

  it('stays as it is where a message speaks of it, or none is wanted, or the client speaks the format itself', () => {
    const hello = [{ role: 'user', content: 'Hello' }];
    const json = { role: 'user', content: 'Some json!' };
    assert.deepEqual(messagesFor({ messages: [said('user', 'Some json!')] }), [json]);
    assert.deepEqual(messagesFor({ responseFormat: undefined }), hello);
    assert.deepEqual(messagesFor({ format: 'chat' }), hello);
  });
});
