import type { Decision } from '../../routing/decision.ts';
import type { EffectiveConfig } from '../../../config/effectiveConfig.ts';
import { GatewayError } from '../../errors.ts';
import type { PathFamily } from '../../providers/passedPaths/passedPath.ts';
import type { Provider } from '../../providers/provider.ts';
import type { UpstreamAnswer } from '../../upstream/attempt.ts';
import type { RequestSize } from '../../usage/money/ledger.ts';
import { forwardResponseHeaders } from '../../upstream/forwardedHeaders.ts';
import { type JsonObject, parseObject } from '../../wire/json.ts';
import { runAttempts } from '../attempts/runAttempts.ts';
import type { AttemptContext, StartedAnswer } from '../attempts/startedAnswer.ts';
import type { ExchangeContext } from '../exchangeContext.ts';
import { forwardedPath } from '../forwardedPath.ts';
import { givenIds } from '../givenIds/idsInDocument.ts';
import { answerStored } from '../responseStore/answerStored.ts';
import { expandBody } from '../responseStore/expandBody.ts';
import { placeExchange } from '../placeExchange.ts';
import { sendToProvider } from '../sendToProvider.ts';
import { BatchWatch, type FinishedBatch, totalUsage } from './batchWatch.ts';
import type { ClientBody } from './clientBody.ts';
import { openBody, type PassedBody, type SentBody } from './passedBody.ts';
import type { PassedExchange } from './passedExchange.ts';
import { passedRequest } from './passedRouting.ts';

/** Larger answers are contents of files and the like, and give out no ids. */
const longestExamined = 1024 * 1024;

/** Where a form names a model; elsewhere it may go on with its first file. */
const formsWithModel: ReadonlySet<PathFamily> = new Set(['images', 'audio', 'videos']);

/** What providers take money for by the request; keeping files, vectors and conversations is billed otherwise. */
const paidFamilies: ReadonlySet<PathFamily> = new Set([
  'images',
  'audio',
  'videos',
  'rerank',
  'batches',
  'message batches',
  'responses',
  'fine-tuning',
  'further OpenAI paths',
]);

const uncounted: RequestSize = { promptBytes: 0, mediaTokens: 0, isUncounted: true };

/**
 * Passes a request on to the provider that its model or an id in it names, else to the first that has the path, and its answer
 * back, both byte for byte. Throws GatewayError and ClientGone.
 */
export async function answerPassedPath(received: ExchangeContext, passed: PassedExchange): Promise<void> {
  if (await answerStored(received, passed)) return;
  const { services: edge } = received;
  const body = await openBody(expanding(received, passed), {
    namesModel: formsWithModel.has(passed.family),
    needsAll: (edge.windows?.configs() ?? [edge.config()]).some(hasGuards),
  });
  const context = await placeExchange(received, passedRequest(received, passed, body).routing);
  const { services, progress } = context;
  const request = passedRequest(context, passed, body);
  progress.routing = request.routing;
  const decision = services.decidePassed(request);
  progress.decision = decision;
  const { target } = decision;
  configured(services.provider(target.provider), target.provider, request.path);
  const sent = body.send(isNamed(decision) ? target.model : undefined);
  const ask = async (attempted: AttemptContext): Promise<StartedAnswer> => {
    const answer = await sendPassed(attempted, passed, sent);
    return { write: () => writePassed(attempted, passed, answer, body) };
  };
  await runAttempts(context, decision, {
    ask,
    paid: isPaid(passed) ? { size: uncounted, request: request.routing.request } : undefined,
    once: sent.bodyPieces !== undefined,
  });
}

/** Whether a model is put to work, and not only something kept, listed or taken back. */
function isPaid({ family, method, path }: PassedExchange): boolean {
  return method === 'POST' && paidFamilies.has(family) && !path.upstreamPath.endsWith('/cancel');
}

/** Whether the client named what answers: then the provider gets its own name of it. */
function isNamed({ cause }: Decision): boolean {
  return cause === 'named model' || cause === 'named route';
}

function sendPassed(
  context: AttemptContext,
  passed: PassedExchange,
  sent: SentBody,
): Promise<UpstreamAnswer> {
  const { incoming } = context;
  return sendToProvider(context, {
    method: passed.method,
    path: forwardedPath(passed.path.upstreamPath, incoming.query),
    format: isAnthropic(passed.family) ? 'messages' : 'chat',
    body: sent.body,
    bodyPieces: sent.bodyPieces,
    headers: {
      ...(passed.body.isEmpty ? {} : bodyHeaders(passed.body.contentType, sent)),
      accept: incoming.headers.accept ?? '*/*',
    },
  });
}

