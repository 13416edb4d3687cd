import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import type * as vscode from 'vscode';
import type { CompanionBridge } from './companionBridge.ts';
import { repositoryRoot } from './repository.ts';
import { until } from './until.ts';

/** What an {@link Editor} is given: its page, and the VS Code that it is a window of. */
export interface EditorParts {
  page: Page;
  folder: string | undefined;
  gatewayPort: number;
  bridge: CompanionBridge;
  openWindow: (folder: string | undefined) => Promise<Editor>;
  close: () => Promise<void>;
}

/**
 * One VS Code window, used as a person uses it: keys, clicks and what is on the screen. Every method waits for what it
 * needs (Playwright's 30 s at most) and rejects when that does not come; no test has to sleep.
 */
export class Editor {
  readonly page: Page;
  /** The absolute path of the window's folder; undefined in an empty window. */
  readonly folder: string | undefined;
  /** The setting `muxgate.port` that this VS Code was started with. */
  readonly gatewayPort: number;
  readonly #parts: EditorParts;

  constructor(parts: EditorParts) {
    this.page = parts.page;
    this.folder = parts.folder;
    this.gatewayPort = parts.gatewayPort;
    this.#parts = parts;
  }

  /** `http://127.0.0.1:PORT` of the gateway. */
  get gatewayUrl(): string {
    return `http://127.0.0.1:${this.gatewayPort}`;
  }

  /** Runs a command by its full title in the command palette: `Muxgate: Switch Model`. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.quickInput.locator('input').fill(`>${title}`);
    await this.pick(title);
  }

  /** Opens a file of the folder, by its path with forward slashes, through quick open. */
  async openFile(relativePath: string): Promise<void> {
    const name = path.posix.basename(relativePath);
    await this.page.keyboard.press('ControlOrMeta+P');
    await this.quickInput.locator('input').fill(relativePath);
    await this.pick(name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  }

  /** The input box and list in the top middle: command palette, quick picks, input boxes. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:not([style*="display: none"])');
  }

  /** The rows of the open quick pick, or those whose label is exactly this one. */
  quickPickRows(label?: string): Locator {
    const rows = this.quickInput.locator('.monaco-list-row');
    if (label === undefined) return rows;
    return rows.filter({ has: this.page.getByText(label, { exact: true }) });
  }

  /** Chooses the (first) row with exactly this label in the open quick pick. */
  async pick(label: string): Promise<void> {
    await this.quickPickRows(label).first().click();
  }

  /** Types into the open input box and confirms. */
  async answer(text: string): Promise<void> {
    await this.quickInput.locator('input').fill(text);
    await this.page.keyboard.press('Enter');
  }

  /**
   * Takes what VS Code's own file dialog suggests. The dialog takes no answer while it looks a path up, and writes its own path
   * over what is typed meanwhile: so nothing is typed, and it is confirmed until it is gone.
   */
  async confirmFileDialog(): Promise<void> {
    const input = this.quickInput.locator('input');
    await input.waitFor();
    await until('the end of the file dialog', async () => {
      if (!(await input.isVisible())) return true;
      await input.press('Enter', { timeout: 2000 }).catch(() => undefined);
      return false;
    });
  }

  /** Muxgate's status bar item, or another extension's by its full id. */
  statusBarItem(id = 'muxgate.muxgate'): Locator {
    return this.page.locator(`.statusbar-item[id^="${id}"]`);
  }

  /** The text of Muxgate's status bar item without its icons. */
  async statusBarText(): Promise<string> {
    return (await this.statusBarItem().innerText()).replace(/[\uE000-\uF8FF]/g, '').trim();
  }

  /** Waits until the text of Muxgate's status bar item contains or matches this. */
  async waitForStatusBar(text: string | RegExp): Promise<void> {
    await this.statusBarItem().filter({ hasText: text }).waitFor();
  }

  /** The toasts on the screen. */
  get notifications(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  /** The document inside the webview with this title, which keeps being found when the webview reloads. */
  async webviewFrame(title: string): Promise<FrameLocator> {
    const outer = this.page.locator('iframe.webview.ready');
    const withTitle = async (): Promise<string | undefined> => {
      for (const frame of await outer.all()) {
        const inner = frame.contentFrame().locator(`iframe#active-frame[title="${title}"]`);
        if ((await inner.count()) > 0) return (await frame.getAttribute('name')) ?? undefined;
      }
      return undefined;
    };
    const name = await until(`a webview titled "${title}"`, withTitle);
    return this.page.frameLocator(`iframe.webview[name="${name}"]`).frameLocator('iframe#active-frame');
  }

  /**
   * Evaluates a function inside this window's extension host, with all of VS Code's API, and returns its value.
   * Argument and value travel as JSON, and the function sees nothing of the scope that it is written in.
   */
  async evaluate<Value, Argument = undefined>(
    evaluated: (api: typeof vscode, argument: Argument) => Value | PromiseLike<Value>,
    argument?: Argument,
  ): Promise<Value> {
    return (await this.#parts.bridge
      .connection(this.folder)
      .evaluate(evaluated.toString(), argument)) as Value;
  }

  /** Reloads the window and waits for its new extension host. */
  async reload(): Promise<void> {
    const started = this.#parts.bridge.nextExtensionHost(this.folder);
    await Promise.all([started, this.runCommand('Developer: Reload Window')]);
    await this.page.locator('.monaco-workbench').waitFor();
  }

  /** Saves what the window shows as PNG; a relative path is below the repository's root. Returns the absolute path. */
  async screenshot(file: string): Promise<string> {
    const target = path.resolve(repositoryRoot, file);
    await mkdir(path.dirname(target), { recursive: true });
    await this.page.screenshot({ path: target });
    return target;
  }

  /** Opens a further window of the same VS Code (settings, extensions) on another folder (absolute; none: empty). */
  openWindow(folder: string | undefined): Promise<Editor> {
    return this.#parts.openWindow(folder);
  }

  /** Closes this window; if it is the one that `openVscode` returned, all of VS Code. */
  close(): Promise<void> {
    return this.#parts.close();
  }
}
