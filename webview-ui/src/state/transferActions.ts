import * as l10n from '@vscode/l10n';
import { exportSettings } from '../model/exportSettings.ts';
import { importChanges, type ImportPlan, planImport } from '../model/importPlan.ts';
import type { SettingsStore } from './settingsStore.ts';

/** Export and import as JSON, always without keys. */
export class TransferActions {
  readonly #store: SettingsStore;

  constructor(store: SettingsStore) {
    this.#store = store;
  }

  /** Writes providers and workspaces to a file that the user chooses. */
  async export(): Promise<void> {
    const { page } = this.#store.state;
    if (page === undefined) return;
    const text = `${JSON.stringify(exportSettings(page.settings), undefined, 2)}\n`;
    const answer = await this.#store.attempt(
      this.#store.host.request('saveFile', { name: 'muxgate-settings.json', text }),
    );
    if (answer?.saved === undefined) return;
    this.#store.update({
      notice: { kind: 'done', text: l10n.t('Exported to {0}, without keys.', answer.saved) },
    });
  }

  /** Reads a file and shows what importing it would do. */
  async pick(): Promise<void> {
    const picked = await this.#store.attempt(this.#store.host.request('pickFile', {}));
    const { page } = this.#store.state;
    if (picked === undefined || picked.outcome === 'cancelled' || page === undefined) return;
    if (picked.outcome === 'failed') {
      this.#store.update({
        notice: { kind: 'error', text: l10n.t('{0} cannot be imported. {1}', picked.name, picked.message) },
      });
      return;
    }
    const plan = planImport(picked.name, picked.value, page.settings);
    if ('problem' in plan)
      this.#store.update({ notice: { kind: 'error', text: `${picked.name}: ${plan.problem}` } });
    else this.#store.update({ importPlan: plan });
  }

  change(importPlan: ImportPlan): void {
    this.#store.update({ importPlan });
  }

  cancel(): void {
    this.#store.update({ importPlan: undefined });
  }

  /** Writes what the plan says. */
  carryOut(plan: ImportPlan): void {
    const { page } = this.#store.state;
    if (page === undefined) return;
    const changes = importChanges(plan, page.settings);
    this.cancel();
    const count = changes.length;
    void this.#store.write(changes, {
      onWritten: () => {
        const text =
          count === 1
            ? l10n.t('Imported 1 entry from {0}.', plan.fileName)
            : l10n.t('Imported {0} entries from {1}.', count, plan.fileName);
        this.#store.update({ notice: { kind: 'done', text } });
      },
    });
  }
}
