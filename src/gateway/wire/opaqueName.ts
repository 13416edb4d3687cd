import { asString } from './json.ts';
import type { JsonObject } from './json.ts';

/** What a part or tool of one format alone is called, for people: its `type`, or the first field of one of Gemini's, which have none. */
export function opaqueName(value: JsonObject): string {
  return asString(value.type) ?? Object.keys(value)[0] ?? 'unknown';
}
