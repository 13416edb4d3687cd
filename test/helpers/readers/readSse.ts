import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/gateway/wire/json.ts';

/** One event as it was written. */
export interface WrittenEvent {
  readonly name: string | undefined;
  readonly data: string;
}

/**
 * The events of a written stream, each as every client can read it: no comments (Gemini CLI fails on them), a space after
 * `data:` (it fails without), one line of data, LF line ends.
 */
export function readSse(text: string): WrittenEvent[] {
  assert.ok(text.endsWith('\n\n'), 'the last event is closed');
  return (
    text
      .split('\n\n')
      // Blank lines between events are heartbeats.
      .map((part) => part.replace(/^\n+/, ''))
      .filter((part) => part !== '')
      .map((part) => {
        const match = /^(?:event: (\S+)\n)?data: ([^\n\r]+)$/.exec(part);
        assert.ok(match, `not an event that every client reads: ${JSON.stringify(part)}`);
        return { name: match[1], data: match[2] ?? '' };
      })
  );
}

/** The data of an event, an object. */
export function dataOf({ data }: WrittenEvent): JsonObject {
  return JSON.parse(data) as JsonObject;
}
