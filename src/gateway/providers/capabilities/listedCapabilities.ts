import { asArray, asNumber, asString, isObject, type JsonObject } from '../../wire/json.ts';
import type { ModelCapabilities } from './modelCapabilities.ts';

/**
 * What an entry of an OpenAI-shaped list says besides its id. Every server adds fields of its own: OpenRouter and Hugging
 * Face (`architecture`, `supported_parameters`, `providers`), Mistral (`capabilities` as an object), GitHub and LM Studio
 * (as a list), Fireworks and Moonshot (`supports_…`), Together and LM Studio (`type`), Groq, vLLM and llama.cpp (limits).
 */
export function openaiCapabilities(model: JsonObject): ModelCapabilities {
  const named = flagsOf(model['capabilities']);
  const parameters = listOf(model['supported_parameters']);
  const output = outputModalities(model);
  const type = asString(model['type']);
  return {
    ...openaiLimits(model),
    tools:
      parameters?.includes('tools') ??
      named('function_calling', 'tool-calling', 'tool_use') ??
      flag(model['supports_tools']) ??
      someHost(model, 'supports_tools'),
    images:
      inputModalities(model)?.includes('image') ??
      named('vision', 'multimodal') ??
      flag(model['supports_image_input']) ??
      flag(model['supports_image_in']) ??
      (type === 'vlm' ? true : type === 'llm' ? false : undefined),
    reasoning:
      parameters?.includes('reasoning') ??
      named('reasoning', 'thinking') ??
      flag(model['supports_reasoning']),
    fim: named('completion_fim', 'fim'),
    embeddings:
      output?.some((modality) => modality.startsWith('embedding')) ??
      (type === undefined ? undefined : type.startsWith('embedding')),
  };
}

function openaiLimits(model: JsonObject): ModelCapabilities {
  const topProvider = objectOf(model['top_provider']);
  const limits = objectOf(model['limits']);
  const meta = objectOf(model['meta']);
  return {
    contextTokens: firstPositive(
      model['context_length'],
      model['max_model_len'],
      model['loaded_context_length'],
      model['max_context_length'],
      model['context_window'],
      limits['max_input_tokens'],
      meta['n_ctx'],
      meta['n_ctx_train'],
      largest(asArray(model['providers']).map((host) => objectOf(host)['context_length'])),
    ),
    maxOutputTokens: firstPositive(
      topProvider['max_completion_tokens'],
      model['max_completion_tokens'],
      limits['max_output_tokens'],
    ),
  };
}

/** An entry of Anthropic's list: limits, and `capabilities` whose members each have `supported`. */
export function anthropicCapabilities(model: JsonObject): ModelCapabilities {
  const capabilities = objectOf(model['capabilities']);
  return {
    contextTokens: positive(model['max_input_tokens']),
    maxOutputTokens: positive(model['max_tokens']),
    images: flag(objectOf(capabilities['image_input'])['supported']),
    reasoning: flag(objectOf(capabilities['thinking'])['supported']),
    reasoningEfforts: effortsOf(capabilities['effort']),
  };
}

/** `effort.{low, medium, high, xhigh, max}.supported`. */
function effortsOf(effort: unknown): readonly string[] | undefined {
  const levels = objectOf(effort);
  const supported = ['low', 'medium', 'high', 'xhigh', 'max'].filter(
    (level) => objectOf(levels[level])['supported'] === true,
  );
  return supported.length === 0 ? undefined : supported;
}

/** An entry of Gemini's list. */
export function geminiCapabilities(model: JsonObject): ModelCapabilities {
  const methods = listOf(model['supportedGenerationMethods']);
  return {
    contextTokens: positive(model['inputTokenLimit']),
    maxOutputTokens: positive(model['outputTokenLimit']),
    reasoning: flag(model['thinking']),
    embeddings: methods?.includes('embedContent'),
  };
}

/** An entry of Cohere's list. */
export function cohereCapabilities(model: JsonObject): ModelCapabilities {
  const features = listOf(model['features']);
  return {
    contextTokens: positive(model['context_length']),
    tools: features?.includes('tools'),
    images: flag(model['supports_vision']) ?? features?.includes('vision'),
    reasoning: features?.includes('reasoning'),
    embeddings: listOf(model['endpoints'])?.includes('embed'),
  };
}

/** What Ollama says of a model in `/api/show`; newer servers say most of it in `/api/tags` too. */
export function ollamaCapabilities(model: JsonObject): ModelCapabilities {
  const named = listOf(model['capabilities']);
  const info = objectOf(model['model_info']);
  const context = info[`${asString(info['general.architecture']) ?? ''}.context_length`];
  const thinking = listOf(objectOf(model['thinking'])['values']) ?? [];
  return {
    contextTokens: firstPositive(
      ownContext(model['parameters']),
      context,
      objectOf(model['details'])['context_length'],
    ),
    tools: named?.includes('tools'),
    images: named?.includes('vision'),
    reasoning: named?.includes('thinking'),
    reasoningEfforts: thinking.length === 0 ? undefined : thinking,
    fim: named?.includes('insert'),
    embeddings: named?.includes('embedding'),
  };
}

/** `num_ctx` of the model's own parameters, one a line. */
function ownContext(parameters: unknown): number | undefined {
  const found = /^num_ctx\s+(\d+)$/m.exec(asString(parameters) ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
}

/** Looks capabilities up by any of their names, in an object of booleans or a list of those that are there. */
function flagsOf(capabilities: unknown): (...names: string[]) => boolean | undefined {
  const list = listOf(capabilities);
  if (list !== undefined) return (...names) => names.some((name) => list.includes(name));
  const table = objectOf(capabilities);
  return (...names) => names.map((name) => flag(table[name])).find((value) => value !== undefined);
}

function inputModalities(model: JsonObject): string[] | undefined {
  return (
    listOf(objectOf(model['architecture'])['input_modalities']) ??
    listOf(model['supported_input_modalities']) ??
    listOf(model['input_modalities'])
  );
}

function outputModalities(model: JsonObject): string[] | undefined {
  return (
    listOf(objectOf(model['architecture'])['output_modalities']) ??
    listOf(model['supported_output_modalities'])
  );
}

/** Of the hosts that a router lists for a model, whether one says so. */
function someHost(model: JsonObject, field: string): boolean | undefined {
  const said = asArray(model['providers'])
    .map((host) => flag(objectOf(host)[field]))
    .filter((value) => value !== undefined);
  return said.length === 0 ? undefined : said.includes(true);
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function listOf(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function largest(values: readonly unknown[]): number | undefined {
  const numbers = values.map(positive).filter((value) => value !== undefined);
  return numbers.length === 0 ? undefined : Math.max(...numbers);
}

function firstPositive(...values: readonly unknown[]): number | undefined {
  return values.map(positive).find((value) => value !== undefined);
}

/** A limit that says something: providers write 0 or null where they know none. */
function positive(value: unknown): number | undefined {
  const number = asNumber(value);
  return number === undefined || number <= 0 ? undefined : number;
}
