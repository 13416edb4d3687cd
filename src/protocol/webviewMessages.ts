import * as z from 'zod/mini';
import { exchangeParams, type ExchangeResults, type LiveExchanges } from './exchanges.ts';
import {
  type DiscoveredProvider,
  type ProviderTypeInfo,
  providerDraftSchema,
  type RequestResults,
  type RouteExplanation,
} from './gatewayRequests.ts';
import { type ObjectSetting, settingsChangeSchema, type WriteResult } from './settingsChange.ts';
import type { AgentOutcome, AgentStatus } from './agents.ts';
import type { GatewayStatus } from './status.ts';
import { type UsageResult, usageQuestionSchema } from './usage.ts';

/**
 * Messages between the settings page and the extension host. The page asks, one method a row of this table, and may
 * cancel; the host answers, and tells unasked what has changed. What the host receives is checked against these schemas.
 */
const pageRequestParams = {
  /** The first question of every page. */
  load: z.object({}),
  /** Writes all changes to the user's settings, or none. Keys are stored or forgotten once that is done. */
  writeSettings: z.object({
    changes: z.array(settingsChangeSchema),
    /** Keys just typed in, each for the account and the origin that it was typed for. */
    keys: z.optional(
      z.array(z.object({ provider: z.string(), account: z.string(), origin: z.url(), key: z.string() })),
    ),
    /** Whose keys go: one account's, or those of all accounts of a provider. */
    forgetKeys: z.optional(z.array(z.object({ provider: z.string(), account: z.optional(z.string()) }))),
  }),
  testProvider: providerDraftSchema,
  refreshModels: z.object({ provider: z.optional(z.string()) }),
  discover: z.object({}),
  previewRules: z.object({ rules: z.array(z.unknown()) }),
  validate: z.object({ value: z.record(z.string(), z.unknown()) }),
  /** Which workspace an opened folder chooses in its own settings; absent: none, the user's choice holds. */
  chooseFolderWorkspace: z.object({ folder: z.string(), workspace: z.optional(z.string()) }),
  /** Lets a folder's workspace with this content take part. */
  confirmWorkspace: z.object({ hash: z.string() }),
  /** Asks the user where, and writes the text there. */
  saveFile: z.object({ name: z.string(), text: z.string() }),
  /** Asks the user for a JSON file and reads it. */
  pickFile: z.object({}),
  /** What is not saved yet, so that it outlives a closed page; absent: nothing. Never holds a key. */
  keepDraft: z.object({ draft: z.optional(z.unknown()) }),
  /** Signs a saved account in, in the browser or a terminal. */
  signIn: z.object({ provider: z.string(), account: z.string() }),
  usage: usageQuestionSchema,
  /** How the agents on this machine stand, read anew. */
  agents: z.object({}),
  /** Shows what connecting an agent changes, asks, and does it. */
  connectAgent: z.object({ id: z.string() }),
  previewAgent: z.object({ id: z.string() }),
  disconnectAgent: z.object({ id: z.string() }),
  /** Sends one real request through an agent's address. */
  verifyAgent: z.object({ id: z.string() }),
  /** Copies the text of one of an agent's steps, with the key that the page does not have. */
  copyAgentStep: z.object({ id: z.string(), step: z.number() }),
  ...exchangeParams,
  /** Whether the page wants to be told what runs and ends. */
  watchExchanges: z.object({ on: z.boolean() }),
  /** Puts a text on the clipboard. */
  copyText: z.object({ text: z.string() }),
  /** Whom a saved route would ask now, in turn, for a chat of this window. */
  explainRoute: z.object({ route: z.string() }),
  /** How the page Usage is looked at (range, grouping, …): what the next page begins with. */
  keepUsageView: z.object({ view: z.unknown() }),
  runAction: z.object({
    action: z.enum([
      'openSettingsJson',
      'openSettingsUi',
      'showLog',
      'copyBaseUrl',
      'exportUsage',
      'useAnotherPort',
    ]),
  }),
} as const;

export type PageMethod = keyof typeof pageRequestParams;
export type PageParams<M extends PageMethod> = z.infer<(typeof pageRequestParams)[M]>;
export type PageAction = PageParams<'runAction'>['action'];

export type PickedFile =
  | { readonly outcome: 'cancelled' }
  | { readonly outcome: 'read'; readonly name: string; readonly value: unknown }
  | { readonly outcome: 'failed'; readonly name: string; readonly message: string };

export interface PageResults extends ExchangeResults {
  load: LoadedPage;
  writeSettings: WriteResult;
  testProvider: RequestResults['testProvider'];
  refreshModels: RequestResults['refreshModels'];
  discover: { readonly found: readonly DiscoveredProvider[] };
  previewRules: RequestResults['previewRules'];
  validate: RequestResults['validate'];
  chooseFolderWorkspace: WriteResult;
  confirmWorkspace: Record<string, never>;
  /** `saved` is the file's path; absent: the user changed his mind. */
  saveFile: { readonly saved?: string };
  pickFile: PickedFile;
  keepDraft: Record<string, never>;
  signIn: Record<string, never>;
  usage: UsageResult;
  agents: { readonly agents: readonly AgentStatus[] };
  connectAgent: AgentOutcome;
  previewAgent: AgentOutcome;
  disconnectAgent: AgentOutcome;
  verifyAgent: AgentOutcome;
  copyAgentStep: Record<string, never>;
  watchExchanges: Record<string, never>;
  copyText: Record<string, never>;
  explainRoute: RouteOrder;
  keepUsageView: Record<string, never>;
  runAction: Record<string, never>;
}

