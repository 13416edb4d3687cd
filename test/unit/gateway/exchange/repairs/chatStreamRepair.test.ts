import assert from 'node:assert/strict';
import { ChatStreamRepair } from '../../../../../src/gateway/exchange/repairs/chatStreamRepair.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { SseSplitter } from '../../../../../src/gateway/wire/sse/sseSplitter.ts';

const head = { id: 'chatcmpl-1', model: 'm', created: 7 };
const whole = { id: 'own', object: 'chat.completion.chunk', created: 1, model: 'theirs' };

function repaired(...texts: string[]): string[] {
  const repair = new ChatStreamRepair(head);
  return new SseSplitter()
    .push(Buffer.from(texts.join('')))
    .map((event) => Buffer.from(repair.repair(event)).toString());
}

function call(fields: JsonObject): string {
  return `data: ${JSON.stringify({ ...whole, choices: [{ index: 0, delta: { tool_calls: [fields] } }] })}\n\n`;
}

function indexes(texts: readonly string[]): unknown[] {
  return texts.map((text) => {
    const chunk = JSON.parse(text.slice('data: '.length)) as {
      choices: [{ delta: { tool_calls: { index: unknown }[] } }];
    };
    return chunk.choices[0].delta.tool_calls.map(({ index }) => index).join();
  });
}

describe('ChatStreamRepair', () => {
  it('leaves whole chunks, comments, [DONE], errors and what is no JSON byte for byte', () => {
    const texts = [
      `data:  ${JSON.stringify({ ...whole, choices: [] })} \r\n\r\n`,
      ': comment\n\n',
      'data: [DONE]\n\n',
      'data: {"error":{"message":"x"}}\n\n',
      'data: {torn\n\n',
      call({ index: 3, id: 'a' }),
    ];
    assert.deepEqual(repaired(...texts), texts);
  });

  it('numbers tool calls by their ids, and fragments without id go on with the last', () => {
    const texts = repaired(
      call({ id: 'a', function: { name: 'f', arguments: '' } }),
      call({ function: { arguments: '{' } }),
      call({ id: 'b', function: { name: 'g', arguments: '' } }),
      call({ id: '', function: { arguments: '}' } }),
      call({ id: 'a', function: { arguments: '}' } }),
    );
    assert.deepEqual(indexes(texts), ['0', '0', '1', '1', '0']);
  });

  it('gives id, created, model and object where they are missing or null, and keeps what is there', () => {
    const [text = ''] = repaired(
      `data: ${JSON.stringify({ id: null, model: 'theirs', x: 1, usage: null, choices: [] })}\n\n`,
    );
    assert.deepEqual(JSON.parse(text.slice('data: '.length)), {
      object: 'chat.completion.chunk',
      ...head,
      model: 'theirs',
      x: 1,
      usage: null,
      choices: [],
    });
  });
});
