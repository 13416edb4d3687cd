import type { SpokenCall } from '../helpers/strict/spokenAnswer.ts';

/** What a run of an agent gets. */
export interface AgentRun {
  /** An empty home of its own. */
  readonly home: string;
  /** The gateway, without a trailing slash. */
  readonly baseUrl: string;
  readonly prompt: string;
}

/** A real command-line agent from npm: how it is pointed at a port, and how a model runs a command with it. */
export interface Agent {
  /** The agent, and what is special about this way of running it: `codex gpt-5.5`. */
  readonly name: string;
  /** npm's name and the version that was looked at. */
  readonly packageName: string;
  readonly version: string;
  readonly command: string;
  readonly args: (run: AgentRun) => readonly string[];
  readonly env?: (run: AgentRun) => Readonly<Record<string, string>>;
  /** Files below its home, by their path. */
  readonly files?: (run: AgentRun) => Readonly<Record<string, string>>;
  /** What else is done to its home before it runs. */
  readonly prepare?: (run: AgentRun) => Promise<void>;
  /** The call that makes it run a shell command, by the tool's name as models see it. */
  readonly shellCall: (command: string) => SpokenCall;
}
