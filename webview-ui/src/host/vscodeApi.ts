import type { PageMessage } from '../../../src/protocol/webviewMessages.ts';

/** What VS Code gives a webview; it may be acquired once. */
export interface VscodeApi {
  postMessage(message: PageMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare global {
  /** Injected by VS Code. */
  function acquireVsCodeApi(): VscodeApi;
}
