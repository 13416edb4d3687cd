import type { RequestAddress } from '../codec.ts';
import { asNumber, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { TokenCounting } from '../tokenCounting.ts';
import { camelKeys } from './camelFields.ts';
import { decodeRequest } from './decodeRequest.ts';
import { encodeRequest } from './encodeRequest.ts';
import { modelPath } from './upstreamPath.ts';

/** Gemini's `models/{model}:countTokens`: contents alone, or a whole request in `generateContentRequest`. */
export const geminiTokenCounting: TokenCounting = {
  format: 'gemini',
  pathName: 'gemini-count-tokens',
  modelPlace: 'path',
  decodeRequest: (body: JsonObject, address?: RequestAddress) => {
    const { generateContentRequest } = camelKeys(body);
    return decodeRequest(isObject(generateContentRequest) ? generateContentRequest : body, address);
  },
  renameModel: (body, model) => {
    const { generateContentRequest, ...others } = camelKeys(body);
    if (!isObject(generateContentRequest) || generateContentRequest.model === undefined) return undefined;
    return { ...others, generateContentRequest: { ...generateContentRequest, model: resourceName(model) } };
  },
  encodeRequest: (request, target) => ({
    generateContentRequest: { model: resourceName(target.model), ...encodeRequest(request, target).body },
  }),
  upstreamPath: (path, model) => modelPath(path, model, 'countTokens'),
  decodeCount: (body) => asNumber(body.totalTokens),
  encodeCount: (tokens) => ({ totalTokens: tokens }),
};

function resourceName(model: string): string {
  return /^(?:models|tunedModels)\//.test(model) ? model : `models/${model}`;
}
