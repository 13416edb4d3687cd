import { decodeIncludeUsage, decodeSampling } from '../chat/decodeSampling.ts';
import type { CompletionRequest } from '../exchange.ts';
import { FieldReader, wrongType } from '../fieldReader.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/**
 * The body of `POST /v1/completions` (OpenAI's legacy completions). Throws `invalid_request` that names the field.
 */
export function decodeRequest(body: JsonObject): CompletionRequest {
  const fields = new FieldReader(body);
  const request = {
    kind: 'completion',
    format: 'completions',
    model: fields.string('model'),
    stream: fields.boolean('stream') ?? false,
    includeUsage: decodeIncludeUsage(fields),
    ...decodePrompt(fields.value('prompt')),
    suffix: fields.string('suffix'),
    ...decodeSampling(fields),
  } as const satisfies Omit<CompletionRequest, 'extras'>;
  return { ...request, extras: fields.rest() ?? {} };
}

function decodePrompt(value: JsonValue | undefined): Pick<CompletionRequest, 'prompt' | 'promptList'> {
  if (typeof value === 'string') return { prompt: value };
  if (!Array.isArray(value) || value.length === 0) {
    throw wrongType('prompt', 'a string, a list of strings or a list of token ids', value);
  }
  const [only] = value;
  if (typeof only === 'string' && value.length === 1) return { prompt: only };
  const texts = value.filter((entry) => typeof entry === 'string');
  const isTokens = value.every((entry) => typeof entry === 'number' || isTokenList(entry));
  if (texts.length < value.length && !isTokens) {
    throw wrongType('prompt', 'a list of strings alone or of token ids alone', value);
  }
  return { prompt: texts.join('\n'), promptList: value };
}

function isTokenList(value: JsonValue): boolean {
  return Array.isArray(value) && value.every((token) => typeof token === 'number');
}
