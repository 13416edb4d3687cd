// npm test: runs the suites and ends with one plain line, `N passed, N failed`.
//   node scripts/test.mjs [unit|vscode|all] [mocha's arguments, such as a file or --grep]
import './requireNode.mjs';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const repositoryRoot = fileURLToPath(new URL('..', import.meta.url));

/**
 * What runs anywhere, and what needs a real VS Code. Sockets, and more so an editor with its browser, share the machine with whatever
 * else runs, so a file that fails is tried again by itself; that it passed only then is said at the end.
 */
const suites = {
  unit: {
    config: '.mocharc.json',
    files: ['test/unit/**/*.test.ts', 'test/gateway/**/*.test.ts'],
    furtherTries: 1,
  },
  vscode: { config: 'test/vscode/mocharc.json', files: ['test/vscode/*.e2e.test.ts'], furtherTries: 2 },
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
const unsteady = [];
for (const name of names) {
  console.log(`\n# ${name} tests`);
  const counts = runSuite(known[name]);
  for (const key of Object.keys(sum)) sum[key] += counts[key];
}
for (const file of unsteady) console.log(`\n${file} failed and passed when it ran again: it is unsteady.`);
const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
console.log(`\n${sum.passed} passed, ${sum.failed} failed${skipped}`);
process.exitCode = sum.failed === 0 ? 0 : 1;

/** Runs a suite and returns its counts. One that could not run, ran nothing or did not end well counts as a failure. */
function runSuite({ config, files, furtherTries = 0 }) {
  const ownFiles = mochaArguments.filter((argument) => existsSync(path.join(repositoryRoot, argument)));
  const first = runMocha(config, [...mochaArguments, ...(ownFiles.length > 0 ? [] : files)]);
  if (first.files === undefined) return failure('The suite could not run.');
  const options = mochaArguments.filter((argument) => !ownFiles.includes(argument));
  let run = first;
  for (let tries = furtherTries; tries > 0; tries--) {
    const failing = Object.keys(run.files).filter((file) => file !== '' && run.files[file].failed > 0);
    const ofFiles = totalOf(pick(run.files, failing)).failed;
    if (ofFiles === 0 || totalOf(run.files).failed !== ofFiles) break;
    console.log(`\n# once more: ${failing.map(shortName).join(', ')}`);
    const again = runMocha(config, [...options, ...failing]);
    if (again.files === undefined) return failure('The suite could not run once more.');
    unsteady.push(...failing.filter((file) => again.files[file]?.failed === 0).map(shortName));
    run = { files: { ...run.files, ...again.files }, status: again.status };
  }
  return countsOf(run);
}

function countsOf({ files, status }) {
  const counts = totalOf(files);
  if (counts.passed + counts.failed === 0) return failure('The suite has run no test.');
  if (status !== 0 && counts.failed === 0) {
    console.error('Mocha failed after the tests.');
    counts.failed = 1;
  }
  return counts;
}

/** Runs mocha; `files` are the counts by test file, undefined when it could not run. */
function runMocha(config, mochaArguments) {
  const scratch = mkdtempSync(path.join(tmpdir(), 'muxgate-test-'));
  const countsFile = path.join(scratch, 'counts.json');
  const mocha = spawnSync(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      'node_modules/mocha/bin/mocha.js',
      ...['--config', config, '--reporter', 'scripts/testReporter.mjs', '--forbid-only'],
      ...mochaArguments,
    ],
    { cwd: repositoryRoot, stdio: 'inherit', env: { ...process.env, MUXGATE_TEST_COUNTS: countsFile } },
  );
  const files = existsSync(countsFile) ? JSON.parse(readFileSync(countsFile, 'utf8')) : undefined;
  rmSync(scratch, { recursive: true });
  return { files, status: mocha.status };
}

function totalOf(files) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of Object.values(files)) for (const key of Object.keys(total)) total[key] += counts[key];
  return total;
}

function pick(files, names) {
  return Object.fromEntries(names.map((name) => [name, files[name]]));
}

function shortName(file) {
  return path.relative(repositoryRoot, file);
}

function failure(message) {
  console.error(message);
  return { passed: 0, failed: 1, skipped: 0 };
}
