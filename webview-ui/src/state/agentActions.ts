import type { AgentOutcome } from '../../../src/protocol/agents.ts';
import type { SettingsStore } from './settingsStore.ts';

/** What can be done with an agent's connection. */
export type AgentDeed = 'connect' | 'preview' | 'disconnect' | 'verify';

const methods = {
  connect: 'connectAgent',
  preview: 'previewAgent',
  disconnect: 'disconnectAgent',
  verify: 'verifyAgent',
} as const;

/** What can be done with agents. Files are looked at and changed by the editor alone. */
export class AgentActions {
  readonly #store: SettingsStore;

  constructor(store: SettingsStore) {
    this.#store = store;
  }

  /** Asks how the agents stand; files change without anybody telling the page. */
  async load(): Promise<void> {
    const answer = await this.#store.attempt(this.#store.host.request('agents', {}));
    if (answer !== undefined) this.#store.update({ agents: answer.agents });
  }

  /** Does something with one agent, and shows how it stands then. */
  async run(deed: AgentDeed, id: string): Promise<AgentOutcome | undefined> {
    const outcome = await this.#store.attempt(this.#store.host.request(methods[deed], { id }));
    await this.load();
    return outcome;
  }

  /** Copies the text of a step; the editor puts the key in. */
  async copyStep(id: string, step: number): Promise<boolean> {
    return (await this.#store.attempt(this.#store.host.request('copyAgentStep', { id, step }))) !== undefined;
  }

  /** Shows the steps of an agent, or hides them. */
  show(agent: string | undefined): void {
    const { view } = this.#store.state;
    this.#store.update({ view: { ...view, agent } });
  }
}
