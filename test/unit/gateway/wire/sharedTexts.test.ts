import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../../src/gateway/wire/json.ts';
import type { ByteSpan } from '../../../../src/gateway/wire/jsonMembers.ts';
import { outlineOf } from '../../../../src/gateway/wire/jsonOutline.ts';
import { parseNoting, writeSharing } from '../../../../src/gateway/wire/sharedTexts.ts';

/** The members of a document as they are read, and what was noted of its texts. */
function read(body: Buffer): { json: JsonObject; texts: Map<string, ByteSpan> } {
  const texts = new Map<string, ByteSpan>();
  const members = (outlineOf(body)?.members ?? []).map(({ key, value, texts: long }) => [
    JSON.parse(body.toString('utf8', key.start, key.end)) as string,
    parseNoting(body, value, long, texts),
  ]);
  return { json: Object.fromEntries(members) as JsonObject, texts };
}

const long = 'const a = "b\\n";\t// ü €\n'.repeat(300);

/** Strings that are short, or long by repetition, whatever characters they have. */
const text = fc
  .tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }), fc.constantFrom(1, 2000))
  .map(([unit, times]) => unit.repeat(times));

describe('long texts of a body', () => {
  it('are read as any parser reads them, and written with the bytes that they came in', () => {
    const { document } = fc.letrec<{ document: JsonValue }>((tie) => ({
      document: fc.oneof(
        { maxDepth: 3 },
        text,
        fc.jsonValue() as fc.Arbitrary<JsonValue>,
        fc.array(tie('document'), { maxLength: 4 }),
        fc.dictionary(fc.oneof(text, fc.nat(9).map(String), fc.constant('__proto__')), tie('document'), {
          maxKeys: 4,
        }),
      ),
    }));
    fc.assert(
      fc.property(document, document, fc.constantFrom(0, 2), (one, other, indent) => {
        const body = Buffer.from(JSON.stringify({ one, other }, null, indent));
        const { json, texts } = read(body);
        assert.deepEqual(json, JSON.parse(body.toString()));
        const [first = null, second = null] = [json['one'], json['other']];
        const written = { added: 'x', nested: [second, { again: first }], one: first };
        const pieces = writeSharing(written, body, texts);
        const sent = pieces === undefined ? JSON.stringify(written) : Buffer.concat(pieces).toString();
        assert.deepEqual(JSON.parse(sent), JSON.parse(JSON.stringify(written)));
      }),
    );
  });

  it('keep the spelling of the client', () => {
    const spelled = `"${String.raw`\u0061\/\ud83d\ude00 é`.repeat(500)}"`;
    const body = Buffer.from(`{"messages":[{"content":${spelled}}]}`);
    const { json, texts } = read(body);
    const pieces = writeSharing({ contents: json['messages'] ?? null, n: 1 }, body, texts);
    assert.equal(Buffer.concat(pieces ?? []).toString(), `{"contents":[{"content":${spelled}}],"n":1}`);
  });

  it('are not copied where they are few, and are one piece where they are many', () => {
    const few = Buffer.from(JSON.stringify({ a: [long] }));
    const { json, texts } = read(few);
    const pieces = writeSharing({ b: json['a'] ?? null }, few, texts) ?? [];
    assert.ok(pieces.some(({ buffer, length }) => buffer === few.buffer && length > 4096));
    const many = Buffer.from(
      JSON.stringify({ a: Array.from({ length: 50 }, (_, index) => `${index}${long}`) }),
    );
    const readMany = read(many);
    assert.equal(writeSharing(readMany.json, many, readMany.texts)?.length, 1);
  });

  it('are written as any text where they were changed', () => {
    const body = Buffer.from(JSON.stringify({ a: long }));
    const { texts } = read(body);
    assert.equal(writeSharing({ a: `Error: ${long}` }, body, texts), undefined);
  });

  it('that are names of members stay names', () => {
    const body = Buffer.from(JSON.stringify({ a: { [long]: long } }));
    assert.deepEqual(read(body).json, { a: { [long]: long } });
  });
});
