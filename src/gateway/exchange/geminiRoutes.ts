import type { RequestAddress } from '../wire/codec.ts';
import { geminiBatchEmbed, geminiEmbed } from '../wire/embeddings/gemini.ts';
import { geminiErrorShape } from '../wire/errorShapes.ts';
import { geminiCodec } from '../wire/gemini/codec.ts';
import { geminiTokenCounting } from '../wire/gemini/tokenCounting.ts';
import type { ModelRoute } from './modelRoutes.ts';

const facts = { format: 'gemini', routing: 'gemini', errorShape: geminiErrorShape } as const;

const generateContent: ModelRoute = {
  ...facts,
  kind: 'chat',
  name: 'gemini',
  codec: geminiCodec,
  idPrefix: '',
};

const embedContent = {
  kind: 'embeddings',
  name: 'embeddings',
  format: 'gemini-embed',
  routing: 'embeddings',
  errorShape: geminiErrorShape,
} as const;

interface GeminiMethod {
  readonly route: ModelRoute;
  readonly stream?: boolean;
}

/** Gemini's model routes by the method that their path ends in; all are POST. */
const geminiMethods: ReadonlyMap<string, GeminiMethod> = new Map<string, GeminiMethod>([
  ['generateContent', { route: generateContent }],
  ['streamGenerateContent', { route: generateContent, stream: true }],
  [
    'countTokens',
    { route: { ...facts, kind: 'count-tokens', name: 'gemini-count-tokens', counting: geminiTokenCounting } },
  ],
  ['embedContent', { route: { ...embedContent, codec: geminiEmbed } }],
  ['batchEmbedContents', { route: { ...embedContent, codec: geminiBatchEmbed } }],
]);

/** What Gemini's paths look like, for people. */
export const geminiPaths: readonly string[] = [...geminiMethods.keys()].map(
  (method) => `/v1beta/models/{model}:${method}`,
);

/**
 * The route of one of Gemini's paths (`models/{model}:generateContent`), with the model and whether to stream, which no body says.
 * Models may have slashes and colons in their names; before a name with a slash the AI SDK leaves `models/` out. Undefined for
 * any other path.
 */
export function findGeminiRoute(
  endpoint: string,
): { readonly route: ModelRoute; readonly address: RequestAddress } | undefined {
  const colon = endpoint.lastIndexOf(':');
  const method = geminiMethods.get(endpoint.slice(colon + 1));
  const resource = endpoint.slice(0, colon);
  if (method === undefined || !/^[^/]+\/./.test(resource)) return undefined;
  const model = resource.replace(/^(?:models\/)+/, '');
  return { route: method.route, address: { model, stream: method.stream === true } };
}
