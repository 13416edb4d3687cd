/** The provider of a model reference `provider/model`; undefined for anything else. */
export function providerOf(reference: string): string | undefined {
  const slash = reference.indexOf('/');
  return slash === -1 ? undefined : reference.slice(0, slash);
}

/** The model of a model reference, as its provider calls it. */
export function modelOf(reference: string): string {
  return reference.slice(reference.indexOf('/') + 1);
}

/** A model reference in short: `openrouter/deepseek/deepseek-r1` → `deepseek-r1`. */
export function shortModelName(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}
