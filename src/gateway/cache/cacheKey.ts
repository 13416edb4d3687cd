import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue } from '../wire/json.ts';

/** Fields that say who asks or how it is counted, not what is asked. `model` is decided before, and stands in the key by itself. */
const volatileFields: ReadonlySet<string> = new Set([
  'model',
  'user',
  'metadata',
  'client_metadata',
  'safety_identifier',
  'prompt_cache_key',
  'prompt_cache_retention',
]);
/** Headers that change what a provider answers. */
const tellingHeaders = ['anthropic-beta', 'anthropic-version', 'openai-beta'];

export interface CachedRequest {
  readonly workspace: string;
  /** The client's format and its path's own words, such as Gemini's method. */
  readonly address: readonly (string | undefined)[];
  /** Who was decided on, and under which route. */
  readonly target: readonly (string | undefined)[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
}

/** The same for requests that ask for the same: the order of members, whitespace and volatile fields do not count. */
export function cacheKey({ workspace, address, target, headers, body }: CachedRequest): string {
  const asked = Object.fromEntries(Object.entries(body).filter(([name]) => !volatileFields.has(name)));
  const told = tellingHeaders.map((name) => headers[name]);
  const text = JSON.stringify([workspace, address, target, told, sorted(asked)]);
  return createHash('sha256').update(text).digest('base64');
}

function sorted(value: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) return value.map((one) => sorted(one) ?? null);
  if (value === null || value === undefined || typeof value !== 'object') return value;
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}
