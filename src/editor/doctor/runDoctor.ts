import { worstFirst } from '../../protocol/doctor.ts';
import { findingsWithin } from '../../protocol/findingsWithin.ts';
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
      const findings = await findingsWithin((either) => check.run(either), signal, timeoutMs);
      signal.throwIfAborted();
      const result: CheckResult = { id: check.id, title: check.title(), findings: worstFirst(findings) };
      onResult(result, ++doneCount);
      return result;
    }),
  );
}
