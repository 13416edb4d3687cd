// The extension that the harness installs next to Muxgate. It connects back to the test run and evaluates what that sends.
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { runInThisContext } from 'node:vm';
import * as vscode from 'vscode';
import type { EvaluateAnswer, EvaluateRequest, Hello } from './messages.ts';

type Evaluated = (api: typeof vscode, argument: unknown) => unknown;

export function activate(context: vscode.ExtensionContext): void {
  const port = Number(process.env['MUXGATE_TEST_BRIDGE']);
  const socket = connect(port, '127.0.0.1');
  const send = (message: Hello | EvaluateAnswer): void => void socket.write(`${JSON.stringify(message)}\n`);
  // The test run has ended: there is nobody to tell.
  socket.on('error', () => socket.destroy());
  context.subscriptions.push({ dispose: () => socket.end() });

  send({ folder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '' });
  createInterface({ input: socket }).on('line', (line) => {
    void evaluate(JSON.parse(line) as EvaluateRequest).then(send);
  });
}

async function evaluate({ id, source, argument }: EvaluateRequest): Promise<EvaluateAnswer> {
  try {
    const evaluated = runInThisContext(`(${source})`, { filename: 'evaluated-by-the-test' }) as Evaluated;
    return { id, value: await evaluated(vscode, argument) };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
