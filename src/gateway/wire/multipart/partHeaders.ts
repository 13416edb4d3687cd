/** What the headers of one part say (RFC 7578, section 4.2). */
export interface PartHeaders {
  readonly name: string;
  /** The part is a file of this name. */
  readonly fileName: string | undefined;
}

const parameter = /;\s*([\w*-]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;\s]*)/g;

/** Reads a part's header block. Names are UTF-8; browsers write quotes in them as `%22`. */
export function readPartHeaders(block: Buffer): PartHeaders {
  const disposition = block
    .toString()
    .split('\r\n')
    .find((line) => /^content-disposition\s*:/i.test(line));
  const parameters = new Map<string, string>();
  for (const [, name = '', value = ''] of (disposition ?? '').matchAll(parameter)) {
    parameters.set(name.toLowerCase(), unquoted(value));
  }
  const extended = parameters.get('filename*');
  return {
    name: parameters.get('name') ?? '',
    fileName: extended === undefined ? parameters.get('filename') : decodeExtended(extended),
  };
}

/** The boundary that a content type names; undefined when it is no `multipart/form-data` with one. */
export function multipartBoundary(contentType: string): string | undefined {
  if (!/^multipart\/form-data\s*(?:;|$)/i.test(contentType)) return undefined;
  for (const [, name = '', value = ''] of contentType.matchAll(parameter)) {
    if (name.toLowerCase() === 'boundary' && value !== '') return unquoted(value);
  }
  return undefined;
}

function unquoted(value: string): string {
  if (!value.startsWith('"')) return value;
  return value.slice(1, -1).replace(/\\(["\\])/g, '$1');
}

/** `UTF-8''na%C3%AFve.txt` (RFC 8187). */
function decodeExtended(value: string): string {
  const encoded = value.slice(value.indexOf("'", value.indexOf("'") + 1) + 1);
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
