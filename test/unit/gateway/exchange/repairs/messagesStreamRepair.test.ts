import assert from 'node:assert/strict';
import { MessagesStreamRepair } from '../../../../../src/gateway/exchange/repairs/messagesStreamRepair.ts';
import { SseSplitter } from '../../../../../src/gateway/wire/sse/sseSplitter.ts';

function repaired(text: string): string {
  const repair = new MessagesStreamRepair(12);
  const events = new SseSplitter().push(Buffer.from(text));
  return Buffer.concat(events.map((event) => repair.repair(event))).toString();
}

describe('MessagesStreamRepair', () => {
  it('leaves whole events and what it does not know byte for byte', () => {
    const text = [
      'event: message_start\ndata: {"type":"message_start","message":{"usage":{"input_tokens":1.0}}}\n\n',
      'event: content_block_delta\ndata: {torn\n\n',
      'event: message_delta\r\ndata: {"type":"message_delta","usage":{"output_tokens":3}}\r\n\r\n',
      ': comment\n\n',
      'data: [DONE]\n\n',
      'data: {"no":"type"}\n\n',
    ].join('');
    assert.equal(repaired(text), text);
  });

  it('puts the missing event line before an event, whose own bytes stay', () => {
    assert.equal(
      repaired('data: {"type":"content_block_stop", "index":0.0}\n\n'),
      'event: content_block_stop\ndata: {"type":"content_block_stop", "index":0.0}\n\n',
    );
  });

  it('gives usage to message_start and message_delta', () => {
    const text = repaired(
      'data: {"type":"message_start","message":{"id":"m"}}\n\nevent: message_delta\ndata: {"type":"message_delta","delta":{}}\n\n',
    );
    assert.equal(
      text,
      'event: message_start\ndata: {"type":"message_start","message":{"id":"m","usage":{"input_tokens":12,"output_tokens":0}}}\n\n' +
        'event: message_delta\ndata: {"type":"message_delta","delta":{},"usage":{"output_tokens":0}}\n\n',
    );
  });
});
