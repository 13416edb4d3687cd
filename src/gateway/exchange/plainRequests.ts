import type { Provider, ProviderTypeEntry } from '../providers/provider.ts';
import type { EncodeTarget } from '../wire/codec.ts';
import type { ChatRequest, NeutralPart, WireFormat } from '../wire/exchange.ts';
import type { RequestBody } from './requestBody.ts';

/**
 * Whether a request may go to a provider in the client's own format, which that speaks: only where it holds nothing that the server
 * does not know of a format that is not its own (`plainFormats`).
 */
export function mayPassThrough(
  { plainFormats }: ProviderTypeEntry,
  target: () => EncodeTarget,
  request: ChatRequest,
  body: Pick<RequestBody, 'json'>,
): boolean {
  const plain = plainFormats?.find(({ format }) => format === request.format);
  if (plain === undefined) return true;
  if (plain.format === 'responses') {
    const { store, previous_response_id: previous } = body.json;
    // What goes on with a response that the server keeps can go nowhere else; one kept here stands in the input already.
    const goesOn = previous !== undefined && previous !== null;
    if (plain.keepsNothing !== true && goesOn) return true;
    // Kept unless the client says otherwise (OpenAI Responses API, `store`).
    if (plain.keepsNothing === true && (goesOn || store !== false)) return false;
  }
  return plain.wholeFor?.test(target().model.toLowerCase()) === true || isPlain(request);
}

/** The provider as it was before it had a path for this format; undefined: the format is its own. */
export function withoutPlainFormat(provider: Provider, format: WireFormat): Provider | undefined {
  const { entry } = provider;
  if (entry.plainFormats?.some((plain) => plain.format === format) !== true) return undefined;
  return { ...provider, entry: { ...entry, paths: { ...entry.paths, [format]: undefined } } };
}

function isPlain({ tools, messages, responseFormat }: ChatRequest): boolean {
  return (
    tools.every((tool) => tool.type === 'function' && tool.namespace === undefined) &&
    (responseFormat === undefined || responseFormat.type === 'text') &&
    messages.every(({ content }) => content.every(isPlainPart))
  );
}

function isPlainPart(part: NeutralPart): boolean {
  switch (part.type) {
    case 'text':
    case 'reasoning':
    case 'refusal':
      return true;
    case 'image':
      return part.source.kind === 'base64';
    case 'toolCall':
      return part.custom !== true && part.namespace === undefined;
    case 'toolResult':
      return part.custom !== true && part.content.every(isPlainPart);
    case 'document':
    case 'audio':
    case 'opaque':
      return false;
  }
}
