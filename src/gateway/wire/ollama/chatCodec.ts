import type { ChatCodec } from '../codec.ts';
import { decodeAnswer, encodeAnswer } from './answer.ts';
import { chatShape } from './answerPiece.ts';
import { decodeChatRequest } from './decodeChatRequest.ts';
import { encodeChatRequest } from './encodeChatRequest.ts';
import { OllamaStreamDecoder, OllamaStreamTap } from './streamDecoder.ts';
import { OllamaStreamEncoder } from './streamEncoder.ts';

/** Ollama's `POST /api/chat`, both ways. */
export const ollamaChatCodec: ChatCodec = {
  format: 'ollama-chat',
  framing: 'ndjson',
  decodeRequest: decodeChatRequest,
  encodeRequest: encodeChatRequest,
  decodeAnswer,
  encodeAnswer: (answer, context) => encodeAnswer(answer, context, chatShape),
  createStreamDecoder: () => new OllamaStreamDecoder(),
  createStreamEncoder: (context) => new OllamaStreamEncoder(context, chatShape),
  createStreamTap: () => new OllamaStreamTap(),
};
