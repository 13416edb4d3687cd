import { isUtf8 } from 'node:buffer';
import { parse, type ParseError, printParseErrorCode } from 'jsonc-parser';
import { type GatewayError, invalidRequest } from '../../errors.ts';
import type { RequestBody } from '../../exchange/requestBody.ts';
import { isObject } from '../../wire/json.ts';
import { duplicateKey, topLevelMembers } from '../../wire/jsonMembers.ts';
import { outlinedBody } from './outlinedBody.ts';

/** Of larger bodies only what is asked for is parsed. */
const longestParsedAtOnce = 32 * 1024;

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
 * JSON (with line and column), a prompt that stands twice and any other value. The text never quotes the body. What is wrong
 * within a long member of a large body is found when that is first read.
 */
export function parseJsonBody(body: Buffer): RequestBody {
  if (body.length === 0) throw invalidRequest('body', 'The body is empty; a JSON object is expected.');
  const bytes = withoutByteOrderMark(body);
  if (!isUtf8(bytes)) throw invalidRequest('body', 'The body is not valid UTF-8.');
  const outlined =
    bytes.length <= longestParsedAtOnce ? undefined : outlinedBody(bytes, () => malformed(bytes.toString()));
  const read = outlined ?? parsedBody(bytes);
  const twice = duplicateKey(bytes, read.members ?? [], promptKeys);
  if (twice !== undefined) throw invalidRequest(twice, `The body has "${twice}" twice; send it once.`);
  return read;
}

function parsedBody(bytes: Buffer): RequestBody {
  const text = bytes.toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw malformed(text);
  }
  if (!isObject(json)) throw invalidRequest('body', 'The body must be a JSON object.');
  return { bytes, json, members: topLevelMembers(bytes) };
}

function malformed(text: string): GatewayError {
  return invalidRequest('body', malformedMessage(text));
}

function withoutByteOrderMark(body: Buffer): Buffer {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? body.subarray(3) : body;
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
