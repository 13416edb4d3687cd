import assert from 'node:assert/strict';
import { GatewayError } from '../../../../../src/gateway/errors.ts';
import { parseJsonBody } from '../../../../../src/gateway/http/body/parseJsonBody.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';

const long = 'word '.repeat(10_000);

function read(body: JsonObject): ReturnType<typeof parseJsonBody> {
  return parseJsonBody(Buffer.from(JSON.stringify(body)));
}

function assertMalformed(run: () => unknown, message: RegExp): void {
  assert.throws(
    run,
    (error) =>
      error instanceof GatewayError && error.code === 'invalid_request' && message.test(error.message),
  );
}

describe('a large body', () => {
  it('says what it says, each member when it is asked for', () => {
    const body = {
      model: 'm',
      messages: [{ role: 'user', content: long }],
      tools: [],
      ['__proto__x']: long,
      n: 1,
    };
    const { json } = read(body);
    assert.deepEqual(Object.keys(json), Object.keys(body));
    assert.deepEqual(structuredClone(json), body);
    assert.equal(JSON.stringify(json), JSON.stringify(body));
    assert.equal(json['messages'], json['messages']);
  });

  it('has the last of two members with one key', () => {
    assert.equal(parseJsonBody(Buffer.from(`{"x":"${long}","x":1}`)).json['x'], 1);
    assert.equal(parseJsonBody(Buffer.from(`{"x":1,"x":"${long}"}`)).json['x'], long);
    assertMalformed(
      () => parseJsonBody(Buffer.from(`{"messages":"${long}","messages":[]}`)),
      /"messages" twice/,
    );
  });

  it('that is cut or does not end where it should is refused with the place', () => {
    assertMalformed(() => parseJsonBody(Buffer.from(`{"a":"${long}"`)), /ends at position 50007/);
    assertMalformed(() => parseJsonBody(Buffer.from(`{"a":["${long}"}]}`)), /breaks at position 50008/);
    assertMalformed(() => parseJsonBody(Buffer.from(`{"a":"${long}","b":tru}`)), /breaks at position/);
  });

  it('is refused for what is wrong in a long member when somebody reads that, with the place', () => {
    const { json } = parseJsonBody(Buffer.from(`{"model":"m","messages":["${long}" "b"]}`));
    assert.equal(json['model'], 'm');
    assertMalformed(() => json['messages'], /breaks at position 50028/);
  });

  it('shows the ends of its texts, its last messages and whether it has tools without the rest', () => {
    const text = `first ${'x'.repeat(200_000)} last`;
    const old = Array.from({ length: 50 }, (_, index) => ({ role: 'user', content: `${index} ${long}` }));
    const tools = Array.from({ length: 50 }, (_, index) => ({ name: `t${index}`, description: long }));
    const body = {
      model: 'm',
      messages: [{ role: 'system', content: 'be brief' }, ...old, { role: 'user', content: text }],
      tools,
    };
    const glimpse = read(body).glimpse?.();
    assert.ok(glimpse !== undefined && Array.isArray(glimpse['messages']) && Array.isArray(glimpse['tools']));
    const [system, ...others] = glimpse['messages'] as { role: string; content: string }[];
    assert.equal(system?.content, 'be brief');
    const last = others.at(-1)?.content ?? '';
    assert.ok(last.startsWith('first xxx') && last.endsWith('xxx last') && last.length < 70_000);
    assert.ok(others.length < 5);
    assert.deepEqual(glimpse['tools'], tools.slice(0, 1));
    assert.equal(glimpse['model'], 'm');
  });

  it('has nothing to show of members that are no JSON', () => {
    const { glimpse } = parseJsonBody(Buffer.from(`{"model":"m","messages":["${long}" "b"]}`));
    assert.equal(glimpse?.(), undefined);
  });
});
