import type { ConfigScope } from './configScope.ts';
import { environmentVariableOf, resolveEnvironment } from './environment.ts';
import type { PathSegment } from './issueText.ts';
import type { ProblemList } from './problemList.ts';

/** An entry with a key: a provider, or one of its accounts. */
interface Keyed {
  readonly apiKey?: string;
}

/**
 * The entry with its key when it may be written there: VS Code's settings never hold a key itself, such a key is left out, and
 * the problem says where it belongs. A variable that is not set is a warning.
 * @param path of the entry
 */
export function withAllowedKey<Entry extends Keyed>(
  scope: ConfigScope,
  path: readonly PathSegment[],
  entry: Entry,
  env: NodeJS.ProcessEnv,
  problems: ProblemList,
): Entry {
  if (entry.apiKey === undefined) return entry;
  const keyPath = [...path, 'apiKey'];
  if (environmentVariableOf(entry.apiKey) === undefined && scope.kind !== 'file') {
    problems.error(
      scope,
      keyPath,
      'keys are not read from settings; run "Muxgate: Set API Key" (SecretStorage) or write "${env:NAME}"',
    );
    return { ...entry, apiKey: undefined };
  }
  const resolved = resolveEnvironment(entry.apiKey, env);
  if ('missingVariable' in resolved) {
    problems.warning(scope, keyPath, `the environment variable ${resolved.missingVariable} is not set`);
  }
  return entry;
}
