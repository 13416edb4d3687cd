import type { ChatCodec } from '../codec.ts';
import { upstreamOnly } from '../upstreamOnly.ts';
import { decodeAnswer } from './decodeAnswer.ts';
import { encodeRequest } from './encodeRequest.ts';
import { CohereStreamDecoder } from './streamDecoder.ts';

const noClient = upstreamOnly('Cohere’s');

/** Cohere's `POST /v2/chat`. Nobody can ask Muxgate in this format: its inbound half throws `internal_error`. */
export const cohereCodec: ChatCodec = {
  format: 'cohere-chat',
  framing: 'sse',
  decodeRequest: noClient,
  encodeRequest,
  decodeAnswer,
  encodeAnswer: noClient,
  createStreamDecoder: () => new CohereStreamDecoder(),
  createStreamEncoder: noClient,
  createStreamTap: noClient,
};
