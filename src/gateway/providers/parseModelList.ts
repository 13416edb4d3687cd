import { asArray, asNumber, asString, isObject, type JsonObject } from '../wire/json.ts';
import {
  anthropicCapabilities,
  cohereCapabilities,
  geminiCapabilities,
  ollamaCapabilities,
  openaiCapabilities,
} from './capabilities/listedCapabilities.ts';
import type { ListedModel } from './provider.ts';

/** One page of a model list. */
export interface ModelPage {
  readonly models: readonly ListedModel[];
  /** The id to go on after; undefined on the last page. */
  readonly nextAfter?: string;
}

/** Reads one page of a model list of each shape; undefined when it is none. */
export const modelPageParsers: Readonly<
  Record<'openai' | 'anthropic' | 'ollama' | 'gemini' | 'cohere', (body: unknown) => ModelPage | undefined>
> = {
  openai: parseOpenaiPage,
  anthropic: parseAnthropicPage,
  ollama: parseOllamaPage,
  gemini: parseGeminiPage,
  cohere: parseCoherePage,
};

/** `{data: [{id, created, owned_by}]}`, with what others add to it; Together sends the bare array. */
function parseOpenaiPage(body: unknown): ModelPage | undefined {
  const list = Array.isArray(body) ? body : isObject(body) ? body['data'] : undefined;
  if (!Array.isArray(list)) return undefined;
  // llama.cpp says the same models twice, and what they can do in Ollama's way.
  const twins = isObject(body) ? asArray(body['models']).filter(isObject) : [];
  const models = list
    .filter(isObject)
    .map((model) => ({ ...twins.find((twin) => twin['model'] === model['id']), ...model }));
  return { models: models.flatMap(openaiModel) };
}

function openaiModel(model: JsonObject): ListedModel[] {
  const id = asString(model['id']);
  if (id === undefined || id === '') return [];
  return [
    {
      id,
      name: asString(model['name']),
      createdAtS: positive(model['created']),
      ownedBy: asString(model['owned_by']),
      ...openaiCapabilities(model),
    },
  ];
}

/** `GET /v1/models` of Anthropic: `{data: [{id, display_name, created_at}], has_more, last_id}`. */
function parseAnthropicPage(body: unknown): ModelPage | undefined {
  if (!isObject(body) || !Array.isArray(body['data'])) return undefined;
  const lastId = asString(body['last_id']);
  return {
    models: asArray(body['data']).filter(isObject).flatMap(anthropicModel),
    nextAfter: body['has_more'] === true ? lastId : undefined,
  };
}

function anthropicModel(model: JsonObject): ListedModel[] {
  const id = asString(model['id']);
  if (id === undefined || id === '' || model['lifecycle'] === 'retired') return [];
  const created = Date.parse(asString(model['created_at']) ?? '');
  return [
    {
      id,
      name: asString(model['display_name']),
      createdAtS: Number.isNaN(created) ? undefined : positive(created / 1000),
      ...anthropicCapabilities(model),
    },
  ];
}

/** `GET /api/tags` of Ollama: `{models: [{name, remote_host?, remote_model?}]}`; a remote host means Ollama's cloud. */
function parseOllamaPage(body: unknown): ModelPage | undefined {
  if (!isObject(body) || !Array.isArray(body['models'])) return undefined;
  const models = asArray(body['models'])
    .filter(isObject)
    .flatMap((model) => {
      const id = asString(model['name']) ?? asString(model['model']);
      if (id === undefined || id === '') return [];
      const isRemote = [model['remote_host'], model['remote_model']].some(
        (field) => asString(field) !== undefined && field !== '',
      );
      const modified = Date.parse(asString(model['modified_at']) ?? '');
      return [
        {
          id,
          createdAtS: Number.isNaN(modified) ? undefined : positive(Math.floor(modified / 1000)),
          remote: isRemote ? true : undefined,
          ...ollamaCapabilities(model),
        },
      ];
    });
  return { models };
}

/** `GET /v1beta/models` of Gemini: `{models: [{name, displayName, inputTokenLimit, outputTokenLimit}], nextPageToken}`. */
function parseGeminiPage(body: unknown): ModelPage | undefined {
  if (!isObject(body) || !Array.isArray(body['models'])) return undefined;
  return {
    models: asArray(body['models']).filter(isObject).flatMap(geminiModel),
    nextAfter: asString(body['nextPageToken']) || undefined,
  };
}

/** Those that neither chat nor embed (pictures, films, speech) are left out: nothing here could ask them. */
function geminiModel(model: JsonObject): ListedModel[] {
  const id = asString(model['name'])?.replace(/^models\//, '') ?? '';
  const methods = asArray(model['supportedGenerationMethods']);
  const answers = methods.some((method) => method === 'generateContent' || method === 'embedContent');
  if (id === '' || (methods.length > 0 && !answers)) return [];
  return [
    {
      id,
      name: asString(model['displayName']),
      ownedBy: 'google',
      ...geminiCapabilities(model),
    },
  ];
}

/** `GET /v1/models` of Cohere: `{models: [{name, endpoints, context_length, is_deprecated}], next_page_token}`. */
function parseCoherePage(body: unknown): ModelPage | undefined {
  if (!isObject(body) || !Array.isArray(body['models'])) return undefined;
  return {
    models: asArray(body['models']).filter(isObject).flatMap(cohereModel),
    nextAfter: asString(body['next_page_token']) || undefined,
  };
}

/** Those that only classify or rank are left out, and those that are deprecated. */
function cohereModel(model: JsonObject): ListedModel[] {
  const id = asString(model['name']) ?? '';
  const answers = asArray(model['endpoints']).some((endpoint) => endpoint === 'chat' || endpoint === 'embed');
  if (id === '' || !answers || model['is_deprecated'] === true) return [];
  return [{ id, ownedBy: 'cohere', ...cohereCapabilities(model) }];
}

function positive(value: unknown): number | undefined {
  const number = asNumber(value);
  return number === undefined || number <= 0 ? undefined : number;
}
