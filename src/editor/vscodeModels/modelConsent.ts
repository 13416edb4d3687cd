import type * as vscode from 'vscode';

const consentKey = 'muxgate.agentsMayUseVscodeModels';

/**
 * Whether the user has allowed agents to use the models that VS Code has: asked at a command, never by a request. VS Code's own
 * consent, in versions that ask for it, comes on top.
 */
export class ModelConsent {
  readonly #state: vscode.Memento;
  readonly #access: vscode.LanguageModelAccessInformation | undefined;

  constructor({
    globalState,
    languageModelAccessInformation,
  }: Pick<vscode.ExtensionContext, 'globalState' | 'languageModelAccessInformation'>) {
    this.#state = globalState;
    this.#access = languageModelAccessInformation;
  }

  get isGiven(): boolean {
    return this.#state.get(consentKey) === true;
  }

  /** VS Code lets us ask the model without asking the user first. */
  isGrantedByVscode(model: vscode.LanguageModelChat): boolean {
    return this.#access === undefined || this.#access.canSendRequest(model) === true;
  }

  allows(model: vscode.LanguageModelChat): boolean {
    return this.isGiven && this.isGrantedByVscode(model);
  }

  async set(isGiven: boolean): Promise<void> {
    await this.#state.update(consentKey, isGiven ? true : undefined);
  }
}
