import { asArray, asString, isObject, type JsonObject, type JsonValue } from '../../wire/json.ts';

/** Members that name something which a provider keeps. */
const idMember =
  /^(?:(?:\w+_)?(?:file|batch|container|vector_store|conversation|response|upload)_ids?|training_file|validation_file|conversation|after|container)$/;
/** What a model wrote for a tool or a tool expects, where these are objects: no ids of ours. */
const toolValue = /^(?:input|args|arguments|parameters|input_schema|schema|metadata)$/;
/** Deeper, nothing of the kind is found. */
const deepest = 12;

/**
 * The ids that an answer gives out: its own, those of a list's elements, and what its members name (`output_file_id`). The
 * ids of messages, tool calls and the like inside it are none: nobody asks for them by path.
 */
export function givenIds(document: JsonObject): string[] {
  const objects = [document, ...asArray(document['data']).filter(isObject)];
  const own = objects.flatMap((object) => asString(object['id']) ?? []);
  return [...new Set([...own, ...objects.flatMap((object) => namedIds(object, 2))])];
}

/** The ids that a request names, wherever they stand in it: `previous_response_id`, `input_file_id`, `file_ids`. */
export function mentionedIds(document: JsonObject): string[] {
  return [...new Set(namedIds(document, deepest))];
}

function namedIds(value: JsonValue, depth: number): string[] {
  if (depth === 0) return [];
  if (Array.isArray(value)) return value.flatMap((element) => namedIds(element, depth - 1));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (typeof member !== 'object' && !idMember.test(key)) return [];
    if (member === undefined || (isObject(member) && toolValue.test(key))) return [];
    return idMember.test(key) ? idsOf(member) : namedIds(member, depth - 1);
  });
}

/** A conversation or container may be named by its id or stand there as an object with one. */
function idsOf(value: JsonValue): string[] {
  if (Array.isArray(value)) return value.flatMap(idsOf);
  const id = asString(isObject(value) ? value['id'] : value);
  return id === undefined ? [] : [id];
}
