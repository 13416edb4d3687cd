import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { invalidRequest } from '../../errors.ts';
import { bodyTooLarge } from './readBody.ts';

type Decompress = (data: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>;

const inflate: Decompress = promisify(zlib.inflate);
const inflateRaw: Decompress = promisify(zlib.inflateRaw);
const gunzip: Decompress = promisify(zlib.gunzip);

/** The codings of RFC 9110 (8.4.1) and RFC 9659, by name. */
const decompressors: ReadonlyMap<string, Decompress> = new Map<string, Decompress>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['br', promisify(zlib.brotliDecompress)],
  ['zstd', promisify(zlib.zstdDecompress)],
  ['deflate', decompressDeflate],
]);

/**
 * Undoes a request's Content-Encoding (several are undone last first). Throws `invalid_request` for an unknown coding or
 * corrupt data, and `body_too_large` when the decoded body is over the limit, before it is held in memory.
 */
export async function decodeContent(
  body: Buffer,
  contentEncoding: string | undefined,
  maxBytes: number,
): Promise<Buffer> {
  const codings = (contentEncoding ?? '')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
  let decoded = body;
  for (const coding of codings.reverse()) {
    const decompress = decompressors.get(coding);
    if (decompress === undefined) {
      const known = [...decompressors.keys()].join(', ');
      throw invalidRequest(
        'content-encoding',
        `Content-Encoding "${coding}" is not known; use one of ${known}.`,
      );
    }
    decoded = await decompressBounded(decompress, decoded, coding, maxBytes);
  }
  return decoded;
}

async function decompressBounded(
  decompress: Decompress,
  body: Buffer,
  coding: string,
  maxBytes: number,
): Promise<Buffer> {
  try {
    return await decompress(body, { maxOutputLength: maxBytes });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
      throw bodyTooLarge(maxBytes);
    }
    throw invalidRequest(
      'content-encoding',
      `The body is not valid ${coding} data, as Content-Encoding says.`,
      error,
    );
  }
}

/** Some clients call bare DEFLATE data `deflate`, without the zlib frame that the name means. */
async function decompressDeflate(data: Uint8Array, options: { maxOutputLength: number }): Promise<Buffer> {
  const framed = ((data[0] ?? 0) & 0x0f) === 8 && (((data[0] ?? 0) << 8) | (data[1] ?? 0)) % 31 === 0;
  return await (framed ? inflate : inflateRaw)(data, options);
}
