import type { ChatRequest, CompletionRequest, NeutralPart } from '../exchange.ts';
import { FieldReader } from '../fieldReader.ts';
import { parseSentinels } from '../fim/sentinels.ts';
import { asString, type JsonObject } from '../json.ts';
import { imagesOf } from './decodeMessages.ts';
import { decodeOptions } from './decodeOptions.ts';

/**
 * Whether a body of `/api/generate` asks to go on with a text: it has a suffix, a prompt that no template may touch, or one
 * with the tokens of fill-in-the-middle. Any other is one turn of a chat.
 */
export function isCompletionBody(body: JsonObject): boolean {
  const suffix = asString(body.suffix);
  if (body.raw === true || (suffix !== undefined && suffix !== '')) return true;
  return parseSentinels(asString(body.prompt) ?? '') !== undefined;
}

/**
 * A body of `POST /api/generate` (Ollama's docs/api.md) as a chat of one turn, without messages where there is no prompt. What
 * only Ollama's own templates can use (`template`, `context`) stays in `extras`. Throws `invalid_request` that names the field.
 */
export function decodeGenerateChat(body: JsonObject): ChatRequest {
  const fields = new FieldReader(body);
  const { ownOptions, ...options } = decodeOptions(fields);
  const prompt = fields.string('prompt') ?? '';
  const system = fields.string('system') ?? '';
  const images = imagesOf(fields);
  fields.boolean('raw');
  fields.string('suffix');
  const question: NeutralPart[] = [...images, { type: 'text', text: prompt }];
  const request = {
    kind: 'chat',
    format: 'ollama-generate',
    model: fields.string('model') || undefined,
    stream: fields.boolean('stream') ?? true,
    includeUsage: true,
    messages:
      prompt === ''
        ? []
        : [
            ...(system === ''
              ? []
              : [{ role: 'system', content: [{ type: 'text', text: system }] } as const]),
            { role: 'user', content: question },
          ],
    tools: [],
    ...options,
  } as const satisfies Omit<ChatRequest, 'extras'>;
  return { ...request, extras: { ...withoutBlanks(fields), ...ownOptions } };
}

/**
 * A body of `POST /api/generate` as a completion. What completions have no place for (`system`, `images`, `format`, `think` …) stays
 * in `extras`. Throws `invalid_request` that names the field.
 */
export function decodeGenerateCompletion(body: JsonObject): CompletionRequest {
  const fields = new FieldReader(body);
  const suffix = fields.string('suffix');
  const {
    maxOutputTokens,
    temperature,
    topP,
    topK,
    seed,
    frequencyPenalty,
    presencePenalty,
    stop,
    ownOptions,
  } = decodeOptions(new FieldReader({ options: fields.object('options') }));
  const request = {
    kind: 'completion',
    format: 'ollama-generate',
    model: fields.string('model') || undefined,
    stream: fields.boolean('stream') ?? true,
    includeUsage: true,
    prompt: fields.string('prompt') ?? '',
    suffix: suffix === '' ? undefined : suffix,
    maxOutputTokens,
    temperature,
    topP,
    topK,
    seed,
    frequencyPenalty,
    presencePenalty,
    stop,
  } as const satisfies Omit<CompletionRequest, 'extras'>;
  fields.boolean('raw');
  return { ...request, extras: { ...withoutBlanks(fields), ...ownOptions } };
}

/** Official clients send blank fields: they ask for nothing. */
function withoutBlanks(fields: FieldReader): JsonObject {
  const rest = Object.entries(fields.rest() ?? {});
  return Object.fromEntries(rest.filter(([, value]) => value !== '' && value !== null));
}
