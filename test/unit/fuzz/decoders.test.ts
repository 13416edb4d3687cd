import { runFuzzCase } from '../../fuzz/fuzzCase.ts';
import { fuzzTargets } from '../../fuzz/targets.ts';

const caseCount = 300;

/** A short look on every run; `node test/fuzz/run.ts` looks longer. */
describe('Whatever arrives, nothing but the gateway’s own errors comes out of', () => {
  for (const target of fuzzTargets) {
    it(target.name, async () => {
      for (let seed = 1; seed <= caseCount; seed++) await runFuzzCase(target, seed);
    });
  }
});
