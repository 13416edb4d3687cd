import { toGatewayError } from '../gateway/errors.ts';
import { ExitError } from './exitError.ts';
import { createHeadlessGateway } from './headlessGateway.ts';
import type { CommandLine } from './options.ts';

const timeoutMs = 60_000;

/**
 * `muxgate refresh-prices`: fetches the newest prices for the next start; reports bad rows of the user's own file.
 * @throws ExitError when they cannot be had
 */
export async function refreshPricesCommand(
  line: CommandLine,
  env: NodeJS.ProcessEnv,
  version: string,
): Promise<number> {
  const { gateway } = await createHeadlessGateway(line, env, version, 'warn');
  try {
    await gateway.treasury.refreshPrices(AbortSignal.timeout(timeoutMs));
    process.stdout.write('The newest prices are kept; a running gateway takes them when it starts again.\n');
    return 0;
  } catch (error) {
    throw new ExitError(1, `the prices stay as they are: ${toGatewayError(error).message}`);
  } finally {
    await gateway.close();
  }
}
