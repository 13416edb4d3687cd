import * as l10n from '@vscode/l10n';
import type { GatewayStatus } from '../../protocol/status.ts';
import { gatewayOrigin } from '../clients/baseUrls.ts';
import { terminalVariables } from './terminalVariables.ts';

/** VS Code's collection of variables for new terminals of a window. */
export interface VariableCollection {
  persistent: boolean;
  description: unknown;
  replace(variable: string, value: string): void;
  clear(): void;
}

export interface TerminalEnvironmentParts {
  readonly collection: VariableCollection;
  readonly windowId: string;
  readonly env: NodeJS.ProcessEnv;
  readonly status: () => GatewayStatus;
  readonly settings: () => { readonly environment: boolean; readonly accessKey: boolean };
  readonly accessKeys: () => Promise<readonly string[]>;
  readonly isClaudeSignedIn: () => Promise<boolean>;
  /** False where terminals are on another machine than the gateway. */
  readonly isSameMachine: boolean;
}

/**
 * Keeps the variables of new terminals in step with the setting and the gateway's address. They are this window's alone, are
 * never kept across restarts, and are gone while another program holds the port: no key of the user's may go there.
 */
export class TerminalEnvironment {
  readonly #parts: TerminalEnvironmentParts;
  #shown = '';
  /** Looking things up takes time: only what was asked for last counts. */
  #round = 0;

  constructor(parts: TerminalEnvironmentParts) {
    this.#parts = parts;
    parts.collection.persistent = false;
    parts.collection.clear();
  }

  /** To be called when the status, a setting or a key may have changed; does nothing when none of it matters. */
  async update({ keysChanged = false } = {}): Promise<void> {
    const { status, settings, collection } = this.#parts;
    const { environment, accessKey } = settings();
    const { gateway, accessKeysSet } = status();
    const isBetween = gateway.phase === 'starting' || gateway.phase === 'crashed';
    if (environment && isBetween && this.#shown !== '') return;
    const origin = environment && this.#parts.isSameMachine ? gatewayOrigin(gateway) : undefined;
    const wanted = origin === undefined ? '' : [origin, accessKeysSet, accessKey].join(' ');
    if (wanted === this.#shown && !keysChanged) return;
    this.#shown = wanted;
    const round = ++this.#round;
    if (origin === undefined) {
      collection.clear();
      return;
    }
    const [keys, isClaudeSignedIn] = await Promise.all([
      accessKey && accessKeysSet ? this.#parts.accessKeys() : [],
      this.#parts.isClaudeSignedIn(),
    ]);
    if (round !== this.#round) return;
    const variables = terminalVariables({
      origin,
      windowId: this.#parts.windowId,
      env: this.#parts.env,
      accessKeysSet,
      accessKey: keys[0],
      isClaudeSignedIn,
    });
    collection.clear();
    collection.description = l10n.t('Points agents at Muxgate: {0}', origin);
    for (const [name, value] of variables) collection.replace(name, value);
  }

  dispose(): void {
    this.#round++;
    this.#parts.collection.clear();
  }
}
