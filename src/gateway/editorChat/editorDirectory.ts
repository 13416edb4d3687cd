import type { EditorQuestioner } from '../editorLine/editorQuestioner.ts';

/** The editor windows that can be asked, each over its own line, by the window's id. Headless there is none. */
export class EditorDirectory {
  readonly #questioners = new Map<string, EditorQuestioner>();

  open(windowId: string, questioner: EditorQuestioner): void {
    this.#questioners.set(windowId, questioner);
  }

  close(windowId: string): void {
    this.#questioners.delete(windowId);
  }

  /** The window itself where it can be asked, else whichever was linked last. */
  nearest(windowId: string | undefined): EditorQuestioner | undefined {
    const own = windowId === undefined ? undefined : this.#questioners.get(windowId);
    return own ?? [...this.#questioners.values()].at(-1);
  }
}
