import type { ProcessUsage } from './measuredServer.ts';

/**
 * Preloaded into every measured process (`--import`): answers each message of its parent with what the process has used
 * so far. A garbage collection goes first, so that memory means what is held.
 */
process.on('message', (asked) => {
  if (asked === 'usage and held memory') globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const usage: ProcessUsage = { cpuMs: (user + system) / 1000, residentBytes: process.memoryUsage.rss() };
  process.send?.(usage);
});
process.channel?.unref();
