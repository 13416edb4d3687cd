import assert from 'node:assert/strict';
import { brotliCompressSync, createGzip, deflateSync, gzipSync } from 'node:zlib';
import type { GatewayError } from '../../../src/gateway/errors.ts';
import { createSender } from '../../../src/gateway/upstream/sender.ts';
import { Latch } from '../../helpers/latch.ts';
import { closeServersAfterEach, serveHttp } from '../../helpers/loopbackServer.ts';
import { recordingLog } from '../../helpers/recordingLog.ts';
import { attempt, provider, textOf } from '../../helpers/upstreamAttempt.ts';

describe('sender: compressed answers', () => {
  closeServersAfterEach();
  const sender = createSender({ proxy: { noProxy: [], strictSsl: true }, env: {}, log: recordingLog() });
  after(() => sender.close());

  const text = 'data: {"text":"hello"}\n\n'.repeat(200);

  it('asks for plain bytes', async () => {
    let asked: string | undefined;
    const server = await serveHttp((request, response) => {
      asked = request.headers['accept-encoding'];
      response.end();
    });
    await textOf(await sender.send(attempt(server.origin, { headers: { 'accept-encoding': 'gzip' } })));
    assert.equal(asked, 'identity');
  });

  const codings: Record<string, Buffer> = {
    gzip: gzipSync(text),
    'x-gzip': gzipSync(text),
    deflate: deflateSync(text),
    br: brotliCompressSync(text),
    'deflate, gzip': gzipSync(deflateSync(text)),
  };
  for (const [coding, bytes] of Object.entries(codings)) {
    it(`decodes ${coding} that was sent all the same, and forgets its length`, async () => {
      const server = await serveHttp((_request, response) =>
        response.writeHead(200, { 'content-encoding': coding, 'content-length': bytes.length }).end(bytes),
      );
      const answer = await sender.send(attempt(server.origin));
      assert.equal(await textOf(answer), text);
      assert.equal(answer.headers['content-encoding'], undefined);
      assert.equal(answer.headers['content-length'], undefined);
    });
  }

  it('passes the events of a gzipped stream on as they come', async () => {
    const firstRead = new Latch();
    const server = await serveHttp((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      const gzip = createGzip();
      gzip.pipe(response);
      gzip.write('data: 1\n\n');
      gzip.flush();
      void firstRead.opened.then(() => gzip.end('data: 2\n\n'));
    });
    const answer = await sender.send(attempt(server.origin));
    const received: string[] = [];
    for await (const part of answer.body) {
      received.push(Buffer.from(part).toString());
      firstRead.open();
    }
    assert.deepEqual(received, ['data: 1\n\n', 'data: 2\n\n']);
  });

  it('throws provider_error for bytes that do not decode', async () => {
    const server = await serveHttp((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('this is not gzip'),
    );
    const answer = await sender.send(attempt(server.origin));
    await assert.rejects(textOf(answer), (error: GatewayError) => {
      assert.equal(error.code, 'provider_error');
      assert.match(error.message, /"upstream" broke off its answer/);
      return true;
    });
  });

  it('refuses an encoding that it does not know', async () => {
    const server = await serveHttp((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'compress' }).end('x'),
    );
    await assert.rejects(sender.send(attempt(server.origin)), (error: GatewayError) => {
      assert.equal(error.code, 'provider_error');
      assert.match(error.message, /encoding "compress"/);
      return true;
    });
  });

  it('throws the idle timeout and the abort of a compressed body as of any other', async () => {
    const server = await serveHttp((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      const gzip = createGzip();
      gzip.pipe(response);
      gzip.write('begin');
      gzip.flush();
    });
    const impatient = await sender.send(
      attempt(server.origin, { provider: provider({ idleTimeoutMs: 20 }) }),
    );
    await assert.rejects(textOf(impatient), (error: GatewayError) => error.code === 'provider_timeout');
    const controller = new AbortController();
    const reason = new Error('left');
    const left = await sender.send(attempt(server.origin, { signal: controller.signal }));
    const read = textOf(left);
    controller.abort(reason);
    await assert.rejects(read, (error) => error === reason);
  });
});
