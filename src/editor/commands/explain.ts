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
  await explain({}, file ?? 'A request from this window', parts);
}

/** Asks for a request, its kind and its text, and shows which model it would get and why. Nothing is sent. */
export async function explainRequest(parts: ExplainParts): Promise<void> {
  const request = await pickOne<NonNullable<RequestParams<'explain'>['request']>>({
    title: 'Explain a request (1/2)',
    placeholder: 'What kind of request',
    lines: [
      { label: 'Chat', description: 'a message to an agent', icon: 'comment', action: 'chat' },
      { label: 'Completion', description: 'code filled in at the cursor (FIM)', icon: 'edit', action: 'fim' },
      {
        label: 'Embeddings',
        description: 'text turned into vectors',
        icon: 'symbol-array',
        action: 'embeddings',
      },
    ],
  });
  if (request === undefined) return;
  const text = await vscode.window.showInputBox({
    title: 'Explain a request (2/2)',
    prompt:
      'The text as an agent would send it; files that it names count. Empty: the active editor decides.',
    value: selectedText(),
    placeHolder: 'Explain src/cart.js',
    ignoreFocusOut: true,
  });
  if (text === undefined) return;
  const subject =
    text.trim() === '' ? `A ${requestNames[request]} request from this window` : `“${shorten(text)}”`;
  await explain({ request, text: text.trim() === '' ? undefined : text }, subject, parts);
}

const requestNames = { chat: 'chat', fim: 'completion', embeddings: 'embeddings' } as const;

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
      return parts.pages.open('Why this model', explanationReport(shown.result, shown.subject));
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
