/** The endpoints that answer with a model. `count-tokens` is decided like `messages`. */
export type RouteName = 'chat' | 'messages' | 'count-tokens' | 'completions' | 'fim' | 'embeddings';
