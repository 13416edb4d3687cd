import { invalidRequest } from '../../errors.ts';
import type { EncodedRequest, EncodeTarget } from '../codec.ts';
import type { ChatRequest } from '../exchange.ts';
import { encodeContents } from './encodeContents.ts';
import { encodeGenerationConfig } from './encodeGenerationConfig.ts';
import { encodeTools } from './encodeTools.ts';
import { isNestedExtra } from './nestedExtras.ts';
import { createRequestEncoding, type RequestEncoding } from './requestEncoding.ts';

/**
 * A chat request as the body of `:generateContent` (Gemini API, v1beta); model and streaming stand in the address
 * (upstreamPath.ts). Throws `invalid_request` for what cannot be left out without changing the question; the rest that
 * cannot be expressed is named in `dropped`.
 */
export function encodeRequest(request: ChatRequest, target: EncodeTarget): EncodedRequest {
  const encoding = createRequestEncoding(request, target);
  const { body, sameFormat } = encoding;
  if ((request.answerCount ?? 1) > 1) {
    throw invalidRequest(
      'n',
      'n: one answer is all that can be converted from a Gemini model; leave it out.',
    );
  }
  const { systemInstruction, contents } = encodeContents(encoding);
  body.set('systemInstruction', systemInstruction);
  body.set('contents', contents);
  encodeTools(encoding);
  encodeGenerationConfig(encoding);
  encodeServiceTier(encoding);
  if (request.userId !== undefined) body.drop('user');
  // Those that stand in the configurations are written with them.
  const extras = Object.entries(request.extras).filter(([field]) => !sameFormat || !isNestedExtra(field));
  body.setExtras(Object.fromEntries(extras), sameFormat);
  return body.build();
}

/** Google names its tiers standard, flex and priority. */
function encodeServiceTier({ request: { serviceTier }, body }: RequestEncoding): void {
  switch (serviceTier) {
    case undefined:
    case 'auto':
      return;
    case 'default':
      body.set('serviceTier', 'standard');
      return;
    case 'flex':
    case 'priority':
      body.set('serviceTier', serviceTier);
      return;
    default:
      body.drop('service_tier');
  }
}
