import { invalidRequest } from '../../errors.ts';
import type {
  DocumentPart,
  ImagePart,
  NeutralMessage,
  NeutralPart,
  ToolCallPart,
  ToolResultPart,
} from '../exchange.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { ToolNames } from '../toolNames.ts';

/** What a result without content is written as: Cohere refuses an empty one, and takes a JSON object's text. */
const emptyResult = '{}';

/**
 * The conversation as `/v2/chat` takes it: text before calls is their plan, results hold text alone, so that images of theirs
 * follow in a user message. Of several results for one call the last wins. Throws `invalid_request` for media that Cohere's
 * models cannot read.
 */
export function encodeMessages(messages: readonly NeutralMessage[], toolNames: ToolNames): JsonObject[] {
  const encoded: JsonObject[] = [];
  let results = new ToolResults();
  const flushResults = (): void => {
    encoded.push(...results.encode());
    results = new ToolResults();
  };
  for (const [index, { role, content }] of messages.entries()) {
    const path = `messages[${index}].content`;
    if (role === 'tool') {
      results.add(content, path);
      continue;
    }
    flushResults();
    if (role === 'assistant') encoded.push(...encodeAssistant(content, path, toolNames));
    else if (role === 'user') encoded.push(...encodeUser(content, path));
    else encoded.push({ role: 'system', content: textsOf(content, '\n\n') });
  }
  flushResults();
  return encoded;
}

/** The results of one turn's calls, and what must follow them. */
class ToolResults {
  readonly #results = new Map<string, JsonObject>();
  readonly #images = new Map<string, JsonObject[]>();

  add(content: readonly NeutralPart[], path: string): void {
    for (const [index, part] of content.entries()) {
      if (part.type === 'toolResult') this.#addResult(part, `${path}[${index}]`);
    }
  }

  encode(): JsonObject[] {
    const images = [...this.#images].flatMap(([id, parts]) =>
      parts.length === 0
        ? []
        : [{ type: 'text', text: `Attached to the result of tool call ${id}:` }, ...parts],
    );
    return [...this.#results.values(), ...(images.length === 0 ? [] : [{ role: 'user', content: images }])];
  }

  #addResult({ toolCallId: id, content, isError }: ToolResultPart, path: string): void {
    const parts = contentParts(content, `${path}.content`);
    const images = parts.filter(({ type }) => type !== 'text');
    const texts = parts.flatMap(({ text }) => (typeof text === 'string' ? [text] : []));
    if (images.length > 0) texts.push(`[${images.length} image(s): see the next user message]`);
    const text = texts.join('\n');
    // Cohere has no flag for a failed call: the text has to say it.
    const marked = isError && !/^\W*error\b/i.test(text) ? `Error: ${text}` : text;
    this.#results.set(id, { role: 'tool', tool_call_id: id, content: marked === '' ? emptyResult : marked });
    this.#images.set(id, images);
  }
}

function encodeUser(content: readonly NeutralPart[], path: string): JsonObject[] {
  const parts = contentParts(content, path);
  return parts.length === 0 ? [] : [{ role: 'user', content: simplest(parts) }];
}

/** Nothing is sent of a message that says nothing: Cohere refuses it. */
function encodeAssistant(content: readonly NeutralPart[], path: string, toolNames: ToolNames): JsonObject[] {
  const thinking = content.flatMap((part) => (part.type === 'reasoning' ? [part.text] : [])).join('');
  const text = textsOf(content, '');
  const calls = content.flatMap((part, index) =>
    part.type === 'toolCall' ? [encodeCall(part, `${path}[${index}]`, toolNames)] : [],
  );
  const thoughts = thinking === '' ? [] : [{ type: 'thinking', thinking }];
  if (calls.length > 0) {
    return [
      {
        role: 'assistant',
        ...(text === '' ? {} : { tool_plan: text }),
        ...(thoughts.length === 0 ? {} : { content: thoughts }),
        tool_calls: calls,
      },
    ];
  }
  if (text === '') return [];
  return [{ role: 'assistant', content: simplest([...thoughts, { type: 'text', text }]) }];
}

function encodeCall(
  { id, name, argumentsJson }: ToolCallPart,
  path: string,
  toolNames: ToolNames,
): JsonObject {
  const text = argumentsJson.trim();
  if (text !== '') assertJson(text, name, path);
  return {
    id,
    type: 'function',
    function: { name: toolNames.toIdentifier(name), arguments: text === '' ? '{}' : text },
  };
}

function assertJson(text: string, name: string, path: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    throw invalidRequest(
      path,
      `${path}: the arguments of the call to ${name} are not valid JSON. Remove the call and its result from the history, or complete it.`,
      error,
    );
  }
}

function contentParts(content: readonly NeutralPart[], path: string): JsonObject[] {
  return content.flatMap((part, index) => {
    const encoded = encodePart(part, `${path}[${index}]`);
    return encoded === undefined ? [] : [encoded];
  });
}

function encodePart(part: NeutralPart, path: string): JsonObject | undefined {
  switch (part.type) {
    case 'text':
    case 'refusal':
      return part.text === '' ? undefined : { type: 'text', text: part.text };
    case 'image':
      return { type: 'image_url', image_url: imageUrl(part, path) };
    case 'document':
      return { type: 'text', text: documentText(part, path) };
    case 'audio':
      throw invalidRequest(path, `${path} is audio, which Cohere's models cannot hear; send text instead.`);
    case 'opaque':
      return { type: 'text', text: JSON.stringify(part.value) };
    case 'reasoning':
    case 'toolCall':
    case 'toolResult':
      return undefined;
  }
}

function imageUrl({ source, detail }: ImagePart, path: string): JsonObject {
  const level = detail === undefined ? {} : { detail };
  if (source.kind === 'url') return { url: source.url, ...level };
  if (source.kind === 'base64') return { url: `data:${source.mediaType};base64,${source.data}`, ...level };
  throw invalidRequest(
    path,
    `${path} is an image given by file id, which only the provider that holds the file can read; send it as base64 or URL.`,
  );
}

function documentText({ source, title }: DocumentPart, path: string): string {
  if (source.kind === 'text') return title === undefined ? source.text : `${title}\n\n${source.text}`;
  throw invalidRequest(
    path,
    `${path} is a document that is no text, which Cohere's models cannot read; send its text.`,
  );
}

function textsOf(content: readonly NeutralPart[], separator: string): string {
  return content
    .flatMap((part) => (part.type === 'text' || part.type === 'refusal' ? [part.text] : []))
    .join(separator);
}

/** A single text as a string, everything else as the list of parts that it is. */
function simplest(parts: JsonObject[]): JsonValue {
  const [only, ...more] = parts;
  return only?.type === 'text' && more.length === 0 ? (only.text ?? '') : parts;
}
