import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import type { JsonObject } from '../../src/gateway/wire/json.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { connectTo, type ReceivedAnswer, send } from '../helpers/httpClient.ts';
import { ManualClock } from '../helpers/manualClock.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';

const chat = { model: 'oai/m', messages: [{ role: 'user', content: 'hi' }] };
const messages = { ...chat, max_tokens: 10 };

/** What an error says, in whichever protocol's shape; fails when it is in neither. */
function errorOf(
  answer: ReceivedAnswer,
  shape: 'openai' | 'anthropic',
): { code: unknown; message: string; details: unknown } {
  const body = answer.json() as {
    type?: string;
    request_id?: string;
    error: JsonObject & { message: string };
  };
  assert.match(String(answer.headers['content-type']), /^application\/json/);
  assert.ok(typeof answer.headers['x-muxgate-request-id'] === 'string');
  assert.equal(typeof body.error.type, 'string');
  if (shape === 'anthropic') assert.equal(body.type, 'error');
  else assert.equal(body.type, undefined);
  return { code: body.error.code, message: body.error.message, details: body.error.details };
}

describe('bad input', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;
  const clock = new ManualClock();

  before(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startGateway(
      { bodyLimitMiB: 1, providers: { oai: { type: 'openai', endpoint: upstream.url, apiKey: 'k' } } },
      { clock, limits: { headersTimeoutMs: 60, checkIntervalMs: 20 } },
    );
  });

  after(async () => {
    await gateway.close();
    await upstream.close();
  });

  /** The gateway has survived, and asked the provider only now. */
  afterEach(async () => {
    const asked = upstream.requests.length;
    assert.equal((await send(`${gateway.url}/v1/chat/completions`, { body: chat })).status, 200);
    assert.equal(upstream.requests.length, asked + 1);
  });

  for (const [shape, path, valid] of [
    ['openai', '/v1/chat/completions', chat],
    ['anthropic', '/v1/messages', messages],
    ['openai', '/v1/completions', { model: 'oai/m', prompt: 'x' }],
    ['openai', '/v1/fim/completions', { model: 'oai/m', prompt: 'x' }],
    ['openai', '/v1/embeddings', { model: 'oai/m', input: 'x' }],
    ['anthropic', '/v1/messages/count_tokens', messages],
  ] as const) {
    describe(`to ${path}`, () => {
      const post = (
        body: string | Uint8Array | object,
        headers: Record<string, string> = {},
      ): Promise<ReceivedAnswer> => send(gateway.url + path, { body, headers });

      it('malformed JSON: 400 that says where', async () => {
        const answer = await post('{"model": "m",\n "messages": [}');
        assert.equal(answer.status, 400);
        const error = errorOf(answer, shape);
        assert.equal(error.code, 'invalid_request');
        assert.match(error.message, /line 2, column 15/);
      });

      it('truncated JSON: 400 that says that it ends too early', async () => {
        const answer = await post(JSON.stringify(valid).slice(0, -3));
        assert.equal(answer.status, 400);
        assert.match(errorOf(answer, shape).message, /ends at position \d+ .*before it is complete/);
      });

      it('no body, or one that is no object: 400', async () => {
        assert.match(errorOf(await post(''), shape).message, /empty/);
        const answer = await post('[1]');
        assert.equal(answer.status, 400);
        assert.match(errorOf(answer, shape).message, /must be a JSON object/);
      });

      it('wrong types: 400 that names the field', async () => {
        const answer = await post({ ...valid, model: 7 });
        assert.equal(answer.status, 400);
        const error = errorOf(answer, shape);
        assert.match(error.message, /model/);
        assert.deepEqual(error.details, { field: 'model' });
      });

      it('what is required is missing: 400 that names it', async () => {
        const answer = await post({ model: 'oai/m' });
        assert.equal(answer.status, 400);
        assert.match(errorOf(answer, shape).message, /messages|prompt|input/);
      });

      it('a missing model: 400 that says what to send', async () => {
        const answer = await post({ ...valid, model: undefined });
        assert.equal(answer.status, 400);
        const error = errorOf(answer, shape);
        assert.deepEqual(error.details, { field: 'model' });
        assert.match(error.message, /auto/);
      });

      it('invalid UTF-8: 400', async () => {
        const text = Buffer.from(JSON.stringify({ ...valid, user: 'x#y' }));
        text[text.indexOf('#')] = 0xff;
        const answer = await post(text);
        assert.equal(answer.status, 400);
        assert.match(errorOf(answer, shape).message, /UTF-8/);
      });

      it('a body over the limit: 413, by its declared length before a byte is read', async () => {
        const { socket, ended } = await connectTo(gateway.port);
        socket.write(`POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1048577\r\n\r\n`);
        const text = await ended;
        assert.match(text, /^HTTP\/1\.1 413 /);
        assert.match(text, /connection: close/i);
        assert.match(text, /"code":"body_too_large".*"details":\{"limit":1048576\}/);
      });

      it('a body over the limit of unknown length: 413', async () => {
        const answer = await post(Buffer.alloc(1024 * 1024 + 1, 0x20), { 'transfer-encoding': 'chunked' });
        assert.equal(answer.status, 413);
        assert.equal(errorOf(answer, shape).code, 'body_too_large');
      });

      it('a compressed body that unpacks over the limit: 413', async () => {
        const answer = await post(gzipSync(Buffer.alloc(5_000_000, 0x20)), { 'content-encoding': 'gzip' });
        assert.equal(answer.status, 413);
      });

      it('a corrupt or unknown content coding: 400', async () => {
        assert.equal((await post('no gzip', { 'content-encoding': 'gzip' })).status, 400);
        assert.match(
          errorOf(await post('x', { 'content-encoding': 'rot13' }), shape).message,
          /gzip, .*zstd/,
        );
      });

      it('chunks that are malformed: 400, and the connection ends', async () => {
        const { socket, ended } = await connectTo(gateway.port);
        const head = `POST ${path} HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n`;
        socket.write(`${head}5\r\n{"a":\r\nZZ\r\n`);
        const [top = '', body = ''] = (await ended).split('\r\n\r\n');
        assert.match(top, /^HTTP\/1\.1 400 .*connection: close/s);
        const error = JSON.parse(body) as { type?: string; error: { code: string; message: string } };
        assert.equal(error.error.code, 'invalid_request');
        assert.match(error.error.message, /chunks of the request body/);
        assert.equal(error.type, shape === 'anthropic' ? 'error' : undefined);
      });

      it('a prompt that stands twice, of which rules and provider might read another: 400 that names it', async () => {
        const [first = '', ...rest] = JSON.stringify(valid).split('{');
        const answer = await post(`${first}{"system": "a", "syst\\u0065m": "b", ${rest.join('{')}`);
        assert.equal(answer.status, 400);
        assert.match(errorOf(answer, shape).message, /"system" twice/);
      });

      it('a body that drips in too slowly: 408', async () => {
        const { socket, ended } = await connectTo(gateway.port);
        const started = gateway.nextStart();
        socket.write(`POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{`);
        await started;
        clock.advance(31_000);
        const text = await ended;
        assert.match(text, /^HTTP\/1\.1 408 /);
        assert.match(text, /"code":"request_timeout"/);
      });

      it('a client that leaves in the middle of its body is nobody to answer', async () => {
        const { socket } = await connectTo(gateway.port);
        const [started, record] = [gateway.nextStart(), gateway.nextRecord()];
        socket.write(`POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{`);
        await started;
        socket.destroy();
        assert.deepEqual(await record, {
          ...(await record),
          outcome: 'aborted',
          status: 0,
          error: undefined,
        });
      });

      it('a wrong method: 405 with Allow', async () => {
        const answer = await send(gateway.url + path, { method: 'PUT' });
        assert.equal(answer.status, 405);
        assert.match(answer.headers.allow ?? '', /^POST, (?:GET, )?OPTIONS$/);
        assert.equal(errorOf(answer, shape).code, 'method_not_allowed');
      });
    });
  }

  it('headers that come too slowly: 408', async () => {
    const { socket, ended } = await connectTo(gateway.port);
    socket.write('POST /v1/messages HTTP/1.1\r\nhost: loc');
    assert.match(await ended, /^HTTP\/1\.1 408 .*"code":"request_timeout"/s);
  });

  it('headers over 64 KiB: 431; just below: served', async () => {
    const big = await send(`${gateway.url}/health`, { headers: { 'x-big': 'x'.repeat(66_000) } });
    assert.equal(big.status, 431);
    assert.equal(errorOf(big, 'openai').code, 'headers_too_large');
    assert.equal(
      (await send(`${gateway.url}/health`, { headers: { 'x-big': 'x'.repeat(60_000) } })).status,
      200,
    );
  });

  it('what is not HTTP: 400', async () => {
    const { socket, ended } = await connectTo(gateway.port);
    socket.write('\x16\x03\x01 hello\r\n\r\n');
    assert.match(await ended, /^HTTP\/1\.1 400 .*"code":"invalid_request"/s);
  });

  it('an unknown path: 404 that lists what there is, in the shape of the client', async () => {
    const openai = await send(`${gateway.url}/v1/respones`, { body: chat });
    assert.equal(openai.status, 404);
    assert.match(errorOf(openai, 'openai').message, /POST \/v1\/chat\/completions.*GET \/v1\/models/);
    const marks: Record<string, string>[] = [{ 'anthropic-version': '2023-06-01' }, { 'x-api-key': 'k' }];
    for (const headers of marks) {
      const anthropic = await send(`${gateway.url}/v1/plans`, { headers });
      assert.equal(errorOf(anthropic, 'anthropic').code, 'unknown_path');
    }
    assert.equal(
      errorOf(await send(`${gateway.url}/v1/messages/other`, { body: {} }), 'anthropic').code,
      'unknown_path',
    );
    assert.equal((await send(`${gateway.url}/%zz`)).status, 404);
  });

  it('JSON nested beyond reason: an error, and the gateway lives', async () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    const answer = await send(`${gateway.url}/v1/chat/completions`, {
      body: `{"model":"oai/m","messages":${deep}}`,
    });
    assert.equal(answer.status, 400);
  });

  it('what stood in a wrong field is told to the client alone', async () => {
    const answer = await send(`${gateway.url}/v1/chat/completions`, {
      body: { model: 'oai/m', messages: 'my secret' },
    });
    assert.match(errorOf(answer, 'openai').message, /my secret/);
    const error = gateway.records.at(-1)?.error;
    assert.equal(error?.message, 'messages must be a list of at least one message');
  });
});
