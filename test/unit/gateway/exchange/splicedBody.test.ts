import assert from 'node:assert/strict';
import { spliceEdits } from '../../../../src/gateway/exchange/overrides/spliceEdits.ts';
import { spliceModel } from '../../../../src/gateway/exchange/spliceModel.ts';
import { type Splice, splicedBody } from '../../../../src/gateway/exchange/splicedBody.ts';
import { topLevelMembers } from '../../../../src/gateway/wire/jsonMembers.ts';

const long = 'x'.repeat(10_000);
const sent = ` {"messages":[ "${long}" ], "model":"a","tools" : ["${long}"],"n":1.0}\n`;

function spliced(text: string, splice: Splice): { text: string; pieces: number } {
  const bytes = Buffer.from(text);
  const result = splicedBody({ bytes, members: topLevelMembers(bytes) }, splice);
  const pieces = Array.isArray(result) ? result : [result];
  return { text: Buffer.concat(pieces).toString(), pieces: pieces.length };
}

describe('a large body that is changed', () => {
  it('is sent in pieces, every other byte as it was', () => {
    const { text, pieces } = spliced(sent, (bytes) => spliceModel(bytes, 'b'));
    assert.equal(text, sent.replace('"a"', '"b"'));
    assert.ok(pieces > 1);
  });

  it('is what the change makes of a small one', () => {
    const changes: Splice[] = [
      (bytes) => spliceModel(spliceEdits(bytes, [{ path: ['stream_options', 'x'], value: true }]), 'b'),
      (bytes) => spliceEdits(bytes, [{ path: ['n'], value: undefined }]),
      (bytes) => spliceEdits(bytes, [{ path: ['tools'], value: undefined }]),
      (bytes) => spliceEdits(bytes, [{ path: ['messages'], value: [] }]),
      (bytes) => spliceEdits(bytes, [{ path: ['tools'], value: null }]),
    ];
    for (const change of changes) {
      const expected = change(Buffer.from(sent)).toString();
      // Not compared by assert.equal, which would print all of both.
      assert.ok(spliced(sent, change).text === expected, expected.replaceAll(long, '…'));
    }
  });

  it('keeps each value with its key, whatever the client wrote', () => {
    const written = `{"a":"${long}","b":-0e0,"b":"${long}"}`;
    const { text } = spliced(written, (bytes) => spliceEdits(bytes, [{ path: ['a'], value: undefined }]));
    assert.ok(text === `{"b":-0e0,"b":"${long}"}`, text.replaceAll(long, '…'));
  });

  it('is the same bytes where nothing changes', () => {
    const bytes = Buffer.from(sent);
    const result = splicedBody({ bytes, members: topLevelMembers(bytes) }, (same) => spliceModel(same, 'a'));
    assert.equal(result, bytes);
  });
});
