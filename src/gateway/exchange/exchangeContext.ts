import type { Decision } from '../routing/decision.ts';
import type { GivenId } from '../routing/passedRequest.ts';
import type { CallerProcesses } from '../routing/placeRequest.ts';
import type { WindowResolution } from '../routing/resolveWindow.ts';
import type { RoutingRequest } from '../routing/routingRequest.ts';
import type { RequestAddress } from '../wire/codec.ts';
import type { Usage, WireFormat } from '../wire/exchange.ts';
import type { GatewayError } from '../errors.ts';
import type { FailedAttempt } from '../failover/summarize.ts';
import type { Cost } from '../usage/money/ledger.ts';
import type { Attempt } from './attempts/attempt.ts';
import type { AnswerRecorder } from './answerRecorder.ts';
import type { ClientAnswer } from './clientAnswer.ts';
import type { GatewayServices } from './services.ts';

/** One client request as it reaches the pipeline: the edge has checked who asks and found the route. */
export interface IncomingExchange {
  readonly requestId: string;
  /** The client's headers, lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** What the path says of the request, in formats that put it there. */
  readonly address?: RequestAddress;
  /** Below `/v1/mux`: the rules decide, whatever model the client named. */
  readonly ignoreModel: boolean;
  readonly pinnedWorkspace?: string;
  readonly pinnedWindow?: string;
  /** Who calls, where the system tells that. */
  readonly caller?: CallerProcesses;
}

/** What becomes known while an exchange runs; its record and headers are made from it. */
export interface ExchangeProgress {
  /** When the request came, ms since 1970. */
  readonly startedAtMs: number;
  decision?: Decision;
  /** How long deciding took. */
  decisionMs?: number;
  /** What a second opinion on its intent cost. */
  opinionCost?: Cost;
  /** What was decided about. */
  routing?: RoutingRequest;
  /** The window that it belongs to, where that had to be known before. */
  place?: WindowResolution;
  /** What the request goes on with, where a provider keeps it. */
  given?: GivenId;
  /** What else it speaks of that only one provider has. */
  kept?: () => GivenId | undefined;
  stream: boolean;
  /** The client's format. */
  inboundFormat?: WireFormat;
  /** Calls made to providers. */
  calls: number;
  /** In the order in which they began. */
  readonly attempts: Attempt[];
  /** Those that came to nothing. */
  readonly failures: FailedAttempt[];
  /** The one whose answer goes to the client. */
  answering?: Attempt;
  usage?: Usage;
  /** The answer came from the response cache; false: it was looked for there. */
  cached?: boolean;
  /** What capturing for debugging keeps, where it is turned on. */
  captured?: { readonly request: Uint8Array; readonly answer: AnswerRecorder };
  /** The client was sent the proper end of its answer. */
  finished: boolean;
  /** What went wrong, when the client was told of it by the provider's own event. */
  failure?: { readonly code: string; readonly message: string; readonly cause?: GatewayError };
}

/** What every step of the pipeline gets. */
export interface ExchangeContext {
  readonly incoming: IncomingExchange;
  readonly services: GatewayServices;
  readonly client: ClientAnswer;
  readonly progress: ExchangeProgress;
}
