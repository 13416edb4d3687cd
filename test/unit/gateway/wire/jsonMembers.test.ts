import assert from 'node:assert/strict';
import { duplicateKey, stringAt, topLevelMembers } from '../../../../src/gateway/wire/jsonMembers.ts';

const membersOf = (json: string): [string | undefined, string][] => {
  const body = Buffer.from(json);
  return topLevelMembers(body).map(({ key, value }) => [
    stringAt(body, key),
    body.toString('utf8', value.start, value.end),
  ]);
};

describe('members of a JSON body', () => {
  it('are found in its bytes, values as they are written', () => {
    const json = ' { "a" : 1e0 ,"b":{"c":"}\\\\"},"d\\u0065":["]",[]], "ü":"x\\"y" , "t":true }';
    assert.deepEqual(membersOf(json), [
      ['a', '1e0'],
      ['b', '{"c":"}\\\\"}'],
      ['de', '["]",[]]'],
      ['ü', '"x\\"y"'],
      ['t', 'true'],
    ]);
    assert.deepEqual(membersOf('{}'), []);
  });

  it('that stand twice are told, however their keys are escaped', () => {
    const keys = new Set(['a', 'b']);
    const duplicate = (json: string): string | undefined => {
      const body = Buffer.from(json);
      return duplicateKey(body, topLevelMembers(body), keys);
    };
    assert.equal(duplicate('{"a":{"b":1,"b":2},"\\u0061":2}'), 'a');
    assert.equal(duplicate('{"c":1,"c":2,"b":{"a":1},"a":1}'), undefined);
  });
});
