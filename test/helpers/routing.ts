import type { EffectiveConfig } from '../../src/config/effectiveConfig.ts';
import { resolveConfig } from '../../src/config/resolveConfig.ts';
import { formatModelReference } from '../../src/gateway/modelReference.ts';
import type { OrderContext } from '../../src/gateway/routes/orderUnits.ts';
import { RouteTurns } from '../../src/gateway/routes/routeTurns.ts';
import { measuresOf } from '../../src/gateway/routes/targetMeasures.ts';
import { noLatencyPriors } from './noLatencyPriors.ts';
import { unpricedLedger } from './unpricedLedger.ts';
import type { RequestFile } from '../../src/gateway/routing/decision.ts';
import type { ModelDirectory } from '../../src/gateway/routing/modelDirectory.ts';
import { Router } from '../../src/gateway/routing/router.ts';
import type { RoutingRequest } from '../../src/gateway/routing/routingRequest.ts';
import { TurnMap } from '../../src/gateway/routing/turnMap.ts';
import type {
  DiagnosticCounts,
  EditorWindow,
  WindowFolder,
  WindowOverride,
} from '../../src/gateway/routing/window.ts';
import type { WindowSource } from '../../src/gateway/routing/windowSource.ts';
import type {
  ChatRequest,
  CompletionRequest,
  EmbeddingsRequest,
  NeutralMessage,
  NeutralPart,
} from '../../src/gateway/wire/exchange.ts';

/** A message of one text. */
export function says(role: NeutralMessage['role'], ...texts: string[]): NeutralMessage {
  return { role, content: texts.map((text) => ({ type: 'text', text })) };
}

/** The model calls one tool. */
export function calls(name: string, args: unknown): NeutralMessage {
  const argumentsJson = typeof args === 'string' ? args : JSON.stringify(args);
  return { role: 'assistant', content: [{ type: 'toolCall', id: 'call_1', name, argumentsJson }] };
}

/** A tool's result. */
export function results(...texts: string[]): NeutralMessage {
  const content: NeutralPart[] = texts.map((text) => ({
    type: 'toolResult',
    toolCallId: 'call_1',
    content: [{ type: 'text', text }],
    isError: false,
  }));
  return { role: 'tool', content };
}

/** A chat request of these messages; a text is one user message. */
export function chat(
  messages: string | readonly NeutralMessage[],
  change: Partial<ChatRequest> = {},
): ChatRequest {
  return {
    kind: 'chat',
    model: 'auto',
    stream: false,
    includeUsage: false,
    messages: typeof messages === 'string' ? [says('user', messages)] : messages,
    tools: [],
    stop: [],
    extras: {},
    ...change,
  };
}

export function completion(prompt: string, change: Partial<CompletionRequest> = {}): CompletionRequest {
  return {
    kind: 'completion',
    model: 'auto',
    stream: false,
    includeUsage: false,
    prompt,
    stop: [],
    extras: {},
    ...change,
  };
}

export function embeddings(input: string, change: Partial<EmbeddingsRequest> = {}): EmbeddingsRequest {
  return { kind: 'embeddings', model: 'auto', input: [input], extras: {}, ...change };
}

/** The routing request of a neutral one, at the route of its kind. */
export function asked(
  request: RoutingRequest['request'],
  change: Partial<RoutingRequest> = {},
): RoutingRequest {
  const routes = { chat: 'chat', completion: 'completions', embeddings: 'embeddings' } as const;
  return { request, route: routes[request.kind], headers: {}, ignoreModel: false, ...change };
}

export interface DirectoryFacts {
  readonly providers: readonly string[];
  /** Providers whose models are local. */
  readonly local?: readonly string[];
  /** `provider/model` that the provider no longer lists. */
  readonly gone?: readonly string[];
  /** `provider/model` that the provider lists. */
  readonly listed?: readonly string[];
  readonly withoutKey?: readonly string[];
}

