import type { StreamHandlers } from '../protocol/streamedRequests.ts';
import { GatewayError } from './errors.ts';
import type { Gateway } from './gateway.ts';

export interface EditorStreamSources {
  readonly gateway: () => Gateway;
  readonly windowId: () => string;
}

/** The answers in parts: one handler a method of `protocol/streamedRequests.ts`. */
export function createEditorStreams(sources: EditorStreamSources): StreamHandlers {
  return {
    vscodeChat: () => {
      throw new GatewayError(
        'provider_unavailable',
        `The chat of ${sources.windowId()} is not answered yet.`,
      );
    },
  };
}
