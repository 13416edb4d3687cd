import type { WireFormat } from '../wire/exchange.ts';

/** An open list: exact names and prefixes (ending in `-`). What is on none goes nowhere. */
interface HeaderList {
  readonly names: ReadonlySet<string>;
  readonly prefixes: readonly string[];
}

/** What a client may tell any provider: who it is, which session and trace this is. */
const upForAll: HeaderList = {
  names: new Set([
    'user-agent',
    'accept-language',
    'http-referer',
    'x-title',
    'x-app',
    'x-client-request-id',
    'x-request-id',
    'x-session-id',
    'x-session-affinity',
    'session-id',
    'session_id',
    'conversation_id',
    'thread-id',
    'originator',
    'idempotency-key',
    'traceparent',
    'tracestate',
    'x-initiator',
  ]),
  prefixes: ['x-stainless-', 'x-claude-code-', 'x-openrouter-', 'helicone-'],
};

/** What only the format of a vendor's own API understands. */
const anthropicHeaders: HeaderList = { names: new Set(), prefixes: ['anthropic-'] };
const openaiHeaders: HeaderList = { names: new Set(), prefixes: ['openai-'] };
/** Codex says with some of them how its body is to be read (`x-openai-internal-codex-responses-lite`). */
const responsesHeaders: HeaderList = { names: new Set(), prefixes: ['openai-', 'x-openai-', 'x-codex-'] };
const googleHeaders: HeaderList = {
  names: new Set(['x-server-timeout']),
  prefixes: ['x-goog-', 'x-gemini-'],
};

/** Never, whatever list they are on: account selectors that belong to the client's own key (see `credentialHeaders`). */
export const accountHeaders: readonly string[] = [
  'openai-organization',
  'openai-project',
  'x-goog-user-project',
];

/** Never either: a key for Muxgate, or the client's own. */
const keyHeader = 'x-goog-api-key';

const down: HeaderList = {
  names: new Set([
    'request-id',
    'x-request-id',
    'retry-after',
    'retry-after-ms',
    'x-should-retry',
    'x-generation-id',
    'cf-ray',
    'apim-request-id',
    'x-amzn-requestid',
  ]),
  prefixes: ['anthropic-', 'openai-', 'x-ratelimit-', 'ratelimit-', 'x-openrouter-', 'x-gemini-', 'x-codex-'],
};

/**
 * The client's headers that go to the provider. Open lists, so that what a vendor adds tomorrow passes: `anthropic-*` where
 * the provider is spoken to in Anthropic's format, `x-goog-*` in Google's, `openai-*` in the others (with Codex's own in Responses), and the usual session and trace headers.
 * Never: hop-by-hop headers, host, cookies, credentials, `x-muxgate-*`, lengths and encodings.
 * @param headers lower-case names
 * @param format the format in which the provider is spoken to
 */
export function forwardRequestHeaders(
  headers: Readonly<Record<string, string>>,
  format: WireFormat,
): Record<string, string> {
  return pick(headers, [upForAll, vendorHeaders(format)]);
}

/**
 * The provider's headers that go to the client: request ids, rate limits, when to try again. Never cookies, hop-by-hop
 * headers, lengths, encodings and what browsers act upon.
 * @param headers lower-case names
 */
export function forwardResponseHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return pick(headers, [down]);
}

function vendorHeaders(format: WireFormat): HeaderList {
  if (format === 'messages') return anthropicHeaders;
  if (format === 'responses') return responsesHeaders;
  return format === 'gemini' || format === 'gemini-embed' ? googleHeaders : openaiHeaders;
}

function pick(
  headers: Readonly<Record<string, string>>,
  lists: readonly HeaderList[],
): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value === undefined || !lists.some((list) => isOn(list, name))) continue;
    if (name !== keyHeader && !accountHeaders.includes(name)) picked[name] = value;
  }
  return picked;
}

function isOn({ names, prefixes }: HeaderList, name: string): boolean {
  if (names.has(name)) return true;
  for (const prefix of prefixes) if (name.startsWith(prefix)) return true;
  return false;
}
