/** Agents on this machine, and how each stands to the gateway: what the page *Agents* and its command show. */

/**
 * `elsewhere`: it has an address that is not the gateway's of now; `unreadable`: its file cannot be read.
 * `manual`: only the client itself knows.
 */
export type AgentState = 'not found' | 'found' | 'connected' | 'elsewhere' | 'unreadable' | 'manual';

/** Something to do by hand. Keys in it are covered; the editor copies the real text. */
export interface AgentStep {
  readonly text: string;
  readonly copy?: string;
}

export interface AgentStatus {
  readonly id: string;
  readonly name: string;
  readonly state: AgentState;
  /** It is on this machine. */
  readonly isFound: boolean;
  /** Where it sends its requests by what its files say. */
  readonly address?: string;
  /** The files that are, or would be, changed; `~` is the home. */
  readonly files: readonly string[];
  /** Muxgate connected it and can take that back. */
  readonly canDisconnect: boolean;
  /** It can be connected by changing its files. */
  readonly canConnect: boolean;
  readonly problem?: string;
  /** What came of the last thing that was done to it in this window. */
  readonly outcome?: AgentOutcome;
  readonly steps: readonly AgentStep[];
  readonly limits?: string;
}

/** What came of something that was done to an agent. */
export interface AgentOutcome {
  readonly outcome: 'done' | 'cancelled' | 'failed';
  readonly message: string;
}
