import { GatewayError } from '../errors.ts';
import type { Provider } from '../providers/provider.ts';
import type { RoutingRequest } from '../routing/routingRequest.ts';
import { decodeEmbeddingsRequest } from '../wire/embeddings/openai.ts';
import type { NeutralRequest } from '../wire/exchange.ts';
import type { JsonObject } from '../wire/json.ts';
import { messagesCodec } from '../wire/messages/codec.ts';
import { answerEmbeddings, noEmbeddings } from './answerEmbeddings.ts';
import { answerFromDemo } from './answerFromDemo.ts';
import { answerTokenCount } from './answerTokenCount.ts';
import { answerWithModel } from './answerWithModel.ts';
import type { ExchangeContext, IncomingExchange } from './exchangeContext.ts';
import type { ModelExchange } from './modelExchange.ts';
import type { ModelRoute } from './modelRoutes.ts';
import type { RequestBody } from './requestBody.ts';

/** Decodes a request, decides which model answers it, and has it answered. Throws GatewayError and ClientGone. */
export async function answerRequest(
  context: ExchangeContext,
  route: ModelRoute,
  body: RequestBody,
): Promise<void> {
  switch (route.kind) {
    case 'chat': {
      const request = route.codec.decodeRequest(body.json);
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
      const request = messagesCodec.decodeRequest(body.json);
      await answerTokenCount(context, { request, body, ...decide(context, route, request) });
      return;
    }
    case 'embeddings': {
      const request = decodeEmbeddingsRequest(body.json);
      const target = decide(context, route, request);
      if (target.provider.entry.type === 'demo') throw noEmbeddings(target.provider);
      await answerEmbeddings(context, { request, body, ...target });
      return;
    }
  }
}

function answerText(context: ExchangeContext, exchange: ModelExchange): Promise<void> {
  const answer = exchange.provider.entry.type === 'demo' ? answerFromDemo : answerWithModel;
  return answer(context, exchange);
}

/** The request as a route reads it. Throws `invalid_request` that names the field. */
export function decodeRequest(route: ModelRoute, body: JsonObject): NeutralRequest {
  switch (route.kind) {
    case 'chat':
    case 'completion':
      return route.codec.decodeRequest(body);
    case 'count-tokens':
      return messagesCodec.decodeRequest(body);
    case 'embeddings':
      return decodeEmbeddingsRequest(body);
  }
}

/** The request as routing looks at it. */
export function routingRequest(
  route: ModelRoute,
  request: NeutralRequest,
  { headers, ignoreModel, pinnedWorkspace, pinnedWindow }: Omit<IncomingExchange, 'requestId' | 'query'>,
): RoutingRequest {
  return { request, route: route.routing, headers, ignoreModel, pinnedWorkspace, pinnedWindow };
}

interface Target {
  readonly provider: Provider;
  /** The model's name as the provider knows it. */
  readonly model: string;
}

function decide(
  { services, progress, incoming }: ExchangeContext,
  route: ModelRoute,
  request: NeutralRequest,
): Target {
  progress.routing = routingRequest(route, request, incoming);
  const decision = services.decide(progress.routing);
  progress.decision = decision;
  const { provider: id, model } = decision.target;
  const provider = services.provider(id);
  if (provider !== undefined) return { provider, model };
  throw new GatewayError('provider_unavailable', `The provider ${id} is not configured (any more).`, {
    details: { provider: id },
  });
}
