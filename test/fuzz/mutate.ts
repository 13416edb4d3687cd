import { isObject, type JsonObject, type JsonValue } from '../../src/gateway/wire/json.ts';
import type { Random } from '../helpers/seededRandom.ts';

/** What breaks readers: values of every type, of odd sizes, and texts that mean something somewhere. */
const junk: readonly (() => JsonValue)[] = [
  () => null,
  () => true,
  () => 0,
  () => -1,
  () => 1e308,
  () => '',
  () => ' ',
  () => [],
  () => ({}),
  () => [[]],
  () => [null],
  () => '\u0000\ud800',
  () => 'x'.repeat(5000),
  () => '{"a":',
  () => 'data:image/png;base64,%%%',
  () => 'http://',
  () => ({ type: 'text', text: null }),
  () => ({ type: 'tool_use', id: 1, name: {}, input: 'x' }),
  () => ({ role: 'tool', tool_call_id: [], content: 7 }),
  () => deeplyNested(300),
  () => JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"toString":"x"}') as JsonObject,
];

function deeplyNested(depth: number): JsonValue {
  let value: JsonValue = 'deep';
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

/** A JSON object with some of its values replaced, taken away, doubled, moved or renamed. */
export function mutateJson(original: JsonObject, random: Random): JsonObject {
  const root = structuredClone(original);
  const changes = 1 + random.integer(4);
  for (let change = 0; change < changes; change++) mutateOnce(root, random);
  return root;
}

function mutateOnce(root: JsonObject, random: Random): void {
  const places = placesOf(root);
  if (places.length === 0) return;
  const { parent, key } = random.pick(places);
  const other = random.pick(places);
  const kind = random.integer(6);
  if (Array.isArray(parent)) {
    const index = Number(key);
    if (kind === 0) parent.splice(index, 1);
    else if (kind === 1) parent.splice(index, 0, structuredClone(parent[index] ?? null));
    else if (kind === 2) parent.reverse();
    else parent[index] = replacement(other, random);
    return;
  }
  if (kind === 0) Reflect.deleteProperty(parent, key);
  else if (kind === 1) parent[other.key] = parent[key];
  else parent[key] = replacement(other, random);
}

/** Junk, or what stands elsewhere in the same body. */
function replacement({ parent, key }: Place, random: Random): JsonValue {
  if (random.chance(0.6)) return random.pick(junk)();
  const value = Array.isArray(parent) ? parent[Number(key)] : parent[key];
  return structuredClone(value ?? null);
}

interface Place {
  readonly parent: JsonObject | JsonValue[];
  readonly key: string;
}

function placesOf(value: JsonValue | undefined, found: Place[] = []): Place[] {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      found.push({ parent: value, key: String(index) });
      placesOf(item, found);
    }
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      found.push({ parent: value, key });
      placesOf(value[key], found);
    }
  }
  return found;
}

/** Bytes with some of them changed, cut out, doubled or moved. */
export function mutateBytes(original: Uint8Array, random: Random): Buffer {
  let bytes = Buffer.from(original);
  const changes = 1 + random.integer(6);
  for (let change = 0; change < changes && bytes.length > 0; change++) {
    const start = random.integer(bytes.length);
    const end = Math.min(bytes.length, start + 1 + random.integer(200));
    const slice = bytes.subarray(start, end);
    const rest = [bytes.subarray(0, start), bytes.subarray(end)] as const;
    switch (random.integer(6)) {
      case 0:
        bytes[start] = random.integer(256);
        break;
      case 1:
        bytes = Buffer.concat(rest);
        break;
      case 2:
        bytes = Buffer.concat([rest[0], slice, slice, rest[1]]);
        break;
      case 3:
        bytes = Buffer.concat([slice, ...rest]);
        break;
      case 4:
        bytes = Buffer.concat([rest[0], Buffer.from(random.pick(torn)), slice, rest[1]]);
        break;
      default:
        bytes = bytes.subarray(0, end);
    }
  }
  return bytes;
}

const torn = [
  '\n',
  '\r',
  '\n\n',
  '\r\n\r\n',
  'data:',
  'event: error\n',
  '{',
  '}',
  '[',
  ',',
  '"',
  '\\',
  'null',
  '\u{1F600}',
  '\0',
  '[DONE]',
];

/** Bytes in chunks of random sizes. */
export function randomChunks(bytes: Buffer, random: Random): Buffer[] {
  const chunks: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = start + 1 + random.integer(random.pick([1, 8, 500, 10_000]));
    chunks.push(bytes.subarray(start, end));
    start = end;
  }
  return chunks;
}
