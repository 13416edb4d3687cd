/**
 * The origin of a web page that must not call us, or undefined when the request comes from none: programs send no `Origin`,
 * and a page of our own (`Origin` equal to where the request went) would be ours. `null` (sandboxed frames, files) is foreign.
 */
export function foreignOrigin(headers: {
  readonly origin?: string;
  readonly host?: string;
  readonly 'sec-fetch-site'?: string | string[];
}): string | undefined {
  const { origin, host } = headers;
  if (origin !== undefined && origin.toLowerCase() !== `http://${(host ?? '').toLowerCase()}`) return origin;
  return headers['sec-fetch-site'] === 'cross-site' ? 'cross-site' : undefined;
}