/** `route` is absent when no target of it may answer now: `problem` says why. */
export interface RouteOrder {
  readonly route?: RouteExplanation;
  readonly problem?: string;
}

/** Answers that come with the page, to what it is going to ask first. */
export interface PreparedAnswers {
  /** A page that is loaded again, as one that was hidden, has been given them before: they are not of now. */
  readonly id: string;
  /** When it was asked, by the clock of the host. */
  readonly atMs: number;
  readonly answers: readonly PreparedAnswer[];
}

export interface PreparedAnswer {
  readonly method: PageMethod;
  readonly params: unknown;
  readonly result: unknown;
}

/** One handler a method: what the host implements. */
export type PageRequestHandlers = {
  readonly [M in PageMethod]: (params: PageParams<M>, signal: AbortSignal) => Promise<PageResults[M]>;
};

/** What the page starts with. */
export interface LoadedPage {
  readonly state: PageState;
  /** Unsaved changes of a page that was closed. */
  readonly draft?: unknown;
  readonly place?: PagePlace;
  /** What was kept last of how usage is looked at. */
  readonly usageView?: unknown;
}

/** A part of the page that a command leads to. `add` opens the form of a new provider, of this type when it names one. */
export type PagePlace = Readonly<z.infer<typeof pagePlaceSchema>>;

const pagePlaceSchema = z.discriminatedUnion('page', [
  z.object({ page: z.literal('requests'), exchange: z.optional(z.string()) }),
  z.object({
    page: z.literal('providers'),
    provider: z.optional(z.string()),
    add: z.optional(z.union([z.boolean(), z.string()])),
  }),
  z.object({ page: z.literal('workspaces'), workspace: z.optional(z.string()) }),
  z.object({ page: z.literal('routes'), route: z.optional(z.string()) }),
  z.object({ page: z.literal('agents'), agent: z.optional(z.string()) }),
  z.object({ page: z.literal('usage') }),
  z.object({ page: z.literal('limits') }),
]);

/** Everything that the page shows; sent whole when it changes. */
export interface PageState {
  /** This window's, as requests name it. */
  readonly windowId: string;
  readonly status: GatewayStatus;
  /** The user's own settings as written: what the page edits. */
  readonly settings: UserSettings;
  /** What opened folders bring; shown, never edited. */
  readonly opened: readonly OpenedSettings[];
  readonly trusted: boolean;
  /** Empty until the gateway has said them. */
  readonly providerTypes: readonly ProviderTypeInfo[];
  /** Origins that keys are stored for, by provider and account. */
  readonly keyOrigins: readonly {
    readonly provider: string;
    readonly account: string;
    readonly origin: string;
  }[];
  /** Language ids that this VS Code knows, for suggestions. */
  readonly languages: readonly string[];
}

export interface UserSettings {
  readonly providers: Readonly<Record<string, unknown>>;
  readonly workspaces: Readonly<Record<string, unknown>>;
  readonly modelOverrides: Readonly<Record<string, unknown>>;
  readonly routes: Readonly<Record<string, unknown>>;
  /** The settings that are one object each, those that are written. */
  readonly objects: Readonly<Partial<Record<ObjectSetting, unknown>>>;
  readonly activeWorkspace?: string;
  /** settings.json cannot be read or edited as it is: why, and what to do. */
  readonly problem?: string;
}

export interface OpenedSettings {
  readonly scope: 'workspace' | 'folder';
  /** The folder's URI, for `folder`. */
  readonly folder?: string;
  /** How it is named to people. */
  readonly name: string;
  readonly workspaces: Readonly<Record<string, unknown>>;
  readonly activeWorkspace?: string;
}

const pageMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('request'), id: z.number(), method: z.string(), params: z.unknown() }),
  z.object({ type: z.literal('cancel'), id: z.number() }),
]);

/** What the page sends. */
export type PageMessage = z.infer<typeof pageMessageSchema>;

/** What the host sends. */
export type HostMessage =
  | { readonly type: 'response'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly code: string; readonly message: string }
  | { readonly type: 'state'; readonly state: PageState }
  | { readonly type: 'exchanges'; readonly live: LiveExchanges }
  | { readonly type: 'show'; readonly place: PagePlace };

/** A message of the page when it is one, else undefined. */
export function parsePageMessage(raw: unknown): PageMessage | undefined {
  return pageMessageSchema.safeParse(raw).data;
}

/** The place that somebody asks for, a keybinding say, when there is one like that, else undefined. */
export function parsePagePlace(raw: unknown): PagePlace | undefined {
  return pagePlaceSchema.safeParse(raw).data;
}

/** Whether a method exists. */
export function isPageMethod(method: string): method is PageMethod {
  return Object.hasOwn(pageRequestParams, method);
}

/** The parameters of a method when they are of its shape, else undefined. */
export function parsePageParams<M extends PageMethod>(method: M, raw: unknown): PageParams<M> | undefined {
  const result = pageRequestParams[method].safeParse(raw);
  return result.success ? (result.data as PageParams<M>) : undefined;
}
