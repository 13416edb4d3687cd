import { existsSync } from 'node:fs';
import { watchConfigFile } from '../config/configFile.ts';
import { saveLastGoodConfig } from '../config/lastGoodConfig.ts';
import type { ConfigScope } from '../config/configScope.ts';
import type { EffectiveConfig } from '../config/effectiveConfig.ts';
import type { GatewayServer } from '../gateway/http/gatewayServer.ts';
import { isAddressInUse } from '../gateway/windows/portElection.ts';
import { portTakerText } from '../protocol/portTaker.ts';
import { identifyPortHolder } from '../gateway/windows/portHolder.ts';
import { headlessLinks } from '../gateway/link/headlessLinks.ts';
import { ExitError } from './exitError.ts';
import { badConfigExitCode, effectiveHeadlessConfig, problemLine, readConfigFile } from './headlessConfig.ts';
import { createHeadlessGateway, type HeadlessGateway } from './headlessGateway.ts';
import { LoginFile } from './loginFile.ts';
import type { CommandLine } from './options.ts';

/** Exit code for a port that something else holds. */
const portTakenExitCode = 3;
/** How long running answers may go on after SIGTERM or SIGINT. */
const drainTimeoutMs = 5000;

/**
 * `muxgate serve`: listens until SIGTERM or SIGINT.
 * @returns 0 after an orderly end
 * @throws ExitError (2) for the configuration, (3) for a taken port
 */
export async function serveCommand(
  line: CommandLine,
  env: NodeJS.ProcessEnv,
  version: string,
): Promise<number> {
  const headless = await createHeadlessGateway(line, env, version);
  const { gateway, log, config } = headless;
  try {
    if (line.strict) refuseErrors(config, line.config ?? 'configuration');
    const links = headlessLinks(headless.dataDir, version);
    let server = gateway.createServer(links);
    const { port } = await listen(server, config);
    process.stdout.write(`muxgate listening on http://${urlHost(config.host)}:${port}\n`);
    keepLastGood(headless, headless.scope, config);
    const watcher =
      line.config === undefined || headless.text === undefined
        ? undefined
        : watchConfigFile(line.config, headless.text, () => void reload());

    const logins = new LoginFile(headless.dataDir);
    // A folder that could not be made is none to watch; nothing can be kept in it either.
    const loginWatcher = existsSync(headless.dataDir)
      ? watchConfigFile(logins.file, '', () => gateway.setKeys(logins.read()))
      : undefined;

    /** A valid change holds from the next request on; an invalid file is reported and the last good one stays. */
    const reload = async (): Promise<void> => {
      const file = line.config ?? '';
      try {
        const { scope } = await readConfigFile(file, headless.dataDir);
        const next = effectiveHeadlessConfig(scope, line, env);
        for (const problem of next.problems) log.warn(problemLine(file, problem));
        if (next.host !== gateway.config.host || next.port !== gateway.config.port) {
          const moved = gateway.createServer(links);
          const bound = await listen(moved, next);
          server.stopAccepting();
          server = moved;
          log.info(`listening on http://${urlHost(next.host)}:${bound.port}`);
        }
        gateway.configure(next);
        log.info(`${file} is applied`);
        keepLastGood(headless, scope, next);
      } catch (error) {
        log.error(
          `${error instanceof Error ? error.message : String(error)}; the last good configuration stays`,
        );
      }
    };

    await endSignal();
    watcher?.close();
    loginWatcher?.close();
    server.stopAccepting();
    await gateway.drain(drainTimeoutMs);
    return 0;
  } finally {
    await gateway.close();
  }
}

function refuseErrors(config: EffectiveConfig, file: string): void {
  const errors = config.problems.filter((problem) => problem.severity === 'error');
  if (errors.length === 0) return;
  throw new ExitError(badConfigExitCode, errors.map((problem) => problemLine(file, problem)).join('\n'));
}

async function listen(server: GatewayServer, config: EffectiveConfig): Promise<{ port: number }> {
  try {
    return await server.listen(config.host, config.port);
  } catch (error) {
    if (!isAddressInUse(error))
      throw new ExitError(badConfigExitCode, error instanceof Error ? error.message : String(error), error);
    const holder = await identifyPortHolder(config.host, config.port);
    const by =
      holder.kind === 'muxgate'
        ? `another Muxgate${holder.version === undefined ? '' : ` (version ${holder.version})`}`
        : portTakerText(holder.taker);
    throw new ExitError(
      portTakenExitCode,
      `port ${config.port} on ${config.host} is taken by ${by}; choose another with --port, or --port 0 for any free one`,
      error,
    );
  }
}

function keepLastGood(headless: HeadlessGateway, scope: ConfigScope, config: EffectiveConfig): void {
  if (config.problems.some((problem) => problem.severity === 'error')) return;
  saveLastGoodConfig(headless.dataDir, [scope]).catch((error: unknown) => {
    headless.log.warn(`the last good configuration could not be kept: ${String(error)}`);
  });
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** Resolves at the first SIGTERM or SIGINT; a second one ends the process at once. */
function endSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
}
