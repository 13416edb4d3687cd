import type { PathFamily } from '../providers/passedPaths/passedPath.ts';

/** The endpoints that answer with a model, and the families of paths that are passed on. The two that count tokens are decided like the formats that they count for. */
export type RouteName =
  | 'chat'
  | 'messages'
  | 'count-tokens'
  | 'responses'
  | 'gemini'
  | 'gemini-count-tokens'
  | 'responses-count-tokens'
  | 'ollama-chat'
  | 'ollama-generate'
  | 'ollama-embed'
  | 'completions'
  | 'fim'
  | 'embeddings'
  | 'vscode-chat'
  | PathFamily;
