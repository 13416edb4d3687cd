import type { Provider } from '../providers/provider.ts';
import type { Decision } from '../routing/decision.ts';
import { conversationKey } from '../routing/turns/conversationKey.ts';
import type { GivenId } from '../routing/passedRequest.ts';
import type { RoutingRequest } from '../routing/routingRequest.ts';
import type { RequestAddress } from '../wire/codec.ts';
import type { NeutralRequest } from '../wire/exchange.ts';
import type { JsonObject } from '../wire/json.ts';
import { answerEmbeddings, noEmbeddings } from './answerEmbeddings.ts';
import { answerFromCache } from './answerFromCache.ts';
import { answerFromDemo } from './answerFromDemo.ts';
import { answerLoad } from './answerLoad.ts';
import { answerTokenCount } from './answerTokenCount.ts';
import { answerWithModel } from './answerWithModel.ts';
import { beginCapture } from './captureExchange.ts';
import { mayHoldMedia } from '../usage/money/mediaMarks.ts';
import { requestSize } from '../usage/money/requestSize.ts';
import type { RequestSize } from '../usage/money/ledger.ts';
import { joiningOf } from './attempts/joinedAnswer.ts';
import { runAttempts } from './attempts/runAttempts.ts';
import type { AttemptContext, StartedAnswer } from './attempts/startedAnswer.ts';
import type { ExchangeContext, ExchangeProgress, IncomingExchange } from './exchangeContext.ts';
import type { ModelExchange, TextRequest } from './modelExchange.ts';
import { mentionedIds } from './givenIds/idsInDocument.ts';
import { type ModelRoute, settleRoute } from './modelRoutes.ts';
import { refuseByOverride } from './overrides/refuseByOverride.ts';
import { withParameters } from './overrides/targetParameters.ts';
import { placeExchange } from './placeExchange.ts';
import type { RequestBody } from './requestBody.ts';
import { expandBody } from './responseStore/expandBody.ts';
import type { GatewayServices } from './services.ts';
import { streamFraming } from './streamFraming.ts';
import { decodeChat, glimpsed } from './unreadChat.ts';
import { streamHeaders } from './writeAnswer.ts';

/** Decodes a request, decides which models may answer it, and has it answered. Throws GatewayError and ClientGone. */
export async function answerRequest(
  received: ExchangeContext,
  endpoint: ModelRoute,
  sent: RequestBody,
): Promise<void> {
  beginCapture(received, sent.bytes);
  const { ledger } = received.services;
  // A route may be ordered by what its targets cost.
  if (ledger.ready !== undefined) await ledger.ready;
  const route = settleRoute(endpoint, sent.json);
  const body = referredTo(received.services, route, sent);
  const { progress } = received;
  progress.inboundFormat = route.format;
  noteKept(progress, () => received.services.ids.findFirst(mentionedIds(body.json)));
  const placed = (request: NeutralRequest): ExchangeContext | Promise<ExchangeContext> =>
    placeExchange(received, routingRequest(route, request, received.incoming));
  const goingOn = (context: ExchangeContext): ExchangeContext => {
    progress.given = previousResponse(context.services, route, body.json);
    return context;
  };
  switch (route.kind) {
    case 'chat': {
      const request = decodeChat(route.codec, body, received.incoming.address);
      await answerText(goingOn(await placed(request)), { kind: 'chat', route, request, body });
      return;
    }
    case 'completion': {
      const request = route.codec.decodeRequest(body.json);
      await answerText(goingOn(await placed(request)), { kind: 'completion', route, request, body });
      return;
    }
    case 'count-tokens': {
      const { counting } = route;
      const request = counting.decodeRequest(body.json, received.incoming.address);
      const context = goingOn(await placed(request));
      const decision = decide(context, routingRequest(route, request, context.incoming, progress));
      await runAttempts(context, decision, {
        // A count costs nothing, and is asked for before it is known which model answers.
        paid: undefined,
        ask: (attempted) => answerTokenCount(attempted, { counting, request, body, ...asked(attempted) }),
      });
      return;
    }
    case 'embeddings': {
      const { codec } = route;
      const request = codec.decodeRequest(body.json, received.incoming.address);
      const context = goingOn(await placed(request));
      const decision = decide(context, routingRequest(route, request, context.incoming, progress));
      await runAttempts(context, decision, {
        paid: { request, size: requestSize(request, body.bytes.length) },
        guard: (target, provider) => {
          refuseByOverride(context.services.override(target), target, request);
          if (provider.entry.type === 'demo') throw noEmbeddings(provider);
        },
        ask: (attempted, holds) =>
          answerEmbeddings(attempted, { codec, request, body, ...asked(attempted) }, holds),
      });
      return;
    }
  }
}

/**
 * A function that is written where it is assigned to a property goes into V8's old generation, with all that it holds: the whole request
 * would stay until the next full collection, and every quick one would copy it.
 */
function noteKept(progress: ExchangeProgress, kept: ExchangeProgress['kept']): void {
  progress.kept = kept;
}

/** A stream whose provider is silent this long gets its head, so that clients and proxies do not give up. */
const earlyHeadMs = 60_000;

