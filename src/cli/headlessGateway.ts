import type { ConfigScope } from '../config/configScope.ts';
import { dataDirOf } from '../config/dataDir.ts';
import type { EffectiveConfig } from '../config/effectiveConfig.ts';
import { makeDataDir } from '../config/makeDataDir.ts';
import type { LogLevel } from '../config/schema.ts';
import { Gateway } from '../gateway/gateway.ts';
import { createLog, type Log } from '../gateway/log.ts';
import { discoveredConfig } from './discoveredConfig.ts';
import { LoginFile } from './loginFile.ts';
import { effectiveHeadlessConfig, problemLine, readConfigFile } from './headlessConfig.ts';
import type { CommonOptions } from './options.ts';

export interface HeadlessGateway {
  readonly gateway: Gateway;
  readonly log: Log;
  readonly dataDir: string;
  readonly scope: ConfigScope;
  /** The file's text, when there is a file. */
  readonly text: string | undefined;
  readonly config: EffectiveConfig;
}

/** Writes log lines to stderr, which is not where answers go. */
function writeToStderr(level: LogLevel, message: string): void {
  process.stderr.write(`${new Date().toISOString()} ${level} ${message}\n`);
}

/**
 * A gateway with the configuration of the command line, not listening yet: that of `--config`, else what is found on
 * this machine (local servers and key variables).
 * @param quietest the least severe messages that are written, whatever the configuration says
 * @throws ExitError (2) when the file cannot be read or parsed
 */
export async function createHeadlessGateway(
  options: CommonOptions,
  env: NodeJS.ProcessEnv,
  version: string,
  quietest?: LogLevel,
): Promise<HeadlessGateway> {
  const dataDir = options.dataDir ?? dataDirOf(env);
  let logLevel: LogLevel = 'info';
  const log = createLog(writeToStderr, () => quietest ?? logLevel);
  const loaded = options.config === undefined ? undefined : await readConfigFile(options.config, dataDir);
  if (loaded?.permissionWarning !== undefined) log.warn(loaded.permissionWarning);
  await makeDataDir(dataDir).catch((error: unknown) => {
    log.warn(`${dataDir} cannot be made, so nothing is kept across restarts: ${String(error)}`);
  });
  const logins = new LoginFile(dataDir);
  const gateway = new Gateway({
    version,
    dataDir,
    env,
    log,
    now: Date.now,
    onChange: () => undefined,
    onLoginRenewed: (login) => {
      logins.keep(login).catch((error: unknown) => {
        log.error(`a renewed sign-in of "${login.provider}" could not be kept: ${String(error)}`);
      });
    },
  });
  gateway.setKeys(logins.read());
  const scope = loaded?.scope ?? { kind: 'file', value: await discoveredConfig(gateway, env, log) };
  const config = effectiveHeadlessConfig(scope, options, env);
  logLevel = config.logLevel;
  for (const problem of config.problems) {
    // Under --strict errors are the command's own last words.
    if (options.strict && problem.severity === 'error') continue;
    log.warn(problemLine(options.config ?? 'configuration', problem));
  }
  gateway.configure(config);
  return { gateway, log, dataDir, scope, text: loaded?.text, config };
}
