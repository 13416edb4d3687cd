import type { AnswerContext } from '../../wire/codec.ts';
import type { WireFormat } from '../../wire/exchange.ts';
import { ChatStreamRepair } from './chatStreamRepair.ts';
import { MessagesStreamRepair } from './messagesStreamRepair.ts';
import type { StreamRepair } from './streamRepair.ts';

/** The repair of a format's streams; undefined for formats that need none. */
export function createStreamRepair(
  format: WireFormat,
  context: () => AnswerContext,
): StreamRepair | undefined {
  switch (format) {
    case 'chat': {
      const { id, model, createdAtS } = context();
      return new ChatStreamRepair({ id, model, created: createdAtS });
    }
    case 'messages':
      return new MessagesStreamRepair(context().estimatedInputTokens);
    case 'completions':
    case 'fim':
    case 'embeddings':
    case 'ollama-generate':
    case 'ollama-embed':
    case 'ollama-chat':
    case 'cohere-chat':
    case 'responses':
    case 'gemini':
    case 'gemini-embed':
    case 'llamacpp-infill':
      return undefined;
  }
}
