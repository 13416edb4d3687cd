import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { DoctorPanel } from '../doctor/doctorPanel.ts';
import type { CheckResult } from '../doctor/editorCheck.ts';
import { type DoctorParts, editorChecks } from '../doctor/editorChecks.ts';
import { runDoctor } from '../doctor/runDoctor.ts';

/** Looks at everything and shows what it finds as it finds it; the user can stop it. */
export async function doctor(parts: DoctorParts, panel: DoctorPanel): Promise<void> {
  const checks = editorChecks(parts);
  const show = panel.begin();
  const found = new Map<string, CheckResult>();
  const inOrder = (): CheckResult[] =>
    checks.map(({ id }) => found.get(id)).filter((result) => result !== undefined);
  show([], checks.length);
  await examine(checks, (result) => {
    found.set(result.id, result);
    show(inOrder(), checks.length - found.size);
  });
  // Stopped by the user: what there is is all there will be.
  show(inOrder(), 0);
}

/** Runs the checks with progress that can be stopped. @returns undefined when it was */
export async function examine(
  checks: ReturnType<typeof editorChecks>,
  onResult: (result: CheckResult) => void,
): Promise<readonly CheckResult[] | undefined> {
  const options = { location: vscode.ProgressLocation.Notification, cancellable: true };
  return await vscode.window.withProgress(
    { ...options, title: l10n.t('Examining Muxgate…') },
    async (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      try {
        return await runDoctor(checks, {
          signal: controller.signal,
          onResult: (result, doneCount) => {
            const message = l10n.t('{0} of {1}', doneCount, checks.length);
            progress.report({ message, increment: 100 / checks.length });
            onResult(result);
          },
        });
      } catch (error) {
        if (controller.signal.aborted) return undefined;
        throw error;
      }
    },
  );
}
