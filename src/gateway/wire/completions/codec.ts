import { ChatStreamTap } from '../chat/streamTap.ts';
import type { CompletionCodec } from '../codec.ts';
import { decodeAnswer, encodeAnswer } from './answer.ts';
import { decodeRequest } from './decodeRequest.ts';
import { encodeRequest } from './encodeRequest.ts';
import { CompletionsStreamDecoder } from './streamDecoder.ts';
import { TextStreamEncoder } from './textStreamEncoder.ts';
import type { TextStreamShape } from './textStreamEncoder.ts';

const streamShape: TextStreamShape = {
  object: 'text_completion',
  choice: (text, logprobs) => ({ text, logprobs }),
  usage: 'ownChunk',
};

/** OpenAI's legacy completions, with and without `suffix`, both ways. */
export const completionsCodec: CompletionCodec = {
  format: 'completions',
  framing: 'sse',
  decodeRequest,
  encodeRequest,
  decodeAnswer,
  encodeAnswer,
  createStreamDecoder: () => new CompletionsStreamDecoder(),
  createStreamEncoder: (context) => new TextStreamEncoder(streamShape, context),
  createStreamTap: () => new ChatStreamTap(),
};
