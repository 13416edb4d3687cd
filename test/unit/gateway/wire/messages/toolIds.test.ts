import assert from 'node:assert/strict';
import { decodeToolId, toMessagesToolId } from '../../../../../src/gateway/wire/messages/toolIds.ts';
import { signatureOf } from '../../../../helpers/signatureOf.ts';

describe('tool ids of the messages format', () => {
  it('leaves valid ids alone', () => {
    for (const id of ['toolu_01AbC', 'call_1-x', 'chatcmpl-tool-9']) {
      assert.equal(toMessagesToolId(id), id);
      assert.deepEqual(decodeToolId(id), { id });
    }
  });

  it('writes any other id validly, always the same, and finds it again', () => {
    for (const id of ['fs.readFile:1', 'a/b c', 'Größe', '', 'muxid_Zm9v', 'muxid_']) {
      const written = toMessagesToolId(id);
      assert.match(written, /^[a-zA-Z0-9_-]+$/);
      assert.equal(toMessagesToolId(id), written);
      assert.deepEqual(decodeToolId(written), { id });
    }
  });

  it('carries the signature of a call, which the format has no field for', () => {
    const signature = signatureOf('AY89a18+/=', 'gemini');
    for (const id of ['call_1', 'fs.readFile:1']) {
      const written = toMessagesToolId(id, signature);
      assert.match(written, /^[a-zA-Z0-9_-]+$/);
      assert.deepEqual(decodeToolId(written), { id, signature });
    }
  });

  it('leaves an id that only looks like one of ours alone', () => {
    for (const id of ['muxid_not base64', 'muxid_dG9vbHVfMQ']) assert.deepEqual(decodeToolId(id), { id });
  });
});
