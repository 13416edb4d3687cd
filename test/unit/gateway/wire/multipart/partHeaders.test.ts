import assert from 'node:assert/strict';
import { multipartBoundary, readPartHeaders } from '../../../../../src/gateway/wire/multipart/partHeaders.ts';

function read(disposition: string): { name: string; fileName: string | undefined } {
  return readPartHeaders(Buffer.from(`\r\nContent-Type: text/plain\r\nContent-Disposition: ${disposition}`));
}

describe('readPartHeaders', () => {
  it('reads names with quotes, without, and with quotes inside', () => {
    assert.deepEqual(read('form-data; name="file"; filename="a.txt"'), { name: 'file', fileName: 'a.txt' });
    assert.deepEqual(read('form-data;filename=a.txt;name=file'), { name: 'file', fileName: 'a.txt' });
    assert.deepEqual(read('form-data; filename="x; name=\\"model\\".txt"; name="file"'), {
      name: 'file',
      fileName: 'x; name="model".txt',
    });
  });

  it('prefers the name that is encoded', () => {
    const { fileName } = read(`form-data; name="f"; filename="n.txt"; filename*=UTF-8''na%C3%AFve.txt`);
    assert.equal(fileName, 'naïve.txt');
  });

  it('takes a part without a disposition for a field without a name', () => {
    assert.deepEqual(readPartHeaders(Buffer.from('\r\nx: y')), { name: '', fileName: undefined });
  });
});

describe('multipartBoundary', () => {
  it('is found in forms alone', () => {
    assert.equal(multipartBoundary('multipart/form-data; boundary=abc'), 'abc');
    assert.equal(multipartBoundary('Multipart/Form-Data; charset=utf-8; boundary="a b:c"'), 'a b:c');
    assert.equal(multipartBoundary('multipart/form-data'), undefined);
    assert.equal(multipartBoundary('application/json; boundary=abc'), undefined);
  });
});
