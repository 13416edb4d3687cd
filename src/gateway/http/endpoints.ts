import { findModelRoute, type FoundRoute } from '../exchange/findModelRoute.ts';
import { geminiPaths } from '../exchange/geminiRoutes.ts';
import { modelRoutes } from '../exchange/modelRoutes.ts';
import { findPassedPath, type FoundPath } from '../providers/passedPaths/findPassedPath.ts';
import { passedPaths } from '../providers/passedPaths/passedPath.ts';
import type { RequestPath } from './requestPath.ts';

/** What stands at a path. */
export type Endpoint =
  | ({ readonly kind: 'model'; readonly methods: readonly string[] } & FoundRoute)
  | { readonly kind: 'passed'; readonly methods: readonly string[]; readonly path: FoundPath }
  | { readonly kind: 'models'; readonly methods: readonly string[] }
  | { readonly kind: 'one model'; readonly methods: readonly string[]; readonly id: string }
  | { readonly kind: 'health'; readonly methods: readonly string[] }
  | { readonly kind: 'root'; readonly methods: readonly string[] }
  | { readonly kind: 'metrics'; readonly methods: readonly string[] }
  | { readonly kind: 'explain'; readonly methods: readonly string[] }
  | { readonly kind: 'ollama'; readonly methods: readonly string[]; readonly name: OllamaEndpoint };

/** Ollama's endpoints that no model answers. */
export type OllamaEndpoint = 'version' | 'tags' | 'ps' | 'show' | 'pull';

const get = ['GET', 'HEAD'] as const;
const post = ['POST'] as const;

/** The endpoints of the model routes that have a path of their own: nearly every request is for one of them. */
const usualEndpoints = new Map<string, Endpoint | undefined>();

/** The endpoint of a path without its prefixes (requestPath.ts) for a method; undefined when there is none. */
export function findEndpoint(
  path: Pick<RequestPath, 'endpoint' | 'isGemini'>,
  method: string,
): Endpoint | undefined {
  const { endpoint } = path;
  if (method !== 'POST' || path.isGemini || !modelRoutes.has(endpoint)) return lookUp(path, method);
  const known = usualEndpoints.get(endpoint) ?? lookUp(path, method);
  usualEndpoints.set(endpoint, known);
  return known;
}

function lookUp(
  { endpoint: path, isGemini }: Pick<RequestPath, 'endpoint' | 'isGemini'>,
  method: string,
): Endpoint | undefined {
  const found = findModelRoute(path);
  const passed = isGemini ? undefined : findPassedPath(path);
  const methods = [...new Set([...(found === undefined ? [] : post), ...(passed?.methods ?? [])])];
  if (passed !== undefined && (found === undefined || passed.methods.some((one) => one === method))) {
    return { kind: 'passed', methods, path: passed };
  }
  if (found !== undefined) return { kind: 'model', methods, ...found };
  switch (path) {
    case '':
      return { kind: 'root', methods: get };
    case 'health':
      return { kind: 'health', methods: get };
    case 'metrics':
    case 'metrics/prometheus':
      return { kind: 'metrics', methods: get };
    case 'models':
      return { kind: 'models', methods: get };
    case 'muxgate/explain':
      return { kind: 'explain', methods: post };
    case 'api/version':
      return { kind: 'ollama', methods: get, name: 'version' };
    case 'api/tags':
      return { kind: 'ollama', methods: get, name: 'tags' };
    case 'api/ps':
      return { kind: 'ollama', methods: get, name: 'ps' };
    case 'api/show':
      return { kind: 'ollama', methods: post, name: 'show' };
    case 'api/pull':
      return { kind: 'ollama', methods: post, name: 'pull' };
    default:
      return path.startsWith('models/')
        ? { kind: 'one model', methods: get, id: path.slice('models/'.length) }
        : undefined;
  }
}

/** Every endpoint as people write it, for the answer to an unknown path. */
export const endpointList: readonly string[] = [
  ...[...modelRoutes.keys()].map((path) => `POST ${publicPath(path)}`),
  ...geminiPaths.map((path) => `POST ${path}`),
  ...new Set(passedPaths.map(({ pattern, methods }) => `${methods.join('|')} ${passedPath(pattern)}`)),
  'GET /v1/models',
  'GET /v1/models/{id}',
  'GET /api/tags',
  'GET /api/ps',
  'GET /api/version',
  'POST /api/show',
  'POST /api/pull',
  'GET /health',
  'GET /metrics',
  'POST /muxgate/explain',
];

function passedPath(pattern: string): string {
  return pattern.startsWith('v2/') ? `/${pattern}` : `/v1/${pattern}`;
}

/** A route's path as its clients write it: Ollama's have no version. */
export function publicPath(path: string): string {
  return path.startsWith('api/') ? `/${path}` : `/v1/${path}`;
}
