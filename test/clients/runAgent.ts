import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Agent, AgentRun } from './agent.ts';

export interface AgentResult {
  readonly exitCode: number | null;
  /** What it wrote for its user. */
  readonly stdout: string;
  readonly stderr: string;
}

/** No agent needs longer for one turn against a provider that answers at once. */
const timeoutMs = 90_000;

/**
 * Runs an agent for one prompt, with a home and a working folder of its own and nothing of this machine's environment.
 * @param files what stands in its working folder, by name
 */
export async function runAgent(
  agent: Omit<Agent, 'shellCall'>,
  command: string,
  turn: Omit<AgentRun, 'home'>,
  files: Readonly<Record<string, string>>,
): Promise<AgentResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muxgate-agent-'));
  const home = path.join(folder, 'home');
  const work = path.join(folder, 'work');
  const run = { ...turn, home };
  try {
    await writeFiles(home, agent.files?.(run) ?? {});
    await writeFiles(work, files);
    await agent.prepare?.(run);
    const child = spawn(command, agent.args(run), {
      cwd: work,
      env: { PATH: process.env['PATH'], HOME: home, TERM: 'dumb', NO_COLOR: '1', ...agent.env?.(run) },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
    child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
    const timer = setTimeout(() => {
      // Some ignore SIGTERM while they retry, and leave children behind.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, timeoutMs);
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.on('close', resolve);
      child.on('error', reject);
    });
    clearTimeout(timer);
    return { exitCode, stdout, stderr };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
