import assert from 'node:assert/strict';
import { chatCodec } from '../../../../../src/gateway/wire/chat/codec.ts';
import { isContinueCompletionPrompt } from '../../../../../src/gateway/wire/fim/continuePrompt.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';

const prompt =
  'Fill the hole.\n<QUERY>\na {{FILL_HERE}} c\n</QUERY>\n<COMPLETION>b</COMPLETION>\n\n<QUERY>\nx{{FILL_HERE}}\n</QUERY>\nTASK: Fill the {{FILL_HERE}} hole.\n<COMPLETION>';

function isPrompt(body: JsonObject): boolean {
  return isContinueCompletionPrompt(chatCodec.decodeRequest(body));
}

describe('isContinueCompletionPrompt', () => {
  it('knows the prompt, in one message or with its instructions as system text', () => {
    assert.equal(isPrompt({ messages: [{ role: 'user', content: prompt }] }), true);
    const [system, user] = [prompt.slice(0, 14), prompt.slice(14)];
    const messages = [
      { role: 'system', content: system },
      { role: 'user', content: [{ type: 'text', text: user }] },
    ];
    assert.equal(isPrompt({ messages }), true);
  });

  const others: [name: string, body: JsonObject][] = [
    ['a plain question', { messages: [{ role: 'user', content: 'Hi' }] }],
    [
      'a question about such a prompt',
      { messages: [{ role: 'user', content: `${prompt}\nWhat does this do?` }] },
    ],
    [
      'a conversation',
      {
        messages: [
          { role: 'user', content: prompt },
          { role: 'assistant', content: 'b' },
          { role: 'user', content: prompt },
        ],
      },
    ],
    [
      'an agent with tools',
      { messages: [{ role: 'user', content: prompt }], tools: [{ type: 'function', name: 'f' }] },
    ],
    ['three of the tags', { messages: [{ role: 'user', content: prompt.replaceAll('</COMPLETION>', '') }] }],
  ];
  for (const [name, body] of others) {
    it(`does not take ${name} for one`, () => assert.equal(isPrompt(body), false));
  }
});
