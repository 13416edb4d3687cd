import type { NeutralMessage, NeutralPart } from '../exchange.ts';
import { type FieldReader, wrongType } from '../fieldReader.ts';
import { CallIds } from './callIds.ts';
import { listedFields, nestedFields } from './camelFields.ts';
import { decodePart } from './decodePart.ts';
import { joinedThoughts } from './joinedThoughts.ts';

/** `systemInstruction` as one system message, or none. Older clients send plain text. */
export function decodeSystemInstruction(fields: FieldReader): NeutralMessage[] {
  const instruction = fields.peek('systemInstruction');
  if (typeof instruction === 'string') {
    return [{ role: 'system', content: [{ type: 'text', text: fields.string('systemInstruction') ?? '' }] }];
  }
  const content = nestedFields(fields, 'systemInstruction');
  if (content === undefined) return [];
  const parts = decodeParts(content, 'system', new CallIds());
  return parts.length === 0 ? [] : [{ role: 'system', content: parts }];
}

/**
 * `contents` as messages. A user content with function responses becomes a `tool` message and, when there is more in it, a
 * user message after it. Throws `invalid_request`.
 */
export function decodeContents(fields: FieldReader): NeutralMessage[] {
  const contents = listedFields(fields, 'contents');
  if (contents.length === 0) {
    throw wrongType('contents', 'a list of at least one content', fields.peek('contents'));
  }
  const callIds = new CallIds();
  return contents.flatMap((content, index) => decodeContent(content, String(index), callIds));
}

function decodeContent(content: FieldReader, place: string, callIds: CallIds): NeutralMessage[] {
  const role = roleOf(content);
  const parts = decodeParts(content, place, callIds);
  if (parts.length === 0) return [];
  if (role !== 'user') return [{ role, content: parts }];
  const results = parts.filter((part) => part.type === 'toolResult');
  const others = parts.filter((part) => part.type !== 'toolResult');
  return [
    ...(results.length === 0 ? [] : [{ role: 'tool', content: results } as const]),
    ...(others.length === 0 ? [] : [{ role, content: others } as const]),
  ];
}

/** No role means the user. Function responses had roles of their own in older versions. */
function roleOf(content: FieldReader): 'user' | 'assistant' | 'system' {
  const role = content.string('role');
  switch (role) {
    case undefined:
    case '':
    case 'user':
    case 'function':
    case 'tool':
      return 'user';
    case 'model':
      return 'assistant';
    case 'system':
      return 'system';
    default:
      throw wrongType(content.path('role'), '"user" or "model"', role);
  }
}

function decodeParts(content: FieldReader, place: string, callIds: CallIds): NeutralPart[] {
  const parts = listedFields(content, 'parts').flatMap(
    (part, index) => decodePart(part, { callIds, place: `${place}_${index}` }) ?? [],
  );
  return joinedThoughts(parts);
}
