import * as z from 'zod/mini';
import { type Finding, gatewayChecks } from './doctor.ts';
import { exchangeParams, type ExchangeResults } from './exchanges.ts';
import type { RuleStatus } from './status.ts';
import type { OfferedModel } from './vscodeChat.ts';
import { type UsageResult, usageQuestionSchema } from './usage.ts';

/** The questions that the editor asks the gateway and awaits: one entry a method, parameters checked by the gateway. */

export const providerDraftSchema = z.object({
  id: z.string(),
  /** The provider's settings as they would be written. */
  value: z.record(z.string(), z.unknown()),
  /** Which of its accounts is asked: one of `value`, else the one whose endpoint and key `value` has itself; by default the first one. */
  account: z.optional(z.string()),
  /** A key just typed in for that account; absent: the stored one. */
  key: z.optional(z.string()),
});

const requestParams = {
  /** Dry run of routing for a request of this window; empty text means "the active file". */
  explain: z.object({
    text: z.optional(z.string()),
    files: z.optional(z.array(z.string())),
    request: z.optional(z.enum(['chat', 'fim', 'embeddings'])),
    model: z.optional(z.string()),
  }),
  /** Reaches out to a provider that need not be saved yet and fetches its models. */
  testProvider: providerDraftSchema,
  /** Fetches the model lists again: of one provider, or of all. */
  refreshModels: z.object({ provider: z.optional(z.string()) }),
  /** Fetches the newest prices of models. */
  refreshPrices: z.object({}),
  /** Local servers and key variables found on this machine. */
  discover: z.object({}),
  /** Validates a configuration without applying it; answers the problems. */
  validate: z.object({ value: z.record(z.string(), z.unknown()) }),
  /** What rules that are still being edited would match in this window; each as it would be written. */
  previewRules: z.object({ rules: z.array(z.unknown()) }),
  /** Types of providers with their defaults, for the form. */
  providerTypes: z.object({}),
  /** Sends a small real chat request through the gateway's own port. */
  sendTestRequest: z.object({ model: z.optional(z.string()), text: z.string() }),
  /** The code at the cursor, by the workspace's rules for fill-in-the-middle. */
  completeCode: z.object({
    /** The text before and after the cursor. */
    prefix: z.string(),
    suffix: z.string(),
    /** false: nothing beyond the cursor's own line is wanted. */
    isMultiLine: z.boolean(),
  }),
  /** Begins the sign-in of an account: in the browser, which comes back to `redirectUri`, or without one with a code to type in. */
  beginSignIn: z.object({
    provider: z.string(),
    account: z.string(),
    redirectUri: z.optional(z.url()),
  }),
  /** Waits until the user has agreed. `callbackUrl` is where the browser came back to. */
  finishSignIn: z.object({ id: z.string(), callbackUrl: z.optional(z.url()) }),
  /** Looks at one thing, and says what is wrong with it. `texts`: English to the editor's language. */
  doctor: z.object({
    check: z.enum(gatewayChecks),
    texts: z.optional(z.record(z.string(), z.string())),
  }),
  /** The next piece of the record as a file; pieces keep messages small and let the user stop between them. */
  exportUsage: z.object({
    format: z.enum(['csv', 'json']),
    /** ms since 1970. */
    sinceMs: z.optional(z.number()),
    /** `next` of the piece before. */
    before: z.optional(z.number()),
  }),
  /** What was used in a range of days, by time and by group. */
  usage: usageQuestionSchema,
  ...exchangeParams,
  /** What VS Code's chat may choose from. */
  offeredModels: z.object({}),
  /** About how many tokens a text or a `VscodeMessage` has. */
  countChatTokens: z.object({ text: z.optional(z.string()), message: z.optional(z.unknown()) }),
} as const;

export type RequestMethod = keyof typeof requestParams;
export type RequestParams<M extends RequestMethod> = z.infer<(typeof requestParams)[M]>;

/** One handler a method: what the gateway implements and the editor calls. */
export type RequestHandlers = {
  [M in RequestMethod]: (params: RequestParams<M>, signal: AbortSignal) => Promise<RequestResults[M]>;
};

/** Whether a method exists. */
export function isRequestMethod(method: string): method is RequestMethod {
  return Object.hasOwn(requestParams, method);
}

/** The parameters of a method when they are of its shape, else undefined. */
export function parseRequestParams<M extends RequestMethod>(
  method: M,
  raw: unknown,
): RequestParams<M> | undefined {
  const result = requestParams[method].safeParse(raw);
  return result.success ? (result.data as RequestParams<M>) : undefined;
}

