import type { EffectiveConfig } from '../../config/effectiveConfig.ts';
import { GatewayError, invalidRequest } from '../errors.ts';
import { parseModelReference } from '../modelReference.ts';
import type { ModelReference } from '../modelReference.ts';
import type { ModelDirectory } from './modelDirectory.ts';
import { withoutDefaultTag } from './modelTag.ts';
import type { RoutingRequest } from './routingRequest.ts';

/** What a client asks for by the model that it names. */
export interface ModelWish {
  /** This very model. */
  readonly target?: ModelReference;
  /** The rules of this workspace. */
  readonly workspace?: string;
  /** This route, by its id. */
  readonly route?: string;
  /** A model that no provider was named for; what tiers and `provider/*` are asked with. */
  readonly requested?: string;
}

/**
 * Reads the model name (design section 3). A known provider before the first `/` is meant as written; `workspace:NAME` asks
 * for a workspace's rules; anything else leaves the choice to the rules. Throws `invalid_request` when there is no name,
 * `model_not_found` for a route or a workspace that does not exist, `provider_unavailable` for a provider whose entry is broken.
 */
export function readModelName(
  { request, ignoreModel }: RoutingRequest,
  config: EffectiveConfig,
  directory: ModelDirectory,
): ModelWish {
  if (ignoreModel) return {};
  const { model } = request;
  if (model === undefined) {
    throw invalidRequest(
      'model',
      'the request names no "model"; send "auto" for the model that the rules choose, or "provider/model" for a certain one',
    );
  }
  if (model.startsWith('@')) return { route: knownRoute(model, config) };
  if (model.startsWith('workspace:'))
    return { workspace: knownWorkspace(model.slice('workspace:'.length), config) };
  const reference = parseModelReference(model);
  if (reference === undefined) return requestedIn(model);
  const broken = config.brokenProviders.get(reference.provider);
  if (broken !== undefined && !directory.hasProvider(reference.provider)) {
    throw new GatewayError(
      'provider_unavailable',
      `the provider "${reference.provider}" cannot be used: ${broken}`,
      {
        details: { provider: reference.provider },
      },
    );
  }
  return directory.hasProvider(reference.provider)
    ? { target: listedName(reference, directory) }
    : requestedIn(model);
}

/** Names that stand for the rules' choice and for no model. */
const rulesChoice = new Set(['', 'auto', 'mux', 'auto:latest', 'mux:latest']);

function requestedIn(model: string): ModelWish {
  return rulesChoice.has(model.trim()) ? {} : { requested: model };
}

/** The id of a route that can be used; else throws `model_not_found` with the ones that there are. */
function knownRoute(model: string, config: EffectiveConfig): string {
  const written = model.slice(1);
  const id = config.routes.has(written) ? written : withoutDefaultTag(written);
  const route = config.routes.get(id);
  if (route !== undefined && route.broken === undefined) return id;
  const known = [...config.routes.values()]
    .filter(({ broken }) => broken === undefined)
    .map((one) => `@${one.id}`);
  const message =
    route === undefined
      ? `there is no route "${model}"; ${known.length === 0 ? 'none is configured' : `there is: ${known.join(', ')}`}`
      : `the route "@${id}" cannot be used: ${route.broken ?? ''}`;
  throw new GatewayError('model_not_found', message, { details: { model } });
}

/** Ollama's clients put `:latest` behind names without a tag: taken off where only the name without it is known. */
function listedName(reference: ModelReference, directory: ModelDirectory): ModelReference {
  const plain = { ...reference, model: withoutDefaultTag(reference.model) };
  if (plain.model === reference.model || directory.modelState(reference) === 'known') return reference;
  return directory.modelState(plain) === 'known' ? plain : reference;
}

/** The id again when there is such a workspace; else throws `model_not_found` with the ones that there are. */
export function knownWorkspace(id: string, config: EffectiveConfig): string {
  if (config.workspaces.has(id)) return id;
  const known = [...config.workspaces.keys()].join(', ');
  throw new GatewayError('model_not_found', `there is no workspace "${id}"; there is: ${known}`, {
    details: { model: `workspace:${id}` },
  });
}
