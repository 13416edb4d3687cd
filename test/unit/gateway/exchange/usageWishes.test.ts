import assert from 'node:assert/strict';
import { GatewayError, UpstreamAnswerError } from '../../../../src/gateway/errors.ts';
import { UsageWishes } from '../../../../src/gateway/exchange/usageWishes.ts';
import { provider } from '../../../helpers/upstreamAttempt.ts';

const openai = provider({ id: 'p', type: 'openai', endpoint: 'https://x.example/v1' });
const stream = { format: 'chat', body: { stream: true }, provider: openai, model: 'm' } as const;

function answered(status: number, message: string): UpstreamAnswerError {
  return new UpstreamAnswerError({ provider: 'p', status, message, body: new Uint8Array(), headers: {} });
}

describe('the wish for the usage of a stream', () => {
  it('is added to a stream whose client says nothing of it', () => {
    const wishes = new UsageWishes();
    assert.deepEqual(wishes.wish(stream), { path: ['stream_options', 'include_usage'], value: true });
    assert.equal(wishes.wish({ ...stream, body: {} }), undefined);
    const asked = { stream: true, stream_options: { include_usage: false } };
    assert.equal(wishes.wish({ ...stream, body: asked }), undefined);
    assert.equal(wishes.wish({ ...stream, format: 'messages' }), undefined);
  });

  it('is not repeated at an endpoint that refused it, by the gateway that was refused', () => {
    const wishes = new UsageWishes();
    assert.equal(wishes.wasRefused(answered(400, 'unknown field "temperature"'), openai), false);
    assert.equal(wishes.wasRefused(new GatewayError('provider_error', 'stream_options'), openai), false);
    assert.notEqual(wishes.wish(stream), undefined);
    assert.equal(wishes.wasRefused(answered(400, 'unknown field "stream_options"'), openai), true);
    assert.equal(wishes.wish(stream), undefined);
    assert.notEqual(new UsageWishes().wish(stream), undefined);
  });
});
