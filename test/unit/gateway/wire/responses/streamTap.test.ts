import assert from 'node:assert/strict';
import type { WireEvent } from '../../../../../src/gateway/wire/codec.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { ResponsesStreamTap } from '../../../../../src/gateway/wire/responses/streamTap.ts';

const named = (data: JsonObject & { readonly type: string }): WireEvent => ({
  event: data.type,
  data: JSON.stringify(data),
});
const nameless = (data: JsonObject): WireEvent => ({ data: JSON.stringify(data) });

function tapped(...events: WireEvent[]): ResponsesStreamTap {
  const tap = new ResponsesStreamTap();
  for (const event of events) tap.see(event);
  return tap;
}

const created = {
  type: 'response.created',
  sequence_number: 0,
  response: { id: 'resp_1', usage: null, error: null },
};
const delta = {
  type: 'response.output_text.delta',
  sequence_number: 7,
  delta: '"response.completed" "error"',
};
const usage = { input_tokens: 5, input_tokens_details: { cached_tokens: 2 }, output_tokens: 3 };
const completed = { type: 'response.completed', response: { status: 'completed', error: null, usage } };

describe('the tap on a Responses stream that passes through', () => {
  for (const [kind, write] of [
    ['with', named],
    ['without', nameless],
  ] as const) {
    it(`reads usage and the end of a stream ${kind} event names`, () => {
      const tap = tapped(write(created), write(delta));
      assert.equal(tap.finished, false);
      tap.see(write(completed));
      assert.equal(tap.finished, true);
      assert.equal(tap.failure, undefined);
      assert.deepEqual(
        [tap.usage?.inputTokens, tap.usage?.cachedInputTokens, tap.usage?.outputTokens],
        [5, 2, 3],
      );
    });

    it(`takes an incomplete response for an end and a failed one for a failure, ${kind} event names`, () => {
      const incomplete = {
        type: 'response.incomplete',
        response: { status: 'incomplete', error: null, usage },
      };
      assert.equal(tapped(write(created), write(incomplete)).finished, true);
      const error = { code: 'rate_limit_exceeded', message: 'Slow down.' };
      const failed = { type: 'response.failed', response: { status: 'failed', error, usage } };
      const tap = tapped(write(created), write(failed));
      assert.equal(tap.finished, false);
      assert.equal(tap.failure?.code, 'rate_limit_exceeded');
      assert.equal(tap.usage?.outputTokens, 3);
    });

    it(`sees an error event ${kind} its name`, () => {
      const tap = tapped(write({ type: 'error', code: 'x', message: 'Oops.', sequence_number: 1 }));
      assert.equal(tap.failure?.message, 'Oops.');
    });
  }

  it('ends a stream that broke off in its own sequence, with its own response', () => {
    const report = {
      status: 502,
      type: 't',
      code: 'provider_error',
      message: 'Broke off.',
      details: {},
      requestId: 'r',
    };
    const text = tapped(named(created), named(delta)).fail(report);
    const [error, failed] = text
      .split('\n\n')
      .filter((block) => block !== '')
      .map((block) => JSON.parse(block.replace(/^[^]*?data: /, '')) as JsonObject);
    assert.deepEqual([error?.type, error?.sequence_number], ['error', 8]);
    assert.deepEqual([failed?.type, failed?.sequence_number], ['response.failed', 9]);
    const response = failed?.response as JsonObject;
    assert.deepEqual([response.id, response.status], ['resp_1', 'failed']);
    assert.deepEqual(response.error, { code: 'server_error', message: 'Broke off.' });
  });
});
