// npm run package: builds for production and makes muxgate-VERSION.vsix, or the file named with --out. No network.
// It packs a staged folder, so that a development build in dist/ (and what runs from it) stays as it is.
import './requireNode.mjs';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const repositoryRoot = fileURLToPath(new URL('..', import.meta.url));
process.chdir(repositoryRoot);
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const { values } = parseArgs({ options: { out: { type: 'string' } } });
const vsce = 'node_modules/@vscode/vsce/vsce';
const vsix = path.resolve(values.out ?? `muxgate-${manifest.version}.vsix`);

mkdirSync('out', { recursive: true });
const staging = mkdtempSync(path.resolve('out/package-'));
try {
  run('esbuild.mjs', ['--production', '--outdir', path.join(staging, 'dist')]);
  stageFiles();
  // With "repository" in package.json vsce makes the README's links and pictures absolute; without, links stay.
  const links = manifest.repository ? [] : ['--allow-missing-repository', '--no-rewrite-relative-links'];
  run(vsce, ['package', '--no-dependencies', ...links, '--out', 'muxgate.vsix'], staging);
  mkdirSync(path.dirname(vsix), { recursive: true });
  // Whoever finds the file finds all of it.
  cpSync(path.join(staging, 'muxgate.vsix'), `${vsix}.part`);
  renameSync(`${vsix}.part`, vsix);
} finally {
  rmSync(staging, { recursive: true, force: true });
}

function stageFiles() {
  const packageTexts = readdirSync('.').filter((name) => /^package\.nls(\.[\w-]+)?\.json$/.test(name));
  for (const file of ['.vscodeignore', 'CHANGELOG.md', 'LICENSE', 'media', 'l10n', ...packageTexts]) {
    cpSync(file, path.join(staging, file), { recursive: true });
  }
  const readme = readFileSync('README.md', 'utf8');
  writeFileSync(path.join(staging, 'README.md'), manifest.repository ? readme : withoutLocalLinks(readme));
  // Without what only npm reads; "files" next to .vscodeignore is an error to vsce.
  const npmOnly = [
    'scripts',
    'files',
    'devDependencies',
    'optionalDependencies',
    'overrides',
    'allowScripts',
  ];
  const shipped = Object.fromEntries(Object.entries(manifest).filter(([key]) => !npmOnly.includes(key)));
  // npm shows the description as it is written; VS Code translates it.
  shipped.description = '%description%';
  writeFileSync(path.join(staging, 'package.json'), JSON.stringify(shipped, null, 2));
}

/** VS Code shows a README's pictures only from https addresses, and opens no link to a file; without a repository ours have none. */
function withoutLocalLinks(markdown) {
  const withoutPictures = markdown
    .replace(/^English \| .*\n+/m, '')
    .replace(/^!\[[^\]]*\]\((?!https:)[^)]*\)\n+/gm, '');
  return withoutPictures.replace(/\[([^\]]+)\]\((?!https?:|#)[^)]*\)/g, '$1');
}

function run(script, args, cwd = repositoryRoot) {
  const { status } = spawnSync(process.execPath, [path.resolve(script), ...args], { cwd, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${script} failed`);
}
