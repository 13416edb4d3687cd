import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { ownerInTable, type SocketEnds } from './procNetTcp.ts';

/** Reads the kernel's tables of TCP sockets; a table that cannot be read is an empty text. */
export type ReadSocketTables = () => Promise<readonly string[]>;

/** Whether a connection may be answered as far as its user is concerned. */
export type OwnerVerdict = 'allowed' | 'other user' | 'gone';

/**
 * Tells on Linux whether the other end of a connection belongs to our own user: looked up once a connection, when it
 * comes in. Connections that come in together share one read of the tables.
 */
export class ConnectionOwners {
  readonly #read: ReadSocketTables;
  readonly #ownUid: number;
  /** Promises while the tables are read. */
  readonly #verdicts = new WeakMap<Socket, OwnerVerdict | Promise<OwnerVerdict>>();
  #running: Promise<unknown> = Promise.resolve();
  #next: Promise<readonly string[]> | undefined;

  /** @param ownUid the user id that this process runs as */
  constructor(ownUid: number, read: ReadSocketTables = readSocketTables) {
    this.#ownUid = ownUid;
    this.#read = read;
  }

  /** Starts the look-up for a new connection; cheap, never throws. */
  watch(socket: Socket): void {
    const looking = this.#lookUp(socket)
      .catch((): OwnerVerdict => 'allowed')
      .then((verdict) => {
        this.#verdicts.set(socket, verdict);
        return verdict;
      });
    this.#verdicts.set(socket, looking);
  }

  /** The verdict on a watched connection; at once when it is there. */
  verdict(socket: Socket): OwnerVerdict | Promise<OwnerVerdict> {
    return this.#verdicts.get(socket) ?? 'allowed';
  }

  async #lookUp(socket: Socket): Promise<OwnerVerdict> {
    const { localAddress, localPort, remoteAddress, remotePort } = socket;
    if (
      localAddress === undefined ||
      localPort === undefined ||
      remoteAddress === undefined ||
      remotePort === undefined
    ) {
      return 'gone';
    }
    const ends: SocketEnds = { localAddress, localPort, remoteAddress, remotePort };
    const owners = (await this.#tables()).map((table) => ownerInTable(table, ends));
    const uid = owners.find((owner) => typeof owner === 'number');
    if (uid !== undefined) return uid === this.#ownUid ? 'allowed' : 'other user';
    // A table that shows neither end is of another network namespace, and says nothing.
    return owners.includes('gone') ? 'gone' : 'allowed';
  }

  /** Tables that were read after this call, so that the connection is in them. */
  #tables(): Promise<readonly string[]> {
    this.#next ??= this.#running.then(() => {
      this.#next = undefined;
      const reading = this.#read();
      this.#running = reading.catch(() => undefined);
      return reading;
    });
    return this.#next;
  }
}

/** The watcher that this machine can have: on Linux, with a user id; else undefined. */
export function createConnectionOwners(): ConnectionOwners | undefined {
  const uid = process.platform === 'linux' ? process.getuid?.() : undefined;
  return uid === undefined ? undefined : new ConnectionOwners(uid);
}

function readSocketTables(): Promise<readonly string[]> {
  return Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((file) => readFile(file, 'latin1').catch(() => '')),
  );
}
