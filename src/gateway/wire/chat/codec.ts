import type { ChatCodec } from '../codec.ts';
import { decodeChatUsage } from './chatUsage.ts';
import { decodeAnswer } from './decodeAnswer.ts';
import { decodeRequest } from './decodeRequest.ts';
import { encodeAnswer } from './encodeAnswer.ts';
import { encodeRequest } from './encodeRequest.ts';
import { foreignMarks, hasForeignHistory } from './foreignHistory.ts';
import { ChatStreamDecoder } from './streamDecoder.ts';
import { ChatStreamEncoder } from './streamEncoder.ts';
import { ChatStreamTap } from './streamTap.ts';

/** The OpenAI Chat Completions format, both ways. */
export const chatCodec: ChatCodec = {
  format: 'chat',
  framing: 'sse',
  decodeRequest,
  encodeRequest,
  mustReencode: hasForeignHistory,
  foreignMarks,
  decodeAnswer,
  readUsage: ({ usage, service_tier: tier }) => decodeChatUsage(usage, tier),
  encodeAnswer,
  createStreamDecoder: () => new ChatStreamDecoder(),
  createStreamEncoder: (context) => new ChatStreamEncoder(context),
  createStreamTap: () => new ChatStreamTap(),
};
