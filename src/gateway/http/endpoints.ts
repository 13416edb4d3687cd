import { modelRoutes, type ModelRoute } from '../exchange/modelRoutes.ts';

/** What stands at a path. */
export type Endpoint =
  | { readonly kind: 'model'; readonly methods: readonly string[]; readonly route: ModelRoute }
  | { readonly kind: 'models'; readonly methods: readonly string[] }
  | { readonly kind: 'one model'; readonly methods: readonly string[]; readonly id: string }
  | { readonly kind: 'health'; readonly methods: readonly string[] }
  | { readonly kind: 'root'; readonly methods: readonly string[] }
  | { readonly kind: 'explain'; readonly methods: readonly string[] };

const get = ['GET', 'HEAD'] as const;
const post = ['POST'] as const;

/** The endpoint of a path without its prefixes (requestPath.ts); undefined when there is none. */
export function findEndpoint(path: string): Endpoint | undefined {
  const route = modelRoutes.get(path);
  if (route !== undefined) return { kind: 'model', methods: post, route };
  switch (path) {
    case '':
      return { kind: 'root', methods: get };
    case 'health':
      return { kind: 'health', methods: get };
    case 'models':
      return { kind: 'models', methods: get };
    case 'muxgate/explain':
      return { kind: 'explain', methods: post };
    default:
      return path.startsWith('models/')
        ? { kind: 'one model', methods: get, id: path.slice('models/'.length) }
        : undefined;
  }
}

/** Every endpoint as people write it, for the answer to an unknown path. */
export const endpointList: readonly string[] = [
  ...[...modelRoutes.keys()].map((path) => `POST /v1/${path}`),
  'GET /v1/models',
  'GET /v1/models/{id}',
  'GET /health',
  'POST /muxgate/explain',
];
