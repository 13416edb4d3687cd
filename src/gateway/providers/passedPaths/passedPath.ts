/** Paths of one API that a provider has or lacks together. */
export type PathFamily =
  | 'images'
  | 'audio'
  | 'videos'
  | 'moderations'
  | 'rerank'
  | 'files'
  | 'uploads'
  | 'batches'
  | 'stored completions'
  | 'responses'
  | 'conversations'
  | 'vector stores'
  | 'containers'
  | 'fine-tuning'
  | 'further OpenAI paths'
  | 'message batches'
  | 'anthropic files';

export type PassedMethod = 'GET' | 'POST' | 'DELETE';

/** A path whose requests and answers are passed on without being understood. */
export interface PassedPath {
  readonly family: PathFamily;
  /** Below `/v1`; `{…}` stands for one segment, a `*` at the end for any segments. */
  readonly pattern: string;
  readonly methods: readonly PassedMethod[];
}

function paths(
  family: PathFamily,
  methodsOf: Readonly<Record<string, readonly PassedMethod[]>>,
): PassedPath[] {
  return Object.entries(methodsOf).map(([pattern, methods]) => ({ family, pattern, methods }));
}

/** OpenAI's own, each below its name. What needs the key of an organization's administrator is left to the platform itself. */
const furtherResources = [
  'agents',
  'assistants',
  'audio/voice_consents',
  'audio/voices',
  'chatkit',
  'content_provenance_checks',
  'decisions',
  'evals',
  'live',
  'realtime',
  'skills',
  'threads',
  'vaults',
];

/**
 * Every path that is passed on, the narrower before the wider. OpenAI's as its client calls them (the npm package `openai`,
 * resources/), `rerank` as Jina, Cohere, vLLM and llama.cpp have it, Anthropic's as `@anthropic-ai/sdk` calls them.
 */
export const passedPaths: readonly PassedPath[] = [
  ...paths('images', {
    'images/generations': ['POST'],
    'images/edits': ['POST'],
    'images/variations': ['POST'],
  }),
  ...paths('audio', {
    'audio/speech': ['POST'],
    'audio/transcriptions': ['POST'],
    'audio/translations': ['POST'],
  }),
  ...paths('videos', { videos: ['GET', 'POST'], 'videos/*': ['GET', 'POST', 'DELETE'] }),
  ...paths('moderations', { moderations: ['POST'] }),
  ...paths('rerank', { rerank: ['POST'], 'v2/rerank': ['POST'] }),
  ...paths('files', {
    files: ['GET', 'POST'],
    'files/{id}': ['GET', 'DELETE'],
    'files/{id}/content': ['GET'],
  }),
  ...paths('anthropic files', {
    files: ['GET', 'POST'],
    'files/{id}': ['GET', 'DELETE'],
    'files/{id}/content': ['GET'],
  }),
  ...paths('uploads', { uploads: ['POST'], 'uploads/{id}/*': ['POST'] }),
  ...paths('batches', {
    batches: ['GET', 'POST'],
    'batches/{id}': ['GET'],
    'batches/{id}/cancel': ['POST'],
  }),
  ...paths('stored completions', {
    'chat/completions': ['GET'],
    'chat/completions/{id}': ['GET', 'POST', 'DELETE'],
    'chat/completions/{id}/messages': ['GET'],
  }),
  ...paths('responses', {
    'responses/compact': ['POST'],
    'responses/{id}': ['GET', 'DELETE'],
    'responses/{id}/cancel': ['POST'],
    'responses/{id}/input_items': ['GET'],
  }),
  ...paths('conversations', { conversations: ['POST'], 'conversations/{id}/*': ['GET', 'POST', 'DELETE'] }),
  ...paths('vector stores', {
    vector_stores: ['GET', 'POST'],
    'vector_stores/{id}/*': ['GET', 'POST', 'DELETE'],
  }),
  ...paths('containers', {
    containers: ['GET', 'POST'],
    'containers/{id}/*': ['GET', 'POST', 'DELETE'],
  }),
  ...paths('fine-tuning', { 'fine_tuning/*': ['GET', 'POST', 'DELETE'] }),
  ...paths(
    'further OpenAI paths',
    Object.fromEntries(furtherResources.map((name) => [`${name}/*`, ['GET', 'POST', 'DELETE']])),
  ),
  ...paths('message batches', {
    'messages/batches': ['GET', 'POST'],
    'messages/batches/{id}': ['GET', 'DELETE'],
    'messages/batches/{id}/cancel': ['POST'],
    'messages/batches/{id}/results': ['GET'],
  }),
];
