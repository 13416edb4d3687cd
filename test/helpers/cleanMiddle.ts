import type { CompletionRequest, StreamEvent } from '../../src/gateway/wire/exchange.ts';
import { MiddleCleaner } from '../../src/gateway/wire/fim/middleCleaner.ts';

/** A completion request with nothing special about it. */
export function completionRequest(fields: Partial<CompletionRequest> = {}): CompletionRequest {
  return {
    kind: 'completion',
    model: 'm',
    stream: true,
    includeUsage: false,
    prompt: '',
    stop: [],
    extras: {},
    ...fields,
  };
}

/** A chat answer's stream of these texts through the cleaner. */
export function cleanEvents(request: CompletionRequest, texts: readonly string[]): StreamEvent[] {
  const cleaner = new MiddleCleaner(request);
  const events: StreamEvent[] = [
    { type: 'start', id: 'x' },
    { type: 'blockStart', block: 0, content: { type: 'text' } },
    ...texts.map((text) => ({ type: 'textDelta', block: 0, text }) as const),
    { type: 'blockEnd', block: 0 },
    { type: 'finish', reason: 'length' },
    { type: 'end' },
  ];
  return events.flatMap((event) => cleaner.transform(event));
}

/** The text that a client gets. */
export function textOf(events: readonly StreamEvent[]): string {
  return events.map((event) => (event.type === 'textDelta' ? event.text : '')).join('');
}
