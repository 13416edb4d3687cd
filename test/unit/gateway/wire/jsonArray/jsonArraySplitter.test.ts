import assert from 'node:assert/strict';
import fc from 'fast-check';
import { JsonArraySplitter } from '../../../../../src/gateway/wire/jsonArray/jsonArraySplitter.ts';

/** The data and the bytes of the events that the pieces make. */
function split(pieces: readonly Uint8Array[]): { data: string[]; raw: string } {
  const splitter = new JsonArraySplitter();
  const events = [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
  return {
    data: events.map(({ data }) => data).filter((data) => data !== ''),
    raw: Buffer.concat(events.map(({ raw }) => raw)).toString(),
  };
}

describe('JSON array splitter', () => {
  it('finds the elements as Google writes them', () => {
    const { data } = split([Buffer.from('[{"a": "]}\\"[{,"}\n,\r\n{"b": [[1], {}]}\n]\n')]);
    assert.deepEqual(data, ['{"a": "]}\\"[{,"}', '{"b": [[1], {}]}']);
  });

  it('gives out an element as soon as it is whole', () => {
    const splitter = new JsonArraySplitter();
    assert.equal(splitter.push(Buffer.from('[{"a":1')).length, 0);
    assert.equal(splitter.push(Buffer.from('}')).length, 1);
  });

  it('finds the same elements and loses no byte, however the body is cut', () => {
    const element = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue());
    fc.assert(
      fc.property(
        fc.array(element, { maxLength: 5 }),
        fc.constantFrom(',', '\n,\r\n', ' , '),
        fc.array(fc.nat(200)),
        (elements, separator, cuts) => {
          const texts = elements.map((each) => JSON.stringify(each));
          const body = Buffer.from(`[${texts.join(separator)}]\n`);
          const places = [...cuts.map((cut) => Math.min(cut, body.length)), 0, body.length].toSorted(
            (a, b) => a - b,
          );
          const pieces = places.slice(1).map((place, index) => body.subarray(places[index], place));
          assert.deepEqual(split(pieces), { data: texts, raw: body.toString() });
        },
      ),
    );
  });

  it('leaves a torn element for the end', () => {
    const splitter = new JsonArraySplitter();
    assert.equal(splitter.push(Buffer.from('[{"a":1},{"b":')).length, 1);
    assert.deepEqual(
      splitter.end().map(({ data }) => data),
      ['{"b":'],
    );
  });

  it('refuses an element that never ends', () => {
    const splitter = new JsonArraySplitter(10);
    assert.throws(() => splitter.push(Buffer.from('[{"aaaaaaaaaaa')), { code: 'provider_error' });
  });
});
