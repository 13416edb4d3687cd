import type { IncomingHttpHeaders } from 'node:http';
import { invalidRequest } from '../errors.ts';
import { decodeRequest, previousResponse, routingRequest } from '../exchange/answerRequest.ts';
import { flatHeaders } from '../exchange/flatHeaders.ts';
import { findModelRoute } from '../exchange/findModelRoute.ts';
import { mentionedIds } from '../exchange/givenIds/idsInDocument.ts';
import { geminiPaths } from '../exchange/geminiRoutes.ts';
import { modelRoutes } from '../exchange/modelRoutes.ts';
import type { RequestBody } from '../exchange/requestBody.ts';
import type { GatewayServices } from '../exchange/services.ts';
import type { Explanation } from '../routing/decision.ts';
import type { CallerProcesses } from '../routing/placeRequest.ts';
import type { GivenId } from '../routing/passedRequest.ts';
import { publicPath } from './endpoints.ts';
import { parseRequestPath, type RequestPath } from './requestPath.ts';

const defaultPath = '/v1/chat/completions';

/**
 * `POST /muxgate/explain`: a dry run of routing that sends nothing. The body is that of the real call; `?path=` names its
 * path, pins included. Throws `invalid_request` for a path that no model answers, or a body that the route would refuse.
 */
export async function explainRequest(
  services: GatewayServices,
  requestPath: RequestPath,
  headers: IncomingHttpHeaders,
  body: RequestBody,
  caller?: CallerProcesses,
): Promise<Explanation> {
  const path = requestPath.query.get('path') ?? defaultPath;
  const parsed = parseRequestPath(path.startsWith('/') ? path : `/${path}`);
  const found = parsed === undefined ? undefined : findModelRoute(parsed.endpoint);
  if (parsed === undefined || found === undefined) {
    const known = [...[...modelRoutes.keys()].map(publicPath), ...geminiPaths].join(', ');
    throw invalidRequest('path', `?path= must name one of the model routes: ${known}.`);
  }
  const pins = {
    ignoreModel: parsed.ignoreModel || requestPath.ignoreModel,
    pinnedWorkspace: parsed.pinnedWorkspace ?? requestPath.pinnedWorkspace,
    pinnedWindow: parsed.pinnedWindow ?? requestPath.pinnedWindow,
  };
  const { route, address } = found;
  const request = decodeRequest(route, body.json, address);
  const kept = (): GivenId | undefined => services.ids.findFirst(mentionedIds(body.json));
  const asked = { headers: flatHeaders(headers), ...pins };
  const placed = await services.windows?.place(routingRequest(route, request, asked), caller);
  const own = placed?.services ?? services;
  const given = previousResponse(own, route, body.json);
  return own.explain(routingRequest(route, request, asked, { given, kept, place: placed?.place }));
}
