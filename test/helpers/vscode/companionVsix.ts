import { glob, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { folderOfExtension, packFolder } from './packFolder.ts';
import { repositoryRoot } from './repository.ts';

const manifest = {
  name: 'muxgate-test-companion',
  publisher: 'muxgate',
  version: '0.0.1',
  description: "Lets Muxgate's tests run code in the extension host.",
  license: 'MIT',
  engines: { vscode: '^1.105.0' },
  extensionKind: ['workspace'],
  capabilities: { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true },
  // Early, so that its start is over when VS Code times Muxgate's.
  activationEvents: ['*'],
  main: './companion.cjs',
  // A vendor whose models a test registers (vscodeModels.e2e.test.ts).
  contributes: { languageModelChatProviders: [{ vendor: 'test-vendor', displayName: 'Test Vendor' }] },
};

const forExtensionHost: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  external: ['vscode'],
  sourcemap: 'inline',
};

let built: Promise<string> | undefined;

/**
 * The path of the companion extension's VSIX. It also carries `hostTests.cjs`, the bundle of all test/vscode/host/*.test.ts.
 * Built once per process.
 */
export function companionVsix(): Promise<string> {
  built ??= buildCompanion();
  return built;
}

async function buildCompanion(): Promise<string> {
  const folder = await folderOfExtension();
  const hostTests: string[] = [];
  for await (const file of glob('test/vscode/host/**/*.test.ts', { cwd: repositoryRoot }))
    hostTests.push(file);
  await Promise.all([
    writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest)),
    build({
      ...forExtensionHost,
      entryPoints: [path.join(import.meta.dirname, 'companion/companion.ts')],
      outfile: path.join(folder, 'companion.cjs'),
    }),
    build({
      ...forExtensionHost,
      stdin: {
        contents: hostTests.map((file) => `import './${file}';`).join('\n'),
        resolveDir: repositoryRoot,
      },
      outfile: path.join(folder, 'hostTests.cjs'),
    }),
  ]);

  return packFolder(folder);
}
