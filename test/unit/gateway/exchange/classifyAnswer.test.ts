import assert from 'node:assert/strict';
import { type AnswerKind, classifyAnswer } from '../../../../src/gateway/exchange/classifyAnswer.ts';

describe('classifyAnswer', () => {
  const cases: readonly (readonly [string | undefined, string, AnswerKind])[] = [
    ['text/event-stream', 'data: {}\n\n', 'sse'],
    ['text/event-stream', ': comment\n\n', 'sse'],
    ['text/event-stream', '\n\nevent: ping\n', 'sse'],
    ['text/event-stream', '', 'sse'],
    ['text/event-stream', '\r\n', 'sse'],
    ['application/json', 'data: {"x":1}', 'sse'],
    [undefined, 'id: 7\ndata: x', 'sse'],
    ['text/event-stream', '{"error":{}}', 'json'],
    ['text/event-stream; charset=utf-8', '  \n[1]', 'json-array'],
    ['application/json; charset=UTF-8', '[{', 'json-array'],
    ['application/json; charset=utf-8', '{}', 'json'],
    ['text/plain', '\uFEFF{}', 'json'],
    ['application/x-ndjson', '{"response":"a"}\n', 'ndjson'],
    ['text/html', '<!doctype html>', 'html'],
    ['application/json', '<html>', 'html'],
    ['text/event-stream', '<html>', 'html'],
    ['text/plain', 'upstream connect error', 'other'],
    ['application/json', '', 'other'],
    ['text/plain', 'database: down', 'other'],
  ];
  for (const [contentType, start, kind] of cases) {
    it(`takes ${JSON.stringify(start)} as ${String(contentType)} for ${kind}`, () => {
      assert.equal(classifyAnswer(contentType, Buffer.from(start)), kind);
    });
  }
});
