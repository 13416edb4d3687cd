import { EventEmitter, once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { EvaluateAnswer, EvaluateRequest, Hello } from './companion/messages.ts';

const startTimeoutMs = 60_000;

/** The event's name for a window on this folder. */
const hostStarted = (folder = ''): string => `started ${folder}`;

interface Pending {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/** The connection to the companion in one window's extension host, as long as that host lives. */
export class CompanionConnection {
  readonly #socket: Socket;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('close', () => {
      for (const { reject } of this.#pending.values())
        reject(new Error('the extension host ended meanwhile'));
      this.#pending.clear();
    });
  }

  /** Evaluates a function's source over there; rejects with the error's stack when it throws. */
  evaluate(source: string, argument: unknown): Promise<unknown> {
    if (this.#socket.destroyed) return Promise.reject(new Error('the extension host has ended'));
    const request: EvaluateRequest = { id: ++this.#lastId, source, argument };
    return new Promise((resolve, reject) => {
      this.#pending.set(request.id, { resolve, reject });
      this.#socket.write(`${JSON.stringify(request)}\n`);
    });
  }

  settle(answer: EvaluateAnswer): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if ('error' in answer) pending?.reject(new Error(`in the extension host: ${answer.error}`));
    else pending?.resolve(answer.value);
  }
}

/** Where the companions of all windows of one VS Code report. */
export class CompanionBridge {
  readonly #server = createServer((socket) => this.#accept(socket));
  readonly #sockets = new Set<Socket>();
  readonly #hellos = new EventEmitter();
  readonly #latest = new Map<string, CompanionConnection>();

  /** Starts listening and returns the port, which VS Code gets as `MUXGATE_TEST_BRIDGE`. */
  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  /** Waits until the next extension host has started for a window on this folder (absolute; none: empty window). */
  async nextExtensionHost(folder: string | undefined): Promise<void> {
    try {
      await once(this.#hellos, hostStarted(folder), { signal: AbortSignal.timeout(startTimeoutMs) });
    } catch (cause) {
      throw new Error(`no extension host for ${folder ?? 'the empty window'} after ${startTimeoutMs} ms`, {
        cause,
      });
    }
  }

  /** The connection to the extension host that started last for a window on this folder. */
  connection(folder: string | undefined): CompanionConnection {
    const connection = this.#latest.get(hostStarted(folder));
    if (!connection) throw new Error(`no extension host has started for ${folder ?? 'the empty window'}`);
    return connection;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    const connection = new CompanionConnection(socket);
    const lines = createInterface({ input: socket });
    lines.once('line', (hello) => {
      lines.on('line', (line) => connection.settle(JSON.parse(line) as EvaluateAnswer));
      const { folder } = JSON.parse(hello) as Hello;
      this.#latest.set(hostStarted(folder), connection);
      this.#hellos.emit(hostStarted(folder));
    });
  }
}
