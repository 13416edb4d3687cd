import { fork } from 'node:child_process';
import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { EditorMessage, GatewayMessage } from '../../protocol/gatewayMessages.ts';
import { gatewayNodeOptions } from '../../protocol/gatewayNodeOptions.ts';

/** One run of the gateway program. */
export interface GatewayProcess {
  /** Sends a message; what can no longer arrive is dropped, since `onEnd` follows. */
  send(message: EditorMessage): void;
  /** Lets go of it: it frees the port at once, lets running answers end and exits by itself. `onEnd` is not called. */
  leave(): void;
}

export interface GatewayProcessListeners {
  readonly onMessage: (message: GatewayMessage) => void;
  /** It ended by itself, or could not be started; `reason` is for the log. */
  readonly onEnd: (reason: string) => void;
}

/** Starts a run of the gateway; resolves once messages can be sent. */
export type StartGatewayProcess = (listeners: GatewayProcessListeners) => Promise<GatewayProcess>;

export interface GatewayProgram {
  /** Absolute path of `dist/gateway.js`. */
  readonly modulePath: string;
  /** Folder for what it writes to stderr when it crashes. A pipe would end it as soon as the editor has gone. */
  readonly logFolder: string;
}

/**
 * Makes runs of the gateway: own processes, detached so that they outlive a reload, with the extension host's own Node.
 * Configuration and keys travel over IPC only, never in arguments or environment.
 */
export function gatewayProcessStarter(program: GatewayProgram): StartGatewayProcess {
  return async ({ onMessage, onEnd }) => {
    const stderrFile = path.join(program.logFolder, 'gateway-stderr.log');
    const stderr = await openForWriting(stderrFile);
    const child = fork(program.modulePath, [], {
      execPath: process.execPath,
      execArgv: [...gatewayNodeOptions],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      detached: true,
      windowsHide: true,
      stdio: ['ignore', 'ignore', stderr?.fd ?? 'ignore', 'ipc'],
    });
    await stderr?.close();

    let ended = false;
    const end = async (what: string): Promise<void> => {
      if (ended) return;
      ended = true;
      const written = await readFile(stderrFile, 'utf8').catch(() => '');
      onEnd([what, written.slice(-4000).trim()].filter((text) => text !== '').join('\n'));
    };
    // Every message of our own program is one of the protocol's; the version was checked by its first one.
    child.on('message', (message) => {
      if (!ended) onMessage(message as GatewayMessage);
    });
    child.on('error', (error) => void end(`could not be run: ${error.message}`));
    child.on('exit', (code, signal) => void end(`ended with ${signal ?? `exit code ${code}`}`));
    return {
      send: (message) => {
        if (child.connected) child.send(message, () => undefined);
      },
      leave: () => {
        ended = true;
        if (child.connected) {
          child.send({ type: 'shutdown' } satisfies EditorMessage, () => undefined);
          child.disconnect();
        }
        child.unref();
      },
    };
  };
}

/** A gateway without this file works as well, so a full disk or a read-only folder is no reason not to start it. */
async function openForWriting(file: string): Promise<FileHandle | undefined> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    return await open(file, 'w');
  } catch {
    return undefined;
  }
}
