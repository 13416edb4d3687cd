import { cacheKey } from '../cache/cacheKey.ts';
import type { CachedAnswer } from '../cache/responseCache.ts';
import type { Decision } from '../routing/decision.ts';
import { AnswerRecorder } from './answerRecorder.ts';
import type { ExchangeContext } from './exchangeContext.ts';
import type { TextRequest } from './modelExchange.ts';
import { streamFraming } from './streamFraming.ts';

/** Fields of a request whose answer depends on what a provider keeps. */
const keptElsewhere = ['previous_response_id', 'conversation', 'background', 'cachedContent', 'container'];

export interface CacheUse {
  /** The client has its answer. */
  readonly answered: boolean;
  /** To be called when it was answered otherwise: keeps that answer, where it is whole and of whom was decided on. */
  readonly keep: () => void;
}

const noUse: CacheUse = { answered: false, keep: () => undefined };

/**
 * Gives an answer again to exactly the same request of the same workspace, where the user wants that: as it was sent, so that a
 * stream is a stream in the client's format. Throws ClientGone.
 */
export function answerFromCache(
  context: ExchangeContext,
  sent: TextRequest,
  decision: Decision,
): CacheUse | Promise<CacheUse> {
  return mayCache(context, sent, decision) ? lookUp(context, sent, decision) : noUse;
}

async function lookUp(context: ExchangeContext, sent: TextRequest, decision: Decision): Promise<CacheUse> {
  const { services, progress, client, incoming } = context;
  const { target, plan, workspace } = decision;
  const key = cacheKey({
    workspace,
    address: [
      sent.route.format,
      incoming.address?.model,
      String(progress.stream),
      incoming.query.get('alt') ?? undefined,
    ],
    target: [target.provider, target.model, plan.route],
    headers: incoming.headers,
    body: sent.body.json,
  });
  const known = isFresh(incoming.headers) ? undefined : services.cache.get(key);
  progress.cached = known !== undefined;
  if (known !== undefined) {
    await replay(context, sent, known);
    return { answered: true, keep: () => undefined };
  }
  const recorder = new AnswerRecorder(services.cache.maxBodyBytes);
  client.record(recorder);
  return {
    answered: false,
    keep: () => {
      const { answering, failure, finished } = progress;
      const isOther =
        answering !== undefined &&
        (answering.target.provider !== target.provider || answering.target.model !== target.model);
      if (!finished || failure !== undefined || isOther || recorder.isCut || client.status !== 200) return;
      services.cache.put(key, { headers: ownHeaders(recorder.headers), body: recorder.body });
    },
  };
}

function mayCache(
  { services, progress, incoming }: ExchangeContext,
  sent: TextRequest,
  decision: Decision,
): boolean {
  const { cache, workspaces } = services.config();
  if (!(workspaces.get(decision.workspace)?.cache ?? cache.enabled)) return false;
  if (/\bno-store\b/.test(incoming.headers['cache-control'] ?? '')) return false;
  if (progress.given !== undefined || keptElsewhere.some((name) => sent.body.json[name] !== undefined))
    return false;
  if (!cache.tools && usesTools(sent)) return false;
  // Who has no key of their own there must get no answer from it.
  return services.provider(decision.target.provider)?.auth !== 'passthrough';
}

/** Offers tools, or speaks of calls: whether one is called is only known at the end. */
function usesTools({ request }: TextRequest): boolean {
  if (request.kind !== 'chat') return false;
  return (
    request.tools.length > 0 ||
    request.messages.some(({ content }) =>
      content.some(({ type }) => type === 'toolCall' || type === 'toolResult'),
    )
  );
}

/** The client wants no old answer; a new one may be kept. */
function isFresh(headers: Readonly<Record<string, string>>): boolean {
  return /\bno-cache\b|\bmax-age=0\b/.test(headers['cache-control'] ?? '');
}

async function replay(
  { client, progress, incoming }: ExchangeContext,
  sent: TextRequest,
  answer: CachedAnswer,
): Promise<void> {
  const { headers, body } = answer;
  if (progress.stream) {
    client.beginStream(headers, streamFraming(incoming, sent.route));
    await client.write(body);
  } else {
    client.sendHead(200, { ...headers, 'content-length': String(body.length) });
    await client.end(body);
  }
  progress.finished = true;
  await client.end();
}

/** Limits and ids of the provider were those of another request. */
function ownHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return { 'content-type': headers['content-type'] ?? 'application/json' };
}
