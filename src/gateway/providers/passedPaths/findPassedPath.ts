import { type PassedMethod, type PassedPath, passedPaths, type PathFamily } from './passedPath.ts';

/** What stands at a path that is passed on. */
export interface FoundPath {
  readonly methods: readonly PassedMethod[];
  /** The family for one of the methods and for the API that the client speaks. */
  family(method: PassedMethod, isAnthropicClient: boolean): PathFamily;
  /** Where a provider has it, see endpointUrl.ts. */
  readonly upstreamPath: string;
  /** The segments that stand for ids, or may. */
  readonly ids: readonly string[];
}

interface SplitPath {
  readonly path: PassedPath;
  readonly segments: readonly string[];
}

/** Taken apart once, by their first segment, which is never an id: every request is held against them. */
const byFirstSegment = new Map<string | undefined, SplitPath[]>();
for (const path of passedPaths) {
  const segments = path.pattern.split('/');
  byFirstSegment.set(segments[0], [...(byFirstSegment.get(segments[0]) ?? []), { path, segments }]);
}

/**
 * The passed path of an endpoint without its prefixes (http/requestPath.ts); undefined when there is none. Segments come
 * percent-decoded and are encoded again; `.` and `..` are no ids, since they would lead to another path.
 */
export function findPassedPath(endpoint: string): FoundPath | undefined {
  const segments = endpoint.split('/');
  if (segments.some((segment) => /^\.{0,2}$/.test(segment))) return undefined;
  const candidates = byFirstSegment.get(segments[0]) ?? [];
  const matching = candidates.filter((one) => matches(one.segments, segments)).map(({ path }) => path);
  const [first] = matching;
  if (first === undefined) return undefined;
  return {
    methods: [...new Set(matching.flatMap(({ methods }) => methods))],
    family: (method, isAnthropicClient) => familyOf(matching, method, isAnthropicClient) ?? first.family,
    upstreamPath: upstreamPath(segments),
    ids: segments.filter((_, at) => isId(first, at)),
  };
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  const isOpen = pattern.at(-1) === '*';
  const fixed = isOpen ? pattern.slice(0, -1) : pattern;
  if (isOpen ? segments.length < fixed.length : segments.length !== fixed.length) return false;
  return fixed.every((part, at) => part.startsWith('{') || part === segments[at]);
}

/** Behind an open end, ids and words cannot be told apart; an unknown word is no id of anybody. */
function isId({ pattern }: PassedPath, at: number): boolean {
  const part = pattern.split('/')[at];
  return part === undefined || part === '*' || part.startsWith('{');
}

function familyOf(
  matching: readonly PassedPath[],
  method: PassedMethod,
  isAnthropicClient: boolean,
): PathFamily | undefined {
  const families = matching.filter(({ methods }) => methods.includes(method));
  const wanted = families.find(({ family }) => family.startsWith('anthropic') === isAnthropicClient);
  return (wanted ?? families[0])?.family;
}

/** A version other than the first is part of the service's own address. */
function upstreamPath(segments: readonly string[]): string {
  const encoded = segments.map(encodeURIComponent).join('/');
  return segments[0] === 'v2' ? `~/${encoded}` : `/${encoded}`;
}
