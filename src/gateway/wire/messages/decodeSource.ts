import type { MediaSource } from '../exchange.ts';
import { FieldReader, wrongType } from '../fieldReader.ts';
import { asString, isObject } from '../json.ts';
import type { JsonValue } from '../json.ts';

/**
 * The `source` of an image or document block. A document's own text blocks (`type: content`) become one text.
 * Throws `invalid_request` on any other kind of source: leaving it out would answer a different question.
 */
export function decodeSource(value: JsonValue | undefined, path: string): MediaSource {
  const source = FieldReader.of(value, path);
  const type = source.requiredString('type');
  switch (type) {
    case 'base64':
      return {
        kind: 'base64',
        mediaType: source.requiredString('media_type'),
        data: source.requiredString('data'),
      };
    case 'url':
      return { kind: 'url', url: source.requiredString('url') };
    case 'file':
      return { kind: 'file', fileId: source.requiredString('file_id') };
    case 'text':
      return { kind: 'text', text: source.requiredString('data') };
    case 'content': {
      const text = textOf(source.value('content'));
      if (text !== undefined) return { kind: 'text', text };
      throw wrongType(source.path('content'), 'a string or a list of text blocks', source.value('content'));
    }
    default:
      throw wrongType(source.path('type'), 'one of base64, url, file, text', type);
  }
}

function textOf(content: JsonValue | undefined): string | undefined {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return undefined;
  const texts = content.map((block) =>
    isObject(block) && block.type === 'text' ? asString(block.text) : undefined,
  );
  return texts.every((text) => text !== undefined) ? texts.join('\n\n') : undefined;
}
