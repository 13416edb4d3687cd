import { UpstreamAnswerError } from '../errors.ts';
import { encodeTargetFor } from '../providers/encodeTarget.ts';
import type { Provider } from '../providers/provider.ts';
import type { WireFormat } from '../wire/exchange.ts';
import { isObject, type JsonObject, parseObject } from '../wire/json.ts';
import type { BodyEdit } from './overrides/bodyEdit.ts';

/** The formats whose streams say what they used only where that is asked for. */
const wishFormats: ReadonlySet<WireFormat> = new Set(['chat', 'completions']);

export interface WishedStream {
  readonly format: WireFormat;
  readonly body: JsonObject;
  readonly provider: Provider;
  readonly model: string;
}

/** Asks providers for the usage of their streams (`stream_options.include_usage`), and remembers who refuses to be asked. */
export class UsageWishes {
  /** Servers that answered the wish with an error, by endpoint: they are not asked again. */
  readonly #refusing = new Set<string>();

  /** The edit that asks; undefined where the client asks for it itself, or the provider would refuse. */
  wish({ format, body, provider, model }: WishedStream): BodyEdit | undefined {
    if (body['stream'] !== true || !wishFormats.has(format)) return undefined;
    const options = body['stream_options'];
    if (isObject(options) && options['include_usage'] !== undefined) return undefined;
    if (this.#refusing.has(provider.endpoint) || refuses(provider, model)) return undefined;
    return { path: ['stream_options', 'include_usage'], value: true };
  }

  /** Whether a provider refused a request for the wish alone; it is then remembered. */
  wasRefused(error: unknown, { endpoint }: Provider): boolean {
    if (!(error instanceof UpstreamAnswerError) || (error.status !== 400 && error.status !== 422))
      return false;
    if (!/stream_options|include_usage/.test(error.message)) return false;
    this.#refusing.add(endpoint);
    return true;
  }
}

function refuses(provider: Provider, model: string): boolean {
  const quirks = provider.entry.quirks ?? [];
  return (
    quirks.some(({ change }) => change.kind === 'refuses' && change.field === 'stream_options') ||
    encodeTargetFor(provider, model).refusedParameters.includes('stream_options')
  );
}

/** Whether a request asks for the usage of its stream. */
export function wishesUsage(body: JsonObject): boolean {
  const options = body['stream_options'];
  return isObject(options) && options['include_usage'] === true;
}

const emptyList = Buffer.from('[]');
const usageKey = Buffer.from('"usage"');
const letterN = 0x6e;
const space = 0x20;
const colon = 0x3a;

/**
 * Whether there may be an event among these bytes that says what was used and nothing else: its list of choices is empty, as every
 * serialiser writes that. Looked for first, since quotes, with which keys begin, are everywhere.
 */
export function mayHoldUsageAlone(raw: Buffer): boolean {
  return raw.includes(emptyList) && mentionsUsage(raw);
}

/** Whether there may be a count in these bytes: a key `usage` whose value is not null. */
function mentionsUsage(raw: Buffer): boolean {
  for (let at = raw.indexOf(usageKey); at !== -1; at = raw.indexOf(usageKey, at + 1)) {
    let next = at + usageKey.length;
    while (raw[next] === space || raw[next] === colon) next++;
    if (raw[next] !== letterN) return true;
  }
  return false;
}

/** Whether an event's data says what was used and nothing else: there only because it was wished for. */
export function isUsageAlone(data: string): boolean {
  if (!data.includes('"usage"')) return false;
  const chunk = parseObject(data);
  return isObject(chunk?.['usage']) && Array.isArray(chunk['choices']) && chunk['choices'].length === 0;
}
