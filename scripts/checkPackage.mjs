// Checks what users get: the VSIX (muxgate-VERSION.vsix or the file given) and the tarball that npm would publish.
import './requireNode.mjs';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipEntries } from './zipEntries.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const vsix = process.argv[2] ?? `muxgate-${manifest.version}.vsix`;

const maxVsixBytes = 3 * 1024 * 1024;
/** Read and compiled on every start of VS Code. */
const maxExtensionBundleBytes = 150 * 1000;

/** Every file of the VSIX must match one of these, and each of these must match a file. */
const vsixFiles = [
  /^extension\.vsixmanifest$/,
  /^\[Content_Types\]\.xml$/,
  /^extension\/(package\.json|readme\.md|changelog\.md|LICENSE\.txt)$/,
  /^extension\/package\.nls(\.[\w-]+)?\.json$/,
  /^extension\/l10n\/bundle\.l10n\.[\w-]+\.json$/,
  /^extension\/dist\/(extension\.cjs|onDemand\.cjs|muxgateChat\.cjs|gateway\.js|cli\.js)$/,
  /^extension\/dist\/chunks\/[\w-]+\.js$/,
  /^extension\/dist\/webview\/((webview|chunk|otherPages)\.js|codicon\.(css|ttf)|doctor\.css)$/,
  /^extension\/media\/icon\.png$/,
  /^extension\/media\/activity\.svg$/,
  /^extension\/media\/walkthrough\/[\w-]+\.png$/,
];
const tarballFiles = [
  /^(package\.json|README(\.zh-cn)?\.md|CONTRIBUTING\.md|CHANGELOG\.md|LICENSE)$/,
  /^docs\/[\w-]+\.md$/,
  /^docs\/grafana\/[\w-]+\.json$/,
  /^dist\/(cli|gateway)\.js$/,
  /^dist\/chunks\/[\w-]+\.js$/,
];

const problems = [];
checkVersions();
checkVsix();
checkTarball();
for (const problem of problems) console.error(`package check: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** API that the oldest supported VS Code lacks must not compile. */
function checkVersions() {
  const [typed, supported] = [manifest.devDependencies['@types/vscode'], manifest.engines.vscode];
  if (supported !== `^${typed}`)
    problems.push(`engines.vscode is ${supported}, but @types/vscode is ${typed}`);
}

function checkVsix() {
  const entries = zipEntries(readFileSync(vsix));
  checkFiles(
    vsix,
    entries.map(({ name }) => name),
    vsixFiles,
  );
  const { size } = statSync(vsix);
  if (size > maxVsixBytes) problems.push(`${vsix} has ${size} bytes, more than ${maxVsixBytes}`);
  const bundle = entries.find(({ name }) => name === 'extension/dist/extension.cjs');
  if (bundle && bundle.size >= maxExtensionBundleBytes) {
    problems.push(`dist/extension.cjs has ${bundle.size} bytes, not less than ${maxExtensionBundleBytes}`);
  }
  console.log(`${vsix}: ${entries.length} files, ${size} bytes; extension bundle ${bundle?.size} bytes`);
}

/** Packs as npm publishes (that builds dist/ for production), and runs what is in the tarball from elsewhere. */
function checkTarball() {
  const folder = mkdtempSync(path.join(tmpdir(), 'muxgate-tarball-'));
  try {
    // An array, from npm 12 on an object by name.
    const [packed] = Object.values(JSON.parse(npm(['pack', '--json', '--pack-destination', folder])));
    checkFiles(
      packed.filename,
      packed.files.map((file) => file.path),
      tarballFiles,
    );
    execFileSync('tar', ['-xzf', packed.filename], { cwd: folder });
    const command = path.join(folder, 'package', manifest.bin.muxgate);
    const version = execFileSync(process.execPath, [command, '--version'], { encoding: 'utf8' }).trim();
    if (!version.includes(manifest.version))
      problems.push(`muxgate --version from the tarball says "${version}"`);
    console.log(
      `${packed.filename}: ${packed.files.length} files, ${packed.size} bytes; --version says ${version}`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function checkFiles(where, names, patterns) {
  for (const name of names) {
    if (!patterns.some((pattern) => pattern.test(name))) problems.push(`${where} holds ${name}`);
  }
  for (const pattern of patterns) {
    if (!names.some((name) => pattern.test(name)))
      problems.push(`${where} holds nothing like ${pattern.source}`);
  }
}

/** Inside an npm script npm says where it is; else it is on the PATH. */
function npm(args) {
  const { npm_execpath: script } = process.env;
  const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] };
  return script
    ? execFileSync(process.execPath, [script, ...args], options)
    : execFileSync('npm', args, options);
}
