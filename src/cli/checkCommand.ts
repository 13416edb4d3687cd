import type { ConfigProblem, EffectiveConfig } from '../config/effectiveConfig.ts';
import { readPriceFile } from '../gateway/usage/money/priceFile.ts';
import { badConfigExitCode, effectiveHeadlessConfig, problemLine, readConfigFile } from './headlessConfig.ts';
import type { CommandLine } from './options.ts';
import { UsageError } from './usageError.ts';

/**
 * `muxgate check FILE`: prints what is wrong with a configuration.
 * @returns 0 when nothing is, 2 when any entry is bad
 * @throws ExitError (2) when the file cannot be read or parsed
 */
export async function checkCommand(line: CommandLine, env: NodeJS.ProcessEnv): Promise<number> {
  const file = line.operands[0] ?? line.config;
  if (file === undefined) throw new UsageError('check takes a file: muxgate check muxgate.json');
  const { scope, permissionWarning } = await readConfigFile(file);
  const config = effectiveHeadlessConfig(scope, { json: line.json, strict: true }, env);
  const problems = [...config.problems, ...(await priceProblems(config))];
  const ok = problems.every((problem) => problem.severity === 'warning');
  if (line.json) {
    process.stdout.write(`${JSON.stringify({ ok, problems, permissionWarning }, null, 2)}\n`);
  } else {
    for (const problem of problems) process.stdout.write(`${problemLine(file, problem)}\n`);
    if (permissionWarning !== undefined) process.stdout.write(`${permissionWarning}\n`);
    if (ok) {
      const routes = config.routes.size === 0 ? '' : `, ${config.routes.size} routes`;
      process.stdout.write(
        `${file} is good: ${config.providers.size - 1} providers, ${config.workspaces.size} workspaces${routes}\n`,
      );
    }
  }
  return ok ? 0 : badConfigExitCode;
}

/** What is wrong with the file that `prices` names. */
async function priceProblems({ prices: { file } }: EffectiveConfig): Promise<readonly ConfigProblem[]> {
  if (file === undefined) return [];
  const { problems } = await readPriceFile(file);
  return problems.map((problem) => ({ ...problem, message: `${problem.message} (in ${file})` }));
}
