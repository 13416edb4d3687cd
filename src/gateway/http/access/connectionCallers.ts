import { readdir, readFile, readlink } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { inodeInTable } from './procNetTcp.ts';

/** No tree of processes is deeper; a loop in what is read ends here. */
const maxAncestors = 64;

/** What is read of the system: texts of /proc, by path below it. */
export interface ProcReader {
  readonly file: (path: string) => Promise<string>;
  readonly list: (path: string) => Promise<readonly string[]>;
  readonly link: (path: string) => Promise<string>;
}

/**
 * Tells on Linux which process is at the other end of a connection, and which processes it was started by (proc(5)). Looked up
 * once a connection, and only when somebody asks: all descriptors of the user's processes are looked at for that.
 */
export class ConnectionCallers {
  readonly #proc: ProcReader;
  readonly #found = new WeakMap<Socket, Promise<readonly number[]>>();

  constructor(proc: ProcReader = systemProc) {
    this.#proc = proc;
  }

  /** The caller's process id, its parent's, and so on; empty when that cannot be told. Never rejects. */
  processesOf(socket: Socket): Promise<readonly number[]> {
    const known = this.#found.get(socket);
    if (known !== undefined) return known;
    const found = this.#lookUp(socket).catch(() => []);
    this.#found.set(socket, found);
    return found;
  }

  async #lookUp({ localAddress, localPort, remoteAddress, remotePort }: Socket): Promise<readonly number[]> {
    if (
      localAddress === undefined ||
      localPort === undefined ||
      remoteAddress === undefined ||
      remotePort === undefined
    ) {
      return [];
    }
    const ends = { localAddress, localPort, remoteAddress, remotePort };
    const tables = await Promise.all(['net/tcp', 'net/tcp6'].map((table) => this.#read(table)));
    const inode = tables.map((table) => inodeInTable(table, ends)).find((one) => one !== undefined);
    const pid = inode === undefined ? undefined : await this.#holderOf(`socket:[${inode}]`);
    return pid === undefined ? [] : await this.#withAncestors(pid);
  }

  /** The newest process that has a descriptor of it: a parent may have passed its own on to children. */
  async #holderOf(target: string): Promise<number | undefined> {
    const pids = (await this.#proc.list('.')).map(Number).filter((pid) => pid > 0);
    for (const pid of pids.sort((one, other) => other - one)) {
      const descriptors = await this.#proc.list(`${pid}/fd`).catch(() => []);
      const links = await Promise.all(
        descriptors.map((descriptor) => this.#proc.link(`${pid}/fd/${descriptor}`).catch(() => '')),
      );
      if (links.includes(target)) return pid;
    }
    return undefined;
  }

  async #withAncestors(pid: number): Promise<readonly number[]> {
    const found: number[] = [];
    for (let at = pid; at > 1 && found.length < maxAncestors;) {
      found.push(at);
      // The name of the program stands in parentheses and may hold anything.
      const stat = await this.#read(`${at}/stat`);
      at = Number(
        stat
          .slice(stat.lastIndexOf(')') + 1)
          .trim()
          .split(' ')[1],
      );
    }
    return found;
  }

  #read(path: string): Promise<string> {
    return this.#proc.file(path).catch(() => '');
  }
}

/** What this machine can have: on Linux; else undefined. */
export function createConnectionCallers(): ConnectionCallers | undefined {
  return process.platform === 'linux' ? new ConnectionCallers() : undefined;
}

const systemProc: ProcReader = {
  file: (path) => readFile(`/proc/${path}`, 'latin1'),
  list: (path) => readdir(`/proc/${path}`),
  link: (path) => readlink(`/proc/${path}`),
};
