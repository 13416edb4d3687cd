import type { EffectiveConfig } from '../../config/effectiveConfig.ts';
import type { ModelOverride } from '../../config/schema.ts';
import type { AccountPool } from '../accounts/accountPool.ts';
import type { CaptureSink } from '../usage/record/captureWriter.ts';
import type { MetricsText } from '../usage/metrics/metricsText.ts';
import type { Intent } from '../intent/intent.ts';
import type { ResponseCache } from '../cache/responseCache.ts';
import type { RunningExchange } from '../../protocol/exchanges.ts';
import type { Log } from '../log.ts';
import type { ModelReference } from '../modelReference.ts';
import type { ModelCapabilities } from '../providers/capabilities/modelCapabilities.ts';
import type { ListedModel, Provider, ProviderState } from '../providers/provider.ts';
import type { Decision, Explanation } from '../routing/decision.ts';
import type { PassedRequest } from '../routing/passedRequest.ts';
import type { CallerProcesses } from '../routing/placeRequest.ts';
import type { WindowResolution } from '../routing/resolveWindow.ts';
import type { RoutingRequest } from '../routing/routingRequest.ts';
import type { SendAttempt } from '../upstream/attempt.ts';
import type { Usage, WireFormat } from '../wire/exchange.ts';
import type { LatencyPriors } from '../usage/latency/latencyPriors.ts';
import type { BatchBills } from '../usage/money/batchBills.ts';
import type { Cost, Ledger } from '../usage/money/ledger.ts';
import type { AttemptRecord } from './attemptRecord.ts';
import type { Clock } from './clock.ts';
import type { IdDirectory } from './givenIds/idDirectory.ts';
import type { ResponseStore } from './responseStore/responseStore.ts';
import type { RouteName } from './routeName.ts';
import type { MissingEndpoints } from './missingEndpoints.ts';
import type { UsageWishes } from './usageWishes.ts';

/** Who asks a provider for an answer, as far as that decides about credentials. */
export interface Caller {
  /** The client's headers, lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The recognised client, e.g. `claude-code`. */
  readonly client?: string;
  /** The client itself named this provider (decision cause `named model`). */
  readonly named: boolean;
}

/** What became of an exchange. */
export type ExchangeOutcome =
  /** The client got a whole answer. */
  | 'answered'
  /** The client got an error instead of an answer, or at the end of a stream that broke off. */
  | 'failed'
  /** The client hung up before its answer was whole. */
  | 'aborted';

