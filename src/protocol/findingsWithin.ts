import * as l10n from '@vscode/l10n';
import type { Finding } from './doctor.ts';

/**
 * Runs one of the doctor's checks within its time. What it throws, and that it takes too long, is a finding.
 * @throws the signal's reason
 */
export async function findingsWithin(
  check: (signal: AbortSignal) => Promise<readonly Finding[]>,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<readonly Finding[]> {
  const limit = AbortSignal.timeout(timeoutMs);
  const either = AbortSignal.any([signal, limit]);
  const aborted = new Promise<never>((_resolve, reject) => {
    either.addEventListener('abort', () => reject(new Error(String(either.reason))), { once: true });
  });
  try {
    return await Promise.race([check(either), aborted]);
  } catch (error) {
    signal.throwIfAborted();
    const why = limit.aborted
      ? l10n.t('it took more than {0} s', timeoutMs / 1000)
      : error instanceof Error
        ? error.message
        : String(error);
    return [
      {
        severity: 'warning',
        title: l10n.t('This could not be checked: {0}', why),
        advice: l10n.t('Check again; if it stays like this, report an issue.'),
      },
    ];
  }
}
