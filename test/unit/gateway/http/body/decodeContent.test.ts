import assert from 'node:assert/strict';
import zlib from 'node:zlib';
import { GatewayError } from '../../../../../src/gateway/errors.ts';
import { decodeContent } from '../../../../../src/gateway/http/body/decodeContent.ts';

const text = '{"model":"größe"}';
const plain = Buffer.from(text);

describe('decodeContent', () => {
  const codings: readonly (readonly [string, Buffer])[] = [
    ['gzip', zlib.gzipSync(plain)],
    ['X-GZIP', zlib.gzipSync(plain)],
    ['br', zlib.brotliCompressSync(plain)],
    ['zstd', zlib.zstdCompressSync(plain)],
    ['deflate', zlib.deflateSync(plain)],
    ['deflate', zlib.deflateRawSync(plain)],
    ['deflate, gzip', zlib.gzipSync(zlib.deflateSync(plain))],
    ['identity', plain],
    ['', plain],
  ];
  for (const [coding, body] of codings) {
    it(`undoes "${coding}" (first byte ${body[0] ?? 0})`, async () => {
      assert.equal((await decodeContent(body, coding, 1000)).toString(), text);
    });
  }

  it('refuses a body that unpacks over the limit', async () => {
    const bomb = zlib.gzipSync(Buffer.alloc(1_000_000));
    await assert.rejects(
      decodeContent(bomb, 'gzip', 1000),
      (error) => error instanceof GatewayError && error.status === 413,
    );
  });

  it('refuses corrupt data and unknown codings, each in words', async () => {
    await assert.rejects(decodeContent(plain, 'br', 1000), /not valid br data/);
    await assert.rejects(decodeContent(plain, 'compress', 1000), /"compress" is not known; use one of gzip/);
  });
});
