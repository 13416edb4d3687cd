import type { ChatCodec } from '../codec.ts';
import { decodeAnswer } from './decodeAnswer.ts';
import { decodeRequest } from './decodeRequest.ts';
import { encodeAnswer } from './encodeAnswer.ts';
import { encodeRequest } from './encodeRequest.ts';
import { MessagesUsage } from './messagesUsage.ts';
import { MessagesStreamDecoder } from './streamDecoder.ts';
import { MessagesStreamEncoder } from './streamEncoder.ts';
import { MessagesStreamTap } from './streamTap.ts';
import { foreignMarks, hasForeignHistory } from './foreignHistory.ts';

/** The Anthropic Messages format, both ways. */
export const messagesCodec: ChatCodec = {
  format: 'messages',
  framing: 'sse',
  decodeRequest,
  encodeRequest,
  mustReencode: hasForeignHistory,
  foreignMarks,
  decodeAnswer,
  readUsage: ({ usage }) => new MessagesUsage().merge(usage),
  encodeAnswer,
  createStreamDecoder: () => new MessagesStreamDecoder(),
  createStreamEncoder: (context) => new MessagesStreamEncoder(context),
  createStreamTap: () => new MessagesStreamTap(),
};
