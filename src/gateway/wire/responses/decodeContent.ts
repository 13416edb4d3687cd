import { sourceOfUrl } from '../chat/decodeContent.ts';
import type { MediaSource, NeutralPart } from '../exchange.ts';
import { FieldReader, wrongType } from '../fieldReader.ts';
import { isObject } from '../json.ts';
import type { JsonValue } from '../json.ts';
import { decodeAnnotation } from './annotations.ts';

/**
 * The `content` of a message or the `output` of a tool: a string, a list of parts, or nothing. Empty text is left out.
 * Parts of unknown type become opaque. Throws `invalid_request` naming the field.
 */
export function decodeContent(content: JsonValue | undefined, path: string): NeutralPart[] {
  if (content === undefined || content === null || content === '') return [];
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  if (!Array.isArray(content)) throw wrongType(path, 'a string or a list of content parts', content);
  return content.flatMap((part, index) => decodePart(part, `${path}[${index}]`));
}

function decodePart(value: JsonValue, path: string): NeutralPart[] {
  if (typeof value === 'string') return decodeContent(value, path);
  const part = FieldReader.of(value, path);
  const type = part.requiredString('type');
  switch (type) {
    case 'input_text':
    case 'text':
    case 'summary_text':
      return textPart(part);
    case 'output_text': {
      const citations = part.list('annotations')?.map(decodeAnnotation) ?? [];
      return textPart(part).map((text) => (citations.length === 0 ? text : { ...text, citations }));
    }
    case 'refusal':
      return [{ type: 'refusal', text: part.requiredString('refusal') }];
    case 'input_image':
      return [{ type: 'image', source: decodeImageSource(part), detail: part.string('detail') }];
    case 'input_file':
      return [{ type: 'document', source: decodeFileSource(part), title: part.string('filename') }];
    case 'input_audio': {
      const audio = FieldReader.of(part.value('input_audio'), part.path('input_audio'));
      return [{ type: 'audio', data: audio.requiredString('data'), format: audio.requiredString('format') }];
    }
    default:
      return [{ type: 'opaque', format: 'responses', value: isObject(value) ? value : {} }];
  }
}

function textPart(part: FieldReader): { readonly type: 'text'; readonly text: string }[] {
  const text = part.requiredString('text');
  return text === '' ? [] : [{ type: 'text', text }];
}

/** `image_url` is a URL, or an object with one as in chat, which some clients write here too. */
function decodeImageSource(part: FieldReader): MediaSource {
  const fileId = part.string('file_id');
  const value = part.value('image_url');
  if (fileId !== undefined && value === undefined) return { kind: 'file', fileId };
  if (typeof value === 'string') return sourceOfUrl(value);
  return sourceOfUrl(FieldReader.of(value, part.path('image_url')).requiredString('url'));
}

/** `file_data` is a data URL; bare base64, which OpenAI takes as well, is a PDF. */
function decodeFileSource(part: FieldReader): MediaSource {
  const fileId = part.string('file_id');
  if (fileId !== undefined) return { kind: 'file', fileId };
  const url = part.string('file_url');
  if (url !== undefined) return sourceOfUrl(url);
  const data = part.requiredString('file_data');
  if (data.includes(':')) return sourceOfUrl(data);
  return { kind: 'base64', mediaType: 'application/pdf', data };
}
