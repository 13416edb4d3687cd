import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ContextMessage, EditorMessage, GatewayMessage } from '../../src/protocol/gatewayMessages.ts';
import type { GatewayPhase, GatewayStatus } from '../../src/protocol/status.ts';
import { protocolVersion } from '../../src/protocol/version.ts';

const program = fileURLToPath(new URL('../../src/gateway/main.ts', import.meta.url));

export interface EditorRunOptions {
  readonly windowId: string;
  readonly dataDir: string;
  /** The user's settings. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Absolute path of the folder that is open. */
  readonly folder?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly focusedAtMs?: number;
  readonly keys?: Extract<EditorMessage, { type: 'keys' }>['keys'];
}

/** An editor window as its gateway process sees it: the real program in a process of its own, over IPC. */
export class EditorRun {
  readonly process: ChildProcess;
  readonly messages: GatewayMessage[] = [];
  readonly #options: EditorRunOptions;
  #lastId = 0;

  constructor(options: EditorRunOptions) {
    this.#options = options;
    this.process = fork(program, [], {
      execArgv: [],
      env: { PATH: process.env['PATH'], MUXGATE_DATA_DIR: options.dataDir, ...options.env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.process.setMaxListeners(0);
    this.process.on('message', (message) => this.messages.push(message as GatewayMessage));
    this.send({
      type: 'hello',
      protocolVersion,
      extensionVersion: '0.0.0',
      windowId: options.windowId,
    });
    const { folder } = options;
    this.context({
      folders:
        folder === undefined ? [] : [{ name: 'folder', path: folder, uri: `file://${folder}`, branch: null }],
      focusedAtMs: options.focusedAtMs ?? 0,
    });
    this.send({ type: 'keys', keys: [...(options.keys ?? [])], accessKeys: [] });
    this.configure(options.settings);
  }

  configure(settings: Readonly<Record<string, unknown>>): void {
    this.send({
      type: 'configure',
      scopes: [{ scope: 'user', value: { ...settings } }],
      trusted: true,
      confirmedWorkspaces: [],
      proxy: { noProxy: [], strictSsl: true },
    });
  }

  context(changes: Omit<ContextMessage, 'type'>): void {
    this.send({ type: 'context', ...changes });
  }

  send(message: EditorMessage): void {
    this.process.send(message, undefined, undefined, () => undefined);
  }

  /** The next status, or one that came already, of which the test holds. */
  async status(holds: (status: GatewayStatus) => boolean): Promise<GatewayStatus> {
    const message = await this.message((one) => one.type === 'status' && holds(one.status));
    assert.ok(message.type === 'status');
    return message.status;
  }

  async phase<P extends GatewayPhase['phase']>(phase: P): Promise<Extract<GatewayPhase, { phase: P }>> {
    const { gateway } = await this.status((status) => status.gateway.phase === phase);
    return gateway as Extract<GatewayPhase, { phase: P }>;
  }

  /** Forgets what has come, so that only what comes from now on is waited for. */
  forget(): void {
    this.messages.length = 0;
  }

  /** Asks the gateway. Rejects with the code of a failure. */
  async request(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#lastId;
    this.send({ type: 'request', id, method, params });
    const reply = await this.message(
      (message) => (message.type === 'response' || message.type === 'failure') && message.id === id,
    );
    if (reply.type === 'failure') throw new Error(`${reply.error.code}: ${reply.error.message}`);
    assert.ok(reply.type === 'response');
    return reply.result;
  }

  /** The first message, come already or to come, of which the test holds. */
  message(holds: (message: GatewayMessage) => boolean): Promise<GatewayMessage> {
    const known = this.messages.find(holds);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((resolve) => {
      const listener = (raw: unknown): void => {
        const message = raw as GatewayMessage;
        if (!holds(message)) return;
        this.process.off('message', listener);
        resolve(message);
      };
      this.process.on('message', listener);
    });
  }

  /** The window closes, reloads or crashes: its gateway process sees the same. */
  close(): void {
    if (this.process.connected) this.process.disconnect();
  }

  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill('SIGKILL');
    await once(this.process, 'exit');
  }

  get windowId(): string {
    return this.#options.windowId;
  }
}
