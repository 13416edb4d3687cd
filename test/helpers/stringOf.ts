import assert from 'node:assert/strict';

/** The value, which must be a string. */
export function stringOf(value: unknown): string {
  assert.ok(typeof value === 'string', `expected a string, got ${JSON.stringify(value)}`);
  return value;
}
