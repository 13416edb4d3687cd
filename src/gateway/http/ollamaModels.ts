import { createHash } from 'node:crypto';
import { GatewayError } from '../errors.ts';
import type { GatewayServices } from '../exchange/services.ts';
import { formatModelReference, parseModelReference } from '../modelReference.ts';
import type { ModelCapabilities } from '../providers/capabilities/modelCapabilities.ts';
import type { ListedModel } from '../providers/provider.ts';
import { namedChoices } from './namedChoices.ts';
import { withTag } from '../routing/modelTag.ts';
import type { JsonObject } from '../wire/json.ts';
import { formatTime } from '../wire/ollama/answerFacts.ts';

/** The release of Ollama whose API this is. VS Code asks for 0.6.4, Codex for 0.13.4 at least. */
const ollamaVersion = '0.32.15';

/** What is known of the names that stand for the rules' choice: any of the models may answer. */
const unknownCapabilities: ModelCapabilities = {};

/** Says to clients that read templates what can be asked for; Muxgate fills none in. */
const template =
  '{{ if .Suffix }}{{ .Prompt }}{{ .Suffix }}{{ else }}{{ .System }}{{ .Tools }}{{ .Prompt }}{{ end }}';

/** A name that clients of Ollama's API may ask for. */
interface NamedModel {
  readonly name: string;
  /** The type of the provider that serves it; `muxgate` where the rules decide. */
  readonly family: string;
  readonly listed?: ListedModel;
  readonly capabilities: ModelCapabilities;
}

/** `GET /api/version`. */
export function versionBody(): JsonObject {
  return { version: ollamaVersion };
}

/** `GET /api/tags`: everything that can be asked for, under names with a tag. */
export function tagsBody(services: GatewayServices): JsonObject {
  return { models: namedModels(services).map(tagEntry) };
}

/** `GET /api/ps`: Muxgate itself holds no model in memory. */
export function runningBody(): JsonObject {
  return { models: [] };
}

/** `POST /api/show`. Throws `model_not_found`. */
export function showBody(services: GatewayServices, request: JsonObject): JsonObject {
  const { name, family, listed, capabilities } = findModel(services, request);
  const { contextTokens } = capabilities;
  return {
    modelfile: `# ${name} is served through Muxgate.\nFROM ${name}\n`,
    parameters: '',
    template,
    details: details(family),
    model_info: {
      'general.architecture': family,
      'general.basename': name,
      ...(contextTokens === undefined ? {} : { [`${family}.context_length`]: contextTokens }),
    },
    capabilities: capabilityNames(capabilities),
    modified_at: modifiedAt(listed),
  };
}

/** The steps of `POST /api/pull`, for a model that is here already. Throws `model_not_found`, as nothing can be fetched. */
export function pullSteps(services: GatewayServices, request: JsonObject): JsonObject[] {
  findModel(services, request);
  return [{ status: 'pulling manifest' }, { status: 'success' }];
}

function namedModels(services: GatewayServices): NamedModel[] {
  return [
    ...namedChoices(services.config()).map(({ id }) => ({
      name: id,
      family: 'muxgate',
      capabilities: unknownCapabilities,
    })),
    ...services.providerStates().flatMap(({ id: provider }) => {
      const family = services.provider(provider)?.entry.type ?? provider;
      return services.listedModels(provider).map((listed) => {
        const reference = { provider, model: listed.id };
        const capabilities = services.capabilities(reference);
        return { name: formatModelReference(reference), family, listed, capabilities };
      });
    }),
  ];
}

/** Older clients name the model in `name`. */
function findModel(services: GatewayServices, { model, name }: JsonObject): NamedModel {
  const wanted = typeof model === 'string' && model !== '' ? model : name;
  if (typeof wanted !== 'string' || wanted === '') {
    throw new GatewayError('invalid_request', 'model is required', { details: { field: 'model' } });
  }
  const listed = namedModels(services).find((one) => one.name === wanted || withTag(one.name) === wanted);
  const found = listed ?? unlistedModel(services, wanted);
  if (found !== undefined) return found;
  throw new GatewayError('model_not_found', `model '${wanted}' not found`, { details: { model: wanted } });
}

/** A model of a provider whose list is not known, or holds only what is loaded: it can be asked for all the same. */
function unlistedModel(services: GatewayServices, name: string): NamedModel | undefined {
  const reference = parseModelReference(name);
  const provider = reference === undefined ? undefined : services.provider(reference.provider);
  if (reference === undefined || provider === undefined) return undefined;
  const { modelList, type } = provider.entry;
  const isFetched = services
    .providerStates()
    .some(({ id, fetchedAtMs }) => id === provider.id && fetchedAtMs !== undefined);
  const isWhole = isFetched && modelList?.loadedOnly !== true;
  if (isWhole || modelList === undefined || provider.models !== undefined) return undefined;
  return { name, family: type, capabilities: services.capabilities(reference) };
}

function tagEntry({ name, family, listed, capabilities }: NamedModel): JsonObject {
  const tagged = withTag(name);
  return {
    name: tagged,
    model: tagged,
    modified_at: modifiedAt(listed),
    size: 0,
    // Of the name, as there is no file.
    digest: createHash('sha256').update(tagged).digest('hex'),
    details: details(family),
    capabilities: capabilityNames(capabilities),
  };
}

/** Ollama's names of what a model does through Muxgate, where every model that chats fills gaps too. */
function capabilityNames({ embeddings, tools, images, reasoning }: ModelCapabilities): string[] {
  if (embeddings === true) return ['embedding'];
  return [
    'completion',
    ...(tools === false ? [] : ['tools']),
    'insert',
    ...(images === true ? ['vision'] : []),
    ...(reasoning === true ? ['thinking'] : []),
  ];
}

/** What is not known of a model that runs elsewhere stays blank. */
function details(family: string): JsonObject {
  return {
    parent_model: '',
    format: '',
    family,
    families: [family],
    parameter_size: '',
    quantization_level: '',
  };
}

function modifiedAt(listed: ListedModel | undefined): string {
  return formatTime(listed?.createdAtS ?? 0);
}
