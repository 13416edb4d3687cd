import * as vscode from 'vscode';

/** The process ids of the shells in this window's terminals: agents that run in them belong to this window. */
export class TerminalShells {
  readonly #ids = new Map<vscode.Terminal, number>();
  readonly #onChange: () => void;
  readonly #subscriptions: vscode.Disposable;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
    const { window } = vscode;
    this.#subscriptions = vscode.Disposable.from(
      window.onDidOpenTerminal((terminal) => this.#add(terminal)),
      window.onDidCloseTerminal((terminal) => {
        if (this.#ids.delete(terminal)) onChange();
      }),
    );
    for (const terminal of window.terminals) this.#add(terminal);
  }

  get ids(): readonly number[] {
    return [...this.#ids.values()];
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** The id is only known once the shell runs; terminals of extensions have none. */
  #add(terminal: vscode.Terminal): void {
    void terminal.processId.then((id) => {
      if (id === undefined || terminal.exitStatus !== undefined) return;
      this.#ids.set(terminal, id);
      this.#onChange();
    });
  }
}
