import type { EffectiveConfig } from '../../config/effectiveConfig.ts';
import type { CompiledWorkspace } from './compiledRule.ts';
import type { ModelDirectory } from './modelDirectory.ts';
import { readModelName } from './modelName.ts';
import type { RoutingRequest } from './routingRequest.ts';
import type { WindowSource } from './windowSource.ts';

export interface GlimpseNeeds {
  readonly config: EffectiveConfig;
  readonly directory: ModelDirectory;
  readonly windows: WindowSource;
  readonly workspaces: ReadonlyMap<string, CompiledWorkspace>;
}

/**
 * A large request as far as it must be read: where the client names a model, no rule keeps prompts local and no windows are to be
 * told apart, its ends tell who asks and what about.
 */
export function glimpsedRequest(request: RoutingRequest, needs: GlimpseNeeds): RoutingRequest {
  const glimpse = request.request.kind === 'chat' ? request.request.glimpse : undefined;
  if (glimpse === undefined || !namesModel(request, needs)) return request;
  const isRead =
    needs.windows.all().length > 1 || [...needs.workspaces.values()].some(({ guards }) => guards.length > 0);
  return isRead ? request : { ...request, request: glimpse };
}

function namesModel(request: RoutingRequest, { config, directory }: GlimpseNeeds): boolean {
  try {
    return readModelName(request, config, directory).target !== undefined;
  } catch {
    // The decision says what is wrong.
    return false;
  }
}
