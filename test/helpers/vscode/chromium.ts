import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';
import { installOnce } from './cacheFolder.ts';
import { repositoryRoot } from './repository.ts';

const launchArguments = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The package's own fonts.conf knows AWS Lambda's folders alone; this one has its font and the machine's. */
const fontsConf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
  <alias><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family><family>Liberation Mono</family></prefer></alias>
</fontconfig>
`;

/**
 * Starts a headless Chromium: the one at `MUXGATE_CHROMIUM`, else the one that the npm package `@sparticuz/chromium`
 * carries together with the system libraries it needs. It ends with this process, however that ends.
 * @throws where the package has no binary for the machine, with what to do.
 */
export async function launchChromium(): Promise<Browser> {
  const own = process.env['MUXGATE_CHROMIUM'];
  if (own) return chromium.launch({ executablePath: own, args: launchArguments });
  const folder = await packagedChromium();
  return chromium.launch({
    executablePath: path.join(folder, 'chromium'),
    args: launchArguments,
    env: {
      ...process.env,
      HOME: process.env['HOME'] || folder,
      LD_LIBRARY_PATH: path.join(folder, 'al2023/lib'),
      FONTCONFIG_FILE: path.join(folder, 'fonts.conf'),
    },
  });
}

/** Unpacks the package's Chromium into the cache, once per version, and returns the folder. */
async function packagedChromium(): Promise<string> {
  const packageFolder = path.join(repositoryRoot, 'node_modules/@sparticuz/chromium');
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(packageFolder)) {
    throw new Error(
      `There is no packaged Chromium for ${process.platform} ${process.arch}: ` +
        'set MUXGATE_CHROMIUM to the path of a Chromium or Chrome, or MUXGATE_TEST_VSCODE=desktop.',
    );
  }
  const manifest = await readFile(path.join(packageFolder, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  return installOnce(`chromium-${version}`, async (folder, target) => {
    // In a process of its own, because the package unpacks into TMPDIR, and its libraries only on "Lambda".
    await promisify(execFile)(
      process.execPath,
      ['-e', "import('@sparticuz/chromium').then((chromium) => chromium.default.executablePath())"],
      {
        cwd: repositoryRoot,
        env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
      },
    );
    await mkdir(path.join(folder, 'font-cache'));
    await writeFile(path.join(folder, 'fonts.conf'), fontsConf(target));
  });
}
