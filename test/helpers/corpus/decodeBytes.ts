import { neutralEvents } from '../../../src/gateway/exchange/neutralEvents.ts';
import type { StreamEvent } from '../../../src/gateway/wire/exchange.ts';
import { joinTextDeltas } from '../../../src/gateway/wire/repeatedDeltas.ts';
import type { StreamSource } from './streamCorpus.ts';

/**
 * The events of a provider's stream that arrives in these chunks; calls that came without an id are told apart by their place,
 * and text that goes on is one delta, however its pieces arrived.
 */
export async function decodeChunks(
  { codec, kind }: Pick<StreamSource, 'codec' | 'kind'>,
  chunks: Iterable<Uint8Array>,
): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  for await (const batch of neutralEvents('provider', codec, kind, asArriving(chunks))) events.push(...batch);
  return joinTextDeltas(events).map(withPlainId);
}

/** Ids that a decoder invents are random. */
function withPlainId(event: StreamEvent): StreamEvent {
  if (event.type !== 'blockStart' || event.content.type !== 'toolCall') return event;
  return { ...event, content: { ...event.content, id: `call ${event.block}` } };
}

/** The events that say something: heartbeats are not among them. */
export function withoutPings(events: readonly StreamEvent[]): StreamEvent[] {
  return events.filter(({ type }) => type !== 'ping');
}

/** Bytes cut at these places. */
export function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set(places)]
    .filter((place) => place > 0 && place < bytes.length)
    .sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

async function* asArriving(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}
