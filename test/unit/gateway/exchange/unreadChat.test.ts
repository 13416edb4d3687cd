import assert from 'node:assert/strict';
import { decodeChat } from '../../../../src/gateway/exchange/unreadChat.ts';
import { parseJsonBody } from '../../../../src/gateway/http/body/parseJsonBody.ts';
import { chatCodec } from '../../../../src/gateway/wire/chat/codec.ts';
import type { ChatCodec } from '../../../../src/gateway/wire/codec.ts';
import type { ChatRequest } from '../../../../src/gateway/wire/exchange.ts';
import type { JsonObject } from '../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../src/gateway/wire/messages/codec.ts';

const long = 'word '.repeat(10_000);
const question = { role: 'user', content: `${long} why?` };

/** The request, and how many bodies were decoded in full. */
function decoded(codec: ChatCodec, body: JsonObject): { request: ChatRequest; wholes: () => number } {
  const read = parseJsonBody(Buffer.from(JSON.stringify(body)));
  const glimpse = read.glimpse?.();
  let wholes = 0;
  const counting = {
    decodeRequest: (json: JsonObject) => {
      if (json !== glimpse) wholes++;
      return codec.decodeRequest(json);
    },
  };
  return { request: decodeChat(counting, read, undefined), wholes: () => wholes };
}

/** Without what it does not say. */
function said(request: object): object {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
}

describe('a large chat request', () => {
  it('tells its model and whether to stream without being read', () => {
    const { request, wholes } = decoded(chatCodec, {
      model: 'm',
      stream: true,
      max_tokens: 7,
      messages: [question],
    });
    assert.deepEqual([request.model, request.stream, request.maxOutputTokens], ['m', true, 7]);
    assert.equal(request.glimpse?.messages.length, 1);
    assert.equal(wholes(), 0);
    assert.equal(request.messages.length, 1);
    assert.equal(request.stop.length + request.tools.length, 0);
    assert.equal(wholes(), 1);
  });

  it('is the same request as one that was read at once', () => {
    const chat: JsonObject = {
      ...{
        model: 'm',
        messages: [question, { role: 'assistant', content: 'so' }],
        temperature: 0.5,
        stop: ['a'],
      },
      ...{ tools: [{ type: 'function', function: { name: 'f' } }], tool_choice: 'required', x_own: { a: 1 } },
      ...{ reasoning_effort: 'low', user: 'u', seed: 1, n: 2, response_format: { type: 'json_object' } },
    };
    const messages: JsonObject = {
      ...{ model: 'm', max_tokens: 5, system: 'be brief', messages: [question], top_k: 3 },
      ...{
        thinking: { type: 'enabled', budget_tokens: 2000 },
        metadata: { user_id: 'u' },
        service_tier: 'auto',
      },
    };
    for (const [codec, body] of [
      [chatCodec, chat],
      [messagesCodec, messages],
    ] as const) {
      const { glimpse, ...request } = decoded(codec, body).request;
      assert.ok(glimpse !== undefined);
      assert.deepEqual(said(request), said(codec.decodeRequest(body)));
    }
  });

  it('is read at once where it may ask for a completion, or its ends are no request', () => {
    const bodies: JsonObject[] = [
      { messages: [{ role: 'user', content: `<fim_prefix>${long}<fim_suffix>b<fim_middle>` }] },
      { messages: [{ role: 'user', content: `[SUFFIX]a[PREFIX]${long}` }] },
      { messages: [{ role: 'user', content: `<QUERY>${long}</QUERY><COMPLETION>` }] },
      { messages: [question], suffix: 'x' },
      { messages: [question], stop: ['[SUFFIX]'] },
    ];
    for (const body of bodies) {
      const { request, wholes } = decoded(chatCodec, { model: 'm', ...body });
      assert.equal(request.glimpse, undefined);
      assert.equal(wholes(), 1);
    }
    assert.throws(
      () => decoded(chatCodec, { messages: [{ role: 'nobody', content: long }] }),
      /messages\[0\]\.role/,
    );
  });

  it('says where a message is wrong when somebody reads it', () => {
    const old = Array.from({ length: 40 }, () => question);
    const { request } = decoded(chatCodec, { model: 'm', messages: [{ role: 'nobody' }, ...old] });
    assert.throws(() => request.messages, /messages\[0\]\.role/);
  });
});
