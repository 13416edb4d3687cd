import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import type { UpstreamAnswerError } from '../../../../src/gateway/errors.ts';
import type { UpstreamAnswer } from '../../../../src/gateway/upstream/attempt.ts';
import { readErrorAnswer } from '../../../../src/gateway/upstream/errorAnswer.ts';

async function* chunks(parts: readonly (Uint8Array | Error)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield await Promise.resolve(part);
  }
}

function answer(
  body: string | Uint8Array,
  status = 400,
  headers: Record<string, string> = {},
): UpstreamAnswer {
  return { status, headers, body: chunks([typeof body === 'string' ? Buffer.from(body) : body]) };
}

async function read(body: unknown, status = 400): Promise<UpstreamAnswerError> {
  return readErrorAnswer('corp', answer(typeof body === 'string' ? body : JSON.stringify(body), status));
}

describe('readErrorAnswer', () => {
  it("keeps the status, the bytes and the headers that are the client's business", async () => {
    const body = '{"error":{"message":"slow down","type":"rate_limit_error","code":"rate_limited"}}';
    const error = await readErrorAnswer(
      'corp',
      answer(body, 429, {
        'retry-after': '7',
        'content-type': 'application/json',
        'x-ratelimit-remaining-requests': '0',
        'set-cookie': 'a=1',
        'content-length': '99',
      }),
    );
    assert.equal(error.code, 'provider_error');
    assert.equal(error.status, 429);
    assert.equal(error.message, 'slow down');
    assert.equal(error.upstreamType, 'rate_limit_error');
    assert.equal(error.upstreamCode, 'rate_limited');
    assert.equal(Buffer.from(error.upstreamBody).toString(), body);
    assert.deepEqual(error.upstreamHeaders, {
      'retry-after': '7',
      'x-ratelimit-remaining-requests': '0',
      'content-type': 'application/json',
    });
    assert.deepEqual(error.details, { provider: 'corp', status: 429 });
  });

  it('finds in Google’s details when to try again, unless a header says it', async () => {
    const retry = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '3.2s' };
    const body = {
      error: { code: 429, message: 'quota', status: 'RESOURCE_EXHAUSTED', details: [{}, retry] },
    };
    const { upstreamHeaders, upstreamType } = await read(body, 429);
    assert.equal(upstreamHeaders['retry-after'], '4');
    assert.equal(upstreamType, 'RESOURCE_EXHAUSTED');
    const said = await readErrorAnswer('corp', answer(JSON.stringify([body]), 429, { 'retry-after': '9' }));
    assert.equal(said.upstreamHeaders['retry-after'], '9');
  });

  const shapes: [string, unknown, { message: string; type?: string; code?: string }][] = [
    [
      'Anthropic',
      { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' }, request_id: 'r' },
      { message: 'Overloaded', type: 'overloaded_error' },
    ],
    ['a numeric code', { error: { message: 'no', code: 404 } }, { message: 'no', code: '404' }],
    ['a null code', { error: { message: 'no', type: null, code: null } }, { message: 'no' }],
    ['Ollama', { error: 'model "x" not found' }, { message: 'model "x" not found' }],
    [
      'Gemini: an array',
      [{ error: { code: 400, message: 'bad', status: 'INVALID_ARGUMENT' } }],
      { message: 'bad', type: 'INVALID_ARGUMENT', code: '400' },
    ],
    [
      'vLLM: flat',
      { object: 'error', message: 'too long', type: 'BadRequestError', code: 400 },
      { message: 'too long', type: 'BadRequestError', code: '400' },
    ],
    ['FastAPI: a text', { detail: 'Not authenticated' }, { message: 'Not authenticated' }],
    [
      'FastAPI: a list',
      { detail: [{ loc: ['body', 'model'], msg: 'field required', type: 'missing' }] },
      { message: 'body.model: field required' },
    ],
    ['a message alone', { message: 'Invalid token' }, { message: 'Invalid token' }],
    ['a list of errors', { errors: [{ message: 'first' }, { message: 'second' }] }, { message: 'first' }],
    [
      "OpenRouter: the provider's own error inside",
      {
        error: {
          message: 'Provider returned error',
          code: 400,
          metadata: { raw: '{"error":{"message":"max_tokens too big"}}' },
        },
      },
      { message: 'Provider returned error: max_tokens too big', code: '400' },
    ],
    [
      'an SSE body',
      'event: error\ndata: {"error":{"message":"in a stream"}}\n\n',
      { message: 'in a stream' },
    ],
    ['a JSON string', '"just text"', { message: 'just text' }],
    ['plain text', '  upstream connect error  ', { message: 'upstream connect error' }],
    [
      'an HTML page',
      '<!DOCTYPE html><html><head><title>502 Bad\n Gateway</title></head></html>',
      { message: 'an HTML page: 502 Bad Gateway' },
    ],
    [
      'an HTML page without title',
      '<html><body>x</body></html>',
      { message: 'an HTML page instead of an answer' },
    ],
    ['truncated JSON', '{"error":{"mess', { message: '{"error":{"mess' }],
  ];
  for (const [name, body, expected] of shapes) {
    it(`reads ${name}`, async () => {
      const error = await read(body);
      assert.deepEqual(
        { message: error.message, type: error.upstreamType, code: error.upstreamCode },
        { type: undefined, code: undefined, ...expected },
      );
    });
  }

  for (const body of ['', '   ', '{}', '[]', '{"error":{}}', 'null']) {
    it(`says that ${JSON.stringify(body)} gives no reason`, async () => {
      const expected = 'Provider "corp" answered 503 Service Unavailable without saying why.';
      assert.equal((await read(body, 503)).message, body === 'null' ? 'null' : expected);
    });
  }

  it('unpacks an error that was gzipped without saying so', async () => {
    const error = await readErrorAnswer('corp', answer(gzipSync('{"error":{"message":"zipped"}}')));
    assert.equal(error.message, 'zipped');
    assert.equal(Buffer.from(error.upstreamBody).toString(), '{"error":{"message":"zipped"}}');
  });

  it('takes bytes that only look like gzip as they are', async () => {
    const error = await readErrorAnswer('corp', answer(Buffer.from([0x1f, 0x8b, 0x41])));
    assert.equal(error.upstreamBody.length, 3);
  });

  it('gives what came of a body that breaks off', async () => {
    const body = chunks([Buffer.from('it went wr'), new Error('connection reset')]);
    const error = await readErrorAnswer('corp', { status: 500, headers: {}, body });
    assert.equal(error.message, 'it went wr');
  });

  it('reads no more than an error can be long', async () => {
    let pulled = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        pulled++;
        yield await Promise.resolve(Buffer.alloc(64 * 1024, 'x'));
      }
    }
    const error = await readErrorAnswer('corp', { status: 500, headers: {}, body: endless() });
    assert.equal(error.upstreamBody.length, 256 * 1024);
    assert.ok(pulled <= 5, `${pulled} chunks were read`);
    assert.equal(error.message.length, 2000);
  });

  it('leaves no key in the message: neither one that looks like it nor the one that was sent', async () => {
    const body = JSON.stringify({
      error: { message: 'bad key sk-proj-abcdefghijklmnop, or corporate1 in Bearer abcdefghijklmnopqrst' },
    });
    const error = await readErrorAnswer('corp', answer(body, 401), { authorization: 'Bearer corporate1' });
    assert.equal(error.message, 'bad key [redacted], or [redacted] in Bearer [redacted]');
  });
});
