import { environmentVariableOf } from '../../config/environment.ts';

/** The names in all `${env:NAME}` of some settings. */
export function namedVariables(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') {
    const name = environmentVariableOf(value.trim());
    if (name !== undefined) found.add(name);
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) namedVariables(member, found);
  }
  return found;
}

/** The variables that some settings name, with what a process has for them; null: not set there. */
export function namedValues(settings: unknown, env: NodeJS.ProcessEnv): Record<string, string | null> {
  return Object.fromEntries([...namedVariables(settings)].map((name) => [name, env[name] ?? null]));
}
