import type { RoutingRequest } from '../routingRequest.ts';
import { libraryHeaders, productHeaders } from './clientHeaders.ts';
import type { HeaderMark } from './clientHeaders.ts';
import { clientByTags } from './clientTags.ts';

/**
 * Which client sent a request, for the `clients` condition and for credentials: what a product says in its headers, else the
 * format of its prompt, else the library that it calls with. Undefined when nothing tells.
 */
export function detectClient({
  headers,
  request,
  client,
}: Pick<RoutingRequest, 'headers' | 'request' | 'client'>): string | undefined {
  const byHeader = (marks: readonly HeaderMark[]): string | undefined =>
    marks.find(({ header, value }) => {
      const sent = headers[header];
      return sent !== undefined && value.test(sent);
    })?.client;
  return (
    client ??
    byHeader(productHeaders) ??
    // Formats show at the ends of texts; a request that was refused as malformed can be read no further.
    (request.kind === 'chat' ? clientByTags(request.glimpse ?? request) : undefined) ??
    byHeader(libraryHeaders)
  );
}
