import type { BodyBuilder } from '../bodyBuilder.ts';
import type { EncodeTarget } from '../codec.ts';
import type { ReasoningRequest, ResponseFormat, SamplingParameters } from '../requestParameters.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { clampEffort, effortForBudget } from '../reasoningEffort.ts';
import { optionPrefix } from './decodeOptions.ts';

/** The efforts that Ollama has levels for (api/types.go, `ThinkValue`). */
const levels: ReadonlySet<string> = new Set(['low', 'medium', 'high', 'max']);

/** Fields of both `/api/chat` and `/api/generate` that only Ollama knows. */
const sharedFields: ReadonlySet<string> = new Set(['keep_alive', 'truncate', 'shift']);

/**
 * Writes `options`, and the client's extras where the client wrote Ollama's format itself.
 * @param extras the request's, options of Ollama's own as `options.NAME`
 * @param isOwn the extras are Ollama's
 */
export function encodeOptions(
  body: BodyBuilder,
  request: SamplingParameters,
  extras: JsonObject,
  isOwn: boolean,
): void {
  const options: JsonObject = {};
  const set = (name: string, value: JsonValue | undefined): void => {
    if (value === undefined) return;
    if (body.refuses(name)) body.drop(name);
    else options[name] = value;
  };
  set('num_predict', request.maxOutputTokens);
  set('temperature', request.temperature);
  set('top_p', request.topP);
  set('top_k', request.topK);
  set('seed', request.seed);
  set('frequency_penalty', request.frequencyPenalty);
  set('presence_penalty', request.presencePenalty);
  if (request.stop.length > 0) set('stop', [...request.stop]);
  for (const [name, value] of Object.entries(extras)) {
    if (isOwn && name.startsWith(optionPrefix)) set(name.slice(optionPrefix.length), value);
    else if (isOwn && sharedFields.has(name)) body.set(name, value);
    else body.drop(name);
  }
  if (Object.keys(options).length > 0) body.set('options', options);
}

/** Ollama's `format`. A schema's name and its strictness say nothing there: every schema is enforced. */
export function encodeFormat(format: ResponseFormat | undefined): JsonValue | undefined {
  switch (format?.type) {
    case undefined:
    case 'text':
      return undefined;
    case 'json':
      return 'json';
    case 'jsonSchema':
      return format.schema;
  }
}

/**
 * Ollama's `think`. Every model takes `false`; the rest goes to models that are known to think alone, as Ollama answers 400
 * for others, and a level to those that are known to have levels.
 */
export function encodeThink(
  body: BodyBuilder,
  reasoning: ReasoningRequest | undefined,
  { reasons, reasoningEfforts }: Pick<EncodeTarget, 'reasons' | 'reasoningEfforts'>,
): void {
  if (reasoning === undefined) return;
  const { mode, effort, budgetTokens } = reasoning;
  if (mode === 'off') {
    body.set('think', false);
    return;
  }
  if (!(reasons ?? reasoningEfforts.length > 0)) {
    body.drop('think');
    return;
  }
  const wanted = effort ?? (budgetTokens === undefined ? undefined : effortForBudget(budgetTokens));
  const accepted = reasoningEfforts.filter((level) => levels.has(level));
  body.set('think', wanted === undefined || accepted.length === 0 ? true : clampEffort(wanted, accepted));
}
