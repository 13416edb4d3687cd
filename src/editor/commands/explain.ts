import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ExplainResult, RequestParams } from '../../protocol/gatewayRequests.ts';
import { explanationReport } from '../documents/explanationReport.ts';
import type { Pages } from '../documents/pages.ts';
import type { GatewayClient } from '../link/gatewayClient.ts';
import { explanationList, type ExplanationAction } from '../pickers/explanationList.ts';
import { pickOne } from '../pickers/pickOne.ts';
import type { OpenSettings } from '../settingsPlace.ts';

export interface ExplainParts {
  readonly gateway: GatewayClient;
  readonly pages: Pages;
  readonly openSettings: OpenSettings;
}

/** Shows why a request from the active editor would get its model. */
export async function whyThisModel(parts: ExplainParts): Promise<void> {
  const { file } = parts.gateway.status.preview;
  await explain({}, file ?? l10n.t('A request from this window'), parts);
}

/** Asks for a request, its kind and its text, and shows which model it would get and why. Nothing is sent. */
export async function explainRequest(parts: ExplainParts): Promise<void> {
  const request = await pickOne<NonNullable<RequestParams<'explain'>['request']>>({
    title: l10n.t('Explain a request (1/2)'),
    placeholder: l10n.t('What kind of request'),
    lines: [
      {
        label: l10n.t('Chat'),
        description: l10n.t('a message to an agent'),
        icon: 'comment',
        action: 'chat',
      },
      {
        label: l10n.t('Completion'),
        description: l10n.t('code filled in at the cursor (FIM)'),
        icon: 'edit',
        action: 'fim',
      },
      {
        label: l10n.t('Embeddings'),
        description: l10n.t('text turned into vectors'),
        icon: 'symbol-array',
        action: 'embeddings',
      },
    ],
  });
  if (request === undefined) return;
  const text = await vscode.window.showInputBox({
    title: l10n.t('Explain a request (2/2)'),
    prompt: l10n.t(
      'The text as an agent would send it; files that it names count. Empty: the active editor decides.',
    ),
    value: selectedText(),
    placeHolder: l10n.t('Explain src/cart.js'),
    ignoreFocusOut: true,
  });
  if (text === undefined) return;
  const subject = text.trim() === '' ? requestNames[request] : `“${shorten(text)}”`;
  await explain({ request, text: text.trim() === '' ? undefined : text }, subject, parts);
}

const requestNames = {
  chat: l10n.t('A chat request from this window'),
  fim: l10n.t('A completion request from this window'),
  embeddings: l10n.t('An embeddings request from this window'),
};

async function explain(
  params: RequestParams<'explain'>,
  subject: string,
  parts: ExplainParts,
): Promise<void> {
  const answer = await parts.gateway.request('explain', params);
  const { workspaces, activeWorkspace } = parts.gateway.status;
  // A refusal names no workspace; it is this window's.
  const result = { ...answer, workspace: answer.workspace === '' ? activeWorkspace : answer.workspace };
  const catchAll = workspaces.find(({ id }) => id === result.workspace)?.model;
  const action = await pickOne(explanationList(result, { subject, catchAll }));
  if (action !== undefined) await perform(action, { result, subject }, parts);
}

async function perform(
  action: ExplanationAction,
  shown: { readonly result: ExplainResult; readonly subject: string },
  parts: ExplainParts,
): Promise<void> {
  switch (action.do) {
    case 'edit workspace':
      return parts.openSettings({ page: 'workspaces', workspace: action.workspace });
    case 'open report':
      return parts.pages.open(l10n.t('Why this model'), explanationReport(shown.result, shown.subject));
    case 'explain another':
      return explainRequest(parts);
  }
}

/** A selection within a line is likely a message or a file name. */
function selectedText(): string {
  const editor = vscode.window.activeTextEditor;
  return editor?.selection.isSingleLine === true ? editor.document.getText(editor.selection) : '';
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
