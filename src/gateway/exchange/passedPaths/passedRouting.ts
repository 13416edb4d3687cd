import { holdersOf, holdsFamily } from '../../providers/passedPaths/familyHolders.ts';
import type { PathFamily } from '../../providers/passedPaths/passedPath.ts';
import type { PassedRequest } from '../../routing/passedRequest.ts';
import type { NeutralRequest } from '../../wire/exchange.ts';
import type { JsonValue } from '../../wire/json.ts';
import type { ExchangeContext } from '../exchangeContext.ts';
import { mentionedIds } from '../givenIds/idsInDocument.ts';
import type { PassedBody } from './passedBody.ts';
import type { PassedExchange } from './passedExchange.ts';

/** How routing sees a request that is passed on: its texts and file names as a prompt, its ids as what a provider keeps. */
export function passedRequest(
  { services, incoming, progress }: ExchangeContext,
  { family, method, path, body: { isEmpty } }: PassedExchange,
  body: PassedBody,
): PassedRequest {
  const { headers, query, pinnedWorkspace, pinnedWindow } = incoming;
  const mentioned = body.json === undefined ? [] : mentionedIds(body.json);
  const ids = [...path.ids, ...mentioned, ...query.getAll('after'), ...query.getAll('after_id')];
  return {
    routing: {
      request: asPrompt(family, body),
      route: isTextList(family) ? 'embeddings' : 'chat',
      headers,
      ignoreModel: false,
      pinnedWorkspace,
      pinnedWindow,
      place: progress.place,
    },
    method,
    path: `/v1${path.upstreamPath.replace(/^~\/v2/, '')}`,
    holders: holders(services, family),
    wouldHold: wouldHold(family),
    given: services.ids.findFirst(ids),
    carriesData: !isEmpty,
  };
}

/** Lists of texts, as embeddings are asked for, instead of one question. */
function isTextList(family: PathFamily): boolean {
  return family === 'rerank' || family === 'moderations';
}

function asPrompt(
  family: PathFamily,
  { model = 'auto', json, fields, fileNames }: PassedBody,
): NeutralRequest {
  const texts = [...(json === undefined ? [] : textsIn(json)), ...fields];
  const rest = { model, extras: {} } as const;
  if (isTextList(family)) return { ...rest, kind: 'embeddings', input: texts };
  // Files are told as editors attach them, so that they are found by their names.
  const attached = fileNames.map((name) => `\`\`\`text ${name}\n\`\`\``);
  const text = [...texts, ...attached].join('\n\n');
  return {
    ...rest,
    kind: 'chat',
    stream: false,
    includeUsage: false,
    stop: [],
    tools: [],
    messages: [{ role: 'user', content: [{ type: 'text', text }] }],
  };
}

/** Every text in a body but the data of images and sounds. */
function textsIn(value: JsonValue | undefined): string[] {
  if (typeof value === 'string') return value.startsWith('data:') ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return (Array.isArray(value) ? value : Object.values(value)).flatMap(textsIn);
}

function holders(services: ExchangeContext['services'], family: PathFamily): string[] {
  const ids = services.providerStates().map(({ id }) => id);
  const holding = (wanted: 'yes' | 'maybe'): string[] =>
    ids.filter((id) => {
      const type = services.provider(id)?.entry.type;
      return type !== undefined && holdsFamily(type, family) === wanted;
    });
  return [...holding('yes'), ...holding('maybe')];
}

function wouldHold(family: PathFamily): string {
  const { sure, perhaps } = holdersOf(family);
  const types = [
    ...(sure.length === 0 ? [] : [`${sure.join(', ')} would`]),
    ...(perhaps.length === 0 ? [] : [`${perhaps.join(', ')} might`]),
  ];
  return `Of the types of providers, ${types.join(', and ')}; add one, or name a provider in "model".`;
}
