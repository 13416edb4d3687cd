import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { confirmBriefly } from '../confirmBriefly.ts';
import { type DoctorParts, editorChecks } from '../doctor/editorChecks.ts';
import { issueReport, type ReportParts } from '../issueReport/issueReport.ts';
import { examine } from './doctor.ts';

/**
 * Collects the diagnostics and shows them as a document to read and change; only what stands in it then, and only at another
 * click, leaves the editor.
 */
export async function reportIssue(parts: DoctorParts & ReportParts): Promise<void> {
  const results = await examine(editorChecks(parts), () => undefined);
  if (results === undefined) return;
  const document = await vscode.workspace.openTextDocument({
    language: 'markdown',
    content: `${introduction()}${await issueReport(parts, results)}`,
  });
  await vscode.window.showTextDocument(document, { preview: false });
  await offerToSend(document, parts.extension);
}

function introduction(): string {
  return [
    l10n.t('## What happened'),
    l10n.t('(What did you do, what did you expect, and what came instead?)'),
    '',
  ].join('\n\n');
}

async function offerToSend(
  document: vscode.TextDocument,
  { id, packageJSON }: vscode.Extension<unknown>,
): Promise<void> {
  const reporter = l10n.t('Open the Issue Reporter');
  const copy = l10n.t('Copy');
  const save = l10n.t('Save…');
  const chosen = await vscode.window.showInformationMessage(
    l10n.t(
      'Nothing has been sent. Read the report, say what happened, and delete what you do not want to tell.',
    ),
    ...(hasIssueTracker(packageJSON) ? [reporter] : []),
    copy,
    save,
  );
  const text = document.getText();
  switch (chosen) {
    case reporter:
      await vscode.commands.executeCommand('workbench.action.openIssueReporter', {
        extensionId: id,
        issueBody: text,
      });
      return;
    case copy:
      await vscode.env.clipboard.writeText(text);
      confirmBriefly(l10n.t('Report copied'));
      return;
    case save:
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.saveAs');
      return;
    case undefined:
  }
}

/** The editor's issue reporter needs to know where the extension's issues go. */
function hasIssueTracker(manifest: unknown): boolean {
  const { bugs, repository } = manifest as { readonly bugs?: unknown; readonly repository?: unknown };
  return bugs !== undefined || repository !== undefined;
}
