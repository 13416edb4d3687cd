import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What a process has used since it began. */
export interface ProcessUsage {
  /** User and system time of all its threads. */
  readonly cpuMs: number;
  readonly residentBytes: number;
}

/** A server whose use of the machine can be asked for. */
export interface Measured {
  readonly name: string;
  readonly url: string;
  usage(): Promise<ProcessUsage>;
  stop(): Promise<void>;
}

const reporter = new URL('./usageReporter.ts', import.meta.url).href;

/** A server of ours in a process of its own whose CPU time and memory can be asked for. */
export class MeasuredServer implements Measured {
  readonly name: string;
  readonly url: string;
  readonly #process: ChildProcess;

  private constructor(name: string, url: string, process: ChildProcess) {
    this.name = name;
    this.url = url;
    this.#process = process;
  }

  /**
   * Starts a script that prints its address (`… http://127.0.0.1:PORT`) in its first line.
   * @param script absolute path
   * @param nodeOptions what it is started with besides
   */
  static async start(
    name: string,
    script: string,
    args: readonly string[],
    nodeOptions: readonly string[] = [],
  ): Promise<MeasuredServer> {
    const child = fork(script, args, {
      execArgv: ['--expose-gc', '--import', reporter, ...nodeOptions],
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: { PATH: process.env['PATH'] },
    });
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`${name} ended with ${String(code)} at its start`);
    });
    if (child.stdout === null) throw new Error(`${name} has no stdout`);
    const line = once(createInterface({ input: child.stdout }), 'line');
    const [first] = (await Promise.race([line, ended])) as [string];
    ended.catch(() => undefined);
    return new MeasuredServer(name, first.slice(first.indexOf('http://')), child);
  }

  async usage(asked: 'usage' | 'usage and held memory' = 'usage'): Promise<ProcessUsage> {
    this.#process.send(asked);
    const [usage] = (await once(this.#process, 'message')) as [ProcessUsage];
    return usage;
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }
}

/** The absolute path of a file beside this one, or below the repository's root with `../../../`. */
export function scriptPath(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
