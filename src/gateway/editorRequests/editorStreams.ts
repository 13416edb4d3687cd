import type { StreamHandlers } from '../../protocol/streamedRequests.ts';
import { answerEditorChat } from '../editorChat/answerEditorChat.ts';
import type { Gateway } from '../gateway.ts';

export interface EditorStreamSources {
  readonly gateway: () => Gateway;
  readonly windowId: () => string;
}

/** The answers in parts: one handler a method of `protocol/streamedRequests.ts`. */
export function createEditorStreams({ gateway, windowId }: EditorStreamSources): StreamHandlers {
  return {
    vscodeChat: (params, sink) => answerEditorChat(gateway().services(), windowId(), params, sink),
  };
}
