import { GatewayError, invalidRequest } from '../errors.ts';
import type { GatewayServices } from '../exchange/services.ts';
import { formatModelReference } from '../modelReference.ts';
import type { ListedModel } from '../providers/provider.ts';
import { capabilityFields } from './capabilityFields.ts';
import { namedChoices } from './namedChoices.ts';
import type { JsonObject } from '../wire/json.ts';

/** Models of providers that give no date. */
const unknownDateS = 0;

/** One entry that OpenAI's and Anthropic's clients both accept. */
interface ModelEntry extends JsonObject {
  readonly id: string;
}

/**
 * The list of models: what decides by itself (`auto`, workspaces, routes), then every provider's models as `provider/model`.
 * Made from what is known already: a provider that is down takes nothing away.
 */
export function modelEntries(services: GatewayServices): ModelEntry[] {
  return [
    ...namedChoices(services.config()).map(({ id, name }) => entry(id, name, 'muxgate')),
    ...services
      .providerStates()
      .flatMap(({ id }) => services.listedModels(id).map((model) => providerEntry(id, model))),
  ];
}

/**
 * `GET /v1/models`, in one superset of OpenAI's and Anthropic's shapes, with Anthropic's paging (`limit`, `after_id`,
 * `before_id`; all models without a limit). Throws `invalid_request` for a limit that is no number from 1 to 1000.
 */
export function modelListBody(services: GatewayServices, query: URLSearchParams): JsonObject {
  const { entries, hasMore } = page(modelEntries(services), query);
  return {
    object: 'list',
    data: entries,
    has_more: hasMore,
    first_id: entries[0]?.id ?? null,
    last_id: entries.at(-1)?.id ?? null,
  };
}

/** `GET /v1/models/{id}`. Throws `model_not_found`. */
export function modelBody(services: GatewayServices, id: string): JsonObject {
  const found = modelEntries(services).find((candidate) => candidate.id === id);
  if (found !== undefined) return found;
  throw new GatewayError(
    'model_not_found',
    `There is no model "${id}". GET /v1/models lists what there is.`,
    {
      details: { model: id },
    },
  );
}

function page(
  all: readonly ModelEntry[],
  query: URLSearchParams,
): { entries: ModelEntry[]; hasMore: boolean } {
  const limit = pageLimit(query.get('limit'));
  const afterId = query.get('after_id');
  const beforeId = query.get('before_id');
  const after = afterId === null ? 0 : indexOf(all, afterId) + 1;
  const before = beforeId === null ? all.length : indexOf(all, beforeId);
  const range = all.slice(after, before);
  const entries = beforeId === null ? range.slice(0, limit) : range.slice(-limit);
  return { entries, hasMore: entries.length < range.length };
}

/** An id that is gone ends the paging rather than beginning it anew. */
function indexOf(all: readonly ModelEntry[], id: string): number {
  const index = all.findIndex((candidate) => candidate.id === id);
  return index === -1 ? all.length : index;
}

function pageLimit(text: string | null): number {
  if (text === null) return Infinity;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 1000) return limit;
  throw invalidRequest('limit', `limit must be a whole number from 1 to 1000, not "${text.slice(0, 20)}".`);
}

function providerEntry(provider: string, model: ListedModel): ModelEntry {
  const id = formatModelReference({ provider, model: model.id });
  return {
    ...entry(id, model.name ?? model.id, model.ownedBy ?? provider, model.createdAtS),
    ...capabilityFields(model),
  };
}

function entry(id: string, displayName: string, ownedBy: string, createdAtS = unknownDateS): ModelEntry {
  return {
    id,
    object: 'model',
    created: createdAtS,
    owned_by: ownedBy,
    type: 'model',
    display_name: displayName,
    created_at: new Date(createdAtS * 1000).toISOString().replace('.000Z', 'Z'),
  };
}
