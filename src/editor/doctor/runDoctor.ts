import * as l10n from '@vscode/l10n';
import { type Finding, worstFirst } from '../../protocol/doctor.ts';
import type { CheckResult, EditorCheck } from './editorCheck.ts';

/** The gateway's own checks give up before. */
const checkTimeoutMs = 30_000;

export interface DoctorRun {
  readonly signal: AbortSignal;
  /** Called after each check, in the order in which they end. */
  readonly onResult: (result: CheckResult, doneCount: number) => void;
  readonly timeoutMs?: number;
}

/**
 * Runs all checks side by side, each within its time; one that fails is a finding, and holds up no other.
 * @returns the results in the order of the checks
 * @throws the signal's reason
 */
export async function runDoctor(
  checks: readonly EditorCheck[],
  { signal, onResult, timeoutMs = checkTimeoutMs }: DoctorRun,
): Promise<readonly CheckResult[]> {
  let doneCount = 0;
  return await Promise.all(
    checks.map(async (check) => {
      const findings = await findingsOf(check, signal, timeoutMs);
      signal.throwIfAborted();
      const result: CheckResult = { id: check.id, title: check.title(), findings: worstFirst(findings) };
      onResult(result, ++doneCount);
      return result;
    }),
  );
}

async function findingsOf(
  check: EditorCheck,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<readonly Finding[]> {
  const limit = AbortSignal.timeout(timeoutMs);
  const either = AbortSignal.any([signal, limit]);
  const aborted = new Promise<never>((_resolve, reject) => {
    either.addEventListener('abort', () => reject(new Error(String(either.reason))), { once: true });
  });
  try {
    return await Promise.race([check.run(either), aborted]);
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
