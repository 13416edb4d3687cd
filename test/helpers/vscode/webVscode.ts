import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { launchChromium } from './chromium.ts';
import { codeServerFolder } from './codeServer.ts';
import { endGuarded, spawnGuarded, type GuardedProcess } from './guardedProcess.ts';
import type { Profile } from './profile.ts';
import { runtimeNode } from './repository.ts';
import type { VscodeHost, WindowSize } from './vscodeHost.ts';

/** VS Code's server: the address of its workbench, and its process. */
export interface VscodeServer {
  url: string;
  log(): string;
  stop(): Promise<void>;
}

/** Installs the extensions (paths of VSIX files) as a user would, and starts VS Code in a headless Chromium. */
export async function startWebVscode(
  profile: Profile,
  vsixFiles: readonly string[],
  size: WindowSize,
): Promise<VscodeHost> {
  const server = await startVscodeServer(profile, vsixFiles, 0);
  const browser = await launchChromium().catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  const consoleErrors: string[] = [];
  return {
    openWindow: async (folder) => {
      const context = await browser.newContext({
        viewport: { width: size.width, height: size.height },
        deviceScaleFactor: size.scale,
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error') consoleErrors.push(message.text());
      });
      await page.goto(windowUrl(server.url, folder));
      return page;
    },
    log: () => `${server.log()}\n--- console errors of the workbench ---\n${consoleErrors.join('\n')}`,
    stop: async () => {
      await browser.close();
      await server.stop();
    },
  };
}

/** The address that opens a window on this folder (absolute), or an empty one. */
export function windowUrl(serverUrl: string, folder: string | undefined): string {
  return folder === undefined
    ? `${serverUrl}/?ew=true`
    : `${serverUrl}/?folder=${encodeURIComponent(folder)}`;
}

/** Installs the extensions (paths of VSIX files) and starts VS Code's server on `port`, 0 for a free one. */
export async function startVscodeServer(
  profile: Profile,
  vsixFiles: readonly string[],
  port: number,
): Promise<VscodeServer> {
  const serverMain = path.join(await codeServerFolder(), 'out/server-main.js');
  const folders = ['--user-data-dir', profile.userData, '--extensions-dir', profile.extensions];
  const installs = vsixFiles.flatMap((file) => ['--install-extension', file]);
  await promisify(execFile)(runtimeNode(), [serverMain, ...folders, ...installs], { env: profile.env });

  const options = ['--host', '127.0.0.1', '--port', `${port}`, '--without-connection-token'];
  const server = spawnGuarded(
    runtimeNode(),
    [serverMain, ...folders, ...options, '--accept-server-license-terms'],
    profile.env,
  );
  const output = collectOutput(server);
  try {
    const [, boundPort] = await output.match(/Extension host agent listening on (\d+)/);
    return { url: `http://127.0.0.1:${boundPort}`, log: output.text, stop: () => endGuarded(server) };
  } catch (error) {
    await endGuarded(server);
    throw error;
  }
}

interface Output {
  text: () => string;
  /** Waits for a match; rejects with all output when the program ends before. */
  match(pattern: RegExp): Promise<RegExpExecArray>;
}

function collectOutput(server: GuardedProcess): Output {
  const chunks: string[] = [];
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
  }
  const text = (): string => chunks.join('');
  return {
    text,
    match: (pattern) =>
      new Promise((resolve, reject) => {
        server.stdout.on('data', () => {
          const match = pattern.exec(text());
          if (match) resolve(match);
        });
        server.on('close', () => reject(new Error(`VS Code's server did not start:\n${text()}`)));
      }),
  };
}
