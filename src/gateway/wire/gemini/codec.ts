import type { ChatCodec } from '../codec.ts';
import { decodeAnswer } from './decodeAnswer.ts';
import { decodeRequest } from './decodeRequest.ts';
import { encodeAnswer } from './encodeAnswer.ts';
import { encodeRequest } from './encodeRequest.ts';
import { foreignMarks, hasForeignHistory } from './foreignHistory.ts';
import { GeminiStreamDecoder } from './streamDecoder.ts';
import { GeminiStreamEncoder } from './streamEncoder.ts';
import { GeminiStreamTap } from './streamTap.ts';
import { decodeUsageMetadata } from './usageMetadata.ts';
import { upstreamPath } from './upstreamPath.ts';

/** Google's Gemini format (generateContent), both ways. */
export const geminiCodec: ChatCodec = {
  format: 'gemini',
  framing: 'sse',
  decodeRequest,
  upstreamPath,
  encodeRequest,
  mustReencode: hasForeignHistory,
  foreignMarks,
  decodeAnswer,
  readUsage: ({ usageMetadata }) => decodeUsageMetadata(usageMetadata),
  encodeAnswer,
  createStreamDecoder: () => new GeminiStreamDecoder(),
  createStreamEncoder: (context) => new GeminiStreamEncoder(context),
  createStreamTap: () => new GeminiStreamTap(),
};
