import type { EffectiveConfig, EffectiveRoute, EffectiveWorkspace } from '../../config/effectiveConfig.ts';
import type { OfferedModel } from '../../protocol/vscodeChat.ts';
import type { GatewayServices } from '../exchange/services.ts';
import { formatModelReference, type ModelReference, parseModelReference } from '../modelReference.ts';
import { isLocalTarget } from '../providers/isLocalTarget.ts';
import type { ListedModel, Provider } from '../providers/provider.ts';

/** A provider with so many models at most has all of them in the picker; of one with more, those that the rules and routes name. */
const mostShownModels = 20;

type Services = Pick<
  GatewayServices,
  'config' | 'provider' | 'providerStates' | 'listedModels' | 'capabilities' | 'ledger'
>;

/**
 * What VS Code's chat may choose from: `auto`, the workspaces, the routes, and every model that can chat. Models of VS Code's own
 * (`vscode-lm`) are in its picker already and are left out.
 */
export async function offeredModels(services: Services): Promise<OfferedModel[]> {
  // Prices are read from disk when they are first asked for.
  if (services.ledger.ready !== undefined) await services.ledger.ready;
  const config = services.config();
  const workspaces = [...config.workspaces.values()].filter(({ broken }) => broken === undefined);
  const routes = [...config.routes.values()].filter(({ broken }) => broken === undefined);
  const named = namedModels(config);
  const active = config.workspaces.get(config.activeWorkspace);
  return [
    { ...choice(services, 'auto', targetsOfWorkspace(config, active)), kind: 'auto', name: 'auto' },
    ...workspaces.map((workspace): OfferedModel => ({
      ...choice(services, `workspace:${workspace.id}`, targetsOfWorkspace(config, workspace)),
      kind: 'workspace',
      name: workspace.name ?? workspace.id,
    })),
    ...routes.map((route): OfferedModel => ({
      ...choice(services, `@${route.id}`, targetsOfRoute(config, route)),
      kind: 'route',
      name: route.name ?? route.id,
    })),
    ...services.providerStates().flatMap(({ id }) => providerModels(services, id, named)),
  ];
}

/** What everybody can who may answer: any of them may be asked. Sizes are those of the smallest. */
function choice(
  services: Services,
  id: string,
  targets: readonly ModelReference[],
): Omit<OfferedModel, 'kind' | 'name'> {
  const known = targets.map((target) => services.capabilities(target));
  const context = known.flatMap(({ contextTokens }) => contextTokens ?? []);
  const output = known.flatMap(({ maxOutputTokens }) => maxOutputTokens ?? []);
  return {
    id,
    targets: targets.map(formatModelReference),
    ...(context.length === 0 ? {} : { contextTokens: Math.min(...context) }),
    ...(output.length === 0 ? {} : { maxOutputTokens: Math.min(...output) }),
    // Routing leaves those out that cannot do what a request needs.
    ...(known.every(({ tools }) => tools === false) && known.length > 0 ? { tools: false } : {}),
    ...(known.some(({ images }) => images === true) ? { images: true } : {}),
    local: targets.length > 0 && targets.every((target) => isLocal(services, target)),
    selectable: true,
  };
}

function providerModels(services: Services, id: string, named: ReadonlySet<string>): OfferedModel[] {
  const provider = services.provider(id);
  if (provider === undefined || provider.entry.type === 'vscode-lm') return [];
  const chatting = services.listedModels(id).filter((model) => canChat(services, id, model));
  const isShort = chatting.length <= mostShownModels;
  return chatting.map((model) =>
    offered(services, provider, model, isShort || named.has(`${id}/${model.id}`)),
  );
}

function canChat(services: Services, provider: string, { id }: ListedModel): boolean {
  const { embeddings } = services.capabilities({ provider, model: id });
  return embeddings !== true && !/embed|whisper|tts|dall-e|moderation|rerank/i.test(id);
}

function offered(
  services: Services,
  provider: Provider,
  model: ListedModel,
  selectable: boolean,
): OfferedModel {
  const target = { provider: provider.id, model: model.id };
  const { contextTokens, maxOutputTokens, tools, images, reasoning } = services.capabilities(target);
  const price = priceOf(services, target);
  return {
    id: formatModelReference(target),
    kind: 'model',
    name: model.name ?? model.id,
    provider: provider.name,
    targets: [],
    ...(contextTokens === undefined ? {} : { contextTokens }),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    ...(tools === undefined ? {} : { tools }),
    ...(images === undefined ? {} : { images }),
    ...(reasoning === undefined ? {} : { reasoning }),
    ...(price === undefined ? {} : { price }),
    local: isLocalTarget(provider, model.id, model),
    selectable,
  };
}

/** Of small requests: some models are dearer above a size. undefined: not known. */
function priceOf({ ledger }: Services, target: ModelReference): OfferedModel['price'] {
  const input = ledger.costOf(target, { inputTokens: 1000, outputTokens: 0 });
  const output = ledger.costOf(target, { inputTokens: 0, outputTokens: 1000 });
  if (input.kind === 'unknown' || output.kind === 'unknown') return undefined;
  return { inputUsd: input.usd * 1000, outputUsd: output.usd * 1000 };
}

function isLocal(services: Services, { provider: id, model }: ModelReference): boolean {
  const provider = services.provider(id);
  return provider !== undefined && isLocalTarget(provider, model);
}

/** The catch-all's: rules may choose others, each for what it is for. */
function targetsOfWorkspace(
  config: EffectiveConfig,
  workspace: EffectiveWorkspace | undefined,
): ModelReference[] {
  return workspace?.model === undefined ? [] : targetsOf(config, workspace.model, new Set());
}

function targetsOfRoute(config: EffectiveConfig, { id }: EffectiveRoute): ModelReference[] {
  return targetsOf(config, `@${id}`, new Set());
}

/** The models behind a reference, those of nested routes too. */
function targetsOf(config: EffectiveConfig, reference: string, seen: Set<string>): ModelReference[] {
  if (seen.has(reference)) return [];
  seen.add(reference);
  if (!reference.startsWith('@'))
    return [parseModelReference(reference)].filter((target) => target !== undefined);
  const { targets = [] } = config.routes.get(reference.slice(1)) ?? {};
  return targets
    .filter(({ enabled, broken }) => enabled !== false && broken === undefined)
    .flatMap(({ model }) => targetsOf(config, model, seen));
}

/** Every model that workspaces and routes name. */
function namedModels({ workspaces, routes }: EffectiveConfig): Set<string> {
  return new Set([
    ...[...workspaces.values()].flatMap(({ model, rules }) => [
      ...(model === undefined ? [] : [model]),
      ...rules.flatMap((rule) => rule.model ?? []),
    ]),
    ...[...routes.values()].flatMap(({ targets }) => targets.map(({ model }) => model)),
  ]);
}
