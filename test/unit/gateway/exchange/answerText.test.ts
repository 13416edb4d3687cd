import assert from 'node:assert/strict';
import { StreamText } from '../../../../src/gateway/exchange/answerText.ts';
import { chatCodec } from '../../../../src/gateway/wire/chat/codec.ts';
import { responsesCodec } from '../../../../src/gateway/wire/responses/codec.ts';

function sse(event: object): Buffer {
  return Buffer.from(`data: ${JSON.stringify(event)}\n\n`);
}

function chatChunk(content: string): Buffer {
  return sse({ id: 'x', choices: [{ index: 0, delta: { content } }] });
}

const delta = sse({
  type: 'response.output_text.delta',
  output_index: 0,
  content_index: 0,
  delta: 'ten bytes ',
});

describe('the text of a stream that passes through', () => {
  it('is told by its beginning', () => {
    const text = new StreamText(chatCodec, 'sse');
    text.push(chatChunk('ten bytes '));
    text.textBegan();
    for (let number = 1; number < 2000; number++) text.push(chatChunk('ten bytes '));
    assert.equal(text.bytes(), 20_000);
  });

  it('is that behind what repeats the request, however long that is', () => {
    const text = new StreamText(responsesCodec, 'sse');
    const response = { id: 'r', instructions: 'Be brief. '.repeat(5000), output: [] };
    text.push(sse({ type: 'response.created', response }));
    text.push(sse({ type: 'response.in_progress', response }));
    text.push(delta);
    text.textBegan();
    for (let number = 1; number < 2000; number++) text.push(delta);
    assert.equal(text.bytes(), 20_000);
  });

  it('is found where all of it comes in one event, in pieces', () => {
    const text = new StreamText(chatCodec, 'sse');
    const event = chatChunk('ten bytes '.repeat(2000));
    text.push(event.subarray(0, 9000));
    text.push(event.subarray(9000));
    text.textBegan();
    assert.equal(text.bytes(), 20_000);
  });

  it('is none as long as there is none', () => {
    const text = new StreamText(chatCodec, 'sse');
    assert.equal(text.bytes(), 0);
    text.push(sse({ id: 'x', choices: [] }));
    assert.equal(text.bytes(), 0);
  });
});
