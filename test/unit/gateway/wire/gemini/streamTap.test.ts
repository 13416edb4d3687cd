import assert from 'node:assert/strict';
import { GeminiStreamTap } from '../../../../../src/gateway/wire/gemini/streamTap.ts';

const usage = '"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":5,"thoughtsTokenCount":4}';

describe('gemini stream tap', () => {
  it('reads the last counts and the proper end', () => {
    const tap = new GeminiStreamTap();
    tap.see({
      data: '{"candidates":[{"content":{"parts":[{"text":"a"}]}}],"usageMetadata":{"promptTokenCount":9}}',
    });
    assert.equal(tap.finished, false);
    tap.see({ data: `{"candidates":[{"finishReason":"STOP"}],${usage}}` });
    assert.equal(tap.finished, true);
    assert.equal(tap.usage?.inputTokens, 9);
    assert.equal(tap.usage.outputTokens, 9);
    assert.equal(tap.failure, undefined);
  });

  it('takes a blocked prompt for an end, and text about ends for text', () => {
    const tap = new GeminiStreamTap();
    tap.see({
      data: JSON.stringify({ candidates: [{ content: { parts: [{ text: '"finishReason": "error"' }] } }] }),
    });
    assert.equal(tap.finished, false);
    assert.equal(tap.failure, undefined);
    tap.see({ data: '{"promptFeedback":{"blockReason":"SAFETY"}}' });
    assert.equal(tap.finished, true);
  });

  it('takes no reason for no end', () => {
    const tap = new GeminiStreamTap();
    for (const reason of ['null', '""', '"FINISH_REASON_UNSPECIFIED"']) {
      tap.see({ data: `{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason": ${reason}}]}` });
    }
    assert.equal(tap.finished, false);
    tap.see({ data: '{"candidates":[{"finishReason" : "MAX_TOKENS"}]}' });
    assert.equal(tap.finished, true);
  });

  it('sees an error', () => {
    const tap = new GeminiStreamTap();
    tap.see({ data: '{"error":{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED"}}' });
    assert.deepEqual(tap.failure, { type: 'RESOURCE_EXHAUSTED', message: 'quota', code: '429' });
  });
});
