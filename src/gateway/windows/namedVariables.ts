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
