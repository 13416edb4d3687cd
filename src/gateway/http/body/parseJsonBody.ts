import { isUtf8 } from 'node:buffer';
import { parse, type ParseError, printParseErrorCode } from 'jsonc-parser';
import { invalidRequest } from '../../errors.ts';
import type { RequestBody } from '../../exchange/requestBody.ts';
import { isObject } from '../../wire/json.ts';
import { duplicateKey, topLevelMembers } from '../../wire/jsonMembers.ts';

/** Larger bodies are not searched for the position of their error: that would hold up everybody else. */
const longestSearchedText = 4 * 1024 * 1024;

/**
 * Where the formats keep what is asked. Readers differ in which of two values they take: rules would look at one, and the
 * provider answer the other.
 */
const promptKeys: ReadonlySet<string> = new Set([
  ...['messages', 'system', 'prompt', 'suffix', 'input', 'instructions', 'tools'],
  ...['contents', 'systemInstruction', 'system_instruction', 'documents', 'images'],
]);

/**
 * Reads a body as a JSON object (RFC 8259). Throws `invalid_request` for an empty body, invalid UTF-8, malformed or truncated
 * JSON (with line and column), a prompt that stands twice and any other value. The text never quotes the body.
 */
export function parseJsonBody(body: Buffer): RequestBody {
  if (body.length === 0) throw invalidRequest('body', 'The body is empty; a JSON object is expected.');
  const bytes = withoutByteOrderMark(body);
  const text = decodeUtf8(bytes);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw invalidRequest('body', malformedMessage(text));
  }
  if (!isObject(json)) throw invalidRequest('body', 'The body must be a JSON object.');
  const members = topLevelMembers(bytes);
  const twice = duplicateKey(bytes, members, promptKeys);
  if (twice !== undefined) throw invalidRequest(twice, `The body has "${twice}" twice; send it once.`);
  return { bytes, json, members };
}

function withoutByteOrderMark(body: Buffer): Buffer {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? body.subarray(3) : body;
}

function decodeUtf8(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw invalidRequest('body', 'The body is not valid UTF-8.');
  return bytes.toString('utf8');
}

function malformedMessage(text: string): string {
  const offset = text.length > longestSearchedText ? undefined : errorOffset(text);
  if (offset === undefined) return 'The body is not valid JSON.';
  if (offset >= text.trimEnd().length) {
    return `The body is not valid JSON: it ends at ${position(text, text.length)} before it is complete.`;
  }
  return `The body is not valid JSON: it breaks at ${position(text, offset)}.`;
}

/** undefined where the search gives up: nesting too deep for it. */
function errorOffset(text: string): number | undefined {
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch {
    return undefined;
  }
  const [first] = errors;
  if (first === undefined) return undefined;
  // A string that is never closed is reported where it begins; what is missing is at the end.
  const isOpenString = printParseErrorCode(first.error) === 'UnexpectedEndOfString';
  return isOpenString ? first.offset + first.length : first.offset;
}

/** Line and column counted from 1, and the offset in UTF-16 units. */
function position(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - before.lastIndexOf('\n');
  return `position ${offset} (line ${line}, column ${column})`;
}