function directoryOf({
  providers,
  local = [],
  gone = [],
  listed = [],
  withoutKey = [],
}: DirectoryFacts): ModelDirectory {
  return {
    // Tests take models away by adding to `gone`.
    get revision() {
      return gone.length;
    },
    hasProvider: (id) => providers.includes(id),
    isLocal: ({ provider }) => local.includes(provider),
    modelState: (reference) => {
      const written = formatModelReference(reference);
      if (gone.includes(written)) return 'gone';
      return listed.includes(written) ? 'known' : 'unknown';
    },
    usable: (id) => !withoutKey.includes(id),
    providerIds: () => [...providers],
  };
}

/** An open file, its absolute path in the folder `/home/me/<folder>`. */
export function openFile(path: string, languageId?: string, folder = 'shop'): RequestFile {
  return { path, folder, languageId, absolutePath: `/home/me/${folder}/${path}` };
}

export function folderOf(name: string, path = `/home/me/${name}`): WindowFolder {
  return { name, path, uri: `file://${path}` };
}

export interface WindowFacts {
  readonly id?: string;
  readonly folders?: readonly WindowFolder[];
  readonly active?: RequestFile;
  readonly visible?: readonly RequestFile[];
  readonly open?: readonly RequestFile[];
  readonly diagnostics?: DiagnosticCounts;
  readonly override?: WindowOverride;
  readonly focusedAtMs?: number;
}

export function windowOf(facts: WindowFacts = {}): EditorWindow {
  const { id = 'w1', folders = [folderOf('shop')], active, visible = [], open = [], diagnostics } = facts;
  return {
    id,
    context: { folders, active, visible, open, diagnostics },
    override: facts.override ?? {},
    focusedAtMs: facts.focusedAtMs ?? 1,
  };
}

export function windowsOf(...windows: EditorWindow[]): WindowSource {
  return { get: (id) => windows.find((window) => window.id === id), all: () => [...windows] };
}

/** A configuration as a headless file would say it, resolved by the real code. */
export function configOf(value: Record<string, unknown>): EffectiveConfig {
  return resolveConfig([{ kind: 'file', value }], { env: {}, trusted: true, confirmedWorkspaces: [] });
}

export interface SceneFacts extends Partial<DirectoryFacts> {
  readonly config?: EffectiveConfig;
  /** Rules and catch-all of the workspace `default`. */
  readonly workspace?: Record<string, unknown>;
  readonly turns?: TurnMap;
  readonly platform?: NodeJS.Platform;
  readonly order?: OrderContext;
  /** The time of every decision, in ms since 1970. */
  readonly nowMs?: number;
}

/** Nothing is spent or measured, and chance is half and half. */
export function orderOf(config: EffectiveConfig, change: Partial<OrderContext> = {}): OrderContext {
  const measures = measuresOf({
    config,
    ledger: unpricedLedger,
    latency: noLatencyPriors,
    isLocal: () => false,
  });
  return { turns: new RouteTurns(), measures, random: () => 0.5, ...change };
}

/** Providers of every test: `a`, `b`, `c` and `d` are remote, `local` is not. */
export const providerTable = {
  a: { type: 'openai' },
  b: { type: 'anthropic' },
  c: { type: 'openrouter' },
  d: { type: 'openai' },
  local: { type: 'ollama' },
};

/** A router over the workspace `default` with the providers of `providerTable`. */
export function routerOf(facts: SceneFacts = {}): Router {
  const config =
    facts.config ?? configOf({ providers: providerTable, workspaces: { default: facts.workspace ?? {} } });
  const directory = directoryOf({
    providers: facts.providers ?? [...config.providers.keys()],
    local: facts.local ?? ['local'],
    gone: facts.gone,
    listed: facts.listed,
    withoutKey: facts.withoutKey,
  });
  return new Router({
    order: facts.order ?? orderOf(config),
    config,
    directory,
    turns: facts.turns ?? new TurnMap(),
    platform: facts.platform ?? 'linux',
    ...(facts.nowMs === undefined ? {} : { now: () => facts.nowMs ?? 0 }),
  });
}
