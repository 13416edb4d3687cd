import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { AgentOutcome, AgentStatus } from '../../protocol/agents.ts';
import { confirmBriefly } from '../confirmBriefly.ts';
import type { ContextKeys } from '../contextKeys.ts';
import type { GatewayClient } from '../link/gatewayClient.ts';
import type { KeyStore } from '../secrets/keyStore.ts';
import { Backups } from './backups.ts';
import { gatewayOrigin } from './baseUrls.ts';
import { ChangePreview } from './changePreview.ts';
import { ClientError } from './clientError.ts';
import { ClientService, type RepointResult } from './clientService.ts';
import type { ConnectionPlan } from './connectionPlan.ts';
import type { ClientAddress, Machine } from './connector.ts';
import { connectors } from './connectors.ts';
import { externalOrigin } from './externalOrigin.ts';

export interface AgentConnectionsParts {
  readonly context: Pick<vscode.ExtensionContext, 'globalStorageUri' | 'subscriptions'>;
  readonly gateway: Pick<GatewayClient, 'status'>;
  readonly keys: Pick<KeyStore, 'accessKeys'>;
  readonly contextKeys: Pick<ContextKeys, 'setChangeShown'>;
}

/** Clients insist on a key; without access keys any text will do. */
const anyKey = 'muxgate';
/** The key is one of an environment variable, which the editor does not know. */
const unknownKey = 'YOUR_ACCESS_KEY';

/** Agents and their connections as the page and the command use them: one for a window. */
export class AgentConnections {
  readonly #parts: AgentConnectionsParts;
  readonly #service: ClientService;
  readonly #outcomes = new Map<string, AgentOutcome>();
  #preview: ChangePreview | undefined;

  constructor(parts: AgentConnectionsParts) {
    this.#parts = parts;
    this.#service = new ClientService({
      connectors,
      machine: thisMachine(),
      backups: new Backups(path.join(parts.context.globalStorageUri.fsPath, 'clients')),
      send: (url, init) => fetch(url, init),
      now: Date.now,
    });
  }

  /** How every agent stands, read anew. */
  async list(): Promise<AgentStatus[]> {
    const agents = await this.#service.list(await this.#address());
    return agents.map((agent) => ({ ...agent, outcome: this.#outcomes.get(agent.id) }));
  }

  /** Shows what connecting would change, as a diff. */
  preview(id: string): Promise<AgentOutcome> {
    return this.#attempt(id, async () => {
      const plan = await this.#service.plan(id, await this.#knownAddress());
      if (plan.files.length === 0) return nothingToChange(plan);
      await this.#changePreview().show(plan);
      return { outcome: 'cancelled', message: '' };
    });
  }

  /** Shows what would change, asks, and connects. */
  connect(id: string): Promise<AgentOutcome> {
    return this.#attempt(id, async () => {
      const plan = await this.#service.plan(id, await this.#knownAddress());
      if (plan.files.length === 0) return nothingToChange(plan);
      if (!(await this.#changePreview().ask(plan)))
        return { outcome: 'cancelled', message: l10n.t('Nothing was changed.') };
      await this.#service.connect(plan);
      return { outcome: 'done', message: l10n.t('{0} is connected.', plan.client.name) };
    });
  }

  /** The user's word at the diff that `connect` has opened. */
  makeShownChange(): void {
    this.#preview?.accept();
  }

  /** Takes back what `connect` did. */
  disconnect(id: string): Promise<AgentOutcome> {
    return this.#attempt(id, () => this.#service.disconnect(id));
  }

  /** Sends one real request through what the agent's files say. */
  verify(id: string, signal: AbortSignal): Promise<AgentOutcome> {
    return this.#attempt(id, () => this.#service.verify(id, signal));
  }

  /** Copies the text of a step, with the real key. */
  async copyStep(id: string, index: number): Promise<void> {
    const text = this.#service.stepText(id, index, await this.#requiredAddress());
    if (text === undefined) return;
    await vscode.env.clipboard.writeText(text);
    confirmBriefly(l10n.t('Copied'));
  }

  /**
   * Points every agent that Muxgate connected at another address, as after a change of the port; those connected by hand
   * show as connected elsewhere.
   * @param origin `http://host:port` of the gateway from now on
   */
  async repoint(origin: string): Promise<RepointResult> {
    return this.#service.repoint({ ...(await this.#credential()), origin });
  }

  /** The page may be gone while this runs, behind the diff; what came of it is there when it is back. */
  async #attempt(id: string, run: () => Promise<AgentOutcome>): Promise<AgentOutcome> {
    this.#outcomes.delete(id);
    const outcome = await run().catch((error: unknown): AgentOutcome => ({
      outcome: 'failed',
      message: error instanceof Error ? error.message : String(error),
    }));
    this.#outcomes.set(id, outcome);
    return outcome;
  }

  async #address(): Promise<ClientAddress | undefined> {
    const origin = gatewayOrigin(this.#parts.gateway.status.gateway);
    if (origin === undefined) return undefined;
    const [credential, external] = await Promise.all([this.#credential(), externalOrigin(origin)]);
    return { ...credential, origin, external };
  }

  async #requiredAddress(): Promise<ClientAddress> {
    const address = await this.#address();
    if (address === undefined)
      throw new ClientError(l10n.t('The gateway does not listen, so there is no address to connect to.'));
    return address;
  }

  /** An address with a key that can be written into a file. */
  async #knownAddress(): Promise<ClientAddress> {
    const address = await this.#requiredAddress();
    if (address.key !== unknownKey) return address;
    throw new ClientError(
      l10n.t(
        'The access key comes from an environment variable, which the editor does not know. Follow the steps, and put the key in yourself.',
      ),
    );
  }

  async #credential(): Promise<Pick<ClientAddress, 'key' | 'needsKey'>> {
    const [accessKey] = await this.#parts.keys.accessKeys();
    const needsKey = accessKey !== undefined || this.#parts.gateway.status.accessKeysSet;
    return { key: accessKey ?? (needsKey ? unknownKey : anyKey), needsKey };
  }

  #changePreview(): ChangePreview {
    if (this.#preview === undefined) {
      this.#preview = new ChangePreview((isShown) => this.#parts.contextKeys.setChangeShown(isShown));
      this.#parts.context.subscriptions.push(this.#preview);
    }
    return this.#preview;
  }
}

function nothingToChange({ client }: ConnectionPlan): AgentOutcome {
  return {
    outcome: 'done',
    message: l10n.t('{0} is connected already; nothing has to change.', client.name),
  };
}

function thisMachine(): Machine {
  return {
    home: homedir(),
    platform: process.platform,
    env: process.env,
    editor: vscode.env.appName,
    hasExtension: (id) => vscode.extensions.getExtension(id) !== undefined,
    exists: existsSync,
  };
}
