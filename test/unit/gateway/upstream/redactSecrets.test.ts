import assert from 'node:assert/strict';
import { redactSecrets } from '../../../../src/gateway/upstream/redactSecrets.ts';

describe('redactSecrets', () => {
  const secrets: [string, string][] = [
    ['Incorrect API key provided: sk-abcd1234efgh5678', 'Incorrect API key provided: [redacted]'],
    ['key sk-ant-api03-AAAA_bbbb-cccc1234', 'key [redacted]'],
    ['AIzaSyA1234567890abcdefg is invalid', '[redacted] is invalid'],
    ['token gsk_abcdefghijklmnop', 'token [redacted]'],
    ['Authorization: Bearer abcdefghijklmnop12', 'Authorization: Bearer [redacted]'],
    ['GET /v1beta/models?key=abc123&x=1', 'GET /v1beta/models?key=[redacted]&x=1'],
  ];
  for (const [text, expected] of secrets) {
    it(`redacts "${text}"`, () => assert.equal(redactSecrets(text), expected));
  }

  for (const text of [
    'Bearer tokens are required',
    'keyboard_interrupt_handler failed',
    'task-id 7f9c2ba4e88f827d616045507605853e',
    'model gpt-4o-mini not found, did you mean gpt-4o?',
  ]) {
    it(`leaves "${text}" alone`, () => assert.equal(redactSecrets(text), text));
  }

  it('redacts known secrets wherever they stand, with and without their scheme', () => {
    assert.equal(redactSecrets('you sent team.secret', ['Bearer team.secret']), 'you sent [redacted]');
  });

  it('does not garble the text for a secret that is too short to be one', () => {
    assert.equal(redactSecrets('a banana', ['a']), 'a banana');
  });
});
