import type { ContextMessage, OverrideMessage } from '../../protocol/gatewayMessages.ts';
import type { EditorContext, EditorWindow, WindowOverride } from '../routing/window.ts';
import type { WindowSource } from '../routing/windowSource.ts';

const emptyContext: EditorContext = { folders: [], visible: [], open: [] };

/** The editor windows that report to this gateway, by id. Headless there is none. */
export class WindowRegistry implements WindowSource {
  readonly #windows = new Map<string, EditorWindow>();
  readonly #now: () => number;

  /** @param now time in ms since 1970 */
  constructor(now: () => number) {
    this.#now = now;
  }

  get(id: string): EditorWindow | undefined {
    return this.#windows.get(id);
  }

  get size(): number {
    return this.#windows.size;
  }

  all(): EditorWindow[] {
    return [...this.#windows.values()];
  }

  /** Makes a window known, without any file yet. */
  open(id: string): void {
    this.#windows.set(id, { id, context: emptyContext, override: {}, focusedAtMs: this.#now() });
  }

  close(id: string): void {
    this.#windows.delete(id);
  }

  /** Takes over the members of the context that the message brings; the others stay. */
  updateContext(id: string, message: ContextMessage): void {
    const window = this.#windows.get(id);
    if (window === undefined) return;
    const { context } = window;
    this.#windows.set(id, {
      ...window,
      focusedAtMs: message.focusedAtMs ?? window.focusedAtMs,
      context: {
        folders: message.folders ?? context.folders,
        active: message.active === undefined ? context.active : (message.active ?? undefined),
        visible: message.visible ?? context.visible,
        open: message.open ?? context.open,
        processes: message.processes ?? context.processes,
        diagnostics:
          message.diagnostics === undefined ? context.diagnostics : (message.diagnostics ?? undefined),
      },
    });
  }

  /** Replaces the window's pins and chosen workspace; absent members clear them. */
  updateOverride(id: string, message: OverrideMessage): void {
    const window = this.#windows.get(id);
    if (window === undefined) return;
    const override: WindowOverride = { chat: message.chat, fim: message.fim, workspace: message.workspace };
    this.#windows.set(id, { ...window, override });
  }
}
