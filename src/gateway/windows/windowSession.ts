import { randomUUID } from 'node:crypto';
import type { ConfigScope } from '../../config/configScope.ts';
import type { EffectiveConfig } from '../../config/effectiveConfig.ts';
import { resolveConfig } from '../../config/resolveConfig.ts';
import type { LogLevel } from '../../config/schema.ts';
import type { ConfigureMessage, GatewayMessage, KeysMessage } from '../../protocol/gatewayMessages.ts';
import type { GatewayPhase } from '../../protocol/status.ts';
import { buildStatus } from './buildStatus.ts';
import { EditorLink, type MessagePort } from '../editorLine/editorLink.ts';
import { createEditorRequests } from '../editorRequests/editorRequests.ts';
import { createEditorStreams } from '../editorRequests/editorStreams.ts';
import type { Gateway } from '../gateway.ts';
import { isLoggedAt, type Log } from '../log.ts';
import type { EditorWindow } from '../routing/window.ts';
import { namedVariables } from './namedVariables.ts';
import type { SetupHolder, WindowGateways } from './windowGateways.ts';
import { writtenScopes } from './writtenScopes.ts';

/** Changes that come together are sent together: what the user did soon, what requests count at a pace that eyes follow. */
const soonMs = 30;
const countingIntervalMs = 500;

export interface WindowSessionOptions {
  readonly gateways: WindowGateways;
  readonly port: MessagePort;
  /** The variables that the window's settings see. */
  readonly env: () => NodeJS.ProcessEnv;
  readonly phase: () => GatewayPhase;
  readonly log: Log;
  /** It is the window of this process, which holds the port. */
  readonly isOwn: boolean;
  /** The scopes of a configuration without errors. */
  readonly onGoodConfiguration?: (scopes: readonly ConfigScope[]) => void;
  /** Its settings and keys are here, for the first time. */
  readonly onReady?: () => void;
}

/** One editor window at the gateway that serves it, be it the window of this process or one over a link. */
export class WindowSession implements SetupHolder {
  readonly #options: WindowSessionOptions;
  readonly #link: EditorLink;
  #windowId: string | undefined;
  #reportedId: string | undefined;
  #configure: ConfigureMessage | undefined;
  #keys: KeysMessage | undefined;
  #config: EffectiveConfig | undefined;
  #statusTimer: { readonly timer: NodeJS.Timeout; readonly dueMs: number } | undefined;
  #statusSentMs = -Infinity;
  #stopWatching: (() => void) | undefined;
  #closed = false;

  constructor(options: WindowSessionOptions) {
    this.#options = options;
    const { gateways, port, log, env } = options;
    const { windows, editors, turns, watch } = gateways.core;
    const gateway = (): Gateway => gateways.of(this);
    const window = (): EditorWindow | undefined => windows.get(this.#id);
    this.#link = new EditorLink(
      port,
      {
        hello: ({ windowId }) => {
          this.#reportedId = windowId;
          // One workspace may be open in two windows of a browser, which then have one id.
          this.#windowId = windows.get(windowId) === undefined ? windowId : `${windowId}~${randomUUID()}`;
          windows.open(this.#windowId);
          editors.open(this.#windowId, this.#link.questions);
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
          windows.updateContext(this.#id, message);
          this.statusChanged();
        },
        override: (message) => {
          const before = window()?.override;
          windows.updateOverride(this.#id, message);
          // After a new pin the next request decides anew.
          if (before?.chat !== message.chat || before?.fim !== message.fim) turns.forget(this.#id);
          this.statusChanged();
        },
        watchExchanges: ({ on }) => {
          const before = this.#stopWatching;
          this.#stopWatching = on
            ? watch.live.watch((live) => this.send({ type: 'exchanges', live }))
            : undefined;
          // After the new one has begun, so that what ends between the two is told.
          before?.();
        },
        // Of a window that goes, its own process says so.
        shutdown: () => undefined,
        requests: createEditorRequests({ gateway, window, env: env(), log, phase: options.phase }),
        streams: createEditorStreams({ gateway, windowId: () => this.#id }),
      },
      log,
    );
  }

  get windowId(): string | undefined {
    return this.#windowId;
  }

  /** The id that its editor has told; undefined until its settings and keys are here, too. */
  get readyId(): string | undefined {
    return this.#config === undefined ? undefined : this.#reportedId;
  }

  /** What its output shows; undefined until its settings have come. */
  get logLevel(): LogLevel | undefined {
    return this.#config?.logLevel;
  }

  log(level: LogLevel, message: string): void {
    if (isLoggedAt(this.#config?.logLevel ?? 'info', level)) this.send({ type: 'log', level, message });
  }

  send(message: GatewayMessage): void {
    if (!this.#closed) this.#options.port.send(message);
  }

  /** Sends the status soon: the user has done something. */
  statusChanged(): void {
    this.#sendStatus(soonMs);
  }

  /** Sends the status, but not for every request: each costs the extension host of every window some time. */
  countsChanged(): void {
    this.#sendStatus(Math.max(soonMs, this.#statusSentMs + countingIntervalMs - performance.now()));
  }

  #sendStatus(inMs: number): void {
    if (this.#closed || this.#config === undefined) return;
    const dueMs = performance.now() + inMs;
    if (this.#statusTimer !== undefined && this.#statusTimer.dueMs <= dueMs) return;
    clearTimeout(this.#statusTimer?.timer);
    const timer = setTimeout(() => {
      this.#statusTimer = undefined;
      this.#statusSentMs = performance.now();
      const { gateways, phase } = this.#options;
      const window = gateways.core.windows.get(this.#id);
      const status = buildStatus({ phase: phase(), gateway: gateways.of(this), window });
      this.send({ type: 'status', status });
    }, inMs);
    this.#statusTimer = { timer, dueMs };
  }

  /** Resolves when everything that its editor has asked is answered. */
  idle(): Promise<void> {
    return this.#link.idle();
  }

  /** The window has gone, and is forgotten; what it asked is given up. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#statusTimer?.timer);
    this.#stopWatching?.();
    this.#link.close();
    const { gateways } = this.#options;
    gateways.release(this);
    if (this.#windowId === undefined) return;
    gateways.core.windows.close(this.#windowId);
    gateways.core.editors.close(this.#windowId);
  }

  get #id(): string {
    return this.#windowId ?? '';
  }

  /** Applies the newest configuration and keys; both must have come once. */
  #apply(): void {
    if (this.#configure === undefined || this.#keys === undefined) return;
    const { gateways, isOwn, onGoodConfiguration } = this.#options;
    const env = this.#options.env();
    const { scopes: written, trusted, confirmedWorkspaces, proxy } = this.#configure;
    const { keys, accessKeys } = this.#keys;
    const scopes = writtenScopes(written);
    const config = resolveConfig(scopes, { env, trusted, confirmedWorkspaces, extraAccessKeys: accessKeys });
    const isFirst = this.#config === undefined;
    this.#config = config;
    const said = scopes.filter(({ value }) => Object.keys(value).length > 0);
    const variables = [...namedVariables(said)].map((name) => [name, env[name]]);
    const content = [said, variables, trusted, confirmedWorkspaces, proxy, keys, accessKeys];
    gateways.assign(this, { config, proxy, keys, env, content: JSON.stringify(content) }, isOwn);
    if (config.problems.every(({ severity }) => severity === 'warning')) onGoodConfiguration?.(scopes);
    if (isFirst) this.#options.onReady?.();
    this.statusChanged();
  }
}