async function answerText(context: ExchangeContext, sent: TextRequest): Promise<void> {
  const { services, progress, client, incoming } = context;
  const { route, request } = sent;
  const { headers } = incoming;
  progress.stream = request.stream;
  const routing = routingRequest(route, request, incoming, progress);
  const asking = services.secondOpinion(routing, (cost) => (progress.opinionCost = cost));
  const opinion = asking === undefined ? undefined : await asking;
  const decision = decide(context, opinion === undefined ? routing : { ...routing, opinion });
  if (progress.stream) {
    const framing = streamFraming(incoming, route);
    client.beginStreamAfter(earlyHeadMs, streamHeaders[framing], framing);
  }
  const cache = await answerFromCache(context, sent, decision);
  if (cache.answered) return;
  await runAttempts(context, decision, {
    paid: { request, size: sizeOf(sent) },
    conversation:
      request.kind === 'chat' ? () => conversationKey({ headers, messages: request.messages }) : undefined,
    guard: (target) => {
      refuseByOverride(services.override(target), target, request);
    },
    joining: sent.kind === 'chat' ? joiningOf(sent) : undefined,
    ask: (attempted, holds) => ask(attempted, exchangeOf(sent, attempted), holds),
  });
  cache.keep();
  await client.end();
}

/** A large request is only read for its images where there may be some. */
function sizeOf({ request, body: { bytes, words } }: TextRequest): RequestSize {
  const isUnread = request.kind === 'chat' && words !== undefined && !mayHoldMedia(words);
  return requestSize(isUnread ? glimpsed(request) : request, bytes.length);
}

function ask(
  context: AttemptContext,
  exchange: ModelExchange,
  holds: boolean,
): StartedAnswer | Promise<StartedAnswer> {
  const { route, provider } = exchange;
  const asksToLoad = exchange.kind === 'chat' && glimpsed(exchange.request).messages.length === 0;
  if (asksToLoad && provider.entry.paths[route.format] === undefined) {
    return { write: () => answerLoad(context, exchange) };
  }
  if (provider.entry.type === 'demo') return answerFromDemo(context, exchange);
  return answerWithModel(context, exchange, holds);
}

/** The request as an attempt's target is asked: with its parameters. */
function exchangeOf(sent: TextRequest, context: AttemptContext): ModelExchange {
  const { parameters } = context.attempt.planned;
  const exchange = { ...sent, ...asked(context) };
  if (parameters === undefined) return exchange;
  return exchange.kind === 'chat'
    ? { ...exchange, request: withParameters(exchange.request, parameters) }
    : { ...exchange, request: withParameters(exchange.request, parameters) };
}

/** Whom an attempt asks. */
function asked({ attempt }: AttemptContext): Target {
  return { provider: attempt.provider, model: attempt.target.model };
}

/** The body with what is kept here of earlier responses in the place of its id. */
function referredTo(services: GatewayServices, { format }: ModelRoute, body: RequestBody): RequestBody {
  return format === 'responses' ? expandBody(body, services.responses) : body;
}

/** The earlier response that a provider keeps and the request goes on with. */
export function previousResponse(
  services: Pick<GatewayServices, 'ids' | 'provider'>,
  { format }: ModelRoute,
  { previous_response_id: id }: JsonObject,
): GivenId | undefined {
  if (format !== 'responses' || typeof id !== 'string') return undefined;
  const given = services.ids.find(id);
  const speaks =
    given !== undefined && services.provider(given.provider)?.entry.paths.responses !== undefined;
  return speaks ? given : undefined;
}

/** The request as a route reads it. Throws `invalid_request` that names the field. */
export function decodeRequest(
  endpoint: ModelRoute,
  body: JsonObject,
  address: RequestAddress | undefined,
): NeutralRequest {
  const route = settleRoute(endpoint, body);
  switch (route.kind) {
    case 'chat':
    case 'embeddings':
      return route.codec.decodeRequest(body, address);
    case 'completion':
      return route.codec.decodeRequest(body);
    case 'count-tokens':
      return route.counting.decodeRequest(body, address);
  }
}

/** The request as routing looks at it. */
export function routingRequest(
  route: ModelRoute,
  request: NeutralRequest,
  { headers, ignoreModel, pinnedWorkspace, pinnedWindow }: Omit<IncomingExchange, 'requestId' | 'query'>,
  { given, kept, place }: Pick<RoutingRequest, 'given' | 'kept' | 'place'> = {},
): RoutingRequest {
  const isCount = route.kind === 'count-tokens';
  return {
    request,
    route: route.routing,
    isCount,
    headers,
    ignoreModel,
    pinnedWorkspace,
    pinnedWindow,
    given,
    kept,
    place,
  };
}

interface Target {
  /** With the formats that it speaks for the model. */
  readonly provider: Provider;
  /** The model's name as the provider knows it. */
  readonly model: string;
}

function decide({ services, progress }: ExchangeContext, routing: RoutingRequest): Decision {
  progress.routing = routing;
  const startedMs = performance.now();
  const decision = services.decide(routing);
  progress.decisionMs = performance.now() - startedMs;
  progress.decision = decision;
  return decision;
}
