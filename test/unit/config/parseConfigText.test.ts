import assert from 'node:assert/strict';
import { ConfigSyntaxError, parseConfigText } from '../../../src/config/parseConfigText.ts';

describe('parseConfigText', () => {
  it('allows comments, trailing commas and a byte-order mark', () => {
    assert.deepEqual(parseConfigText('\uFEFF{ // port\n "port": 1, /* x */ }').value, { port: 1 });
  });

  it('takes an empty file for an empty configuration', () => {
    assert.deepEqual(parseConfigText('').value, {});
  });

  it('names line and column of a syntax error', () => {
    assert.throws(
      () => parseConfigText('{\n  "port": 1\n  "host": "x"\n}'),
      (error) => error instanceof ConfigSyntaxError && error.line === 3 && error.message === 'comma expected',
    );
  });

  it('refuses anything but an object', () => {
    assert.throws(() => parseConfigText('[1]'), ConfigSyntaxError);
  });

  it('finds the line of an entry, or of its nearest parent', () => {
    const parsed = parseConfigText('{\n "providers": {\n  "a": { "type": "openai" }\n }\n}');
    assert.equal(parsed.lineOf(['providers', 'a', 'type']), 3);
    assert.equal(parsed.lineOf(['providers', 'b']), 2);
    assert.equal(parsed.lineOf(['nothing']), 1);
  });
});
