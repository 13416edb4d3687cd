import type { StreamDecoder, WireEvent } from './codec.ts';
import type { StreamEvent } from './exchange.ts';

type TextDelta = Extract<StreamEvent, { type: 'textDelta' }>;

/** What stands around the text in the event of the last text delta, as JSON text. */
interface Frame {
  readonly before: string;
  readonly after: string;
  readonly block: number;
}

/**
 * Nearly every event of a stream is the one before with another text. Those are read by comparing what stands around the text,
 * without parsing the JSON: equal bytes around one JSON string can only mean the same event with that string. Whatever differs goes
 * to the format's decoder.
 */
export class RepeatedDeltas implements StreamDecoder {
  readonly #decoder: StreamDecoder;
  #frame: Frame | undefined;

  /** @param decoder one that has `passText`; any other is merely asked */
  constructor(decoder: StreamDecoder) {
    this.#decoder = decoder;
  }

  push(event: WireEvent): StreamEvent[] {
    const { data } = event;
    const text = this.#frame === undefined ? undefined : textWithin(data, this.#frame);
    if (text !== undefined && this.#frame !== undefined) {
      this.#decoder.passText?.(text);
      return [{ type: 'textDelta', block: this.#frame.block, text }];
    }
    const events = this.#decoder.push(event);
    this.#frame = this.#decoder.passText === undefined ? undefined : frameOf(data, events);
    return events;
  }

  end(): StreamEvent[] {
    return this.#decoder.end();
  }
}

/** The frame of an event that decoded to one plain text delta whose text stands in it once, spelt as we would. */
function frameOf(data: string, events: readonly StreamEvent[]): Frame | undefined {
  const [delta, ...others] = events;
  if (delta?.type !== 'textDelta' || others.length > 0 || delta.logprobs !== undefined) return undefined;
  const literal = JSON.stringify(delta.text);
  const at = data.indexOf(literal);
  if (at === -1 || at !== data.lastIndexOf(literal)) return undefined;
  return { before: data.slice(0, at + 1), after: data.slice(at + literal.length - 1), block: delta.block };
}

/** The text between frame and frame; undefined when the frame differs or what is between is not one string, or empty. */
function textWithin(data: string, { before, after }: Frame): string | undefined {
  const length = data.length - before.length - after.length;
  if (length <= 0 || !data.startsWith(before) || !data.endsWith(after)) return undefined;
  const between = data.slice(before.length, data.length - after.length);
  if (!between.includes('\\') && !between.includes('"')) return between.includes('\n') ? undefined : between;
  try {
    return JSON.parse(`"${between}"`) as string;
  } catch {
    return undefined;
  }
}

/** Text deltas of one block that follow each other as one: what came together may go on together. */
export function joinTextDeltas(events: readonly StreamEvent[]): StreamEvent[] {
  const joined: StreamEvent[] = [];
  let last: TextDelta | undefined;
  for (const event of events) {
    if (last !== undefined && isPlainText(event) && event.block === last.block) {
      last = { ...last, text: last.text + event.text };
      joined[joined.length - 1] = last;
    } else {
      last = isPlainText(event) ? event : undefined;
      joined.push(event);
    }
  }
  return joined;
}

function isPlainText(event: StreamEvent): event is TextDelta {
  return event.type === 'textDelta' && event.logprobs === undefined;
}
