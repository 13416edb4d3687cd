import { dataDirOf } from '../config/dataDir.ts';
import { checkCommand } from './checkCommand.ts';
import { doctorCommand } from './doctorCommand.ts';
import { ExitError } from './exitError.ts';
import { explainCommand } from './explainCommand.ts';
import { loginCommand, logoutCommand } from './loginCommand.ts';
import { modelsCommand } from './modelsCommand.ts';
import { helpText, parseCommandLine } from './options.ts';
import { rateCommand } from './rateCommand.ts';
import { refreshPricesCommand } from './refreshPricesCommand.ts';
import { requestsCommand } from './requestsCommand.ts';
import { usageCommand } from './usageCommand.ts';
import { UsageError } from './usageError.ts';
import { version } from '../gateway/version.ts';
import { serveCommand } from './serveCommand.ts';

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
        return await serveCommand(line, env, version);
      case 'models':
        return await modelsCommand(line, env, version);
      case 'explain':
        return await explainCommand(line, env, version);
      case 'check':
        return await checkCommand(line, env);
      case 'doctor':
        return await doctorCommand(line, env);
      case 'requests':
        return requestsCommand(line, env);
      case 'usage':
        return usageCommand(line, env);
      case 'rate':
        return rateCommand(line, env, Date.now());
      case 'refresh-prices':
        return await refreshPricesCommand(line, env, version);
      case 'login':
        return await loginCommand(line, env, version);
      case 'logout':
        return await logoutCommand(line, line.dataDir ?? dataDirOf(env));
      case 'version':
        process.stdout.write(`${version}\n`);
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
      process.stderr.write(error.message.replace(/^/gm, 'muxgate: ') + '\n');
      return error.exitCode;
    }
    throw error;
  }
}
