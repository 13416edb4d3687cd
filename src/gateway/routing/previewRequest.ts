import type { RoutingRequest } from './routingRequest.ts';
import type { EditorWindow } from './window.ts';
import type { WindowSource } from './windowSource.ts';

/** A chat request without a word, as it would come from a window. */
export function previewRequest(window: EditorWindow | undefined): RoutingRequest {
  return {
    request: {
      kind: 'chat',
      model: 'auto',
      stream: false,
      includeUsage: false,
      messages: [],
      tools: [],
      stop: [],
      extras: {},
    },
    route: 'chat',
    headers: {},
    ignoreModel: true,
    pinnedWindow: window?.id,
  };
}

/** A source of this one window. */
export function previewWindows(window: EditorWindow | undefined): WindowSource {
  return {
    get: (id) => (window?.id === id ? window : undefined),
    all: () => (window === undefined ? [] : [window]),
  };
}
