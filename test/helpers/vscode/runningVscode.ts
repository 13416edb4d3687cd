import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CompanionBridge } from './companionBridge.ts';
import { Editor } from './editor.ts';
import type { Profile } from './profile.ts';
import type { VscodeHost } from './vscodeHost.ts';

interface Parts {
  host: VscodeHost;
  bridge: CompanionBridge;
  profile: Profile;
  gatewayPort: number;
}

/** One VS Code with its windows, from its start until its last trace is removed. */
export class RunningVscode {
  /** All that run in this process, so that a failed test can be documented and a forgotten one closed. */
  static readonly all = new Set<RunningVscode>();

  readonly #parts: Parts;
  readonly #editors = new Set<Editor>();

  constructor(parts: Parts) {
    this.#parts = parts;
    RunningVscode.all.add(this);
  }

  /** Opens a window and waits until its extension host runs. The first window's `close` closes this VS Code. */
  async openWindow(folder: string | undefined): Promise<Editor> {
    const { host, bridge, gatewayPort } = this.#parts;
    const isFirst = this.#editors.size === 0;
    try {
      const [page] = await Promise.all([host.openWindow(folder), bridge.nextExtensionHost(folder)]);
      await page.locator('.monaco-workbench').waitFor();
      const editor: Editor = new Editor({
        page,
        folder,
        gatewayPort,
        bridge,
        openWindow: (other) => this.openWindow(other),
        close: () => (isFirst ? this.close() : this.#closeWindow(editor)),
      });
      this.#editors.add(editor);
      return editor;
    } catch (cause) {
      const error = new Error(`VS Code did not open a window\\n${host.log()}`, { cause });
      await this.close();
      throw error;
    }
  }

  /** Writes a screenshot of each window and all logs into `folder`. */
  async saveEvidence(folder: string): Promise<void> {
    const { host, profile } = this.#parts;
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'vscode.log'), host.log());
    await cp(path.join(profile.userData, 'logs'), path.join(folder, 'logs'), { recursive: true });
    for (const [index, editor] of [...this.#editors].entries()) {
      await editor.screenshot(path.join(folder, `window-${index + 1}.png`));
    }
  }

  /** Closes all windows, ends VS Code and removes its profile. */
  async close(): Promise<void> {
    if (!RunningVscode.all.delete(this)) return;
    const { host, bridge, profile } = this.#parts;
    await host.stop();
    bridge.close();
    await profile.remove();
  }

  async #closeWindow(editor: Editor): Promise<void> {
    this.#editors.delete(editor);
    await editor.page.close();
  }
}
