import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

const lingerMs = 15_000;

/**
 * Mocha's "spec" reporter, which also leaves the counts of each test file in the file MUXGATE_TEST_COUNTS for
 * scripts/test.mjs, and fails the run when something that a test left open keeps the process alive.
 */
export default class TestReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const files = {};
    const count = (outcome) => (test) => {
      const name = fileOf(test);
      files[name] ??= { passed: 0, failed: 0, skipped: 0 };
      files[name][outcome]++;
    };
    runner.on('pass', count('passed'));
    runner.on('fail', count('failed'));
    runner.on('pending', count('skipped'));
    runner.once('end', () => {
      writeFileSync(process.env.MUXGATE_TEST_COUNTS, JSON.stringify(files));
      setTimeout(failLingering, lingerMs).unref();
    });
  }
}

/** A hook has no file of its own, but the suite that it stands in has. */
function fileOf(test) {
  return test.file ?? test.parent?.file ?? '';
}

function failLingering() {
  console.error(`The tests have ended but left open: ${process.getActiveResourcesInfo().join(', ')}`);
  process.exit(1);
}
