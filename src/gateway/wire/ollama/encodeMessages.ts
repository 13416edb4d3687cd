import { invalidRequest } from '../../errors.ts';
import type { NeutralMessage, NeutralPart, ToolCallPart, ToolResultPart } from '../exchange.ts';
import type { JsonObject } from '../json.ts';
import { encodeImage } from './imageData.ts';

/**
 * The conversation as Ollama takes it: one text a message, images beside it, results with the name of their tool. Throws
 * `invalid_request` for media that Ollama has no word for.
 */
export function encodeMessages(messages: readonly NeutralMessage[]): JsonObject[] {
  const toolNames = namesOfCalls(messages);
  return messages.flatMap((message, index) => encodeMessage(message, `messages[${index}]`, toolNames));
}

function namesOfCalls(messages: readonly NeutralMessage[]): ReadonlyMap<string, string> {
  const parts = messages.flatMap(({ content }) => content);
  return new Map(parts.flatMap((part) => (part.type === 'toolCall' ? [[part.id, part.name] as const] : [])));
}

function encodeMessage(
  { role, content }: NeutralMessage,
  path: string,
  toolNames: ReadonlyMap<string, string>,
): JsonObject[] {
  switch (role) {
    case 'system':
    case 'developer':
      return [{ role: 'system', ...contentFields(content, path) }];
    case 'user':
      return [{ role, ...contentFields(content, path) }];
    case 'assistant':
      return encodeAssistant(content, path);
    case 'tool':
      return content.flatMap((part, index) =>
        part.type === 'toolResult' ? [encodeToolResult(part, `${path}.content[${index}]`, toolNames)] : [],
      );
  }
}

function encodeAssistant(content: readonly NeutralPart[], path: string): JsonObject[] {
  const thinking = content.flatMap((part) => (part.type === 'reasoning' ? [part.text] : [])).join('');
  const places = content.flatMap((part, index) => (part.type === 'toolCall' ? [{ part, index }] : []));
  const calls = places.map(({ part, index }, number) =>
    encodeCall(part, number, `${path}.content[${index}]`),
  );
  const fields = contentFields(content, path);
  if (fields.content === '' && fields.images === undefined && calls.length === 0) return [];
  return [
    {
      role: 'assistant',
      ...fields,
      ...(thinking === '' ? {} : { thinking }),
      ...(calls.length === 0 ? {} : { tool_calls: calls }),
    },
  ];
}

function encodeCall(call: ToolCallPart, index: number, path: string): JsonObject {
  return { id: call.id, function: { index, name: call.name, arguments: argumentsOf(call, path) } };
}

/** Blank arguments and `null` are a call without arguments. */
function argumentsOf({ argumentsJson, name }: ToolCallPart, path: string): JsonObject {
  if (argumentsJson.trim() === '') return {};
  try {
    const value = JSON.parse(argumentsJson) as JsonObject | string | number | boolean | null | unknown[];
    if (value === null) return {};
    if (typeof value === 'object' && !Array.isArray(value)) return value;
  } catch {
    // Refused below, like any other value that is no object.
  }
  throw invalidRequest(
    path,
    `${path}: the arguments of the call to ${name} are no JSON object. Remove the call and its result from the history, or complete it.`,
  );
}

function encodeToolResult(
  result: ToolResultPart,
  path: string,
  toolNames: ReadonlyMap<string, string>,
): JsonObject {
  const fields = contentFields(result.content, path);
  const toolName = toolNames.get(result.toolCallId);
  return {
    role: 'tool',
    ...fields,
    content: result.isError ? markedAsError(fields.content) : fields.content,
    ...(toolName === undefined ? {} : { tool_name: toolName }),
    tool_call_id: result.toolCallId,
  };
}

/** Ollama has no flag for a failed call: the text has to say it. */
function markedAsError(text: string): string {
  return /^\W*error\b/i.test(text) ? text : `Error: ${text}`;
}

function contentFields(
  content: readonly NeutralPart[],
  path: string,
): { content: string; images?: string[] } {
  const texts: string[] = [];
  const images: string[] = [];
  for (const [index, part] of content.entries()) {
    const place = `${path}.content[${index}]`;
    switch (part.type) {
      case 'text':
      case 'refusal':
        texts.push(part.text);
        break;
      case 'image':
        images.push(encodeImage(part, place));
        break;
      case 'document':
        texts.push(documentText(part, place));
        break;
      case 'audio':
        throw invalidRequest(place, `${place} is audio, which Ollama's API cannot carry; send text instead.`);
      case 'opaque':
        texts.push(JSON.stringify(part.value));
        break;
      case 'reasoning':
      case 'toolCall':
      case 'toolResult':
        break;
    }
  }
  const text = texts.filter((one) => one !== '').join('\n\n');
  return images.length === 0 ? { content: text } : { content: text, images };
}

function documentText({ source, title }: Extract<NeutralPart, { type: 'document' }>, path: string): string {
  if (source.kind === 'text') return title === undefined ? source.text : `${title}\n\n${source.text}`;
  throw invalidRequest(
    path,
    `${path} is a document that is no text, which Ollama cannot read; send its text.`,
  );
}
