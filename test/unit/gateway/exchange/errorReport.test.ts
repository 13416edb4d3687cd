import assert from 'node:assert/strict';
import { errorReport, failureError } from '../../../../src/gateway/exchange/errorReport.ts';

describe('errorReport', () => {
  it('a 200 that holds an error with the status as its code has the type of that status', () => {
    const error = failureError('a', { type: 'api_error', code: '429', message: 'slow down' });
    const { status, type } = errorReport(error, 'req_1');
    assert.deepEqual({ status, type }, { status: 429, type: 'rate_limit_error' });
  });

  it('the type that a provider named stays', () => {
    const error = failureError('a', { type: 'model_busy', code: '429', message: 'slow down' });
    assert.equal(errorReport(error, 'req_1').type, 'model_busy');
  });

  it('an error without type or status is api_error', () => {
    const error = failureError('a', { type: 'api_error', message: 'boom' });
    const { status, type } = errorReport(error, 'req_1');
    assert.deepEqual({ status, type }, { status: 502, type: 'api_error' });
  });
});
