import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { folderOfExtension, packFolder } from '../../helpers/vscode/packFolder.ts';

/** The id of `emptyExtension`. */
export const emptyExtensionId = 'muxgate.muxgate-bench-empty';

/** @returns the path of a VSIX whose extension does nothing, at the same time as Muxgate: what VS Code itself takes for one. */
export async function emptyExtension(): Promise<string> {
  const [publisher = '', name = ''] = emptyExtensionId.split('.');
  const manifest = {
    name,
    publisher,
    version: '0.0.1',
    description: 'Does nothing.',
    license: 'MIT',
    engines: { vscode: '^1.105.0' },
    extensionKind: ['workspace'],
    capabilities: { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true },
    activationEvents: ['onStartupFinished'],
    main: './empty.cjs',
  };
  const folder = await folderOfExtension();
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'empty.cjs'), 'exports.activate = () => undefined;\n');
  return packFolder(folder);
}
