import type * as vscode from 'vscode';
import type { OverrideMessage } from '../protocol/gatewayMessages.ts';

const storageKey = 'muxgate.pins';

/** What stands above the rules in this window until it is cleared: models pinned for chat and FIM, a workspace. */
export type Pins = Omit<OverrideMessage, 'type'>;

/** The pins of this window; they survive a reload, and the gateway is told now and at every change. */
export class WindowPins {
  readonly #state: vscode.Memento;
  readonly #report: (message: OverrideMessage) => void;

  constructor(options: { workspaceState: vscode.Memento; report: (message: OverrideMessage) => void }) {
    this.#state = options.workspaceState;
    this.#report = options.report;
    this.#report({ type: 'override', ...this.pins });
  }

  get pins(): Pins {
    return this.#state.get<Pins>(storageKey, {});
  }

  /** Changes some pins; `undefined` clears one. */
  async update(changes: Pins): Promise<void> {
    const pins = { ...this.pins, ...changes };
    await this.#state.update(storageKey, pins);
    this.#report({ type: 'override', ...pins });
  }
}
