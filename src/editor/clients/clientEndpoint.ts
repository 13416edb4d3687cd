/** Whether a client's base URL leads to this gateway, whatever path it has; loopback has several names. */
export function leadsTo(baseUrl: string, origin: string): boolean {
  const there = parseUrl(baseUrl);
  const here = parseUrl(origin);
  if (there === undefined || here === undefined) return false;
  return (
    there.protocol === here.protocol &&
    there.port === here.port &&
    (there.hostname === here.hostname || (isLoopback(there.hostname) && isLoopback(here.hostname)))
  );
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
