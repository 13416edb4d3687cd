import assert from 'node:assert/strict';
import type { ErrorReport } from '../../../../src/gateway/wire/codec.ts';
import { anthropicErrorShape, openaiErrorShape } from '../../../../src/gateway/wire/errorShapes.ts';

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
