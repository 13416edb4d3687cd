import type { FrameLocator, Locator } from 'playwright-core';
import type { Editor } from './vscode/editor.ts';

/** The settings page as a person uses it: fields by their labels, buttons by their names. */
export class SettingsPage {
  readonly frame: FrameLocator;

  constructor(frame: FrameLocator) {
    this.frame = frame;
  }

  /** Opens the page by its command. */
  static async open(editor: Editor): Promise<SettingsPage> {
    await editor.runCommand('Muxgate: Open Settings');
    const page = new SettingsPage(await editor.webviewFrame('Muxgate'));
    await page.tab('Providers').waitFor();
    return page;
  }

  tab(
    name: 'Requests' | 'Usage' | 'Providers' | 'Workspaces' | 'Routes' | 'Agents' | 'Limits and budgets',
  ): Locator {
    return this.frame.getByRole('tab', { name });
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** A text field of a form. */
  field(label: string, within: Locator = this.frame.locator('main')): Locator {
    return within.getByRole('textbox', { name: label, exact: true });
  }

  /** Chooses an option of a select box. */
  async choose(label: string, option: string, within: Locator = this.frame.locator('main')): Promise<void> {
    const select = within.getByRole('combobox', { name: label, exact: true });
    await select.click();
    await within.getByRole('option', { name: option }).first().click();
  }

  /** A rule's row, counted from 1. */
  rule(number: number): Locator {
    return this.frame.getByRole('group', { name: `Rule ${number}` });
  }

  /** Types into a combo box and takes what was typed. */
  async fillCombobox(within: Locator, label: string, text: string): Promise<void> {
    const input = within.getByRole('combobox', { name: label, exact: true });
    await input.fill(text);
    await input.press('Tab');
  }
}
