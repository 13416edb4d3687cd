import assert from 'node:assert/strict';
import { GatewayError } from '../../../../../src/gateway/errors.ts';
import { MultipartScanner } from '../../../../../src/gateway/wire/multipart/multipartScanner.ts';

const body = Buffer.from(
  [
    'preamble\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\nContent-Type: audio/wav\r\n\r\n',
    'RIFF\r\n--\r\n--c\r\n\r\n--b \r\nContent-Disposition: form-data; name="model"\r\n\r\nwhisper-1\r\n',
    '--b\r\ncontent-disposition: form-data; name=empty\r\n\r\n\r\n--b--\r\n--b\r\nepilogue',
  ].join(''),
  'latin1',
);

function scan(pieces: readonly Uint8Array[]): MultipartScanner {
  const scanner = new MultipartScanner('b');
  for (const piece of pieces) scanner.push(piece);
  return scanner;
}

describe('MultipartScanner', () => {
  it('finds every part, wherever the body is cut', () => {
    const start = body.indexOf('whisper-1');
    for (let cut = 0; cut <= body.length; cut++) {
      const scanner = scan([body.subarray(0, cut), body.subarray(cut)]);
      assert.ok(scanner.ended, `cut at ${cut}`);
      assert.deepEqual(
        scanner.parts.map(({ name, fileName }) => [name, fileName]),
        [
          ['file', 'a.wav'],
          ['model', undefined],
          ['empty', undefined],
        ],
        `cut at ${cut}`,
      );
      assert.deepEqual(scanner.fields('model'), [
        { text: 'whisper-1', span: { start, end: start + 'whisper-1'.length } },
      ]);
      assert.equal(scanner.fields('empty')[0]?.text, '');
    }
  });

  it('finds them byte by byte', () => {
    const scanner = scan(Array.from(body, (byte) => Buffer.from([byte])));
    assert.equal(scanner.fields('model')[0]?.text, 'whisper-1');
    assert.ok(scanner.ended);
  });

  it('takes a field for known only when it has ended', () => {
    const cut = body.indexOf('per-1');
    assert.deepEqual(scan([body.subarray(0, cut)]).fields('model'), []);
  });

  it('refuses what is no such body instead of holding it', () => {
    for (const endless of ['x'.repeat(20_000), `--b\r\nname: ${'x'.repeat(20_000)}`]) {
      assert.throws(
        () => scan([Buffer.from(endless)]),
        (error) => error instanceof GatewayError && error.code === 'invalid_request',
      );
    }
  });
});
