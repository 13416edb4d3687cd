import * as l10n from '@vscode/l10n';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Finding } from '../../protocol/doctor.ts';
import { version } from '../version.ts';
import type { DoctorCheck } from './doctorContext.ts';

const mib = 1024 * 1024;
/** A gateway needs some 100 MiB; its answers' cache has a limit of its own. */
const muchMemoryMiB = 1024;
const sampleMs = 50;
const samples = 4;
/** Streams stutter from here on. */
const slowMs = 200;

/** The process that answers: what runs, how big it is, and whether it comes to its turn. */
export const checkProcess: DoctorCheck = async ({ phase }, signal) => {
  // A process that was started for the examination says nothing of the one that answers.
  const delayMs = phase === undefined ? 0 : await longestDelay(signal);
  const memoryMiB = Math.round(process.memoryUsage.rss() / mib);
  const findings: Finding[] = [
    {
      severity: 'good',
      title: l10n.t(
        'Muxgate {0} runs on Node {1} as process {2}, with {3} MiB.',
        version,
        process.versions.node,
        process.pid,
        memoryMiB,
      ),
    },
  ];
  if (memoryMiB > muchMemoryMiB) {
    findings.push({
      severity: 'warning',
      title: l10n.t('The gateway uses {0} MiB of memory.', memoryMiB),
      advice: l10n.t('Restart it, and report an issue if it grows again.'),
      remedy: { action: 'restartGateway' },
    });
  }
  if (delayMs > slowMs) {
    findings.push({
      severity: 'warning',
      title: l10n.t('The gateway waits up to {0} ms for its turn.', Math.round(delayMs)),
      meaning: l10n.t('The machine is busy, or something keeps the gateway busy; answers come in jerks.'),
      advice: l10n.t('Check again when the machine has less to do; if it stays like this, report an issue.'),
    });
  }
  return findings;
};

/** By how much timers come too late, in ms. */
async function longestDelay(signal: AbortSignal): Promise<number> {
  let longest = 0;
  for (let sample = 0; sample < samples; sample++) {
    const startedAtMs = performance.now();
    await sleep(sampleMs, undefined, { signal });
    longest = Math.max(longest, performance.now() - startedAtMs - sampleMs);
  }
  return longest;
}
