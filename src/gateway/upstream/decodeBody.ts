import { pipeline, Readable, type Transform } from 'node:stream';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
  constants,
} from 'node:zlib';

/** Servers that compress although identity was asked for; a stream's bytes are passed on as soon as they can be decoded. */
const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createPatientGunzip,
  'x-gzip': createPatientGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** More codings than anybody uses are an attack. */
const maxCodings = 3;

/**
 * The decoded bytes of a body (RFC 9110 section 8.4): gzip, deflate, br, zstd, also several on top of each other.
 * Pulling is backpressure through to the source; leaving early cancels it. Errors of the source and of decoding are thrown.
 * @returns undefined when a coding is unknown
 */
export function decodeBody(
  body: AsyncIterable<Uint8Array>,
  contentEncoding: string | undefined,
): AsyncIterable<Uint8Array> | undefined {
  const codings = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length === 0) return body;
  const factories = codings.toReversed().map((coding) => decoders[coding]);
  if (codings.length > maxCodings || factories.includes(undefined)) return undefined;
  let decoded: Readable = Readable.from(body, { objectMode: false });
  for (const createDecoder of factories) {
    if (createDecoder === undefined) return undefined;
    // An error destroys both ends with it; who reads the last one sees it.
    decoded = pipeline(decoded, createDecoder(), () => undefined);
  }
  return decoded;
}

/** Gives what it has when the body ends without gzip's trailer, as curl and browsers do. */
function createPatientGunzip(): Transform {
  return createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
}
