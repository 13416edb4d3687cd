import type { Finding } from '../../protocol/doctor.ts';

/** One thing that the doctor looks at in the editor. What it throws becomes a finding. */
export interface EditorCheck {
  readonly id: string;
  /** A heading. */
  readonly title: () => string;
  readonly run: (signal: AbortSignal) => Promise<readonly Finding[]>;
}

/** What one check has found. */
export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly findings: readonly Finding[];
}
