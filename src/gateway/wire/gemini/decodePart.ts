import type { NeutralPart, Signature, ToolResultPart } from '../exchange.ts';
import type { FieldReader } from '../fieldReader.ts';
import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import type { CallIds } from './callIds.ts';
import { listedFields, nestedFields } from './camelFields.ts';
import { decodeFileData, decodeInlineData } from './decodeMedia.ts';
import { fromThoughtSignature } from './signatures.ts';

/** Where a part stands in the conversation. */
export interface PartPlace {
  readonly callIds: CallIds;
  /** Unlike that of any other part. */
  readonly place: string;
}

/**
 * One part of a request's content; undefined for an empty text that nothing hangs on. Code execution, videos and what is not known
 * here become opaque. Throws `invalid_request` for fields of a wrong type.
 */
export function decodePart(part: FieldReader, place: PartPlace): NeutralPart | undefined {
  const sealed = part.string('thoughtSignature');
  const opened = sealed === undefined || sealed === '' ? undefined : fromThoughtSignature(sealed);
  const text = part.string('text');
  if (text !== undefined) {
    if (text === '' && opened === undefined) return undefined;
    if (opened?.redacted === true) {
      return { type: 'reasoning', text: '', redacted: true, signature: opened.signature };
    }
    return { type: part.boolean('thought') === true ? 'reasoning' : 'text', text, ...signed(opened) };
  }
  const call = nestedFields(part, 'functionCall');
  const name = call?.string('name');
  // A nameless call is a further piece of one whose arguments were streamed.
  if (call !== undefined && name !== undefined) {
    return {
      type: 'toolCall',
      id: place.callIds.call(name, call.string('id'), place.place),
      name,
      argumentsJson: JSON.stringify(call.object('args') ?? {}),
      ...signed(opened),
    };
  }
  const result = nestedFields(part, 'functionResponse');
  if (result !== undefined) return decodeFunctionResponse(result, place);
  const media = nestedFields(part, 'inlineData');
  const decoded = media === undefined ? decodeFile(part) : decodeInlineData(media, part.rest());
  return decoded ?? { type: 'opaque', format: 'gemini', value: whole(part, sealed) };
}

function decodeFile(part: FieldReader): NeutralPart | undefined {
  const file = nestedFields(part, 'fileData');
  return file === undefined ? undefined : decodeFileData(file, part.rest());
}

function signed(opened: { readonly signature: Signature } | undefined): { signature?: Signature } {
  return opened === undefined ? {} : { signature: opened.signature };
}

/** The part again, after all that was read of it. */
function whole(part: FieldReader, thoughtSignature: string | undefined): JsonObject {
  const kept: JsonObject = { ...part.rest() };
  for (const key of ['inlineData', 'fileData', 'functionCall', 'thought']) {
    const value = part.peek(key);
    if (value !== undefined) kept[key] = value;
  }
  return thoughtSignature === undefined ? kept : { ...kept, thoughtSignature };
}

/**
 * A `functionResponse`. Its `output` is what the tool said and `error` how it failed; an object with anything else in it
 * is the result itself, as JSON.
 */
function decodeFunctionResponse(result: FieldReader, { callIds, place }: PartPlace): ToolResultPart {
  const name = result.string('name') ?? '';
  const response = result.value('response') ?? {};
  const keys = isObject(response) ? Object.keys(response) : [];
  const isError = keys.length === 1 && keys[0] === 'error';
  const said = isObject(response) && keys.length === 1 ? (response.output ?? response.error) : undefined;
  const value = said ?? response;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const media = listedFields(result, 'parts').flatMap((part) => {
    const inline = nestedFields(part, 'inlineData');
    const decoded = inline === undefined ? decodeFile(part) : decodeInlineData(inline, part.rest());
    return decoded === undefined ? [] : [decoded];
  });
  return {
    type: 'toolResult',
    toolCallId: callIds.result(name, result.string('id'), place),
    content: [{ type: 'text', text }, ...media],
    isError,
    extras: result.rest(),
  };
}
