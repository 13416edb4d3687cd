// npm run vscode: opens the packaged extension in a real VS Code with a sample folder, to try it: on Linux in the
// browser, at the address that it prints, else as the desktop program.
//   npm run vscode -- [--port N] [--folder PATH]
import './requireNode.mjs';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { whenNpmIsGone } from './parentGone.mjs';

// Imported after the check, because an older Node cannot read TypeScript.
const { startDesktopVscode } = await import('../test/helpers/vscode/desktopVscode.ts');
const { defaultSize, usesDesktop } = await import('../test/helpers/vscode/openVscode.ts');
const { packagedVsix } = await import('../test/helpers/vscode/packagedVsix.ts');
const { createProfile } = await import('../test/helpers/vscode/profile.ts');
const { repositoryRoot } = await import('../test/helpers/vscode/repository.ts');
const { startVscodeServer, windowUrl } = await import('../test/helpers/vscode/webVscode.ts');

const { values } = parseArgs({ options: { port: { type: 'string' }, folder: { type: 'string' } } });

console.log('Packaging Muxgate…');
const vsix = await packagedVsix();
const profile = await createProfile({});
const sample = path.join(profile.root, 'sample');
cpSync(path.join(repositoryRoot, 'test/fixtures/sample'), sample, { recursive: true });
const folder = values.folder ? path.resolve(process.env.INIT_CWD ?? '', values.folder) : sample;

console.log('Starting VS Code…');
const vscode = usesDesktop() ? await openDesktop() : await openInBrowser();
console.log('All of it is forgotten when you end it with Ctrl-C.');

process.once('SIGINT', end);
process.once('SIGTERM', end);
whenNpmIsGone(end);

async function end() {
  await vscode.stop();
  await profile.remove();
  process.exit(0);
}

async function openInBrowser() {
  const server = await startVscodeServer(profile, [vsix], Number(values.port ?? 0));
  console.log(`\nVS Code with Muxgate runs at ${windowUrl(server.url, folder)}`);
  return server;
}

async function openDesktop() {
  const host = await startDesktopVscode(profile, [vsix], defaultSize);
  await host.openWindow(folder);
  return host;
}
