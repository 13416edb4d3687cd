import { existsSync } from 'node:fs';
import { loadConfigFile, type LoadedConfigFile } from '../config/configFile.ts';
import type { ConfigScope } from '../config/configScope.ts';
import type { ConfigProblem, EffectiveConfig } from '../config/effectiveConfig.ts';
import { lastGoodConfigFile } from '../config/lastGoodConfig.ts';
import { ConfigSyntaxError } from '../config/parseConfigText.ts';
import { resolveConfig } from '../config/resolveConfig.ts';
import { ExitError } from './exitError.ts';
import { globProblems } from './globProblems.ts';
import type { CommonOptions } from './options.ts';

/** Exit code for a configuration that cannot be used. */
export const badConfigExitCode = 2;

/**
 * Reads the configuration file.
 * @throws ExitError (2) naming file, line and what is wrong when it cannot be read or parsed
 */
export async function readConfigFile(file: string, dataDir?: string): Promise<LoadedConfigFile> {
  try {
    return await loadConfigFile(file);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const place = error instanceof ConfigSyntaxError ? `${file}:${error.line}:${error.column}: ` : '';
    const lastGood = dataDir === undefined ? undefined : lastGoodConfigFile(dataDir);
    const help =
      place === '' || lastGood === undefined || !existsSync(lastGood)
        ? ''
        : ` (the last good one is kept at ${lastGood})`;
    throw new ExitError(badConfigExitCode, `${place}${text}${help}`, error);
  }
}

/** The configuration that holds for a command line: flag over environment over file. */
export function effectiveHeadlessConfig(
  scope: ConfigScope,
  options: CommonOptions,
  env: NodeJS.ProcessEnv,
): EffectiveConfig {
  const accessKey = env['MUXGATE_API_KEY'];
  const config = resolveConfig([scope], {
    env,
    trusted: true,
    confirmedWorkspaces: [],
    extraAccessKeys: accessKey === undefined || accessKey === '' ? [] : [accessKey],
  });
  return {
    ...config,
    port: options.port ?? config.port,
    host: options.host ?? config.host,
    problems: [...config.problems, ...globProblems(config, scope.lineOf)],
  };
}

/** A problem the way compilers print it: `file:line: path: message`. */
export function problemLine(file: string, problem: ConfigProblem): string {
  const place = problem.line === undefined ? file : `${file}:${problem.line}`;
  return `${place}: ${problem.severity}: ${problem.path}: ${problem.message}`;
}
