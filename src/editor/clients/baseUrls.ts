import type { GatewayPhase } from '../../protocol/status.ts';

/** A base URL that some kind of client is given. */
export interface BaseUrl {
  readonly kind: 'rules' | 'openai' | 'anthropic';
  readonly title: string;
  readonly url: string;
  /** Who takes it, and what happens to the model that the client names. */
  readonly use: string;
}

/** `http://host:port` of the gateway that answers now, in this window or another; undefined when none does. */
export function gatewayOrigin(phase: GatewayPhase): string | undefined {
  switch (phase.phase) {
    case 'listening':
      return `http://${urlHost(phase.host)}:${phase.port}`;
    case 'served-elsewhere':
      return `http://127.0.0.1:${phase.port}`;
    case 'starting':
    case 'port-taken':
    case 'refused':
    case 'crashed':
      return undefined;
  }
}

/** The base URLs below an origin, the most useful first. */
export function baseUrls(origin: string): readonly [BaseUrl, BaseUrl, BaseUrl] {
  return [
    {
      kind: 'rules',
      title: 'OpenAI-compatible, your rules decide',
      url: `${origin}/v1/mux`,
      use: 'Continue, Cline and most others. The model that the client names is ignored.',
    },
    {
      kind: 'openai',
      title: 'OpenAI-compatible',
      url: `${origin}/v1`,
      use: 'A client may name provider/model; "auto" means your rules.',
    },
    {
      kind: 'anthropic',
      title: 'Anthropic',
      url: origin,
      use: 'Claude Code and the Anthropic SDKs. Model names without a provider mean your rules.',
    },
  ];
}

/** A wildcard address is no address to call, and an IPv6 address stands in brackets. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
