import { invalidRequest } from '../../errors.ts';
import type { MediaSource, NeutralMessage, NeutralPart, ToolCallPart, ToolResultPart } from '../exchange.ts';
import { isObject, type JsonObject, parseObject } from '../json.ts';

/**
 * The conversation as VS Code's stable API takes it: two roles, so that instructions are messages of the user where they stood;
 * results of tools are parts of a user message. Throws `invalid_request` for media that VS Code cannot hand over.
 * @param drop told the name of what is left out
 */
export function encodeMessages(
  messages: readonly NeutralMessage[],
  drop: (name: string) => void,
): JsonObject[] {
  return messages.flatMap(({ role, content, name }, index) => {
    const encoded = content.flatMap((part, place) => {
      if (part.type === 'reasoning') drop('reasoning');
      return encodePart(part, `messages[${index}].content[${place}]`);
    });
    if (encoded.length === 0) return [];
    const message = { role: role === 'assistant' ? 'assistant' : 'user', content: encoded };
    return [name === undefined ? message : { ...message, name }];
  });
}

function encodePart(part: NeutralPart, path: string): JsonObject[] {
  switch (part.type) {
    case 'text':
    case 'refusal':
      return part.text === '' ? [] : [textPart(part.text)];
    case 'image':
      return [dataPart(part.source, path, 'an image')];
    case 'document':
      return [
        part.source.kind === 'text'
          ? textPart(part.title === undefined ? part.source.text : `${part.title}\n\n${part.source.text}`)
          : dataPart(part.source, path, 'a document'),
      ];
    case 'audio':
      throw invalidRequest(path, `${path} is audio, which VS Code's models cannot hear; send text instead.`);
    case 'toolCall':
      return [{ type: 'toolCall', callId: part.id, name: part.name, input: inputOf(part, path) }];
    case 'toolResult':
      return [encodeResult(part, path)];
    case 'opaque':
      return [textPart(JSON.stringify(part.value))];
    case 'reasoning':
      return [];
  }
}

function textPart(value: string): JsonObject {
  return { type: 'text', value };
}

/** VS Code's parts hold bytes. */
function dataPart(source: MediaSource, path: string, what: string): JsonObject {
  if (source.kind === 'base64') return { type: 'data', mimeType: source.mediaType, data: source.data };
  throw invalidRequest(
    path,
    `${path} is ${what} given by reference, which VS Code's models cannot fetch; send it as base64.`,
  );
}

function encodeResult({ toolCallId, content, isError }: ToolResultPart, path: string): JsonObject {
  const parts = content.flatMap((part, index) => encodePart(part, `${path}.content[${index}]`));
  const [first] = parts;
  const text = isObject(first) && typeof first.value === 'string' ? first.value : '';
  // There is no flag for a failed call: the text has to say it.
  const marked = isError && !/^\W*error\b/i.test(text) ? [textPart('Error:'), ...parts] : parts;
  return { type: 'toolResult', callId: toolCallId, content: marked };
}

function inputOf({ argumentsJson, name }: ToolCallPart, path: string): JsonObject {
  const text = argumentsJson.trim();
  const input = text === '' ? {} : parseObject(text);
  if (input !== undefined) return input;
  throw invalidRequest(
    path,
    `${path}: the arguments of the call to ${name} are no JSON object. Remove the call and its result from the history, or complete it.`,
  );
}
