import { checkCommand } from './checkCommand.ts';
import { ExitError } from './exitError.ts';
import { explainCommand } from './explainCommand.ts';
import { modelsCommand } from './modelsCommand.ts';
import { helpText, parseCommandLine, UsageError } from './options.ts';
import { serveCommand } from './serveCommand.ts';

declare const MUXGATE_VERSION: string;

/**
 * Runs one command line to its end.
 * @returns the exit code: 0, 1 for a fault, 2 for a bad command line or configuration, 3 for a taken port
 */
export async function runCommand(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  try {
    const line = parseCommandLine(args, env);
    switch (line.command) {
      case 'serve':
        return await serveCommand(line, env, MUXGATE_VERSION);
      case 'models':
        return await modelsCommand(line, env, MUXGATE_VERSION);
      case 'explain':
        return await explainCommand(line, env, MUXGATE_VERSION);
      case 'check':
        return await checkCommand(line, env);
      case 'version':
        process.stdout.write(`${MUXGATE_VERSION}\n`);
        return 0;
      case 'help':
        process.stdout.write(helpText);
        return 0;
    }
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`muxgate: ${error.message}\n\n${helpText}`);
      return 2;
    }
    if (error instanceof ExitError) {
      process.stderr.write(`muxgate: ${error.message}\n`);
      return error.exitCode;
    }
    throw error;
  }
}
