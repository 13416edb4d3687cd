import { once } from '../../routing/once.ts';
import type { RequestBody } from '../../exchange/requestBody.ts';
import type { JsonObject, JsonValue } from '../../wire/json.ts';
import { type ByteSpan, stringAt } from '../../wire/jsonMembers.ts';
import { type OutlinedMember, outlineOf } from '../../wire/jsonOutline.ts';
import { parseNoting } from '../../wire/sharedTexts.ts';
import { shortenedJson } from '../../wire/shortenedJson.ts';

/** A member up to this long is parsed at once. */
const longestParsedBytes = 8 * 1024;
/** Of longer strings the glimpse has both ends. */
const longestGlimpsedString = 64 * 1024;
/** The last elements of a long list, which the glimpse has, have at most so many bytes together. */
const glimpsedListBytes = 96 * 1024;
/** System prompts stand first in a list of messages. */
const mostLeading = 2;
const systemRoles: readonly unknown[] = ['system', 'developer'];
/** Of these only matters whether there are any. */
const toolKeys: ReadonlySet<string> = new Set(['tools', 'functions']);

/**
 * A large body by the outline of its bytes: its long members are parsed when they are first asked for.
 * @param malformed makes the error of a member that turns out to be no JSON
 * @returns undefined when the bytes do not look like a JSON object
 */
export function outlinedBody(bytes: Buffer, malformed: () => Error): RequestBody | undefined {
  const outline = outlineOf(bytes);
  if (outline === undefined) return undefined;
  const { members, words } = outline;
  const noted = new Map<string, ByteSpan>();
  const parse = ({ value, texts }: OutlinedMember): JsonValue => {
    try {
      return parseNoting(bytes, value, texts, noted);
    } catch {
      throw malformed();
    }
  };
  const json: JsonObject = {};
  const long = new Map<string, OutlinedMember>();
  for (const member of members) {
    const { value } = member;
    const key = keyAt(bytes, member.key);
    if (key === undefined) return undefined;
    // Of two members with one key the last counts, as JSON.parse has it.
    long.delete(key);
    if (value.end - value.start <= longestParsedBytes) {
      define(json, key, { value: parse(member), writable: true });
      continue;
    }
    long.set(key, member);
    defineLazily(json, key, () => parse(member));
  }
  return { bytes, json, members, words, texts: noted, glimpse: once(() => glimpseOf(bytes, json, long)) };
}

/** undefined: it is no JSON. */
function keyAt(bytes: Buffer, key: ByteSpan): string | undefined {
  try {
    return stringAt(bytes, key);
  } catch {
    return undefined;
  }
}

function define(json: JsonObject, key: string, described: PropertyDescriptor): void {
  Object.defineProperty(json, key, { ...described, enumerable: true, configurable: true });
}

function defineLazily(json: JsonObject, key: string, parse: () => JsonValue): void {
  define(json, key, {
    get: () => {
      const value = parse();
      define(json, key, { value, writable: true });
      return value;
    },
  });
}

/** The body with the ends of its long members alone; undefined when they are no JSON. */
function glimpseOf(
  bytes: Buffer,
  json: JsonObject,
  long: ReadonlyMap<string, OutlinedMember>,
): JsonObject | undefined {
  try {
    const glimpse: JsonObject = {};
    for (const key of Object.keys(json)) {
      const member = long.get(key);
      define(glimpse, key, {
        value: member === undefined ? json[key] : glimpsedMember(bytes, key, member),
        writable: true,
      });
    }
    return glimpse;
  } catch {
    return undefined;
  }
}

function glimpsedMember(bytes: Buffer, key: string, { value, elements }: OutlinedMember): JsonValue {
  const read = (span: ByteSpan): JsonValue =>
    JSON.parse(shortenedJson(bytes, span, longestGlimpsedString)) as JsonValue;
  if (elements === undefined) return read(value);
  if (toolKeys.has(key)) return elements.slice(0, 1).map(read);
  const leading: JsonValue[] = [];
  for (const element of elements.slice(0, mostLeading)) {
    const first = read(element);
    if (!isSystem(first)) break;
    leading.push(first);
  }
  return [...leading, ...lastOf(elements.slice(leading.length)).map(read)];
}

function isSystem(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null && 'role' in value && systemRoles.includes(value.role);
}

/** The last elements that fit, at least one. */
function lastOf(elements: readonly ByteSpan[]): readonly ByteSpan[] {
  let length = 0;
  let from = elements.length;
  while (from > 0) {
    const span = elements[from - 1];
    length += span === undefined ? 0 : span.end - span.start;
    if (length > glimpsedListBytes && from < elements.length) break;
    from--;
  }
  return elements.slice(from);
}
