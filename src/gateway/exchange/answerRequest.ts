import { GatewayError } from '../errors.ts';
import type { Provider } from '../providers/provider.ts';
import { speakingFor } from '../providers/speakingFor.ts';
import type { GivenId } from '../routing/passedRequest.ts';
import type { RoutingRequest } from '../routing/routingRequest.ts';
import type { RequestAddress } from '../wire/codec.ts';
import type { NeutralRequest } from '../wire/exchange.ts';
import type { JsonObject } from '../wire/json.ts';
import { answerEmbeddings, noEmbeddings } from './answerEmbeddings.ts';
import { answerFromDemo } from './answerFromDemo.ts';
import { answerLoad } from './answerLoad.ts';
import { answerTokenCount } from './answerTokenCount.ts';
import { answerWithModel } from './answerWithModel.ts';
import type { ExchangeContext, IncomingExchange } from './exchangeContext.ts';
import type { ModelExchange } from './modelExchange.ts';
import { type ModelRoute, settleRoute } from './modelRoutes.ts';
import { mentionedIds } from './givenIds/idsInDocument.ts';
import { refuseByOverride } from './overrides/refuseByOverride.ts';
import type { RequestBody } from './requestBody.ts';
import { expandBody } from './responseStore/expandBody.ts';
import type { GatewayServices } from './services.ts';

/** Decodes a request, decides which model answers it, and has it answered. Throws GatewayError and ClientGone. */
export async function answerRequest(
  context: ExchangeContext,
  endpoint: ModelRoute,
  sent: RequestBody,
): Promise<void> {
  const route = settleRoute(endpoint, sent.json);
  const body = referredTo(context.services, route, sent);
  context.progress.given = previousResponse(context.services, route, body.json);
  context.progress.kept = () => context.services.ids.findFirst(mentionedIds(body.json));
  switch (route.kind) {
    case 'chat': {
      const request = route.codec.decodeRequest(body.json, context.incoming.address);
      context.progress.stream = request.stream;
      await answerText(context, { kind: 'chat', route, request, body, ...decide(context, route, request) });
      return;
    }
    case 'completion': {
      const request = route.codec.decodeRequest(body.json);
      context.progress.stream = request.stream;
      await answerText(context, {
        kind: 'completion',
        route,
        request,
        body,
        ...decide(context, route, request),
      });
      return;
    }
    case 'count-tokens': {
      const { counting } = route;
      const request = counting.decodeRequest(body.json, context.incoming.address);
      await answerTokenCount(context, { counting, request, body, ...decide(context, route, request) });
      return;
    }
    case 'embeddings': {
      const { codec } = route;
      const request = codec.decodeRequest(body.json, context.incoming.address);
      const target = decide(context, route, request);
      if (target.provider.entry.type === 'demo') throw noEmbeddings(target.provider);
      await answerEmbeddings(context, { codec, request, body, ...target });
      return;
    }
  }
}

function answerText(context: ExchangeContext, exchange: ModelExchange): Promise<void> {
  const { route, provider } = exchange;
  const asksToLoad = exchange.kind === 'chat' && exchange.request.messages.length === 0;
  if (asksToLoad && provider.entry.paths[route.format] === undefined) return answerLoad(context, exchange);
  const answer = provider.entry.type === 'demo' ? answerFromDemo : answerWithModel;
  return answer(context, exchange);
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
  { given, kept }: Pick<RoutingRequest, 'given' | 'kept'> = {},
): RoutingRequest {
  return { request, route: route.routing, headers, ignoreModel, pinnedWorkspace, pinnedWindow, given, kept };
}

interface Target {
  /** With the formats that it speaks for the model. */
  readonly provider: Provider;
  /** The model's name as the provider knows it. */
  readonly model: string;
}

function decide(
  { services, progress, incoming }: ExchangeContext,
  route: ModelRoute,
  request: NeutralRequest,
): Target {
  progress.routing = routingRequest(route, request, incoming, progress);
  const decision = services.decide(progress.routing);
  progress.decision = decision;
  const { provider: id, model } = decision.target;
  const provider = services.provider(id);
  // A count costs nothing, and is asked for before it is known which model answers.
  if (route.kind !== 'count-tokens') {
    refuseByOverride(services.override(decision.target), decision.target, request);
  }
  if (provider !== undefined) return { provider: speakingFor(provider, model), model };
  throw new GatewayError('provider_unavailable', `The provider ${id} is not configured (any more).`, {
    details: { provider: id },
  });
}
