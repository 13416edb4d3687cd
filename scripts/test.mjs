// npm test: runs the suites and ends with one plain line, `N passed, N failed`.
//   node scripts/test.mjs [unit|vscode|all] [mocha's arguments, such as a file or --grep]
import './requireNode.mjs';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const repositoryRoot = fileURLToPath(new URL('..', import.meta.url));

/** What runs anywhere, and what needs a real VS Code. */
const suites = {
  unit: { config: '.mocharc.json', files: ['test/unit/**/*.test.ts', 'test/gateway/**/*.test.ts'] },
  vscode: { config: 'test/vscode/mocharc.json', files: ['test/vscode/*.e2e.test.ts'] },
};
/** Real agents, hundreds of megabytes of them: only when asked for by name. */
const clients = { config: 'test/clients/mocharc.json', files: ['test/clients/*.test.ts'] };

const [which = 'all', ...mochaArguments] = process.argv.slice(2);
const known = { ...suites, clients };
const names = which === 'all' ? Object.keys(suites) : [which];
if (!names.every((name) => name in known)) {
  console.error(`usage: node scripts/test.mjs [${Object.keys(known).join('|')}|all] [mocha's arguments]`);
  process.exit(1);
}

const sum = { passed: 0, failed: 0, skipped: 0 };
for (const name of names) {
  console.log(`\n# ${name} tests`);
  const counts = runSuite(known[name]);
  for (const key of Object.keys(sum)) sum[key] += counts[key];
}
const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
console.log(`\n${sum.passed} passed, ${sum.failed} failed${skipped}`);
process.exitCode = sum.failed === 0 ? 0 : 1;

/** Runs mocha and returns its counts. A suite that could not run, ran nothing or did not end well counts as a failure. */
function runSuite({ config, files }) {
  const scratch = mkdtempSync(path.join(tmpdir(), 'muxgate-test-'));
  const countsFile = path.join(scratch, 'counts.json');
  const ownFiles = mochaArguments.filter((argument) => existsSync(path.join(repositoryRoot, argument)));
  const mocha = spawnSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      'node_modules/mocha/bin/mocha.js',
      ...['--config', config, '--reporter', 'scripts/testReporter.mjs', '--forbid-only'],
      ...mochaArguments,
      ...(ownFiles.length > 0 ? [] : files),
    ],
    { cwd: repositoryRoot, stdio: 'inherit', env: { ...process.env, MUXGATE_TEST_COUNTS: countsFile } },
  );
  const counts = existsSync(countsFile) ? JSON.parse(readFileSync(countsFile, 'utf8')) : undefined;
  rmSync(scratch, { recursive: true });

  if (counts === undefined) return failure('The suite could not run.');
  if (counts.passed + counts.failed === 0) return failure('The suite has run no test.');
  if (mocha.status !== 0 && counts.failed === 0) {
    console.error('Mocha failed after the tests.');
    counts.failed = 1;
  }
  return counts;
}

function failure(message) {
  console.error(message);
  return { passed: 0, failed: 1, skipped: 0 };
}