async function writePassed(
  context: AttemptContext,
  passed: PassedExchange,
  answer: UpstreamAnswer,
  body: PassedBody,
): Promise<void> {
  const { attempt, progress, services } = context;
  const results = BatchWatch.of(passed);
  progress.stream = answer.headers['content-type']?.startsWith('text/event-stream') === true;
  await passAnswer(context, answer, {
    see: (chunk) => results?.see(chunk),
    onDocument: (document) => {
      const model = body.model === undefined ? undefined : attempt.target.model;
      const { provider, account } = attempt;
      services.ids.note(givenIds(document), { provider: provider.id, account: account.id, model });
      results?.seeDocument(document);
    },
  });
  billBatch(context, results?.finished());
  progress.finished = true;
}

/** Once, whoever asks how often. */
function billBatch({ attempt, progress, services }: AttemptContext, batch: FinishedBatch | undefined): void {
  if (batch === undefined) return;
  const { target, account } = attempt;
  const spender = { target, account: account.id, workspace: progress.decision?.workspace ?? '' };
  const cost = services.batchBills.bill(batch.id, spender, batch.uses);
  if (cost === undefined) return;
  attempt.billed(cost);
  progress.usage = totalUsage(batch.uses);
}

/** Counting and compacting refer to earlier responses as well. */
function expanding({ services }: ExchangeContext, { family, body }: PassedExchange): ClientBody {
  if (family !== 'responses') return body;
  return { ...body, json: async () => expandBody(await body.json(), services.responses) };
}

function isAnthropic(family: PathFamily): boolean {
  return family === 'anthropic files' || family === 'message batches';
}

/** The names of files that a `localOnly` rule might cover stand anywhere in a form. */
function hasGuards({ workspaces, userLocalOnlyRules }: EffectiveConfig): boolean {
  const rules = [...workspaces.values()].flatMap((workspace) => workspace.rules);
  return userLocalOnlyRules.length > 0 || rules.some(({ localOnly }) => localOnly === true);
}

function configured(provider: Provider | undefined, id: string, path: string): Provider {
  if (provider !== undefined && provider.entry.type !== 'demo') return provider;
  throw provider === undefined
    ? new GatewayError('provider_unavailable', `The provider ${id} is not configured (any more).`, {
        details: { provider: id },
      })
    : new GatewayError('unknown_path', `The built-in provider ${id} has no ${path}; name another one.`, {
        details: { path },
      });
}

function bodyHeaders(contentType: string | undefined, { length }: SentBody): Record<string, string> {
  return {
    'content-type': contentType ?? 'application/json',
    ...(length === undefined ? {} : { 'content-length': String(length) }),
  };
}

/** What looks at an answer as it goes by. */
interface AnswerWatch {
  readonly see: (chunk: Uint8Array) => void;
  readonly onDocument: (document: JsonObject) => void;
}

/**
 * Sends an answer on as it comes, events too. A JSON document of usual size is held until it is whole, so that its ids are known
 * before the client can ask for them.
 */
async function passAnswer(
  { client }: ExchangeContext,
  answer: UpstreamAnswer,
  { see, onDocument }: AnswerWatch,
): Promise<void> {
  const contentType = answer.headers['content-type'] ?? 'application/octet-stream';
  const headers = passedHeaders(answer, contentType);
  const isDocument = /[/+]json\b/i.test(contentType);
  const held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body) {
    length += chunk.length;
    see(chunk);
    held.push(chunk);
    if (isDocument && length <= longestExamined) continue;
    if (!client.headSent) client.sendHead(answer.status, headers);
    await client.write(held.length === 1 ? chunk : Buffer.concat(held));
    held.length = 0;
  }
  const rest = Buffer.concat(held);
  const document = client.headSent ? undefined : parseObject(rest.toString());
  if (document !== undefined) onDocument(document);
  if (!client.headSent) client.sendHead(answer.status, headers);
  await client.end(rest);
}

function passedHeaders({ headers }: UpstreamAnswer, contentType: string): Record<string, string> {
  const { 'content-length': length, 'content-disposition': disposition } = headers;
  return {
    ...forwardResponseHeaders(headers),
    'content-type': contentType,
    ...(length === undefined ? {} : { 'content-length': length }),
    ...(disposition === undefined ? {} : { 'content-disposition': disposition }),
  };
}
