import type { ReasoningRequest, ResponseFormat, SamplingParameters } from '../requestParameters.ts';
import { FieldReader, wrongType } from '../fieldReader.ts';
import { isObject, type JsonObject } from '../json.ts';

/** Before the names of options that only Ollama knows, among a request's extras (`options.num_ctx`). */
export const optionPrefix = 'options.';

/** What the fields that `/api/chat` and `/api/generate` share mean. */
export interface DecodedOptions extends SamplingParameters {
  readonly reasoning?: ReasoningRequest;
  readonly responseFormat?: ResponseFormat;
  readonly logprobs?: boolean;
  readonly topLogprobs?: number;
  /** The options that have no place in the neutral model, each under `options.NAME`. */
  readonly ownOptions: JsonObject;
}

/**
 * Reads `options`, `format`, `think`, `logprobs` and `top_logprobs` (Ollama's docs/api.md and api/types.go). Throws
 * `invalid_request` that names the field and what it must be.
 */
export function decodeOptions(fields: FieldReader): DecodedOptions {
  const options = fields.reader('options') ?? new FieldReader({}, 'options');
  const decoded = {
    maxOutputTokens: positive(options.number('num_predict')),
    temperature: options.number('temperature'),
    topP: options.number('top_p'),
    topK: options.number('top_k'),
    seed: options.number('seed'),
    frequencyPenalty: options.number('frequency_penalty'),
    presencePenalty: options.number('presence_penalty'),
    stop: decodeStop(options),
    reasoning: decodeThink(fields),
    responseFormat: decodeFormat(fields),
    logprobs: fields.boolean('logprobs'),
    topLogprobs: fields.number('top_logprobs'),
  };
  const rest = Object.entries(options.rest() ?? {});
  return {
    ...decoded,
    ownOptions: Object.fromEntries(rest.map(([name, value]) => [optionPrefix + name, value])),
  };
}

/** -1 is "without end", -2 "until the context is full". */
function positive(limit: number | undefined): number | undefined {
  return limit !== undefined && limit > 0 ? limit : undefined;
}

function decodeStop(options: FieldReader): readonly string[] {
  const value = options.peek('stop');
  if (typeof value !== 'string') return options.strings('stop') ?? [];
  options.value('stop');
  return [value];
}

function decodeThink(fields: FieldReader): ReasoningRequest | undefined {
  const value = fields.value('think');
  switch (value) {
    case undefined:
      return undefined;
    case true:
      return { mode: 'on' };
    case false:
      return { mode: 'off' };
    case 'low':
    case 'medium':
    case 'high':
    case 'max':
      return { mode: 'on', effort: value };
    default:
      throw wrongType(fields.path('think'), 'true, false, "low", "medium", "high" or "max"', value);
  }
}

/** An empty format is none. */
function decodeFormat(fields: FieldReader): ResponseFormat | undefined {
  const value = fields.value('format');
  if (value === undefined || value === '') return undefined;
  if (value === 'json') return { type: 'json' };
  if (isObject(value)) return { type: 'jsonSchema', schema: value };
  throw wrongType(fields.path('format'), '"json" or a JSON schema', value);
}
