import assert from 'node:assert/strict';
import { spliceModel } from '../../../../src/gateway/exchange/spliceModel.ts';

function splice(text: string, model = 'gpt-4o'): string {
  return spliceModel(Buffer.from(text), model).toString();
}

describe('spliceModel', () => {
  it('replaces the model and leaves every other byte', () => {
    const before =
      '{ "temperature": 1.0,\r\n\t"model" : "auto" , "big":1e400, "n":-0, "é":"\\u00e9", "a":1, "a":2 }\n';
    assert.equal(splice(before), before.replace('"auto"', '"gpt-4o"'));
  });

  it('finds the model behind strings full of quotes, braces and backslashes', () => {
    const before = String.raw`{"a":"\"model\":\"x\"}\\","b":[{"model":"inner"},"]\\\""],"c":{"model":"inner"},"model":"auto"}`;
    assert.equal(splice(before), before.replace('"model":"auto"', '"model":"gpt-4o"'));
  });

  it('leaves a nested model alone', () => {
    assert.equal(splice('{"x":{"model":"keep"},"model":"auto"}'), '{"x":{"model":"keep"},"model":"gpt-4o"}');
  });

  it('replaces every duplicate, so that it does not matter which one a reader takes', () => {
    assert.equal(splice('{"model":"a","x":1,"model":"b"}'), '{"model":"gpt-4o","x":1,"model":"gpt-4o"}');
  });

  it('reads escapes in the key', () => {
    assert.equal(splice(String.raw`{"mod\u0065l":"a"}`), String.raw`{"mod\u0065l":"gpt-4o"}`);
  });

  it('returns the same bytes when the model is the right one already, however it is written', () => {
    const body = Buffer.from(String.raw`{"model":"gpt\u002d4o", "x":1}`);
    assert.equal(spliceModel(body, 'gpt-4o'), body);
  });

  it('puts a missing model first', () => {
    assert.equal(splice('{"x":1}'), '{"model":"gpt-4o","x":1}');
    assert.equal(splice(' { } '), ' {"model":"gpt-4o" } ');
  });

  it('replaces a model of a wrong type', () => {
    assert.equal(splice('{"model":null,"x":1}'), '{"model":"gpt-4o","x":1}');
    assert.equal(splice('{"model":{"a":[1,"}"]}}'), '{"model":"gpt-4o"}');
    assert.equal(splice('{"model":12\n}'), '{"model":"gpt-4o"\n}');
    assert.equal(splice('{"x":[],"model":""}'), '{"x":[],"model":"gpt-4o"}');
  });

  it('writes a model name with quotes and non-ASCII letters as JSON', () => {
    assert.equal(splice('{"model":"a"}', 'wé"ird/名'), '{"model":"wé\\"ird/名"}');
  });

  it('changes nothing but the model, whatever the JSON (1,000 seeded documents)', () => {
    const random = seeded(7);
    for (let round = 0; round < 1000; round++) {
      const document = randomObject(random, 3);
      document.model = 'auto';
      const spaces = random() < 0.5 ? 0 : 2;
      const text = JSON.stringify(document, null, spaces);
      assert.deepEqual(JSON.parse(splice(text)), { ...document, model: 'gpt-4o' });
      assert.equal(splice(splice(text), 'auto'), text);
    }
  });
});

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

const awkward = ['"', '\\', '{', '}', '[', ']', ':', ',', 'model', '\n', 'é', '名', ' ', '\u0000'];

function randomText(random: () => number): string {
  return Array.from(
    { length: Math.floor(random() * 6) },
    () => awkward[Math.floor(random() * awkward.length)],
  ).join('');
}

function randomObject(random: () => number, depth: number): Record<string, unknown> {
  const members = Array.from({ length: Math.floor(random() * 4) }, () => [
    randomText(random),
    randomValue(random, depth),
  ]);
  return Object.fromEntries(members) as Record<string, unknown>;
}

function randomValue(random: () => number, depth: number): unknown {
  const kind = Math.floor(random() * (depth === 0 ? 4 : 6));
  switch (kind) {
    case 0:
      return randomText(random);
    case 1:
      return random() * 1000 - 500;
    case 2:
      return random() < 0.5;
    case 3:
      return null;
    case 4:
      return Array.from({ length: 3 }, () => randomValue(random, depth - 1));
    default:
      return randomObject(random, depth - 1);
  }
}
