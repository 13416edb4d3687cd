import assert from 'node:assert/strict';
import { runHostTests, type HostTestResult } from '../helpers/vscode/hostTests.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';

/** Runs before mocha knows of any test here, so that every test inside the extension host is one of mocha's. */
async function results(): Promise<HostTestResult[]> {
  const editor = await openVscode();
  try {
    return await runHostTests(editor);
  } finally {
    await editor.close();
  }
}

const outcome = await results().catch((error: unknown) => error);

describe('inside the extension host', () => {
  it('tests run', () => {
    if (!Array.isArray(outcome)) throw outcome;
    assert.notEqual(outcome.length, 0);
  });

  for (const { fullTitle, state, error } of Array.isArray(outcome) ? (outcome as HostTestResult[]) : []) {
    it(fullTitle, function () {
      if (state === 'skipped') this.skip();
      if (state === 'failed') throw Object.assign(new Error(fullTitle), { stack: error });
    });
  }
});
