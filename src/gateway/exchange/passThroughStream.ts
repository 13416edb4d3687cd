import { GatewayError } from '../errors.ts';
import type { StreamFraming, StreamTap } from '../wire/codec.ts';
import { JsonArraySplitter } from '../wire/jsonArray/jsonArraySplitter.ts';
import { LineSplitter } from '../wire/ndjson/lineSplitter.ts';
import { type RawEvent, SseSplitter } from '../wire/sse/sseSplitter.ts';
import type { ClientAnswer } from './clientAnswer.ts';
import { failureError } from './errorReport.ts';
import type { ExchangeProgress } from './exchangeContext.ts';
import type { StreamRepair } from './repairs/streamRepair.ts';
import { isUsageAlone, mayHoldUsageAlone } from './usageWishes.ts';

/** What ends an event of each framing. */
const terminators = {
  sse: Buffer.from('\n\n'),
  ndjson: Buffer.from('\n'),
  'json-array': Buffer.alloc(0),
} as const satisfies Record<StreamFraming, Buffer>;

const splitters = { sse: SseSplitter, ndjson: LineSplitter, 'json-array': JsonArraySplitter } as const;
/** Comments before the first event are held back at most this long. */
const longestHeldBytes = 64 * 1024;

export interface PassThroughStreamOptions {
  readonly provider: string;
  readonly client: ClientAnswer;
  readonly progress: ExchangeProgress;
  /** Called when the first content has come. */
  readonly onContent: () => void;
  /** Found in the data of events with content, and not in those before it. */
  readonly contentMark: RegExp;
  readonly tap: StreamTap;
  readonly framing: StreamFraming;
  /** Only for types of provider that may be repaired. */
  readonly repair?: StreamRepair;
  /** Chunks that hold nothing but the usage are kept from the client, which did not ask for them. */
  readonly hidesUsage: boolean;
  /** Sent with the head, which goes out together with the first event. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sees the first event with data. */
  readonly onStart?: (event: RawEvent) => void;
  /** Called when the terminal event has gone out: nothing that matters can follow. */
  readonly onFinished: () => void;
}

/**
 * Sends a provider's event stream on as it is, whole events at a time. The client's head waits for the first event with data,
 * so that an error in its place becomes a proper error answer. Throws that error, and `provider_error` when the stream breaks off
 * before its terminal event.
 */
export class PassThroughStream {
  readonly #options: PassThroughStreamOptions;
  readonly #splitter: SseSplitter | LineSplitter | JsonArraySplitter;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #started = false;
  #hasContent = false;
  /** What was sent without a look at each event, as far as the stream's end may stand in it. */
  #skimmed: readonly Uint8Array[] = [];

  constructor(options: PassThroughStreamOptions) {
    this.#options = options;
    this.#splitter = new splitters[options.framing]();
  }

  /**
   * The next bytes of the provider.
   * @returns what to wait for before more may come; undefined: they may come at once, which spares a turn for every chunk
   */
  push(chunk: Uint8Array): Promise<void> | undefined {
    const skimmed = this.#skim(chunk);
    return skimmed === undefined ? this.#forward(this.#splitter.push(chunk)) : skimmed.written;
  }

  /**
   * Nearly all of a stream is content, which nobody here needs: where the last event of a chunk is, so are those before it. An end
   * that stood among them is found in `end`.
   * @returns undefined when the chunk must be taken apart
   */
  #skim(chunk: Uint8Array): { readonly written: Promise<void> | undefined } | undefined {
    const { client, tap, repair } = this.#options;
    const splitter = this.#splitter;
    if (!this.#started || repair !== undefined || this.#hasEnd() || !(splitter instanceof SseSplitter))
      return undefined;
    const events = splitter.skim(chunk);
    if (events === undefined) return undefined;
    tap.see(events.last);
    this.#lookForContent(events.last);
    if (this.#hasEnd() || (this.#options.hidesUsage && mayHoldUsageAlone(events.raw))) {
      this.#seeSkimmed();
      return { written: this.#forward(new SseSplitter().push(events.raw)) };
    }
    this.#skimmed = [...this.#skimmed.slice(-1), events.raw];
    return { written: client.send(events.raw) };
  }

  /** The provider's body has ended. */
  async end(): Promise<void> {
    const { tap, provider, progress } = this.#options;
    const [rest] = this.#splitter.end();
    if (rest !== undefined) await this.#forwardUnterminated(rest);
    if (!this.#hasEnd()) {
      this.#seeSkimmed();
      progress.finished ||= tap.finished;
      progress.usage = tap.usage;
    }
    if (this.#hasEnd()) return;
    throw new GatewayError('provider_error', `The stream of provider ${provider} broke off before its end.`, {
      details: { provider },
    });
  }

  /** The stream has said how it ends. */
  #hasEnd(): boolean {
    const { finished, failure } = this.#options.tap;
    return finished || failure !== undefined;
  }

  /** Usage and the end of a stream may have passed in the middle of a chunk. */
  #seeSkimmed(): void {
    const { tap } = this.#options;
    for (const raw of this.#skimmed) for (const event of new SseSplitter().push(raw)) tap.see(event);
  }

  /** A last event without its terminator: whole when it ends the stream or can be read, else the torn half of one. */
  async #forwardUnterminated(event: RawEvent): Promise<void> {
    const { tap, client, framing } = this.#options;
    const wasFinished = tap.finished;
    if (!wasFinished && !isWholeData(event.data)) return;
    await this.#forward([event]);
    if (!tap.finished && this.#started) await client.write(terminators[framing]);
  }

  async #forward(events: readonly RawEvent[]): Promise<void> {
    const { client, tap, repair, progress, framing, hidesUsage } = this.#options;
    for (const event of events) {
      tap.see(event);
      if (hidesUsage && isUsageAlone(event.data)) continue;
      if (!this.#started) this.#start(event);
      this.#lookForContent(event);
      this.#hold(repair === undefined ? event.raw : repair.repair(event));
    }
    if (!this.#started && this.#heldBytes < longestHeldBytes) return;
    client.beginStream(this.#options.headers, framing);
    const bytes = this.#takeHeld();
    await client.write(bytes);
    progress.usage = tap.usage;
    if (tap.failure !== undefined) {
      progress.failure ??= {
        code: 'provider_error',
        message: `${this.#options.provider} reported ${tap.failure.type}`,
        cause: failureError(this.#options.provider, tap.failure),
      };
    } else if (tap.finished && !progress.finished) {
      progress.finished = true;
      this.#options.onFinished();
    }
  }

  /** The first event with data decides whether this is an answer at all. */
  #start(event: RawEvent): void {
    const { client, tap, provider, onStart } = this.#options;
    if (tap.failure !== undefined && !client.headSent) throw failureError(provider, tap.failure);
    if (event.data === '') return;
    this.#started = true;
    onStart?.(event);
  }

  #lookForContent({ data }: RawEvent): void {
    if (this.#hasContent || !this.#options.contentMark.test(data)) return;
    this.#hasContent = true;
    this.#options.onContent();
  }

  #hold(bytes: Uint8Array): void {
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
  }

  #takeHeld(): Uint8Array {
    const [only, ...others] = this.#held;
    const bytes =
      only !== undefined && others.length === 0 ? only : Buffer.concat(this.#held, this.#heldBytes);
    this.#held = [];
    this.#heldBytes = 0;
    return bytes;
  }
}

function isWholeData(data: string): boolean {
  if (data === '[DONE]') return true;
  try {
    JSON.parse(data);
    return true;
  } catch {
    return false;
  }
}
