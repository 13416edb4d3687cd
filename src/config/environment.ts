const reference = /^\$\{env:([A-Za-z_][A-Za-z0-9_]*)\}$/;

/** The variable's name when a setting is exactly `${env:NAME}`, else undefined. */
export function environmentVariableOf(text: string): string | undefined {
  return reference.exec(text)?.[1];
}

export type ResolvedText = { readonly value: string } | { readonly missingVariable: string };

/** Replaces `${env:NAME}` by the variable's value; any other text is itself. An empty variable counts as not set. */
export function resolveEnvironment(text: string, env: NodeJS.ProcessEnv): ResolvedText {
  const name = environmentVariableOf(text);
  if (name === undefined) return { value: text };
  const value = env[name]?.trim();
  return value === undefined || value === '' ? { missingVariable: name } : { value };
}
