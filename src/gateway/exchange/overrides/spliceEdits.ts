import { type ByteMember, indexAfterSpace, stringAt, topLevelMembers } from '../../wire/jsonMembers.ts';
import type { JsonValue } from '../../wire/json.ts';
import type { BodyEdit } from './bodyEdit.ts';

const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * A body with edits made in its bytes: nothing but the edited members changes, with the comma of one that goes. Where a key
 * stands more than once every one is edited. `body` must be valid JSON in UTF-8, an object at the top.
 */
export function spliceEdits(body: Buffer, edits: readonly BodyEdit[]): Buffer {
  return edits.reduce((edited, { path, value }) => spliceAt(edited, path, value), body);
}

/** @param object the bytes of an object, white space around it included */
function spliceAt(object: Buffer, [key, ...rest]: readonly string[], value: JsonValue | undefined): Buffer {
  if (key === undefined) return object;
  const members = topLevelMembers(object);
  const matching = members.filter((member) => stringAt(object, member.key) === key);
  if (matching.length === 0) return value === undefined ? object : inserted(object, key, nested(rest, value));
  if (rest.length === 0 && value === undefined) return withoutMembers(object, members, matching);
  // From the last to the first, so that the places before stay where they are.
  return matching.toReversed().reduce((edited, { value: span }) => {
    const written = splicedValue(edited.subarray(span.start, span.end), rest, value);
    return Buffer.concat([edited.subarray(0, span.start), written, edited.subarray(span.end)]);
  }, object);
}

function splicedValue(old: Buffer, path: readonly string[], value: JsonValue | undefined): Buffer {
  if (path.length > 0 && old[0] === openBrace) return spliceAt(old, path, value);
  // What is not there needs no taking out.
  return value === undefined ? old : Buffer.from(JSON.stringify(nested(path, value)));
}

/** The value below the objects that are missing on its way. */
function nested(path: readonly string[], value: JsonValue): JsonValue {
  return path.reduceRight<JsonValue>((inner, key) => ({ [key]: inner }), value);
}

/** A new member comes first. */
function inserted(object: Buffer, key: string, value: JsonValue): Buffer {
  const afterBrace = object.indexOf(openBrace) + 1;
  const isEmpty = object[indexAfterSpace(object, afterBrace)] === closeBrace;
  const member = `${JSON.stringify(key)}:${JSON.stringify(value)}${isEmpty ? '' : ','}`;
  return Buffer.concat([object.subarray(0, afterBrace), Buffer.from(member), object.subarray(afterBrace)]);
}

/** Each member goes with the comma and white space up to its neighbour: the next one that stays, else the one before. */
function withoutMembers(
  object: Buffer,
  members: readonly ByteMember[],
  removed: readonly ByteMember[],
): Buffer {
  const [first] = members;
  const last = members.at(-1);
  if (first === undefined || last === undefined) return object;
  const kept = members.filter((member) => !removed.includes(member));
  const pieces = [object.subarray(0, first.key.start)];
  for (const [index, member] of kept.entries()) {
    const next = kept[index + 1];
    pieces.push(object.subarray(member.key.start, member.value.end));
    if (next !== undefined) pieces.push(object.subarray(member.value.end, gapEnd(object, member, members)));
  }
  pieces.push(object.subarray(last.value.end));
  return Buffer.concat(pieces);
}

/** Where the member that originally followed begins: what stands between the two stays as it was. */
function gapEnd(object: Buffer, member: ByteMember, members: readonly ByteMember[]): number {
  return members[members.indexOf(member) + 1]?.key.start ?? object.length;
}
