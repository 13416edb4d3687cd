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
  if (format === 'messages') return new MessagesStreamRepair(context().estimatedInputTokens);
  if (format !== 'chat') return undefined;
  const { id, model, createdAtS } = context();
  return new ChatStreamRepair({ id, model, created: createdAtS });
}
