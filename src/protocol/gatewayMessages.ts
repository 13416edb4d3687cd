import * as z from 'zod/mini';
import type { LiveExchanges } from './exchanges.ts';
import type { QuestionMethod } from './editorQuestions.ts';
import type { GatewayStatus } from './status.ts';

/**
 * Messages between the editor (extension host) and the gateway process, over child-process IPC (JSON).
 * What the gateway receives is checked against these schemas; what the editor receives is our own process's and typed.
 */

const fileSchema = z.object({
  path: z.string(),
  folder: z.optional(z.string()),
  languageId: z.optional(z.string()),
  absolutePath: z.optional(z.string()),
});

const folderSchema = z.object({
  name: z.string(),
  path: z.string(),
  uri: z.string(),
  /** The git branch; null: on none, absent: not known. */
  branch: z.optional(z.nullable(z.string())),
});

const diagnosticsSchema = z.object({ errors: z.number(), warnings: z.number() });

/** One scope of the user's settings: the `muxgate.*` object as written there, never VS Code's merged value. */
const scopeSchema = z.object({
  scope: z.enum(['user', 'workspace', 'folder']),
  /** The folder's URI, for `folder`. */
  folder: z.optional(z.string()),
  value: z.record(z.string(), z.unknown()),
});

export const configureSchema = z.object({
  type: z.literal('configure'),
  scopes: z.array(scopeSchema),
  /** Nothing of workspace and folder scopes counts without trust. */
  trusted: z.boolean(),
  /** Hashes of folder workspaces that the user confirmed. */
  confirmedWorkspaces: z.array(z.string()),
  proxy: z.object({
    proxy: z.optional(z.string()),
    proxyAuthorization: z.optional(z.string()),
    noProxy: z.array(z.string()),
    strictSsl: z.boolean(),
  }),
});

export const keysSchema = z.object({
  type: z.literal('keys'),
  keys: z.array(z.object({ provider: z.string(), account: z.string(), origin: z.string(), key: z.string() })),
  accessKeys: z.array(z.string()),
});

/** The window's editor context: whole first, then only the members that changed. `active: null` means none. */
const contextSchema = z.object({
  type: z.literal('context'),
  folders: z.optional(z.array(folderSchema)),
  active: z.optional(z.nullable(fileSchema)),
  visible: z.optional(z.array(fileSchema)),
  open: z.optional(z.array(fileSchema)),
  /** Of the active file; null without one. */
  diagnostics: z.optional(z.nullable(diagnosticsSchema)),
  focusedAtMs: z.optional(z.number()),
  /** Ids of the window's extension host and of its terminals' shells: programs below them belong to it. */
  processes: z.optional(z.array(z.number())),
});

const overrideSchema = z.object({
  type: z.literal('override'),
  chat: z.optional(z.string()),
  fim: z.optional(z.string()),
  workspace: z.optional(z.string()),
});

export const helloSchema = z.object({
  type: z.literal('hello'),
  protocolVersion: z.number(),
  extensionVersion: z.string(),
  windowId: z.string(),
  dataDir: z.optional(z.string()),
});

const requestSchema = z.object({
  type: z.literal('request'),
  id: z.number(),
  method: z.string(),
  params: z.unknown(),
});

const cancelSchema = z.object({ type: z.literal('cancel'), id: z.number() });
/** Whether this window wants to be told what runs and ends: only while somebody looks. */
const watchExchangesSchema = z.object({ type: z.literal('watchExchanges'), on: z.boolean() });

/** So many parts of a streamed answer were taken (partFlow.ts). */
const takenSchema = z.object({ type: z.literal('taken'), id: z.number(), count: z.number() });

/** What comes back of a question that the gateway asked (editorQuestions.ts): parts, then an answer or a failure. */
const answerPartSchema = z.object({
  type: z.literal('answer-part'),
  id: z.number(),
  part: z.unknown(),
});
const answerSchema = z.object({ type: z.literal('answer'), id: z.number(), result: z.unknown() });
const answerFailureSchema = z.object({
  type: z.literal('answer-failure'),
  id: z.number(),
  error: z.object({
    code: z.enum([
      'cancelled',
      'not_running',
      'consent_required',
      'no_permissions',
      'blocked',
      'not_found',
      'no_models',
      'failed',
    ]),
    message: z.string(),
  }),
});

const shutdownSchema = z.object({ type: z.literal('shutdown') });

export const editorMessageSchema = z.discriminatedUnion('type', [
  helloSchema,
  configureSchema,
  keysSchema,
  contextSchema,
  overrideSchema,
  requestSchema,
  cancelSchema,
  watchExchangesSchema,
  takenSchema,
  answerPartSchema,
  answerSchema,
  answerFailureSchema,
  shutdownSchema,
]);

export type EditorMessage = z.infer<typeof editorMessageSchema>;
export type ConfigureMessage = z.infer<typeof configureSchema>;
export type KeysMessage = z.infer<typeof keysSchema>;
export type ContextMessage = z.infer<typeof contextSchema>;
export type OverrideMessage = z.infer<typeof overrideSchema>;
/** The gateway's question as the editor receives it, and what the editor sends back. */
export type QuestionReply = z.infer<
  typeof answerPartSchema | typeof answerSchema | typeof answerFailureSchema
>;

/** What the gateway logs, for the output of the window. */
export interface LogLine {
  readonly level: 'error' | 'warn' | 'info' | 'debug' | 'trace';
  readonly message: string;
}

/** What the gateway sends to the editor. */
export type GatewayMessage =
  | { readonly type: 'welcome'; readonly protocolVersion: number; readonly pid: number }
  | { readonly type: 'status'; readonly status: GatewayStatus }
  | ({ readonly type: 'log' } & LogLine)
  /** What was logged in a while, in its order. */
  | { readonly type: 'logs'; readonly lines: readonly LogLine[] }
  /** A sign-in was renewed and must be kept in the place of the one before, which may be good no more. */
  | {
      readonly type: 'login-renewed';
      readonly provider: string;
      readonly account: string;
      readonly origin: string;
      readonly key: string;
    }
  /** What runs and what has ended, only to who watches. */
  | { readonly type: 'exchanges'; readonly live: LiveExchanges }
  /** A piece of an answer that comes in parts, before its `response`; the editor says `taken`. */
  | { readonly type: 'part'; readonly id: number; readonly part: unknown }
  | { readonly type: 'response'; readonly id: number; readonly result: unknown }
  | {
      readonly type: 'failure';
      readonly id: number;
      readonly error: { readonly code: string; readonly message: string; readonly status?: number };
    }
  /** What the gateway asks the editor. The ids are the gateway's own. */
  | {
      readonly type: 'question';
      readonly id: number;
      readonly method: QuestionMethod;
      readonly params: unknown;
    }
  | { readonly type: 'question-taken'; readonly id: number; readonly count: number }
  | { readonly type: 'question-cancel'; readonly id: number };
