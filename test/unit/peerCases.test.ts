import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * The conversions that broke other gateways are numbered, and a test's title begins with the numbers of those that it is
 * about: `#57 tool_choice …`, `#53 #95 a failure …`.
 */
const caseCount = 99;

/** Numbers that no test has, with the reason why the case cannot arise in this gateway. */
const cannotArise: Readonly<Record<number, string>> = {};

const testFolder = fileURLToPath(new URL('..', import.meta.url));

/** Where each number is tested. */
function testedNumbers(): Map<number, string> {
  const found = new Map<number, string>();
  for (const file of globSync('{unit,gateway}/**/*.test.ts', { cwd: testFolder })) {
    const text = readFileSync(`${testFolder}/${file}`, 'utf8');
    for (const [, numbers = ''] of text.matchAll(/\bit\(\s*['"`]((?:#\d+ )+)/g))
      for (const number of numbers.match(/\d+/g) ?? []) found.set(Number(number), file);
  }
  return found;
}

describe('Every case that broke another gateway', () => {
  const tested = testedNumbers();

  for (let number = 1; number <= caseCount; number++) {
    it(`${number} has a test, or a reason why it cannot arise`, () => {
      const reason = cannotArise[number];
      if (tested.has(number)) assert.equal(reason, undefined, `${number} is tested: the reason is wrong`);
      else assert.ok(reason !== undefined, `no test's title begins with #${number}`);
    });
  }

  it('has a number up to 99: others are slips', () => {
    const unknown = [...tested].filter(([number]) => number < 1 || number > caseCount);
    assert.deepEqual(unknown, []);
  });
});
