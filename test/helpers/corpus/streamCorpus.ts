import type { AnswerKind } from '../../../src/gateway/exchange/classifyAnswer.ts';
import { chatCodec } from '../../../src/gateway/wire/chat/codec.ts';
import type { AnswerCodec } from '../../../src/gateway/wire/codec.ts';
import { cohereCodec } from '../../../src/gateway/wire/cohere/codec.ts';
import { geminiCodec } from '../../../src/gateway/wire/gemini/codec.ts';
import type { JsonObject } from '../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../src/gateway/wire/messages/codec.ts';
import { ollamaChatCodec } from '../../../src/gateway/wire/ollama/chatCodec.ts';
import { responsesCodec } from '../../../src/gateway/wire/responses/codec.ts';
import { strictCompatibleChat } from '../strict/chatFormat.ts';
import { strictCohere } from '../strict/cohereFormat.ts';
import { strictGemini } from '../strict/geminiFormat.ts';
import { strictMessages } from '../strict/messagesFormat.ts';
import { strictOllama } from '../strict/ollamaFormat.ts';
import { strictResponses } from '../strict/responsesFormat.ts';
import type { SpokenAnswer } from '../strict/spokenAnswer.ts';
import type { StrictCall, StrictFormat } from '../strict/strictFormat.ts';

/** How answers of one format reach its decoder. */
export interface StreamSource {
  readonly name: string;
  readonly codec: AnswerCodec;
  readonly kind: AnswerKind;
  readonly streamOf: (answer: SpokenAnswer) => string;
  readonly wholeOf: (answer: SpokenAnswer) => JsonObject;
}

/** Streams and whole answers of every chat-like format, as its provider writes them. */
export const streamSources: readonly StreamSource[] = [
  source('chat', chatCodec, strictCompatibleChat, 'sse', {
    body: { model: 'm', stream: true, stream_options: { include_usage: true } },
  }),
  source('messages', messagesCodec, strictMessages, 'sse', {}),
  source('responses', responsesCodec, strictResponses, 'sse', {
    body: { model: 'm', stream: true, include: ['reasoning.encrypted_content'] },
  }),
  source('gemini', geminiCodec, strictGemini, 'sse', { query: new URLSearchParams('alt=sse') }),
  source('gemini as an array', geminiCodec, strictGemini, 'json-array', {}),
  source('ollama', ollamaChatCodec, strictOllama, 'ndjson', {}),
  source('cohere', cohereCodec, strictCohere, 'sse', {}),
];

function source(
  name: string,
  codec: AnswerCodec,
  format: StrictFormat,
  kind: AnswerKind,
  facts: Partial<StrictCall>,
): StreamSource {
  const call: StrictCall = {
    path: '/v1beta/models/gemini-3-pro:streamGenerateContent',
    query: new URLSearchParams(),
    headers: {},
    body: { model: 'm', stream: true },
    ...facts,
  };
  return {
    name,
    codec,
    kind,
    streamOf: (answer) => format.stream(answer, call).join(''),
    wholeOf: (answer) => format.whole(answer, call),
  };
}
