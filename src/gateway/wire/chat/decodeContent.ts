import type { MediaSource, NeutralPart } from '../exchange.ts';
import { FieldReader, wrongType } from '../fieldReader.ts';
import { isObject } from '../json.ts';
import type { JsonValue } from '../json.ts';
import { openSignature } from '../sealedSignature.ts';
import { thinkingText } from './reasoning.ts';

/**
 * The `content` of a message: a string, a list of parts, or nothing. Empty text is left out, as it says nothing and some
 * formats refuse it. Parts of unknown type become opaque. Throws `invalid_request` naming the field.
 */
export function decodeContent(content: JsonValue | undefined, path: string): NeutralPart[] {
  if (content === undefined || content === null || content === '') return [];
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  if (!Array.isArray(content)) throw wrongType(path, 'a string or a list of content parts', content);
  return content.flatMap((part, index) => decodePart(part, `${path}[${index}]`));
}

/** `data:` URLs with base64 content become base64 sources, every other URL stays one. */
export function sourceOfUrl(url: string): MediaSource {
  const comma = url.startsWith('data:') ? url.indexOf(',') : -1;
  if (comma === -1) return { kind: 'url', url };
  const [mediaType = '', ...flags] = url.slice('data:'.length, comma).split(';');
  if (!flags.includes('base64')) return { kind: 'url', url };
  return { kind: 'base64', mediaType: mediaType || 'application/octet-stream', data: url.slice(comma + 1) };
}

function decodePart(value: JsonValue, path: string): NeutralPart[] {
  if (typeof value === 'string') return decodeContent(value, path);
  const part = FieldReader.of(value, path);
  const type = part.requiredString('type');
  switch (type) {
    case 'text': {
      const text = part.requiredString('text');
      return text === '' ? [] : [{ type: 'text', text, cacheControl: part.value('cache_control') }];
    }
    case 'refusal':
      return [{ type: 'refusal', text: part.requiredString('refusal') }];
    case 'image_url':
      return [decodeImage(part)];
    case 'input_audio': {
      const audio = FieldReader.of(part.value('input_audio'), part.path('input_audio'));
      return [{ type: 'audio', data: audio.requiredString('data'), format: audio.requiredString('format') }];
    }
    case 'file':
      return [decodeFile(part)];
    case 'thinking': {
      const signature = part.string('signature') ?? '';
      const text = thinkingText(part.value('thinking'));
      if (signature === '') return [{ type: 'reasoning', text }];
      return [{ type: 'reasoning', text, signature: openSignature(signature, 'messages') }];
    }
    default:
      return [{ type: 'opaque', format: 'chat', value: isObject(value) ? value : {} }];
  }
}

/** `image_url` is an object with `url`; the bare URL that some clients write there is understood as well. */
function decodeImage(part: FieldReader): NeutralPart {
  const cacheControl = part.value('cache_control');
  const value = part.value('image_url');
  if (typeof value === 'string') return { type: 'image', source: sourceOfUrl(value), cacheControl };
  const image = FieldReader.of(value, part.path('image_url'));
  const source = sourceOfUrl(image.requiredString('url'));
  return { type: 'image', source, detail: image.string('detail'), cacheControl };
}

function decodeFile(part: FieldReader): NeutralPart {
  const file = FieldReader.of(part.value('file'), part.path('file'));
  const title = file.string('filename');
  const fileId = file.string('file_id');
  const cacheControl = part.value('cache_control');
  if (fileId !== undefined) {
    return { type: 'document', source: { kind: 'file', fileId }, title, cacheControl };
  }
  const data = file.requiredString('file_data');
  return { type: 'document', source: sourceOfFile(data, title), title, cacheControl };
}

/** OpenAI documents bare base64, its clients send a data URL, OpenRouter's any URL. */
function sourceOfFile(data: string, title: string | undefined): MediaSource {
  if (/^[a-z]+:/i.test(data)) return sourceOfUrl(data);
  const isText = title !== undefined && /\.(txt|md|csv|json|html?)$/i.test(title);
  return { kind: 'base64', mediaType: isText ? 'text/plain' : 'application/pdf', data };
}
