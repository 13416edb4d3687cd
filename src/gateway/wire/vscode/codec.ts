import type { ChatCodec } from '../codec.ts';
import { decodeAnswer, encodeAnswer } from './answer.ts';
import { decodeRequest } from './decodeRequest.ts';
import { encodeRequest } from './encodeRequest.ts';
import { VscodeStreamDecoder, VscodeStreamTap } from './streamDecoder.ts';
import { VscodeStreamEncoder } from './streamEncoder.ts';

/**
 * VS Code's language-model API as plain data (protocol/vscodeChat.ts), both ways: what its chat asks of us, and what we ask of its
 * own models. A stream is one part a line, then a line `{"type":"end"}`. Nobody asks so over HTTP.
 */
export const vscodeCodec: ChatCodec = {
  format: 'vscode-lm',
  framing: 'ndjson',
  decodeRequest,
  encodeRequest,
  decodeAnswer,
  encodeAnswer: (answer) => encodeAnswer(answer),
  createStreamDecoder: () => new VscodeStreamDecoder(),
  createStreamEncoder: () => new VscodeStreamEncoder(),
  createStreamTap: () => new VscodeStreamTap(),
};
