import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../src/cli/cli.ts', import.meta.url));

/** A run of the `muxgate` command with a data folder of its own and none of this machine's keys. */
export class CliRun {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  stdout = '';
  stderr = '';
  readonly #firstLine: Promise<string>;
  readonly #exit: Promise<number | null>;

  constructor(args: readonly string[], env: NodeJS.ProcessEnv) {
    this.process = spawn(process.execPath, [cli, ...args], {
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#firstLine = new Promise((resolve) => {
      createInterface({ input: this.process.stdout }).on('line', (line) => {
        this.stdout += `${line}\n`;
        resolve(line);
      });
    });
    this.process.stderr.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString();
    });
    this.#exit = new Promise((resolve) => this.process.on('close', resolve));
  }

  /** The first line on stdout. Rejects with stderr when the command ends without one. */
  async firstLine(): Promise<string> {
    const ended = this.#exit.then((code) => {
      throw new Error(`ended with ${String(code)} before its first line: ${this.stderr}`);
    });
    return Promise.race([this.#firstLine, ended]);
  }

  /** The address that `serve` listens on. */
  async address(): Promise<string> {
    return (await this.firstLine()).replace('muxgate listening on ', '');
  }

  /** Resolves when stderr holds the text. */
  async logged(text: string): Promise<void> {
    while (!this.stderr.includes(text)) {
      await new Promise((resolve) => this.process.stderr.once('data', resolve));
    }
  }

  exitCode(): Promise<number | null> {
    return this.#exit;
  }
}

/** Starts the command; see CliRun. */
export async function runCli(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CliRun> {
  const dataDir = await mkdtemp(join(tmpdir(), 'muxgate-cli-'));
  return new CliRun(args, { MUXGATE_DATA_DIR: dataDir, ...env });
}
