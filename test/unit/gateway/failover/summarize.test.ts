import assert from 'node:assert/strict';
import { GatewayError, UpstreamAnswerError } from '../../../../src/gateway/errors.ts';
import { retryAfterS, summarize } from '../../../../src/gateway/failover/summarize.ts';

const nowMs = Date.parse('2026-11-21T12:00:00Z');

function answered(status: number, body: string, headers: Record<string, string> = {}): UpstreamAnswerError {
  return new UpstreamAnswerError({
    provider: 'p',
    status,
    message: 'Slow down',
    code: 'slow',
    body: Buffer.from(body),
    headers,
  });
}

describe('summarize', () => {
  it('leaves a single failure as it is', () => {
    const error = answered(429, '{}');
    assert.equal(summarize([{ name: 'a/m', error }], nowMs), error);
  });

  it('appends what was tried to the first error’s message, in its own body too', () => {
    const first = answered(429, '{"error":{"message":"Slow down","param":"x"}}', { 'x-request-id': '1' });
    const second = new GatewayError('provider_timeout', 'late');
    const error = summarize(
      [
        { name: 'a/m', error: first },
        { name: 'b/n', error: second },
      ],
      nowMs,
    );
    assert.ok(error instanceof UpstreamAnswerError);
    const note = ' (Muxgate tried 2: a/m: 429 slow; b/n: 504 provider_timeout)';
    assert.equal(error.message, `Slow down${note}`);
    assert.deepEqual(JSON.parse(Buffer.from(error.upstreamBody).toString()), {
      error: { message: `Slow down${note}`, param: 'x' },
    });
    assert.equal(error.upstreamHeaders['x-request-id'], '1');
    assert.deepEqual(error.details['attempts'], [
      { target: 'a/m', status: 429, error: 'slow' },
      { target: 'b/n', status: 504, error: 'provider_timeout' },
    ]);
  });

  it('passes the shortest wait on, whoever named it, where the client may try again', () => {
    const failures = [
      { name: 'a/m', error: answered(429, '{}', { 'retry-after': '60', 'retry-after-ms': '60000' }) },
      { name: 'b/n', error: answered(503, '{}', { 'retry-after': 'Sat, 21 Nov 2026 12:00:09 GMT' }) },
    ] as const;
    const error = summarize(failures, nowMs);
    assert.ok(error instanceof UpstreamAnswerError);
    assert.deepEqual(error.upstreamHeaders, { 'retry-after': '9' });
  });

  it('names no wait for an error that trying again does not mend', () => {
    const failures = [
      { name: 'a/m', error: answered(400, '{}') },
      { name: 'b/n', error: answered(429, '{}', { 'retry-after': '5' }) },
    ] as const;
    const error = summarize(failures, nowMs);
    assert.ok(error instanceof UpstreamAnswerError);
    assert.deepEqual(error.upstreamHeaders, {});
  });
});

describe('retryAfterS', () => {
  it('reads seconds, milliseconds and dates, and nothing else', () => {
    assert.equal(retryAfterS({ 'retry-after': '2.5' }, nowMs), 3);
    assert.equal(retryAfterS({ 'retry-after-ms': '1500', 'retry-after': '60' }, nowMs), 2);
    assert.equal(retryAfterS({ 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }, nowMs), 0);
    assert.equal(retryAfterS({ 'retry-after': 'soon' }, nowMs), undefined);
    assert.equal(retryAfterS({}, nowMs), undefined);
  });
});
