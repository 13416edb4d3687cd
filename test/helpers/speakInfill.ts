import type { ServerResponse } from 'node:http';
import { asArray, isObject, type JsonObject } from '../../src/gateway/wire/json.ts';
import { completedPieces, sendJson, sendSse, sse } from './upstreamProtocols.ts';

const known = new Set(
  [
    'model input_prefix input_suffix input_extra prompt n_predict temperature top_k top_p min_p seed stop stream',
    'frequency_penalty presence_penalty cache_prompt',
  ].flatMap((names) => names.split(' ')),
);
const counts = { tokens_predicted: 3, tokens_evaluated: 5 };

/** Answers `/infill` as llama.cpp's server does, and refuses what it refuses and what it would not read. */
export function answerInfill(request: JsonObject, response: ServerResponse): void {
  const fault = faultOf(request);
  if (fault !== undefined) {
    sendJson(response, { error: { code: 400, message: fault, type: 'invalid_request_error' } }, 400);
    return;
  }
  const head = { index: 0, id_slot: 0, tokens: [] };
  const last = { ...head, stop: true, stop_type: 'eos', stopping_word: '', model: request.model, ...counts };
  if (request.stream !== true) {
    sendJson(response, { ...last, content: completedPieces.join('') });
    return;
  }
  sendSse(response, [
    ...completedPieces.map((content) => sse({ ...head, content, stop: false, ...counts })),
    sse({ ...last, content: '' }),
  ]);
}

function faultOf(request: JsonObject): string | undefined {
  for (const field of ['input_prefix', 'input_suffix']) {
    if (typeof request[field] !== 'string') return `"${field}" is required`;
  }
  const extra = request.input_extra;
  if (extra !== undefined && !Array.isArray(extra))
    return '"input_extra" must be an array of {"filename": string, "text": string}';
  for (const chunk of asArray(extra)) {
    if (!isObject(chunk) || typeof chunk.text !== 'string')
      return 'extra_context chunk must contain a "text" field with a string value';
    if (chunk.filename !== undefined && typeof chunk.filename !== 'string')
      return 'filename must be a string';
  }
  const unknown = Object.keys(request).find((field) => !known.has(field));
  return unknown === undefined ? undefined : `llama.cpp knows no ${unknown}`;
}
