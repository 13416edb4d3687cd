import type { NeutralMessage, NeutralPart, NeutralRole, ReasoningPart } from '../exchange.ts';
import { FieldReader, wrongType } from '../fieldReader.ts';
import { asString, isObject, type JsonObject, type JsonValue } from '../json.ts';
import { decodeToolId } from '../messages/toolIds.ts';
import { decodeThinking } from './thinking.ts';

/** The conversation. A message that mixes results of tools with text becomes several, in order. */
export function decodeMessages(messages: readonly JsonValue[]): NeutralMessage[] {
  return messages.flatMap((value, index) => {
    const reader = FieldReader.of(value, `messages[${index}]`);
    const role = roleOf(reader.requiredString('role'), reader.path('role'));
    const name = reader.string('name');
    const content = decodeContent(reader.list('content') ?? [], reader.path('content'));
    return split(content, role).map((message) =>
      name === undefined || message.role === 'tool' ? message : { ...message, name },
    );
  });
}

function roleOf(text: string, path: string): NeutralRole {
  if (text === 'user' || text === 'assistant' || text === 'system') return text;
  throw wrongType(path, 'one of user, assistant, system', text);
}

function split(content: readonly NeutralPart[], role: NeutralRole): NeutralMessage[] {
  const messages: { role: NeutralRole; content: NeutralPart[] }[] = [];
  for (const part of content) {
    const own = part.type === 'toolResult' ? 'tool' : role;
    const last = messages.at(-1);
    if (last?.role === own) last.content.push(part);
    else messages.push({ role: own, content: [part] });
  }
  return messages;
}

function decodeContent(values: readonly JsonValue[], path: string): NeutralPart[] {
  const content: NeutralPart[] = [];
  for (const [index, value] of values.entries()) {
    const reader = FieldReader.of(value, `${path}[${index}]`);
    if (isCacheMark(value)) {
      markLast(content);
      continue;
    }
    for (const part of decodePart(reader, isObject(value) ? value : {})) {
      if (part.type === 'reasoning') pushReasoning(content, part);
      else content.push(part);
    }
  }
  return content;
}

/** Thoughts come in many parts, the last of which has all of their text where it has their signature. */
function pushReasoning(content: NeutralPart[], part: ReasoningPart): void {
  const last = content.at(-1);
  if (last?.type !== 'reasoning' || last.signature !== undefined || part.redacted === true) {
    content.push(part);
    return;
  }
  const isWhole = part.signature !== undefined && part.text.startsWith(last.text);
  content[content.length - 1] = { ...last, ...part, text: isWhole ? part.text : last.text + part.text };
}

/** VS Code's chat marks with such a part what stands before it (Anthropic's `cache_control`). */
function isCacheMark(value: JsonValue): boolean {
  return isObject(value) && value.type === 'data' && value.mimeType === 'cache_control';
}

function markLast(content: NeutralPart[]): void {
  const marked = content.pop();
  if (marked === undefined) return;
  const cacheControl = { type: 'ephemeral' };
  switch (marked.type) {
    case 'text':
    case 'image':
    case 'document':
    case 'toolCall':
    case 'toolResult':
      content.push({ ...marked, cacheControl });
      return;
    case 'audio':
    case 'reasoning':
    case 'refusal':
    case 'opaque':
      content.push(marked);
  }
}

function decodePart(reader: FieldReader, part: JsonObject): NeutralPart[] {
  switch (reader.requiredString('type')) {
    case 'text': {
      const text = reader.requiredString('value');
      return text === '' ? [] : [{ type: 'text', text }];
    }
    case 'thinking': {
      const reasoning = decodeThinking(part);
      return reasoning === undefined ? [] : [reasoning];
    }
    case 'toolCall':
      return [
        {
          type: 'toolCall',
          ...decodeToolId(reader.requiredString('callId')),
          name: reader.requiredString('name'),
          argumentsJson: JSON.stringify(reader.value('input') ?? {}),
        },
      ];
    case 'toolResult':
      return [
        {
          type: 'toolResult',
          toolCallId: decodeToolId(reader.requiredString('callId')).id,
          content: decodeContent(reader.list('content') ?? [], reader.path('content')),
          isError: false,
        },
      ];
    case 'data':
      return decodeData(reader.requiredString('mimeType'), reader.requiredString('data'));
    default:
      return [];
  }
}

/** Parts whose type has no slash are VS Code's notes to itself (`stateful_marker`). */
function decodeData(mediaType: string, data: string): NeutralPart[] {
  if (!mediaType.includes('/')) return [];
  const kind = mediaType.split('/', 1)[0];
  if (kind === 'image') return [{ type: 'image', source: { kind: 'base64', mediaType, data } }];
  if (kind === 'audio') return [{ type: 'audio', data, format: audioFormat(mediaType) }];
  if (kind === 'text' || /[/+]json\b/.test(mediaType)) {
    return [{ type: 'text', text: Buffer.from(data, 'base64').toString('utf8') }];
  }
  return [{ type: 'document', source: { kind: 'base64', mediaType, data } }];
}

function audioFormat(mediaType: string): string {
  const format = mediaType.slice(mediaType.indexOf('/') + 1);
  return format === 'mpeg' ? 'mp3' : (asString(format.replace(/^x-/, '')) ?? format);
}
