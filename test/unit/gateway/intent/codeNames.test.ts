import assert from 'node:assert/strict';
import { hasCodeName } from '../../../../src/gateway/intent/codeNames.ts';

describe('names of code', () => {
  for (const text of [
    'call getUser() first',
    'why does $run$() hang',
    'look at main.rs',
    'src/a-b/app.test.tsx is red',
    'config.yaml, please',
    'the camelCase one',
    'snake_case too',
    'nameOf',
  ]) {
    it(`are in "${text}"`, () => {
      assert.equal(hasCodeName(text), true);
    });
  }

  for (const text of [
    'fix the login',
    'he said () twice',
    '$() alone',
    'an ending like .rs, without a name',
    'main.rst is prose',
    'see e.g. this.',
    'Camel and Case',
    'UPPER_CASE',
    'word_ and _word',
    '',
  ]) {
    it(`are not in "${text}"`, () => {
      assert.equal(hasCodeName(text), false);
    });
  }
});
