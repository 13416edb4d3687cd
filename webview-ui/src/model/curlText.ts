import type { ExchangeDetail } from '../../../src/protocol/exchanges.ts';

interface CurlTarget {
  /** Of the gateway, e.g. `http://127.0.0.1:8989`. */
  readonly origin: string;
  /** The gateway asks for an access key. */
  readonly needsKey: boolean;
}

/** Read by the shell, so that no key is copied. */
const keyFromVariable = 'Bearer $MUXGATE_KEY';

type Template = (model: string) => { readonly path: string; readonly body: unknown };

const user = (content: string): unknown[] => [{ role: 'user', content }];
const chat: Template = (model) => ({ path: '/v1/chat/completions', body: { model, messages: user('…') } });

/** The path of each endpoint, and the smallest request that it takes. */
const templates: Readonly<Record<string, Template>> = {
  chat,
  messages: (model) => ({
    path: '/v1/messages',
    body: { model, max_tokens: 1024, messages: user('…') },
  }),
  'count-tokens': (model) => ({ path: '/v1/messages/count_tokens', body: { model, messages: user('…') } }),
  responses: (model) => ({ path: '/v1/responses', body: { model, input: '…' } }),
  'responses-count-tokens': (model) => ({ path: '/v1/responses/input_tokens', body: { model, input: '…' } }),
  gemini: (model) => ({
    path: `/v1beta/models/${encodeURIComponent(model)}:generateContent`,
    body: { contents: [{ role: 'user', parts: [{ text: '…' }] }] },
  }),
  'gemini-count-tokens': (model) => ({
    path: `/v1beta/models/${encodeURIComponent(model)}:countTokens`,
    body: { contents: [{ role: 'user', parts: [{ text: '…' }] }] },
  }),
  completions: (model) => ({ path: '/v1/completions', body: { model, prompt: '…' } }),
  fim: (model) => ({ path: '/v1/fim/completions', body: { model, prompt: '…', suffix: '…' } }),
  embeddings: (model) => ({ path: '/v1/embeddings', body: { model, input: '…' } }),
  'ollama-chat': (model) => ({ path: '/api/chat', body: { model, messages: user('…') } }),
  'ollama-generate': (model) => ({ path: '/api/generate', body: { model, prompt: '…' } }),
  'ollama-embed': (model) => ({ path: '/api/embed', body: { model, input: '…' } }),
};

/** Whether an endpoint's requests can be written as a command. */
export function hasCurl(endpoint: string): boolean {
  return Object.hasOwn(templates, endpoint);
}

/**
 * A request as a command for a POSIX shell: its own body where it was captured, else a template. A key is never in it: where the
 * gateway wants one, it is taken from the variable `MUXGATE_KEY`.
 */
export function curlText(detail: ExchangeDetail, { origin, needsKey }: CurlTarget): string {
  const { endpoint, requestedModel } = detail.row;
  const { path, body } = (templates[endpoint] ?? chat)(requestedModel ?? 'auto');
  const isStream = endpoint === 'gemini' && detail.row.stream;
  const address = isStream
    ? `${origin}${path.replace(':generateContent', ':streamGenerateContent')}?alt=sse`
    : `${origin}${path}`;
  const isMessages = endpoint === 'messages' || endpoint === 'count-tokens';
  const lines = [
    `curl ${quoted(address)}`,
    `-H ${quoted(header('content-type', 'application/json'))}`,
    ...(isMessages ? [`-H ${quoted(header('anthropic-version', '2023-06-01'))}`] : []),
    ...(needsKey ? [`-H "${header('authorization', keyFromVariable)}"`] : []),
    `-d ${quoted(detail.capturedRequest ?? JSON.stringify(body))}`,
  ];
  return lines.join(' \\\n  ');
}

function header(name: string, value: string): string {
  return `${name}: ${value}`;
}

/** In single quotes, in which a shell reads nothing but their end. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
