import { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { PartSink } from '../../protocol/streamedRequests.ts';
import type { VscodePart } from '../../protocol/vscodeChat.ts';
import { decisionHeaders } from '../exchange/decisionHeaders.ts';
import { errorTable, type ErrorCode, GatewayError, UpstreamAnswerError } from '../errors.ts';
import type { AnswerStream } from '../exchange/answerStream.ts';
import { asNumber, asString, isObject, type JsonObject, parseObject } from '../wire/json.ts';

/**
 * An answer that goes to the editor in parts instead of to a socket in bytes: what the pipeline writes in the format of wire/vscode is
 * read line by line and sent on, no faster than the editor takes it. It closes when the editor cancels.
 */
export class EditorAnswer extends Writable implements AnswerStream {
  headersSent = false;
  statusCode = 0;
  readonly #sink: PartSink<readonly VscodePart[]>;
  readonly #decoder = new StringDecoder('utf8');
  #headers: Readonly<Record<string, string>> = {};
  #text = '';
  #isEnded = false;
  #failure: JsonObject | undefined;

  constructor(sink: PartSink<readonly VscodePart[]>) {
    super({ decodeStrings: false });
    this.#sink = sink;
    const onAbort = (): void => {
      this.destroy();
    };
    sink.signal.addEventListener('abort', onAbort, { once: true });
    if (sink.signal.aborted) onAbort();
  }

  writeHead(status: number, headers: Readonly<Record<string, string>>): this {
    this.headersSent = true;
    this.statusCode = status;
    this.#headers = headers;
    return this;
  }

  /** There is no head that could go ahead of the parts. */
  flushHeaders(): void {
    return;
  }

  override _write(
    chunk: string | Buffer,
    _encoding: BufferEncoding,
    callback: (error?: Error | null) => void,
  ): void {
    this.#text += typeof chunk === 'string' ? chunk : this.#decoder.write(chunk);
    const parts = this.statusCode === 200 ? this.#takeParts() : [];
    if (parts.length === 0) {
      callback();
      return;
    }
    this.#sink.send(parts).then(
      () => callback(),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    );
  }

  /**
   * Who answered, once the exchange is over: the `x-muxgate-*` headers without their prefix.
   * @throws what the editor was not told in parts: the pipeline's error, or that the answer broke off
   */
  decision(): Readonly<Record<string, string>> {
    if (this.statusCode !== 200 && this.statusCode !== 0) throw errorOf(parseObject(this.#text)?.error);
    if (this.#failure !== undefined) throw errorOf(this.#failure);
    if (!this.#isEnded) throw new GatewayError('provider_error', 'The answer broke off before its end.');
    return decisionHeaders(this.#headers);
  }

  #takeParts(): VscodePart[] {
    const lines = this.#text.split('\n');
    this.#text = lines.pop() ?? '';
    return lines.flatMap((line) => {
      const part = parseObject(line);
      if (part?.type === 'end') this.#isEnded = true;
      else if (part?.type === 'error') this.#failure = isObject(part.error) ? part.error : {};
      else if (part !== undefined) return [asPart(part)];
      return [];
    });
  }
}

/** Our own encoder wrote it, or a window's editor, which is our own program. */
function asPart(part: JsonObject): VscodePart {
  const value: unknown = part;
  return value as VscodePart;
}

function errorOf(value: unknown): GatewayError {
  const error = isObject(value) ? value : {};
  const code = asString(error.code) ?? '';
  const message = asString(error.message) ?? 'The request failed.';
  const status = asNumber(error.status) ?? 502;
  if (isErrorCode(code) && errorTable[code].status === status) return new GatewayError(code, message);
  return new UpstreamAnswerError({ provider: '', status, message, body: Buffer.alloc(0), headers: {} });
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code);
}
