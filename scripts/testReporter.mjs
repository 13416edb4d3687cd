import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

const lingerMs = 15_000;

/**
 * Mocha's "spec" reporter, which also leaves its counts in the file MUXGATE_TEST_COUNTS for scripts/test.mjs, and fails
 * the run when something that a test left open keeps the process alive.
 */
export default class TestReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      writeFileSync(
        process.env.MUXGATE_TEST_COUNTS,
        JSON.stringify({ passed: passes, failed: failures, skipped: pending }),
      );
      setTimeout(failLingering, lingerMs).unref();
    });
  }
}

function failLingering() {
  console.error(`The tests have ended but left open: ${process.getActiveResourcesInfo().join(', ')}`);
  process.exit(1);
}
