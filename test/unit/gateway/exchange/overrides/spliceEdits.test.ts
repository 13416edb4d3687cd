import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type BodyEdit, editedBody } from '../../../../../src/gateway/exchange/overrides/bodyEdit.ts';
import { spliceEdits } from '../../../../../src/gateway/exchange/overrides/spliceEdits.ts';
import { isObject, type JsonObject, type JsonValue } from '../../../../../src/gateway/wire/json.ts';

function spliced(body: string, ...edits: BodyEdit[]): string {
  return spliceEdits(Buffer.from(body), edits).toString();
}

const cut = (...path: string[]): BodyEdit => ({ path, value: undefined });
const set = (value: JsonValue, ...path: string[]): BodyEdit => ({ path, value });

describe('spliceEdits', () => {
  it('changes the value alone: spacing, spelling of numbers and order stay', () => {
    const body = ' { "a" : 1.50e0,\n "max_tokens" :  4e5 ,"z":[ ] }\n';
    assert.equal(spliced(body, set(100, 'max_tokens')), body.replace('4e5', '100'));
  });

  it('a member goes with one comma, wherever it stands', () => {
    assert.equal(spliced('{"think":1, "b":2}', cut('think')), '{"b":2}');
    assert.equal(spliced('{"a":1, "think":{"x":[1,2]}, "b":2}', cut('think')), '{"a":1, "b":2}');
    assert.equal(spliced('{"a":1 ,"think":"}, ,"\n}', cut('think')), '{"a":1\n}');
    assert.equal(spliced('{ "think":1 }', cut('think')), '{  }');
  });

  it('every duplicate is edited', () => {
    assert.equal(spliced('{"m":1,"a":0,"m":2}', set(5, 'm')), '{"m":5,"a":0,"m":5}');
    assert.equal(spliced('{"m":1,"a":0,"m":2,"m":3}', cut('m')), '{"a":0}');
    assert.equal(spliced('{"o":{"m":1},"o":{"m":2}}', set(5, 'o', 'm')), '{"o":{"m":5},"o":{"m":5}}');
  });

  it('a key counts with its escapes', () => {
    assert.equal(spliced('{"\\u006dax":9}', set(5, 'max')), '{"\\u006dax":5}');
  });

  it('reaches into objects, and adds those that are missing', () => {
    assert.equal(
      spliced('{"options":{ "top_k":1 , "num_predict":-1}}', set(9, 'options', 'num_predict')),
      '{"options":{ "top_k":1 , "num_predict":9}}',
    );
    assert.equal(spliced('{"a":1}', set(9, 'options', 'num_predict')), '{"options":{"num_predict":9},"a":1}');
    assert.equal(spliced('{ }', set(9, 'x')), '{"x":9 }');
    assert.equal(spliced('{"options":null}', set(9, 'options', 'n')), '{"options":{"n":9}}');
    assert.equal(spliced('{"a":1}', cut('options', 'n')), '{"a":1}');
  });

  it('says for every body the same as an edit of the parsed one', () => {
    const key = fc.constantFrom('a', 'b', '"', 'é', 'n');
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { depthSize: 'small' },
        fc.integer(),
        fc.string(),
        fc.constant(null),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(key, tie('json'), { maxKeys: 4 }),
      ),
    }));
    const body = fc.dictionary(key, json, { maxKeys: 4 });
    const edit = fc.record({
      path: fc.array(key, { minLength: 1, maxLength: 3 }),
      value: fc.oneof(fc.integer(), fc.constant(undefined)),
    });
    fc.assert(
      fc.property(body, fc.array(edit, { maxLength: 3 }), fc.constantFrom(0, 1), (raw, edits, indent) => {
        const text = JSON.stringify(raw, undefined, indent);
        const parsed: unknown = JSON.parse(text);
        assert.ok(isObject(parsed));
        assert.deepEqual(JSON.parse(spliced(text, ...edits)), withoutUndefined(editedBody(parsed, edits)));
      }),
    );
  });
});

function withoutUndefined(body: JsonObject): unknown {
  return JSON.parse(JSON.stringify(body));
}
