import type { ConfigScope } from '../../config/configScope.ts';
import type { EffectiveConfig } from '../../config/effectiveConfig.ts';
import { resolveConfig } from '../../config/resolveConfig.ts';
import type { ConfigureMessage, GatewayMessage, KeysMessage } from '../../protocol/gatewayMessages.ts';
import type { GatewayPhase } from '../../protocol/status.ts';
import { buildStatus } from '../buildStatus.ts';
import { EditorLink, type MessagePort } from '../editorLink.ts';
import { createEditorRequests } from '../editorRequests.ts';
import { createEditorStreams } from '../editorStreams.ts';
import type { Gateway } from '../gateway.ts';
import type { Log } from '../log.ts';

/** Status is sent at most this often. */
const statusIntervalMs = 30;

export interface WindowSessionOptions {
  readonly gateway: Gateway;
  readonly port: MessagePort;
  /** The variables that the window's settings see. */
  readonly env: NodeJS.ProcessEnv;
  readonly phase: () => GatewayPhase;
  readonly log: Log;
  /** The window's settings or keys have come, or changed. */
  readonly onConfigured: (configured: ConfiguredWindow) => void;
}

/** What a window brings, besides what is open in it. */
export interface ConfiguredWindow {
  readonly config: EffectiveConfig;
  /** The scopes that `config` is made of. */
  readonly scopes: readonly ConfigScope[];
  readonly proxy: ConfigureMessage['proxy'];
  readonly keys: KeysMessage['keys'];
}

/** One editor window at the gateway that serves it, be it the window of this process or one over a link. */
export class WindowSession {
  readonly #options: WindowSessionOptions;
  readonly #link: EditorLink;
  #windowId: string | undefined;
  #configure: ConfigureMessage | undefined;
  #keys: KeysMessage | undefined;
  #config: EffectiveConfig | undefined;
  #statusTimer: NodeJS.Timeout | undefined;
  #stopWatching: (() => void) | undefined;
  #closed = false;

  constructor(options: WindowSessionOptions) {
    this.#options = options;
    const { gateway, port, log, env } = options;
    this.#link = new EditorLink(
      port,
      {
        hello: ({ windowId }) => {
          this.#windowId = windowId;
          gateway.windows.open(windowId);
          gateway.editors.open(windowId, this.#link.questions);
        },
        configure: (message) => {
          this.#configure = message;
          this.#apply();
        },
        keys: (message) => {
          this.#keys = message;
          this.#apply();
        },
        context: (message) => {
          gateway.windows.updateContext(this.#id, message);
          this.statusChanged();
        },
        override: (message) => {
          const before = gateway.windows.get(this.#id)?.override;
          gateway.windows.updateOverride(this.#id, message);
          if (before?.chat !== message.chat || before?.fim !== message.fim) gateway.forgetTurns();
          this.statusChanged();
        },
        watchExchanges: ({ on }) => {
          const before = this.#stopWatching;
          this.#stopWatching = on
            ? gateway.live.watch((live) => this.send({ type: 'exchanges', live }))
            : undefined;
          // After the new one has begun, so that what ends between the two is told.
          before?.();
        },
        // Of a window that goes, its own process says so.
        shutdown: () => undefined,
        requests: createEditorRequests({
          gateway: () => gateway,
          window: () => gateway.windows.get(this.#id),
          env,
          log,
          phase: options.phase,
        }),
        streams: createEditorStreams({ gateway: () => gateway, windowId: () => this.#id }),
      },
      log,
    );
  }

  /** Undefined until its settings and keys have come. */
  get config(): EffectiveConfig | undefined {
    return this.#config;
  }

  send(message: GatewayMessage): void {
    if (!this.#closed) this.#options.port.send(message);
  }

  /** Sends the status soon; changes that come together are sent together. */
  statusChanged(): void {
    if (this.#closed || this.#config === undefined) return;
    this.#statusTimer ??= setTimeout(() => {
      this.#statusTimer = undefined;
      const { gateway, phase } = this.#options;
      const status = buildStatus({ phase: phase(), gateway, window: gateway.windows.get(this.#id) });
      this.send({ type: 'status', status });
    }, statusIntervalMs);
  }

  /** Resolves when everything that its editor has asked is answered. */
  idle(): Promise<void> {
    return this.#link.idle();
  }

  /** The window has gone, and is forgotten; what it asked is given up. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#statusTimer);
    this.#stopWatching?.();
    this.#link.close();
    const { gateway } = this.#options;
    if (this.#windowId === undefined) return;
    gateway.windows.close(this.#windowId);
    gateway.editors.close(this.#windowId);
  }

  get #id(): string {
    return this.#windowId ?? '';
  }

  /** Applies the newest configuration and keys; both must have come once. */
  #apply(): void {
    if (this.#configure === undefined || this.#keys === undefined) return;
    const { scopes: written, trusted, confirmedWorkspaces, proxy } = this.#configure;
    const scopes: ConfigScope[] = written.map(({ scope, folder, value }) => ({ kind: scope, folder, value }));
    this.#config = resolveConfig(scopes, {
      env: this.#options.env,
      trusted,
      confirmedWorkspaces,
      extraAccessKeys: this.#keys.accessKeys,
    });
    this.#options.onConfigured({ config: this.#config, scopes, proxy, keys: this.#keys.keys });
    this.statusChanged();
  }
}
