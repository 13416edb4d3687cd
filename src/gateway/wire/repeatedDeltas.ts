import type { StreamDecoder, WireEvent } from './codec.ts';
import type { StreamEvent } from './exchange.ts';
import { parseSseFields } from './sse/parseSseFields.ts';

type TextDelta = Extract<StreamEvent, { type: 'textDelta' }>;

/** What stands around the text in the last event, as it came; `before` ends and `after` begins with the text's quote. */
interface Frame {
  readonly before: string;
  readonly after: string;
  /** What stands between the texts of two such events. */
  readonly between: string;
  readonly block: number;
}

const blankLine = '\n\n';

/**
 * Decodes server-sent events, of which nearly every one is the one before with another text. Those are read by comparing what
 * stands around the text, without parsing the JSON: the same around one JSON string can only mean the same event with that string.
 * Whatever differs goes to the format's decoder.
 */
export class RepeatedDeltas {
  readonly #decoder: StreamDecoder;
  #frame: Frame | undefined;

  /** @param decoder one that has `passText`; any other is merely asked */
  constructor(decoder: StreamDecoder) {
    this.#decoder = decoder;
  }

  /** The events of one server-sent event that was taken apart elsewhere. */
  push(event: WireEvent): StreamEvent[] {
    this.#frame = undefined;
    return this.#decoder.push(event);
  }

  /** The events of whole server-sent events with LF line ends, text that goes on joined. */
  decode(text: string): StreamEvent[] {
    const events: StreamEvent[] = [];
    let position = 0;
    while (position < text.length) {
      const run = this.#frame === undefined ? undefined : readRun(text, position, this.#frame);
      if (run !== undefined && this.#frame !== undefined) {
        this.#decoder.passText?.(run.text);
        events.push({ type: 'textDelta', block: this.#frame.block, text: run.text });
        position = run.end;
        continue;
      }
      const boundary = text.indexOf(blankLine, position);
      const end = boundary === -1 ? text.length : boundary + blankLine.length;
      const event = text.slice(position, end);
      const decoded = this.#decoder.push(parseSseFields(event));
      this.#frame = this.#decoder.passText === undefined ? undefined : frameOf(event, decoded);
      for (const each of decoded) events.push(each);
      position = end;
    }
    return joinTextDeltas(events);
  }
}

/** The frame of an event that decoded to one plain text delta whose text stands in it once, spelt as we would. */
function frameOf(event: string, decoded: readonly StreamEvent[]): Frame | undefined {
  const [delta, ...others] = decoded;
  if (delta?.type !== 'textDelta' || others.length > 0 || delta.logprobs !== undefined) return undefined;
  const literal = JSON.stringify(delta.text);
  const at = event.indexOf(literal);
  if (at === -1 || at !== event.lastIndexOf(literal)) return undefined;
  const before = event.slice(0, at + 1);
  const after = event.slice(at + literal.length - 1);
  return { before, after, between: after + before, block: delta.block };
}

/**
 * The texts of the events from `start` on that have this frame; undefined when the first has not, or all are empty. What stands
 * between two texts is long, and the same each time: the engine's own search finds it many times faster than a comparison at
 * each event does.
 */
function readRun(
  text: string,
  start: number,
  { before, after, between }: Frame,
): { readonly text: string; readonly end: number } | undefined {
  if (!text.startsWith(before, start)) return undefined;
  const pieces = text.slice(start + before.length).split(between);
  const rest = pieces.pop() ?? '';
  const whole = readPieces(pieces);
  let joined = whole.text;
  let end = start + whole.count * between.length + whole.length;
  if (whole.count === pieces.length) {
    const quote = closingQuote(rest);
    const last = rest.startsWith(after, quote) ? stringValue(rest.slice(0, quote)) : undefined;
    if (last !== undefined) {
      joined += last;
      end += between.length + quote;
    }
  }
  return joined === '' ? undefined : { text: joined, end };
}

/** What the first pieces say that are texts of JSON strings: how many they are, and how long as they are written. */
function readPieces(pieces: readonly string[]): {
  readonly text: string;
  readonly count: number;
  readonly length: number;
} {
  const written = pieces.join('');
  if (!notPlain.test(written)) return { text: written, count: pieces.length, length: written.length };
  const texts: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    const value = stringValue(piece);
    if (value === undefined) break;
    texts.push(value);
    length += piece.length;
  }
  return { text: texts.join(''), count: texts.length, length };
}

/** What may not stand in a JSON string as it is, or means something else there. */
const notPlain = /["\\\n]/;

/** Where the JSON string ends whose text a text begins with; the length of the text when it does not end. */
function closingQuote(text: string): number {
  for (let quote = text.indexOf('"'); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1;
    while (before >= 0 && text[before] === '\\') before--;
    if ((quote - before) % 2 === 1) return quote;
  }
  return text.length;
}

/** What is written between the quotes of a JSON string; undefined when that is none. */
function stringValue(written: string): string | undefined {
  if (!notPlain.test(written)) return written;
  if (written.includes('\n')) return undefined;
  try {
    return JSON.parse(`"${written}"`) as string;
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
