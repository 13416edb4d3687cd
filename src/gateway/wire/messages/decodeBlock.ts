import type { NeutralPart, Signature, ToolCallPart, ToolResultPart } from '../exchange.ts';
import { FieldReader, wrongType } from '../fieldReader.ts';
import { isObject } from '../json.ts';
import type { JsonValue } from '../json.ts';
import { openSignature } from '../sealedSignature.ts';
import { decodeCitation } from './citations.ts';
import { decodeSource } from './decodeSource.ts';
import { decodeToolId } from './toolIds.ts';

/** Where a block stands: the role of its message, or inside a tool result. */
export type BlockPlace = 'user' | 'assistant' | 'system' | 'tool_result';

/** Blocks that belong in one place; every other block may stand anywhere. */
const placeOfType: ReadonlyMap<string, BlockPlace> = new Map([
  ['tool_use', 'assistant'],
  ['thinking', 'assistant'],
  ['redacted_thinking', 'assistant'],
  ['tool_result', 'user'],
]);

/** The `content` of a message or tool result, a string or a list of blocks, as parts. Throws `invalid_request`. */
export function decodeContent(
  content: JsonValue | undefined,
  path: string,
  place: BlockPlace,
): NeutralPart[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  if (!Array.isArray(content)) throw wrongType(path, 'a string or a list of content blocks', content);
  return content.map((block, index) => decodeBlock(block, `${path}[${index}]`, place));
}

/** One content block of a request. A type that only this format knows becomes opaque; a wrong type of a field throws. */
function decodeBlock(value: JsonValue, path: string, place: BlockPlace): NeutralPart {
  const block = FieldReader.of(value, path);
  const type = block.requiredString('type');
  const rightPlace = placeOfType.get(type) ?? place;
  if (rightPlace !== place) {
    throw wrongType(
      block.path('type'),
      `a block of ${place} content (${type} belongs in ${rightPlace} content)`,
      type,
    );
  }
  switch (type) {
    case 'text':
      return {
        type: 'text',
        text: block.requiredString('text'),
        cacheControl: block.value('cache_control'),
        citations: block.list('citations')?.map(decodeCitation),
      };
    case 'image':
      return {
        type: 'image',
        source: decodeSource(block.value('source'), block.path('source')),
        cacheControl: block.value('cache_control'),
        extras: block.rest(),
      };
    case 'document':
      return {
        type: 'document',
        source: decodeSource(block.value('source'), block.path('source')),
        title: block.string('title'),
        cacheControl: block.value('cache_control'),
        extras: block.rest(),
      };
    case 'thinking':
      return {
        type: 'reasoning',
        text: block.string('thinking') ?? '',
        signature: signatureOf(block),
      };
    case 'redacted_thinking':
      return {
        type: 'reasoning',
        text: '',
        redacted: true,
        signature: openSignature(block.requiredString('data'), 'messages'),
      };
    case 'tool_use':
      return decodeToolUse(block);
    case 'tool_result':
      return decodeToolResult(block);
    default:
      return { type: 'opaque', format: 'messages', value: isObject(value) ? value : {} };
  }
}

/** A block that Muxgate wrote for a provider without signatures comes back with an empty one: there is none. */
function signatureOf(block: FieldReader): Signature | undefined {
  const signature = block.string('signature') ?? '';
  return signature === '' ? undefined : openSignature(signature, 'messages');
}

/** `input` that is no object (a string, a list) is kept as the JSON text it is; none at all is a call without arguments. */
function decodeToolUse(block: FieldReader): ToolCallPart {
  const id = block.requiredString('id');
  if (id === '') throw wrongType(block.path('id'), 'a string that is not empty', id);
  return {
    type: 'toolCall',
    ...decodeToolId(id),
    name: block.requiredString('name'),
    argumentsJson: JSON.stringify(block.value('input') ?? {}),
    cacheControl: block.value('cache_control'),
    extras: block.rest(),
  };
}

function decodeToolResult(block: FieldReader): ToolResultPart {
  const content = block.value('content');
  return {
    type: 'toolResult',
    toolCallId: decodeToolId(block.requiredString('tool_use_id')).id,
    content: content === undefined ? [] : decodeContent(content, block.path('content'), 'tool_result'),
    isError: block.boolean('is_error') ?? false,
    cacheControl: block.value('cache_control'),
    extras: block.rest(),
  };
}