/** One finished exchange, for counters and the log. Holds no prompt text and no key. */
export interface ExchangeRecord {
  readonly requestId: string;
  readonly route: RouteName;
  readonly outcome: ExchangeOutcome;
  /** The HTTP status that the client saw; 200 too for a stream that failed after its head, 0 when it left before. */
  readonly status: number;
  readonly stream: boolean;
  readonly decision?: Decision;
  readonly startedAtMs: number;
  /** The client's format. */
  readonly inboundFormat?: WireFormat;
  /** The format that the answering provider was spoken to in. */
  readonly upstreamFormat?: WireFormat;
  /** The recognised client, e.g. `claude-code`. */
  readonly client?: string;
  /** The model name that the client sent. */
  readonly requestedModel?: string;
  /** Calls to providers, in the order in which they began. */
  readonly attempts: readonly AttemptRecord[];
  /** Who answered, where that is another target than the decision's first. */
  readonly answeredBy?: {
    readonly target: ModelReference;
    readonly account: string;
    readonly variant?: string;
  };
  /** Of all attempts together; undefined: nothing was sent. */
  readonly cost?: Cost;
  /** The estimate before sending, in USD. */
  readonly estimatedUsd?: number;
  /** From the request's first byte to the first content of the answer. */
  readonly firstTokenMs?: number;
  /** The answer came from the response cache; false: it was looked for there. */
  readonly cached?: boolean;
  /** Which budget the estimate passed, as the configuration names it: `perRequestUsd`, `perDayUsd`, `perMonthUsd`; advisory ones too. */
  readonly overBudget?: string;
  /** A budget made a cheaper target answer than the plan's first. */
  readonly downRouted?: boolean;
  /** How long deciding took; undefined when nothing was decided. */
  readonly decisionMs?: number;
  /** From the request's first byte to the first byte of the answer; undefined when none was sent. */
  readonly firstByteMs?: number;
  readonly durationMs: number;
  /** Names of the client's fields that the provider was not told. */
  readonly dropped: readonly string[];
  readonly usage?: Usage;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Sees every exchange when it begins and when it is over; must not throw. */
export interface ExchangeObserver {
  /** @param describe tells how far it is, as long as it runs */
  onExchangeStart(requestId: string, describe: () => RunningExchange): void;
  onExchange(record: ExchangeRecord): void;
}

/** Finds the services for a request, where windows with settings of their own are served. */
export interface WindowPlacing {
  /**
   * After a takeover: resolves when the windows that the gateway before served are known here, or that takes too long; undefined:
   * nobody is waited for.
   */
  settled(): Promise<void> | undefined;
  /**
   * The services of the window that a request belongs to, and that window; undefined: these ones serve every window, and nothing
   * has to be known before the decision.
   */
  place(
    request: RoutingRequest,
    caller: CallerProcesses | undefined,
  ): Promise<{ readonly services: GatewayServices; readonly place: WindowResolution }> | undefined;
  /** All that hold now. */
  configs(): readonly EffectiveConfig[];
  /** Those of a window, else of the one that had the focus last. */
  forWindow(id: string | undefined): GatewayServices;
}

/** Everything that the HTTP server and the pipeline need of the rest of the gateway; gateway.ts supplies it. */
export interface GatewayServices {
  readonly version: string;
  /** undefined: there is one configuration for all. */
  readonly windows?: WindowPlacing;
  /** The configuration that holds now; asked anew for every request. */
  config(): EffectiveConfig;
  /** The model that answers; throws GatewayError `policy_violation`, `model_not_found`, `invalid_request`, `provider_unavailable`. */
  decide(request: RoutingRequest): Decision;
  /** The provider that answers a request which is passed on; throws the same, and `unknown_path` when none has the path. */
  decidePassed(request: PassedRequest): Decision;
  /** A model's word on a chat's intent, where one is configured and the classifier is not sure; undefined: none is needed. Never rejects. */
  secondOpinion(
    request: RoutingRequest,
    onPaid: (cost: Cost) => void,
  ): Promise<Intent | undefined> | undefined;
  /** Never throws. */
  explain(request: RoutingRequest): Explanation;
  /** The configured provider, `demo` included; undefined when there is none of that id. */
  provider(id: string): Provider | undefined;
  /** A provider bound to one of its accounts, whose endpoint and credential it has; undefined when there is no such account. */
  providerFor(id: string, account: string): Provider | undefined;
  readonly accounts: AccountPool;
  readonly ledger: Ledger;
  readonly batchBills: Pick<BatchBills, 'bill'>;
  readonly latency: LatencyPriors;
  /** Every configured provider with what is known of it, in the order of the configuration. */
  providerStates(): readonly ProviderState[];
  /** A provider's models after `models`, `includeModels` and `excludeModels`; never waits for the network. */
  listedModels(providerId: string): readonly ListedModel[];
  /** What is known of a model, the user's overrides included. */
  capabilities(reference: ModelReference): ModelCapabilities;
  /** What the user says of a model (`modelOverrides`); empty when nothing. */
  override(reference: ModelReference): ModelOverride;
  /** The headers that identify us to the provider, lower-case; throws GatewayError when a needed key is missing. */
  credentials(provider: Provider, caller: Caller): Readonly<Record<string, string>>;
  /** Which provider gave out an id. */
  readonly ids: IdDirectory;
  /** Who is asked for the usage of streams. */
  readonly usageWishes: UsageWishes;
  readonly missingEndpoints: MissingEndpoints;
  /** The responses that no provider keeps. */
  readonly responses: ResponseStore;
  readonly send: SendAttempt;
  readonly observer: ExchangeObserver;
  readonly metrics: MetricsText;
  /** Takes what is captured for debugging. */
  readonly capture: CaptureSink;
  /** Answers that are given again, where the user wants that. */
  readonly cache: ResponseCache;
  readonly log: Log;
  readonly clock: Clock;
  /** A new id without prefix, unguessable, of characters that may stand in a header. */
  randomId(): string;
}
