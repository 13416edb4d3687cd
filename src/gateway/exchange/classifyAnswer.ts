/** What the body of an answer is, whatever its content type claims. */
export type AnswerKind = 'sse' | 'json' | 'json-array' | 'ndjson' | 'html' | 'other';

const openBrace = 0x7b;

/**
 * Tells what an answer's body is, by its first bytes and then its content type: providers and the proxies before them send JSON
 * errors as `text/event-stream`, streams as `application/json`, and pages of HTML as anything.
 * @param start the body's first bytes, white space before them included; may be empty
 */
export function classifyAnswer(contentType: string | undefined, start: Uint8Array): AnswerKind {
  if (start[0] === openBrace && contentType === 'application/json') return 'json';
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const text = Buffer.from(start.buffer, start.byteOffset, Math.min(start.byteLength, 64))
    .toString('latin1')
    .replace(/^(?:\u00ef\u00bb\u00bf)?\s*/, '');
  if (/^(?:data|event|id|retry)?:/.test(text)) return 'sse';
  if (text.startsWith('<')) return 'html';
  if (text.startsWith('[')) return 'json-array';
  if (text.startsWith('{')) return type.endsWith('ndjson') ? 'ndjson' : 'json';
  if (text !== '') return 'other';
  return type === 'text/event-stream' ? 'sse' : 'other';
}
