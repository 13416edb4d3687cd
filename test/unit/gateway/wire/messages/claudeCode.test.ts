import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { chatCodec } from '../../../../../src/gateway/wire/chat/codec.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../../src/gateway/wire/messages/codec.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';

const fixture = new URL('../../../../fixtures/wire/claudeCodeRequest.json', import.meta.url);
const request = JSON.parse(readFileSync(fixture, 'utf8')) as JsonObject;

describe('A request as Claude Code writes it', () => {
  it('reaches a chat server whole, with nothing that such a server refuses', () => {
    const target = encodeTarget({ keepsSignatures: false });
    const { body, dropped } = chatCodec.encodeRequest(messagesCodec.decodeRequest(request), target);
    const messages = body.messages as JsonObject[];
    assert.deepEqual(
      messages.map((message) => message.role),
      ['system', 'user', 'system', 'assistant', 'tool', 'tool', 'tool', 'user', 'user', 'system'],
    );
    const ids = (messages[3]?.tool_calls as JsonObject[]).map((call) => call.id);
    assert.deepEqual(
      messages.slice(4, 7).map((message) => message.tool_call_id),
      ids,
    );
    const text = JSON.stringify(body);
    for (const foreign of [
      'cache_control',
      'billing',
      'defer_loading',
      'tool_use',
      'caller',
      'signature',
      'thinking',
    ]) {
      assert.ok(!text.includes(foreign), `${foreign} is Anthropic’s own`);
    }
    for (const kept of [
      'You are a coding agent.',
      'cannot open directory',
      'iVBORw0KGgo=',
      'Be quick.',
      'Stay in the folder.',
    ]) {
      assert.ok(text.includes(kept), `${kept} is kept`);
    }
    assert.equal(body.reasoning_effort, 'high');
    assert.equal((body.tools as JsonObject[]).length, 4);
    assert.ok(
      dropped.includes('context_management') && dropped.includes('tools.web_search_20250305'),
      dropped.join(),
    );
  });

  it('is the same after decoding and encoding, but for the billing line', () => {
    const target = encodeTarget({ model: 'claude-opus-5-5' });
    const { body, dropped } = messagesCodec.encodeRequest(messagesCodec.decodeRequest(request), target);
    const [, ...system] = request.system as JsonObject[];
    assert.deepEqual(JSON.parse(JSON.stringify(body)), {
      ...request,
      system,
      messages: simplest(request.messages),
    });
    assert.deepEqual(dropped, []);
  });
});

/** Content of one plain text block is written as a string. */
function simplest(messages: JsonObject['messages']): unknown {
  return (messages as JsonObject[]).map((message) => {
    const [only, ...more] = Array.isArray(message.content) ? (message.content as JsonObject[]) : [];
    const isPlain = only?.type === 'text' && only.cache_control === undefined && more.length === 0;
    return isPlain ? { ...message, content: only.text } : message;
  });
}
