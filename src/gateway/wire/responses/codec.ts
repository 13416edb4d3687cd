import type { ChatCodec } from '../codec.ts';
import { checkConvertible } from './checkConvertible.ts';
import { decodeAnswer } from './decodeAnswer.ts';
import { decodeRequest } from './decodeRequest.ts';
import { encodeAnswer } from './encodeAnswer.ts';
import { encodeRequest } from './encodeRequest.ts';
import { foreignMarks, holdsForeignReasoning } from './foreignReasoning.ts';
import { decodeResponsesUsage } from './responsesUsage.ts';
import { ResponsesStreamDecoder } from './streamDecoder.ts';
import { ResponsesStreamEncoder } from './streamEncoder.ts';
import { ResponsesStreamTap } from './streamTap.ts';

/** The OpenAI Responses format, both ways. */
export const responsesCodec: ChatCodec = {
  format: 'responses',
  framing: 'sse',
  decodeRequest,
  encodeRequest,
  checkConvertible,
  mustReencode: holdsForeignReasoning,
  foreignMarks,
  decodeAnswer,
  readUsage: decodeResponsesUsage,
  encodeAnswer,
  createStreamDecoder: () => new ResponsesStreamDecoder(),
  createStreamEncoder: (context) => new ResponsesStreamEncoder(context),
  createStreamTap: () => new ResponsesStreamTap(),
};
