import assert from 'node:assert/strict';
import { GatewayError } from '../../../../../src/gateway/errors.ts';
import { parseJsonBody } from '../../../../../src/gateway/http/body/parseJsonBody.ts';

function messageOf(body: string | Uint8Array): string {
  try {
    parseJsonBody(Buffer.from(body));
  } catch (error) {
    assert.ok(error instanceof GatewayError);
    assert.equal(error.code, 'invalid_request');
    return error.message;
  }
  return assert.fail('accepted');
}

describe('parseJsonBody', () => {
  it('keeps the bytes as they came', () => {
    const { bytes, json } = parseJsonBody(Buffer.from(' {"a": 1.0, "é": "\\u00e9"}\n'));
    assert.equal(bytes.toString(), ' {"a": 1.0, "é": "\\u00e9"}\n');
    assert.deepEqual(json, { a: 1, é: 'é' });
  });

  it('takes a byte order mark off', () => {
    assert.equal(parseJsonBody(Buffer.from('\uFEFF{}')).bytes.toString(), '{}');
  });

  it('says line and column of the first fault', () => {
    assert.match(messageOf('{\n  "a": tru\n}'), /position 9 \(line 2, column 8\)/);
    assert.match(messageOf('{"a":1,}'), /breaks at position/);
    assert.match(messageOf('{"a":1} x'), /breaks at position 8/);
    assert.match(messageOf('{"a":1 /* no */}'), /breaks at/);
  });

  it('says where a truncated body ends', () => {
    assert.match(messageOf('{"a":"b'), /ends at position 7 /);
    assert.match(messageOf('{"a":'), /ends at position 5 /);
    assert.match(messageOf('{"a":[1,2'), /ends at position 9 /);
  });

  it('never quotes what the body holds', () => {
    assert.doesNotMatch(messageOf('{"secret": nope}'), /secret|nope/);
  });

  it('says the same of keys of a large body that are no JSON', () => {
    const long = 'x'.repeat(40_000);
    for (const key of ['"\\q"', '"\\u12"', '"a\nb"']) {
      assert.match(messageOf(`{"a":"${long}",${key}:1}`), /breaks at position 400\d\d /);
    }
  });

  it('refuses invalid UTF-8', () => {
    assert.match(messageOf(Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d])), /UTF-8/);
  });

  it('does not search bodies of many megabytes for their fault', () => {
    assert.equal(messageOf(`{"a":"${'x'.repeat(5 * 1024 * 1024)}`), 'The body is not valid JSON.');
  });
});
