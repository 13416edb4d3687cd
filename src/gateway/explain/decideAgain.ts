import type { EffectiveConfig } from '../../config/effectiveConfig.ts';
import { ProblemList } from '../../config/problemList.ts';
import { workspacesOf } from '../../config/resolveWorkspaces.ts';
import type { RerunResult } from '../../protocol/exchanges.ts';
import type { RequestParams } from '../../protocol/gatewayRequests.ts';
import { dryRunRequest, explainResult } from './dryRun.ts';
import { decodeRequest, routingRequest } from '../exchange/answerRequest.ts';
import { type ModelRoute, modelRoutes } from '../exchange/modelRoutes.ts';
import type { RequestBody } from '../exchange/requestBody.ts';
import { parseJsonBody } from '../http/body/parseJsonBody.ts';
import type { Explanation } from '../routing/decision.ts';
import type { RoutingRequest } from '../routing/routingRequest.ts';
import type { RecordedRequest } from '../usage/record/exchangeDetail.ts';

/** A request to be decided again, and what it is made from. */
export interface RepeatedRequest {
  readonly routing: RoutingRequest;
  readonly basis: RerunResult['basis'];
}

/**
 * A recorded request as routing looks at it: as it came where it was captured, else what the record knows of it.
 * @param window where it comes from now, if it is of a window
 */
export function repeatedRequest(recorded: RecordedRequest, window: string | undefined): RepeatedRequest {
  const { client, requestedModel: model } = recorded;
  const route = routeNamed(recorded.endpoint);
  const json = recorded.body === undefined ? undefined : parsed(recorded.body);
  if (route !== undefined && json !== undefined) {
    const request = decodeRequest(route, json, undefined);
    const asked = { headers: {}, ignoreModel: false, pinnedWindow: window };
    return { routing: { ...routingRequest(route, request, asked), client }, basis: 'captured' };
  }
  const request = kindOf(recorded.endpoint);
  const routing = dryRunRequest({ files: recorded.files, request, model, windowId: window });
  return { routing: { ...routing, client }, basis: 'recorded' };
}

/** A text as a request of a window. */
export function typedRequest(
  { text, request, client }: RequestParams<'testRules'>,
  window: string | undefined,
): RepeatedRequest {
  return { routing: { ...dryRunRequest({ text, request, windowId: window }), client }, basis: 'text' };
}

/** The configuration with a workspace that is still being edited in the place of the saved one. */
export function withDraft(
  config: EffectiveConfig,
  { id, value }: RequestParams<'testRules'>['workspace'],
): EffectiveConfig {
  const scope = { kind: 'user', value: { workspaces: { [id]: value } } } as const;
  const [draft] = workspacesOf(scope, config, new ProblemList());
  if (draft === undefined) return config;
  return { ...config, workspaces: new Map([...config.workspaces, [draft.id, draft]]) };
}

/** An explanation as an answer to the editor. */
export function rerunResult(explanation: Explanation, { routing, basis }: RepeatedRequest): RerunResult {
  return { ...explainResult(explanation, routing.request.kind), basis };
}

function routeNamed(name: string): ModelRoute | undefined {
  return [...modelRoutes.values()].find((route) => route.name === name);
}

/** undefined: what was captured is no JSON object. */
function parsed(body: Uint8Array): RequestBody['json'] | undefined {
  try {
    return parseJsonBody(Buffer.from(body)).json;
  } catch {
    return undefined;
  }
}

function kindOf(endpoint: string): 'chat' | 'fim' | 'embeddings' {
  if (endpoint === 'embeddings' || endpoint === 'ollama-embed') return 'embeddings';
  return endpoint === 'completions' || endpoint === 'fim' ? 'fim' : 'chat';
}
