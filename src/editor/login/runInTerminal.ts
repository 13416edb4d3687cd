import * as vscode from 'vscode';

/** How long a new terminal may take until commands can be run in it one by one. */
const integrationTimeoutMs = 5_000;

/**
 * Runs a command in a terminal that the user sees.
 * @returns all that it printed, when it has ended; undefined where the shell does not tell
 */
export async function runInTerminal(
  name: string,
  command: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const terminal = vscode.window.createTerminal(name);
  terminal.show();
  const integration = await shellIntegration(terminal, signal);
  if (integration === undefined) {
    terminal.sendText(command);
    return undefined;
  }
  const execution = integration.executeCommand(command);
  let output = '';
  for await (const text of execution.read()) {
    output += text;
    if (signal.aborted) break;
  }
  return output;
}

function shellIntegration(
  terminal: vscode.Terminal,
  signal: AbortSignal,
): Promise<vscode.TerminalShellIntegration | undefined> {
  if (terminal.shellIntegration !== undefined) return Promise.resolve(terminal.shellIntegration);
  return new Promise((resolve) => {
    const done = (integration: vscode.TerminalShellIntegration | undefined): void => {
      clearTimeout(timer);
      listener.dispose();
      resolve(integration);
    };
    const timer = setTimeout(() => done(undefined), integrationTimeoutMs);
    const listener = vscode.window.onDidChangeTerminalShellIntegration((event) => {
      if (event.terminal === terminal) done(event.shellIntegration);
    });
    signal.addEventListener('abort', () => done(undefined), { once: true });
  });
}
