import type { ExplainResult } from '../../protocol/gatewayRequests.ts';
import type { Intent } from '../intent/intent.ts';
import { formatModelReference } from '../modelReference.ts';
import type { Explanation } from '../routing/decision.ts';
import type { RoutingRequest } from '../routing/routingRequest.ts';
import type { ChatRequest, CompletionRequest, EmbeddingsRequest, NeutralRequest } from '../wire/exchange.ts';

/** A request that is only thought of: what a person types to see where it would go. */
export interface DryRun {
  readonly text?: string;
  /** Paths that the request is about, as if named in its text. */
  readonly files?: readonly string[];
  readonly request?: 'chat' | 'fim' | 'embeddings';
  /** `auto` by default. */
  readonly model?: string;
  /** The window that it would come from. */
  readonly windowId?: string;
}

/** The routing request of a dry run. */
export function dryRunRequest(run: DryRun): RoutingRequest {
  const base = { headers: {}, ignoreModel: false, pinnedWindow: run.windowId };
  switch (run.request ?? 'chat') {
    case 'chat':
      return { ...base, route: 'chat', request: chatRequest(run) };
    case 'fim':
      return { ...base, route: 'completions', request: completionRequest(run) };
    case 'embeddings':
      return { ...base, route: 'embeddings', request: embeddingsRequest(run) };
  }
}

/** An explanation as the editor and the command show it. */
export function explainResult(explanation: Explanation, request: NeutralRequest['kind']): ExplainResult {
  const { decision } = explanation;
  const kinds = { chat: 'chat', completion: 'fim', embeddings: 'embeddings' } as const;
  return {
    model: decision === undefined ? undefined : formatModelReference(decision.target),
    workspace: explanation.workspace ?? '',
    kind: decision?.kind ?? kinds[request],
    cause: decision?.cause,
    reason: decision?.reason,
    layer: decision?.layer,
    files: (decision?.files ?? explanation.layers[0]?.files ?? []).map((file) => file.path),
    error: explanation.error,
    facts: request === 'chat' ? factTexts(explanation) : [],
    rules: explanation.rules,
    route: explanation.route,
    warnings: decision?.warnings ?? [],
  };
}

function factTexts({ intent, requestClass, tokens }: Explanation): string[] {
  // A preview has no words yet.
  if (tokens === 0) return [];
  const signals = intent === undefined ? [] : intentSignals(intent);
  return [
    ...(intent === undefined ? [] : [`intent ${intent.label}, confidence ${intent.confidence.toFixed(2)}`]),
    ...(signals.length === 0 ? [] : [`signs of ${signals.join(', ')}`]),
    `${requestClass} request`,
    `about ${tokens} tokens`,
  ];
}

function intentSignals({ signals }: Intent): string[] {
  return [
    signals.codeFence ? 'fenced code' : '',
    signals.programmingWords > 0 ? `programming (${signals.programmingWords} words)` : '',
    signals.translation ? 'translation' : '',
    signals.vision ? 'images' : '',
    signals.safety ? 'risk' : '',
  ].filter((sign) => sign !== '');
}

const model = (run: DryRun): string => run.model ?? 'auto';

/** The text with each file as an empty fence that names it, the way editors attach files. */
function textWithFiles(run: DryRun): string {
  const fences = (run.files ?? []).map((file) => `\`\`\`${languageWord(file)} ${file}\n\`\`\``);
  return [run.text ?? '', ...fences].filter((part) => part !== '').join('\n\n');
}

function languageWord(file: string): string {
  return /\.(\w+)$/.exec(file)?.[1] ?? 'text';
}

function chatRequest(run: DryRun): ChatRequest {
  return {
    kind: 'chat',
    model: model(run),
    stream: false,
    includeUsage: false,
    stop: [],
    tools: [],
    extras: {},
    messages: [{ role: 'user', content: [{ type: 'text', text: textWithFiles(run) }] }],
  };
}

function completionRequest(run: DryRun): CompletionRequest {
  const separators = (run.files ?? []).map((file) => `<|file_sep|>${file}\n`).join('');
  return {
    kind: 'completion',
    model: model(run),
    stream: false,
    includeUsage: false,
    stop: [],
    prompt: `${separators}${run.text ?? ''}`,
    suffix: '',
    extras: {},
  };
}

function embeddingsRequest(run: DryRun): EmbeddingsRequest {
  return { kind: 'embeddings', model: model(run), input: [run.text ?? ''], extras: {} };
}