export interface RuleExplanation {
  readonly number: number;
  readonly name?: string;
  readonly text: string;
  readonly outcome: 'matched' | 'not matched' | 'broken' | 'disabled' | 'not reached' | 'guard';
  readonly why: string;
}

/** How the route that was chosen was planned. */
export interface RouteExplanation {
  /** Without `@`. */
  readonly id: string;
  readonly strategy: string;
  /** Who is asked in turn. */
  readonly order: readonly string[];
  readonly leftOut: readonly { readonly route: string; readonly target: string; readonly why: string }[];
}

export interface ExplainResult {
  readonly model?: string;
  readonly workspace: string;
  readonly kind: string;
  readonly cause?: string;
  readonly reason?: string;
  readonly layer?: string;
  readonly files: readonly string[];
  readonly error?: { readonly code: string; readonly message: string };
  /** What was found of a chat: its intent and size, what the agent asks for. */
  readonly facts?: readonly string[];
  readonly rules: readonly RuleExplanation[];
  /** undefined when a model was chosen directly. */
  readonly route?: RouteExplanation;
  readonly warnings: readonly string[];
}

export interface ProviderTestResult {
  readonly ok: boolean;
  readonly failureKind?: string;
  /** Says what happened and what to do. */
  readonly message: string;
  readonly models: readonly string[];
  readonly durationMs: number;
  /** Another address of the same server that did answer (containers, WSL). */
  readonly alternativeEndpoint?: string;
}

export interface DiscoveredProvider {
  /** A free id to save it under. */
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly endpoint?: string;
  /** Set for key variables: saved as `${env:NAME}`. */
  readonly keyVariable?: string;
  readonly models: readonly string[];
  /** A provider of this type and endpoint is configured already. */
  readonly configured: boolean;
}

/** A setting that only some types of providers have. */
export interface ProviderFieldInfo {
  /** Its name in the settings. */
  readonly key: string;
  readonly label: string;
  readonly hint: string;
  readonly required?: boolean;
}

export interface ProviderTypeInfo {
  readonly type: string;
  readonly title: string;
  readonly defaultEndpoint?: string;
  /** Other regions and plans of the same service. */
  readonly endpointVariants?: readonly { readonly endpoint: string; readonly what: string }[];
  readonly needsKey: 'required' | 'optional' | 'never';
  readonly keyVariables: readonly string[];
  readonly fields?: readonly ProviderFieldInfo[];
  /** It has no list of models: the user names them. */
  readonly modelsByHand?: boolean;
}

export interface TestRequestResult {
  readonly ok: boolean;
  readonly text: string;
  readonly status: number;
  /** The `x-muxgate-*` headers without the prefix. */
  readonly decision: Readonly<Record<string, string>>;
  readonly durationMs: number;
}

/** The code for the place of a cursor. */
export interface CompletionResult {
  /** Empty: there is nothing to propose. */
  readonly text: string;
  /** `provider/model` that wrote it. */
  readonly model?: string;
}

/** A sign-in that was begun. */
export interface BegunSignIn {
  /** For `finishSignIn`. */
  readonly id: string;
  /** Where the user goes. */
  readonly url: string;
  /** To be typed in there. */
  readonly userCode?: string;
}

/** A piece of an exported record. */
export interface ExportUsageResult {
  readonly text: string;
  readonly rows: number;
  /** How many rows the whole has; only with the first piece. */
  readonly total?: number;
  /** undefined: this was the last piece. */
  readonly next?: number;
}

export interface RequestResults extends ExchangeResults {
  offeredModels: { readonly models: readonly OfferedModel[] };
  countChatTokens: { readonly tokens: number };
  explain: ExplainResult;
  testProvider: ProviderTestResult;
  refreshModels: { readonly failed: readonly { readonly provider: string; readonly message: string }[] };
  refreshPrices: Record<string, never>;
  discover: { readonly found: readonly DiscoveredProvider[] };
  validate: {
    readonly problems: readonly {
      readonly path: string;
      readonly message: string;
      readonly severity: 'error' | 'warning';
    }[];
  };
  previewRules: { readonly rules: readonly RuleStatus[] };
  providerTypes: { readonly types: readonly ProviderTypeInfo[] };
  sendTestRequest: TestRequestResult;
  completeCode: CompletionResult;
  beginSignIn: BegunSignIn;
  /** What to keep in SecretStorage, and the origin that alone it may be sent to. */
  finishSignIn: { readonly origin: string; readonly key: string };
  doctor: { readonly findings: readonly Finding[] };
  exportUsage: ExportUsageResult;
  usage: UsageResult;
}
