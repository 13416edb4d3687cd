import assert from 'node:assert/strict';
import { isObject } from '../../../../src/gateway/wire/json.ts';
import type { ErrorReport } from '../../../../src/gateway/wire/codec.ts';
import {
  anthropicErrorShape,
  geminiErrorShape,
  openaiErrorShape,
} from '../../../../src/gateway/wire/errorShapes.ts';

const report: ErrorReport = {
  status: 400,
  type: 'invalid_request_error',
  code: 'invalid_request',
  message: 'messages must be a list.',
  details: { field: 'messages' },
  requestId: 'req-1',
};

describe('error shapes', () => {
  it('writes OpenAI’s error with our code and details', () => {
    assert.deepEqual(openaiErrorShape.body(report), {
      error: {
        message: 'messages must be a list.',
        type: 'invalid_request_error',
        code: 'invalid_request',
        param: 'messages',
        details: { field: 'messages' },
      },
    });
    assert.deepEqual(openaiErrorShape.body({ ...report, details: {} }), {
      error: {
        message: 'messages must be a list.',
        type: 'invalid_request_error',
        code: 'invalid_request',
        param: null,
      },
    });
  });

  it('writes Anthropic’s error with our code, details and the request id', () => {
    assert.deepEqual(anthropicErrorShape.body(report), {
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message: 'messages must be a list.',
        code: 'invalid_request',
        details: { field: 'messages' },
      },
      request_id: 'req-1',
    });
  });

  it('#96 ends a chat stream with one error chunk: no finish_reason, no [DONE]', () => {
    const text = openaiErrorShape.streamEvent({ ...report, status: 502, details: {} });
    assert.match(text, /^data: \{"error":\{"message":.*\}\}\n\n$/);
    assert.doesNotMatch(text, /finish_reason|DONE/);
  });

  it('#94 ends an Anthropic stream with an error event', () => {
    const text = anthropicErrorShape.streamEvent(report);
    assert.match(
      text,
      /^event: error\ndata: \{"type":"error","error":\{"type":"invalid_request_error".*\}\n\n$/,
    );
    assert.doesNotMatch(text, /message_stop/);
  });

  it('writes Google’s error with our code as the reason, and our details as texts', () => {
    const details = { field: 'messages', tried: ['a', 'b'] };
    assert.deepEqual(geminiErrorShape.body({ ...report, details }), {
      error: {
        code: 400,
        message: 'messages must be a list.',
        status: 'INVALID_ARGUMENT',
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
            reason: 'invalid_request',
            domain: 'muxgate',
            metadata: { field: 'messages', tried: '["a","b"]' },
          },
        ],
      },
    });
    assert.match(geminiErrorShape.streamEvent(report), /^data: \{"error":\{"code":400,.*\}\}\n\n$/);
  });

  it('tells Google’s clients in the body when to try again', () => {
    const { error } = geminiErrorShape.body({ ...report, status: 429, retryAfterS: 7 });
    assert.ok(isObject(error) && Array.isArray(error.details));
    assert.deepEqual(error.details[1], {
      '@type': 'type.googleapis.com/google.rpc.RetryInfo',
      retryDelay: '7s',
    });
  });

  const googleStatuses: readonly (readonly [status: number, type: string, expected: string])[] = [
    [401, 'authentication_error', 'UNAUTHENTICATED'],
    [404, 'not_found_error', 'NOT_FOUND'],
    [413, 'request_too_large', 'INVALID_ARGUMENT'],
    [429, 'rate_limit_error', 'RESOURCE_EXHAUSTED'],
    [500, 'api_error', 'INTERNAL'],
    [529, 'overloaded_error', 'UNAVAILABLE'],
    [400, 'FAILED_PRECONDITION', 'FAILED_PRECONDITION'],
  ];
  for (const [status, type, expected] of googleStatuses) {
    it(`gives Google’s clients ${expected} for ${status} ${type}`, () => {
      const { error } = geminiErrorShape.body({ ...report, status, type });
      assert.ok(isObject(error));
      assert.equal(error.status, expected);
    });
  }

  it('#89 knows a provider’s own error of Google’s shape', () => {
    assert.ok(geminiErrorShape.fits({ error: { code: 400, message: 'm', status: 'INVALID_ARGUMENT' } }));
    assert.ok(!geminiErrorShape.fits({ error: { code: '400', message: 'm', type: 'x' } }));
    assert.ok(!openaiErrorShape.fits({ error: { code: 400, message: 'm', status: 'INVALID_ARGUMENT' } }));
  });

  const statuses: [status: number, type: string][] = [
    [400, 'invalid_request_error'],
    [401, 'authentication_error'],
    [402, 'billing_error'],
    [403, 'permission_error'],
    [404, 'not_found_error'],
    [413, 'request_too_large'],
    [422, 'invalid_request_error'],
    [429, 'rate_limit_error'],
    [500, 'api_error'],
    [502, 'api_error'],
    [504, 'timeout_error'],
    [529, 'overloaded_error'],
  ];
  for (const [status, type] of statuses) {
    it(`#89 gives Anthropic’s clients a type that they know for another provider’s ${status}`, () => {
      const body = anthropicErrorShape.body({ ...report, status, type: 'server_error', code: '17' });
      assert.deepEqual(body.error, {
        type,
        message: 'messages must be a list.',
        code: '17',
        details: { field: 'messages' },
      });
    });
  }
});
