import { asString, type JsonObject } from '../../wire/json.ts';
import type { ByteSpan } from '../../wire/jsonMembers.ts';
import { MultipartScanner } from '../../wire/multipart/multipartScanner.ts';
import { multipartBoundary } from '../../wire/multipart/partHeaders.ts';
import { spliceModel } from '../spliceModel.ts';
import type { ClientBody } from './clientBody.ts';

/** What goes to the provider. */
export interface SentBody {
  readonly body?: Uint8Array;
  /** Instead of `body`, what comes in while it is sent. */
  readonly bodyPieces?: AsyncIterable<Uint8Array>;
  /** In bytes; undefined: not known beforehand. */
  readonly length: number | undefined;
}

/** A body of which enough was read to choose its provider. */
export interface PassedBody {
  /** The model that it names. */
  readonly model: string | undefined;
  /** The whole of a JSON body. */
  readonly json: JsonObject | undefined;
  /** The texts of a form's fields, as far as they were read. */
  readonly fields: readonly string[];
  /** The names of a form's files, as far as they were read. */
  readonly fileNames: readonly string[];
  /** The body with another model in the place of the one it names, every other byte as it was; once. */
  send(model: string | undefined): SentBody;
}

export interface OpeningOptions {
  /** Requests to this path name a model. */
  readonly namesModel: boolean;
  /** Nothing may go before all of it was looked at. */
  readonly needsAll: boolean;
}

/**
 * Reads as much of a body as is needed: JSON whole, a form until its model, or where it has none its first file, is known,
 * anything else not at all. Throws what reading throws.
 */
export async function openBody(body: ClientBody, options: OpeningOptions): Promise<PassedBody> {
  if (body.isEmpty) return unread({ length: 0 });
  const contentType = body.contentType ?? 'application/json';
  const boundary = multipartBoundary(contentType);
  if (boundary !== undefined) return openForm(body, boundary, options);
  return /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType)
    ? openJson(body)
    : unread({ bodyPieces: body.pieces(), length: body.length });
}

function unread(sent: SentBody): PassedBody {
  return { model: undefined, json: undefined, fields: [], fileNames: [], send: () => sent };
}

async function openJson(body: ClientBody): Promise<PassedBody> {
  const { bytes, json } = await body.json();
  return {
    model: asString(json['model']),
    json,
    fields: [],
    fileNames: [],
    send: (model) => {
      const sent = model === undefined ? bytes : spliceModel(bytes, model);
      return { body: sent, length: sent.length };
    },
  };
}

async function openForm(body: ClientBody, boundary: string, options: OpeningOptions): Promise<PassedBody> {
  const scanner = new MultipartScanner(boundary);
  const pieces = body.pieces();
  const held: Uint8Array[] = [];
  let heldBytes = 0;
  let isWhole = false;
  while (!isWhole && !isEnough(scanner, options)) {
    const next = await pieces.next();
    if (next.done === true) {
      isWhole = true;
      continue;
    }
    held.push(next.value);
    heldBytes += next.value.length;
    body.assertHeld(heldBytes);
    scanner.push(next.value);
  }
  const models = scanner.fields('model');
  return {
    model: models[0]?.text,
    json: undefined,
    fields: scanner.parts.flatMap(({ field }) => (field === undefined ? [] : [field.text])),
    fileNames: scanner.parts.flatMap(({ fileName }) => (fileName === undefined ? [] : [fileName])),
    send: (model) => {
      const all = Buffer.concat(held, heldBytes);
      const start =
        model === undefined
          ? all
          : spliced(
              all,
              models.map(({ span }) => span),
              model,
            );
      if (isWhole) return { body: start, length: start.length };
      const length = body.length === undefined ? undefined : body.length + start.length - all.length;
      return { bodyPieces: continued(start, pieces), length };
    },
  };
}

function isEnough(scanner: MultipartScanner, { namesModel, needsAll }: OpeningOptions): boolean {
  if (needsAll) return false;
  return namesModel
    ? scanner.fields('model').length > 0
    : scanner.parts.some(({ fileName }) => fileName !== undefined);
}

function spliced(bytes: Buffer, spans: readonly ByteSpan[], value: string): Buffer {
  const replaced: Buffer[] = [];
  let copied = 0;
  for (const { start, end } of spans) {
    replaced.push(bytes.subarray(copied, start), Buffer.from(value));
    copied = end;
  }
  return Buffer.concat([...replaced, bytes.subarray(copied)]);
}

async function* continued(
  start: Buffer,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield start;
  yield* rest;
}
