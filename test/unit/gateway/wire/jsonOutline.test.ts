import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stringAt } from '../../../../src/gateway/wire/jsonMembers.ts';
import { outlineOf } from '../../../../src/gateway/wire/jsonOutline.ts';

const values = (json: string): [string | undefined, string, string[] | undefined][] | undefined => {
  const body = Buffer.from(json);
  return outlineOf(body)?.members.map(({ key, value, elements }) => [
    stringAt(body, key),
    body.toString('utf8', value.start, value.end),
    elements?.map(({ start, end }) => body.toString('utf8', start, end)),
  ]);
};

describe('the outline of a JSON body', () => {
  it('has its members, and of lists where each element stands', () => {
    assert.deepEqual(values(' {"a":[ 1 ,"]", {"b":[2,3]}] , "c":"\\"}", "d":{"e":[4]},"f":-1.5e3} '), [
      ['a', '[ 1 ,"]", {"b":[2,3]}]', ['1 ', '"]"', '{"b":[2,3]}']],
      ['c', '"\\"}"', undefined],
      ['d', '{"e":[4]}', undefined],
      ['f', '-1.5e3', undefined],
    ]);
    assert.deepEqual(values('{"a":[],"b":[ ]}'), [
      ['a', '[]', []],
      ['b', '[ ]', []],
    ]);
    assert.deepEqual(values('{}'), []);
  });

  it('says what any document says, written in either way', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 2), (document, indent) => {
        const read = values(JSON.stringify(document, null, indent));
        assert.ok(read !== undefined);
        assert.deepEqual(
          read.map(([key, value]) => [key, JSON.parse(value) as unknown]),
          Object.entries(JSON.parse(JSON.stringify(document)) as object),
        );
        for (const [, value, elements] of read) {
          if (elements === undefined) continue;
          assert.deepEqual(
            elements.map((element) => JSON.parse(element) as unknown),
            JSON.parse(value),
          );
        }
      }),
    );
  });

  it('is none of a document that is cut, wherever that is', () => {
    const whole = Buffer.from('{"a":[{"b":"}\\\\"},["x\\"y"]], "c":"d", "e":{"f":true}}');
    for (let end = 0; end < whole.length; end++) {
      assert.equal(outlineOf(whole.subarray(0, end)), undefined, whole.toString('utf8', 0, end));
    }
  });

  it('is none of what is no object, has brackets that do not match or something behind it', () => {
    for (const json of [
      '[]',
      '"a"',
      '',
      '{"a":[}]}',
      '{"a":1,}',
      '{"a":1} x',
      '{a:1}',
      '{"a" 1}',
      '{"a":}',
    ]) {
      assert.equal(values(json), undefined, json);
    }
    assert.equal(values(`{"a":${'['.repeat(300)}${']'.repeat(300)}}`), undefined);
  });

  it('knows the marked words that stand in it, and not those that a text quotes', () => {
    const body = Buffer.from(
      JSON.stringify({
        thinking: { type: 'on' },
        messages: [{ role: 'assistant', content: [{ type: 'image', text: 'a "document", "file"' }] }],
      }),
    );
    assert.deepEqual([...(outlineOf(body)?.words ?? [])].sort(), ['assistant', 'image']);
  });
});
