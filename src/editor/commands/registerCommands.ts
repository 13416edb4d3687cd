import * as vscode from 'vscode';
import { GatewayRequestError } from '../link/gatewayClient.ts';
import { type CommandId, commandIds } from './commandIds.ts';

/** What a command does; arguments come from links and from other extensions, so nothing is known of them. */
export type CommandHandler = (argument?: unknown) => unknown;

/**
 * The one place where commands are registered: a handler for each, and what they throw is told to the user once.
 * @param load gives the handlers, which are made when the first command is run
 */
export function registerCommands(
  load: () => Promise<Readonly<Record<CommandId, CommandHandler>>>,
  log: Pick<vscode.LogOutputChannel, 'error'>,
): vscode.Disposable {
  const registered = commandIds.map((id) =>
    vscode.commands.registerCommand(id, async (argument?: unknown) => {
      try {
        const handlers = await load();
        return await handlers[id](argument);
      } catch (error) {
        if (error instanceof GatewayRequestError && error.code === 'cancelled') return undefined;
        const message = error instanceof Error ? error.message : String(error);
        log.error(`${id}: ${message}`);
        // The user has just asked for something that did not happen.
        void vscode.window.showErrorMessage(`Muxgate: ${message}`);
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
