/** A request's target, taken apart: which endpoint, under which pins. */
export interface RequestPath {
  /** Below the prefixes and without `v1`, no leading slash: `chat/completions`, `models/openai/gpt-4o`, `` for the root. */
  readonly endpoint: string;
  /** Below `/v1/mux`: the client's model name is ignored. */
  readonly ignoreModel: boolean;
  /** From `/w/{workspace}`. */
  readonly pinnedWorkspace?: string;
  /** From `/window/{id}`. */
  readonly pinnedWindow?: string;
  /** Below `/v1beta` or `/v1alpha`: Gemini's versions. */
  readonly isGemini: boolean;
  readonly query: URLSearchParams;
}

/**
 * Takes a request target (`/w/docs/v1/mux/chat/completions?beta=true`) apart. Prefixes may come in any order; `v1` may be
 * missing, repeated (a base URL that ends in it under a client that adds its own) or, below `/v1/mux`, follow `api`; Google's own
 * address for OpenAI's clients, `v1beta/openai`, counts as `v1`. Repeated and trailing slashes do not count.
 * @returns undefined when the target is not a path, or its percent-encoding is malformed
 */
export function parseRequestPath(target: string): RequestPath | undefined {
  if (!target.startsWith('/')) return undefined;
  const queryStart = target.indexOf('?');
  if (queryStart === -1) return withQuery(pathFacts(target), '');
  return withQuery(pathFacts(target.slice(0, queryStart)), target.slice(queryStart + 1));
}

/** Nobody changes a request's query. */
const noQuery = new URLSearchParams();

type PathFacts = Omit<RequestPath, 'query'>;

function withQuery(facts: PathFacts | undefined, query: string): RequestPath | undefined {
  if (facts === undefined) return undefined;
  const { endpoint, ignoreModel, pinnedWorkspace, pinnedWindow, isGemini } = facts;
  const params = query === '' ? noQuery : new URLSearchParams(query);
  return { endpoint, ignoreModel, pinnedWorkspace, pinnedWindow, isGemini, query: params };
}

/** Agents ask for the same few paths. Queries, which may hold a key, are not remembered. */
const knownPaths = new Map<string, PathFacts | undefined>();
const maxKnownPaths = 200;

function pathFacts(path: string): PathFacts | undefined {
  const known = knownPaths.get(path);
  if (known !== undefined) return known;
  const facts = readPath(path);
  if (knownPaths.size >= maxKnownPaths) knownPaths.clear();
  knownPaths.set(path, facts);
  return facts;
}

function readPath(path: string): PathFacts | undefined {
  const segments = decodeSegments(path);
  if (segments === undefined) return undefined;

  let ignoreModel = false;
  let isGemini = false;
  let pinnedWorkspace: string | undefined;
  let pinnedWindow: string | undefined;
  for (;;) {
    const [first, second] = segments;
    if (first === 'w' && second !== undefined) {
      pinnedWorkspace = second;
      segments.splice(0, 2);
    } else if (first === 'window' && second !== undefined) {
      pinnedWindow = second;
      segments.splice(0, 2);
    } else if (first === 'v1' && second === 'mux') {
      ignoreModel = true;
      segments.splice(0, 2);
    } else if (first === 'v1') {
      segments.shift();
    } else if (first === 'v1beta' && second === 'openai' && !callsModel(segments)) {
      segments.splice(0, 2);
    } else if (first === 'v1beta' || first === 'v1alpha') {
      isGemini = true;
      segments.shift();
    } else if (ignoreModel && first === 'api' && second === 'v1') {
      segments.splice(0, 2);
    } else {
      break;
    }
  }
  return { endpoint: segments.join('/'), ignoreModel, pinnedWorkspace, pinnedWindow, isGemini };
}

/** Whether a path ends in a method of a model: `openai/gpt-5:generateContent` is a provider's model, not Google's OpenAI paths. */
function callsModel(segments: readonly string[]): boolean {
  return segments.at(-1)?.includes(':') === true;
}

function decodeSegments(path: string): string[] | undefined {
  try {
    return path
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
