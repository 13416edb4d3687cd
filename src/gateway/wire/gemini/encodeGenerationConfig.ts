import type { JsonObject, JsonValue } from '../json.ts';
import { encodeThinking } from './encodeThinking.ts';
import { fromNestedExtras } from './nestedExtras.ts';
import type { RequestEncoding } from './requestEncoding.ts';

/** Google takes no more stop sequences than these. */
const maxStopSequences = 5;

/** Writes `generationConfig`; a field that the target refuses is reported by its own name. */
export function encodeGenerationConfig(encoding: RequestEncoding): void {
  const { request, body, sameFormat } = encoding;
  const config: JsonObject = {};
  const set = (field: string, value: JsonValue | undefined): void => {
    if (value === undefined) return;
    if (body.refuses(field)) body.drop(field);
    else config[field] = value;
  };
  const extras = sameFormat ? fromNestedExtras('generationConfig', request.extras) : {};
  for (const [field, value] of Object.entries(extras)) set(field, value);
  const stop = request.stop.filter((sequence) => sequence !== '');
  if (stop.length > maxStopSequences) body.drop('stop');
  set('stopSequences', stop.length === 0 ? undefined : stop.slice(0, maxStopSequences));
  set('maxOutputTokens', request.maxOutputTokens);
  set('temperature', request.temperature);
  set('topP', request.topP);
  set('topK', request.topK);
  set('seed', request.seed);
  set('frequencyPenalty', request.frequencyPenalty);
  set('presencePenalty', request.presencePenalty);
  set('responseLogprobs', request.logprobs === true ? true : undefined);
  set('logprobs', request.logprobs === true ? request.topLogprobs : undefined);
  set('thinkingConfig', encodeThinking(encoding));
  for (const [field, value] of Object.entries(responseFormatFields(encoding))) set(field, value);
  if (Object.keys(config).length > 0) body.set('generationConfig', config);
}

/** Before Gemini 3 a JSON answer cannot be asked for where functions may be called. */
function responseFormatFields({ request, traits, body }: RequestEncoding): JsonObject {
  const { responseFormat, tools } = request;
  if (responseFormat === undefined || responseFormat.type === 'text') return {};
  if (!traits.combinesTools && tools.some((tool) => tool.type === 'function')) {
    body.drop('response_format');
    return {};
  }
  if (responseFormat.type === 'json') return { responseMimeType: 'application/json' };
  return { responseMimeType: 'application/json', responseJsonSchema: responseFormat.schema };
}
