import { invalidRequest } from '../errors.ts';
import type { GatewayServices } from '../exchange/services.ts';
import { formatModelReference } from '../modelReference.ts';
import type { ListedModel } from '../providers/provider.ts';
import { asString, type JsonObject } from '../wire/json.ts';
import { modelBody, modelEntries } from './modelList.ts';

/**
 * `GET /v1beta/models` in Gemini's shape and paging (`pageSize`, `pageToken`; all models without a size). Throws
 * `invalid_request` for a size or token that is no number.
 */
export function geminiModelListBody(services: GatewayServices, query: URLSearchParams): JsonObject {
  const listed = listedModels(services);
  const all = modelEntries(services).map((entry) => geminiModel(entry, listed.get(entry.id)));
  const start = wholeNumber(query, 'pageToken') ?? 0;
  const end = start + (wholeNumber(query, 'pageSize') ?? all.length);
  return {
    models: all.slice(start, end),
    ...(end < all.length ? { nextPageToken: String(end) } : {}),
  };
}

/** `GET /v1beta/models/{model}`. Throws `model_not_found`. */
export function geminiModelBody(services: GatewayServices, name: string): JsonObject {
  const id = name.replace(/^(?:models\/)+/, '');
  return geminiModel(modelBody(services, id), listedModels(services).get(id));
}

function listedModels(services: GatewayServices): ReadonlyMap<string, ListedModel> {
  return new Map(
    services
      .providerStates()
      .flatMap(({ id: provider }) =>
        services
          .listedModels(provider)
          .map((model) => [formatModelReference({ provider, model: model.id }), model] as const),
      ),
  );
}

/** What is not known of a model is left out. */
function geminiModel(entry: JsonObject, listed: ListedModel | undefined): JsonObject {
  const id = asString(entry.id) ?? '';
  const embeds = listed?.embeddings ?? /embed/i.test(id);
  return {
    name: `models/${id}`,
    version: '001',
    displayName: entry.display_name,
    inputTokenLimit: listed?.contextTokens,
    outputTokenLimit: listed?.maxOutputTokens,
    thinking: listed?.reasoning,
    supportedGenerationMethods: embeds
      ? ['embedContent', 'batchEmbedContents']
      : ['generateContent', 'streamGenerateContent', 'countTokens'],
  };
}

function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  throw invalidRequest(name, `${name} must be a whole number, not "${text.slice(0, 20)}".`);
}
