import { asString, isObject, type JsonObject } from '../wire/json.ts';

/** What an error body says, in whatever shape. */
export interface ErrorBody {
  readonly message?: string;
  readonly type?: string;
  readonly code?: string;
  /** When to try again, where the body says it (Google's `RetryInfo`). */
  readonly retryAfterS?: number;
}

/** A text longer than this is a page and no message. */
const maxMessageLength = 2000;

/**
 * Reads the error bodies in use: OpenAI's `{error: {message, type, code}}`, Anthropic's `{type: 'error', error}`, the same in
 * an array (Gemini) or in an SSE `data:` line, `{error: 'text'}` (Ollama, llama.cpp), `{detail}` (FastAPI), `{message}`,
 * OpenRouter's `metadata.raw`, HTML pages and plain text. Codes may be numbers or null.
 */
export function parseErrorBody(text: string): ErrorBody {
  const trimmed = text.trim();
  const json = parseJson(trimmed) ?? parseJson(sseData(trimmed));
  if (json !== undefined) return fromJson(json) ?? {};
  if (trimmed === '') return {};
  if (/^<(?:!doctype|html|\?xml|head|body)/i.test(trimmed)) return { message: htmlText(trimmed) };
  return { message: trimmed.slice(0, maxMessageLength) };
}

function fromJson(value: unknown): ErrorBody | undefined {
  if (typeof value === 'string') return { message: value.slice(0, maxMessageLength) };
  if (Array.isArray(value)) return value.map(fromJson).find((found) => found?.message !== undefined);
  if (!isObject(value)) return undefined;
  const { error } = value;
  if (isObject(error)) {
    return {
      message: messageOf(error) ?? messageOf(value),
      type: typeOf(error),
      code: codeOf(error) ?? codeOf(value),
      ...retryOf(error),
    };
  }
  const message = asString(error) ?? messageOf(value) ?? fromJson(value['errors'])?.message;
  return { message: message?.slice(0, maxMessageLength), type: typeOf(value), code: codeOf(value) };
}

function messageOf(error: JsonObject): string | undefined {
  const own = [error['message'], error['msg'], error['detail'], error['error_description']]
    .map((candidate) => asString(candidate) ?? detailText(candidate))
    .find((candidate) => candidate !== undefined && candidate !== '');
  const { metadata } = error;
  const raw = isObject(metadata) ? asString(metadata['raw']) : undefined;
  if (raw === undefined) return own?.slice(0, maxMessageLength);
  const inner = parseErrorBody(raw).message ?? raw;
  return [own, inner]
    .filter((part) => part !== undefined)
    .join(': ')
    .slice(0, maxMessageLength);
}

/** FastAPI's list of what does not validate: `[{loc: ['body', 'model'], msg}]`. */
function detailText(detail: unknown): string | undefined {
  if (!Array.isArray(detail)) return undefined;
  const lines = detail.filter(isObject).map(({ loc, msg }) => {
    const where = Array.isArray(loc) ? `${loc.map(String).join('.')}: ` : '';
    return `${where}${asString(msg) ?? ''}`;
  });
  return lines.length === 0 ? undefined : lines.join('; ');
}

function typeOf(error: JsonObject): string | undefined {
  const type = asString(error['type']) ?? asString(error['status']);
  return type === 'error' ? undefined : type;
}

function codeOf({ code }: JsonObject): string | undefined {
  return typeof code === 'number' ? String(code) : asString(code);
}

/** `details: [{'@type': '….google.rpc.RetryInfo', retryDelay: '3.5s'}]` (google.rpc.Status). */
function retryOf({ details }: JsonObject): Pick<ErrorBody, 'retryAfterS'> {
  const delays = (Array.isArray(details) ? details : [])
    .filter(isObject)
    .filter((detail) => asString(detail['@type'])?.endsWith('google.rpc.RetryInfo') === true)
    .map((detail) => /^(\d+(?:\.\d+)?)s$/.exec(asString(detail['retryDelay']) ?? '')?.[1]);
  const [delay] = delays.filter((text) => text !== undefined);
  return delay === undefined ? {} : { retryAfterS: Number(delay) };
}

/** The first `data:` line of an SSE body. */
function sseData(text: string): string {
  return /^data:\s*(.+)$/m.exec(text)?.[1] ?? '';
}

function htmlText(html: string): string {
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(html)?.[1] ?? /<h1[^>]*>([^<]*)<\/h1>/i.exec(html)?.[1];
  const text = title?.replace(/\s+/g, ' ').trim() ?? '';
  return text === '' ? 'an HTML page instead of an answer' : `an HTML page: ${text}`;
}

function parseJson(text: string): unknown {
  if (!/^[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
