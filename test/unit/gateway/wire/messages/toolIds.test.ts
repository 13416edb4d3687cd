import assert from 'node:assert/strict';
import { fromMessagesToolId, toMessagesToolId } from '../../../../../src/gateway/wire/messages/toolIds.ts';

describe('tool ids of the messages format', () => {
  it('leaves valid ids alone', () => {
    for (const id of ['toolu_01AbC', 'call_1-x', 'chatcmpl-tool-9']) {
      assert.equal(toMessagesToolId(id), id);
      assert.equal(fromMessagesToolId(id), id);
    }
  });

  it('writes any other id validly, always the same, and finds it again', () => {
    for (const id of ['fs.readFile:1', 'a/b c', 'Größe', '', 'muxid_Zm9v', 'muxid_']) {
      const written = toMessagesToolId(id);
      assert.match(written, /^[a-zA-Z0-9_-]+$/);
      assert.equal(toMessagesToolId(id), written);
      assert.equal(fromMessagesToolId(written), id);
    }
  });

  it('leaves an id that only looks like one of ours alone', () => {
    assert.equal(fromMessagesToolId('muxid_not base64'), 'muxid_not base64');
    assert.equal(fromMessagesToolId('muxid_dG9vbHVfMQ'), 'muxid_dG9vbHVfMQ');
  });
});
