import type {
  ConfigureMessage,
  ContextMessage,
  EditorMessage,
  GatewayMessage,
  KeysMessage,
  LogLine,
  OverrideMessage,
} from '../../protocol/gatewayMessages.ts';
import type { LiveExchanges } from '../../protocol/exchanges.ts';
import type { RequestMethod, RequestParams, RequestResults } from '../../protocol/gatewayRequests.ts';
import type { QuestionHandlers } from '../../protocol/editorQuestions.ts';
import type { GatewayPhase, GatewayStatus } from '../../protocol/status.ts';
import type {
  StreamedMethod,
  StreamedParams,
  StreamedParts,
  StreamedResults,
} from '../../protocol/streamedRequests.ts';
import { protocolVersion } from '../../protocol/version.ts';
import type { StoredKey } from '../secrets/keyFormat.ts';
import type { StartTimer } from '../startTimer.ts';
import type { GatewayClient, GatewayStreams, RequestOptions, StreamOptions } from './gatewayClient.ts';
import type { StartGatewayProcess } from './gatewayProcess.ts';
import { GatewaySupervisor } from './gatewaySupervisor.ts';
import { QuestionAnswers } from './questionAnswers.ts';
import { RequestTable } from './requestTable.ts';
import { startingStatus } from './startingStatus.ts';

export interface GatewayLinkOptions {
  readonly startProcess: StartGatewayProcess;
  readonly startTimer: StartTimer;
  /** Time in ms. */
  readonly now: () => number;
  readonly windowId: string;
  readonly extensionVersion: string;
  readonly log: (line: LogLine) => void;
  /** Stores a sign-in that the gateway has renewed. */
  readonly onLoginRenewed: (login: StoredKey) => void;
  /** Answers what the gateway asks this window. */
  readonly questions: QuestionHandlers;
}

/**
 * The editor's end of the line to its gateway. It remembers what the gateway has to know, so that every run, also one
 * after a crash, is told all of it in the order of the protocol.
 */
export class GatewayLink implements GatewayClient, GatewayStreams {
  readonly #options: GatewayLinkOptions;
  readonly #supervisor: GatewaySupervisor;
  readonly #requests: RequestTable;
  readonly #answers: QuestionAnswers;
  readonly #listeners = new Set<(status: GatewayStatus) => void>();
  readonly #watchers = new Set<(live: LiveExchanges) => void>();
  #status = startingStatus;
  #configure: ConfigureMessage | undefined;
  #keys: KeysMessage | undefined;
  #context: ContextMessage | undefined;
  #override: OverrideMessage | undefined;

  constructor(options: GatewayLinkOptions) {
    this.#options = options;
    this.#supervisor = new GatewaySupervisor({
      startProcess: options.startProcess,
      startTimer: options.startTimer,
      now: options.now,
      onStarted: () => this.#introduce(),
      onMessage: (message) => this.#receive(message),
      onCrashed: ({ reason, retryInMs }) => {
        options.log({
          level: 'error',
          message: `The gateway ${reason}\nIt starts again in ${retryInMs / 1000} s.`,
        });
        this.#endQuestions();
        this.#setPhase({ phase: 'crashed', retryInMs });
      },
    });
    this.#requests = new RequestTable({
      send: (message) => this.#supervisor.send(message),
      startTimer: options.startTimer,
    });
    this.#answers = new QuestionAnswers({
      send: (message) => this.#supervisor.send(message),
      handlers: options.questions,
    });
  }

  get status(): GatewayStatus {
    return this.#status;
  }

  onStatus(listener: (status: GatewayStatus) => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  watchExchanges(listener: (live: LiveExchanges) => void): { dispose(): void } {
    // Its own function, so that two of the same are two.
    const watcher = (live: LiveExchanges): void => listener(live);
    this.#watchers.add(watcher);
    // Again for each: a feed that begins anew tells the newcomer what runs already.
    this.#supervisor.send({ type: 'watchExchanges', on: true });
    return {
      dispose: () => {
        if (!this.#watchers.delete(watcher) || this.#watchers.size > 0) return;
        this.#supervisor.send({ type: 'watchExchanges', on: false });
      },
    };
  }

  request<M extends RequestMethod>(
    method: M,
    params: RequestParams<M>,
    options?: RequestOptions,
  ): Promise<RequestResults[M]> {
    return this.#requests.request(method, params, options);
  }

  stream<M extends StreamedMethod>(
    method: M,
    params: StreamedParams<M>,
    options: StreamOptions<StreamedParts[M]>,
  ): Promise<StreamedResults[M]> {
    return this.#requests.stream(method, params, options);
  }

  start(): void {
    this.#supervisor.start();
  }

  restart(): void {
    this.#endQuestions();
    this.#setPhase({ phase: 'starting' });
    this.#supervisor.restart();
  }

  stop(): void {
    this.#endQuestions();
    this.#supervisor.stop();
  }

  configure(message: ConfigureMessage): void {
    this.#configure = message;
    this.#supervisor.send(message);
  }

  setKeys(message: KeysMessage): void {
    this.#keys = message;
    this.#supervisor.send(message);
  }

  /** Reports the members of the editor context that changed. */
  updateContext(changes: ContextMessage): void {
    this.#context = { ...this.#context, ...changes };
    this.#supervisor.send(changes);
  }

  setOverride(message: OverrideMessage): void {
    this.#override = message;
    this.#supervisor.send(message);
  }

  #introduce(): void {
    const { windowId, extensionVersion } = this.#options;
    this.#supervisor.send({ type: 'hello', protocolVersion, extensionVersion, windowId });
    const known: (EditorMessage | undefined)[] = [this.#context, this.#override, this.#keys, this.#configure];
    for (const message of known) if (message !== undefined) this.#supervisor.send(message);
    if (this.#watchers.size > 0) this.#supervisor.send({ type: 'watchExchanges', on: true });
  }

  #receive(message: GatewayMessage): void {
    switch (message.type) {
      case 'welcome':
        if (message.protocolVersion !== protocolVersion) this.#refuseVersion(message.protocolVersion);
        else this.#options.log({ level: 'debug', message: `The gateway runs as process ${message.pid}.` });
        return;
      case 'status':
        this.#setStatus(message.status);
        return;
      case 'log':
        this.#options.log(message);
        return;
      case 'logs':
        for (const line of message.lines) this.#options.log(line);
        return;
      case 'login-renewed':
        this.#options.onLoginRenewed(message);
        return;
      case 'exchanges':
        for (const watcher of this.#watchers) watcher(message.live);
        return;
      case 'part':
      case 'response':
      case 'failure':
        this.#requests.receive(message);
        return;
      case 'question':
      case 'question-taken':
      case 'question-cancel':
        this.#answers.receive(message);
    }
  }

  /** In both directions: the other end has gone. */
  #endQuestions(): void {
    this.#requests.failAll();
    this.#answers.cancelAll();
  }

  /** Only when the extension's files were replaced below a running window. */
  #refuseVersion(gatewayVersion: number): void {
    this.stop();
    const message = `Muxgate was updated (protocol ${gatewayVersion}, this window speaks ${protocolVersion}): reload the window.`;
    this.#options.log({ level: 'error', message });
    this.#setPhase({ phase: 'refused', message });
  }

  #setPhase(gateway: GatewayPhase): void {
    this.#setStatus({ ...this.#status, gateway });
  }

  #setStatus(status: GatewayStatus): void {
    this.#status = status;
    for (const listener of this.#listeners) listener(status);
  }
}
