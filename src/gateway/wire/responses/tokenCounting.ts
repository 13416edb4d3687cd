import { asNumber } from '../json.ts';
import { countedBody, type TokenCounting } from '../tokenCounting.ts';
import { decodeRequest } from './decodeRequest.ts';
import { encodeRequest } from './encodeRequest.ts';

/** What `POST /v1/responses/input_tokens` takes of a response's body (OpenAI API reference, "Get input token counts"). */
const countedFields = [
  'model',
  'input',
  'instructions',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'reasoning',
  'text',
  'truncation',
];

/** OpenAI's `POST /v1/responses/input_tokens`. */
export const responsesTokenCounting: TokenCounting = {
  format: 'responses',
  pathName: 'responses-count-tokens',
  decodeRequest: (body) => decodeRequest(body),
  modelPlace: 'body',
  encodeRequest: (request, target) => countedBody(encodeRequest(request, target), countedFields),
  upstreamPath: (path) => path,
  decodeCount: (body) => asNumber(body.input_tokens),
  encodeCount: (tokens) => ({ object: 'response.input_tokens', input_tokens: tokens }),
};
