import assert from 'node:assert/strict';
import { createEditorGateway, type EditorGateway } from '../../src/gateway/editorLine/editorGateway.ts';
import type { ContextMessage, EditorMessage, GatewayMessage } from '../../src/protocol/gatewayMessages.ts';
import type { GatewayPhase, GatewayStatus } from '../../src/protocol/status.ts';
import { protocolVersion } from '../../src/protocol/version.ts';

export interface TestEditorOptions {
  readonly windowId: string;
  readonly dataDir: string;
  /** The user's settings. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Absolute path of the folder that is open. */
  readonly folder?: string;
  /** The folder's settings. */
  readonly folderSettings?: Readonly<Record<string, unknown>>;
  readonly env?: NodeJS.ProcessEnv;
  readonly focusedAtMs?: number;
  readonly processes?: readonly number[];
  readonly keys?: Extract<EditorMessage, { type: 'keys' }>['keys'];
  readonly accessKeys?: readonly string[];
}

/** An editor window as its gateway process sees it: says what a window says, and keeps what is said to it. */
export abstract class TestEditor {
  readonly messages: GatewayMessage[] = [];
  readonly #options: TestEditorOptions;
  readonly #listeners = new Set<(message: GatewayMessage) => void>();
  #lastId = 0;

  constructor(options: TestEditorOptions) {
    this.#options = options;
  }

  /** Frees what a test has begun. */
  abstract end(): Promise<void>;

  /** Sends a message to the gateway process. */
  abstract send(message: EditorMessage): void;

  get windowId(): string {
    return this.#options.windowId;
  }

  configure(
    settings: Readonly<Record<string, unknown>>,
    folderSettings: Readonly<Record<string, unknown>> = {},
  ): void {
    this.send({
      type: 'configure',
      scopes: [
        { scope: 'user', value: { ...settings } },
        { scope: 'workspace', value: { ...folderSettings } },
      ],
      trusted: true,
      confirmedWorkspaces: [],
      proxy: { noProxy: [], strictSsl: true },
    });
  }

  keys(keys: TestEditorOptions['keys'], accessKeys: readonly string[] = []): void {
    this.send({ type: 'keys', keys: [...(keys ?? [])], accessKeys: [...accessKeys] });
  }

  context(changes: Omit<ContextMessage, 'type'>): void {
    this.send({ type: 'context', ...changes });
  }

  focus(atMs: number): void {
    this.context({ focusedAtMs: atMs });
  }

  /** The newest status, or one to come, of which the test holds. */
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

  /** The newest message of which the test holds, else the first to come. */
  message(holds: (message: GatewayMessage) => boolean): Promise<GatewayMessage> {
    const known = this.messages.findLast(holds);
    if (known !== undefined) return Promise.resolve(known);
    return new Promise((resolve) => {
      const listener = (message: GatewayMessage): void => {
        if (!holds(message)) return;
        this.#listeners.delete(listener);
        resolve(message);
      };
      this.#listeners.add(listener);
    });
  }

  protected receive(message: GatewayMessage): void {
    this.messages.push(message);
    for (const listener of [...this.#listeners]) listener(message);
  }

  protected introduce(): void {
    const { windowId, folder, focusedAtMs = 0, processes = [], keys, accessKeys } = this.#options;
    const { settings, folderSettings } = this.#options;
    this.send({ type: 'hello', protocolVersion, extensionVersion: '0.0.0', windowId });
    this.context({
      folders:
        folder === undefined ? [] : [{ name: 'folder', path: folder, uri: `file://${folder}`, branch: null }],
      focusedAtMs,
      processes: [...processes],
    });
    this.keys(keys, accessKeys);
    this.configure(settings, folderSettings);
  }
}

/** A window whose gateway process is this test's own process: quick, and with any version. */
export class NearEditor extends TestEditor {
  readonly #gateway: EditorGateway;
  #toGateway: (message: unknown) => void = () => undefined;

  constructor(options: TestEditorOptions, version = '1.0.0') {
    super(options);
    this.#gateway = createEditorGateway({
      version,
      env: { MUXGATE_DATA_DIR: options.dataDir, ...options.env },
      port: {
        // As over IPC: later, and a copy.
        send: (message) => setImmediate(() => this.receive(structuredClone(message))),
        onMessage: (listener) => {
          this.#toGateway = listener;
        },
      },
    });
    this.introduce();
  }

  override send(message: EditorMessage): void {
    this.#toGateway(JSON.parse(JSON.stringify(message)));
  }

  /** The window closes or reloads; resolves when everything that ran has ended. */
  override end(): Promise<void> {
    return this.#gateway.leave();
  }
}
