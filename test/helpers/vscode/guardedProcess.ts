import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** A program behind `processGuard.ts`, with its output to be read. */
export type GuardedProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/**
 * Starts a program that ends, with all its children, when this process does or with {@link endGuarded}.
 * Not for Windows, which has no process groups.
 */
export function spawnGuarded(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): GuardedProcess {
  const guard = path.join(import.meta.dirname, 'processGuard.ts');
  // Detached: it becomes the leader of a group, out of reach of a Ctrl-C that the test run itself handles.
  return spawn(process.execPath, [guard, command, ...args], { env, detached: true, stdio: 'pipe' });
}

/** Ends the program with SIGTERM, what is left of its group with SIGKILL, and waits until all is gone. */
export async function endGuarded(guarded: GuardedProcess): Promise<void> {
  if (guarded.exitCode !== null || guarded.signalCode !== null) return;
  const ended = once(guarded, 'exit');
  guarded.stdin.end();
  await ended;
}
