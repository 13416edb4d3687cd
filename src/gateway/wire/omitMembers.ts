/** An object without some of its members. */
export function omitMembers<T>(
  object: Readonly<Record<string, T>>,
  ...names: readonly string[]
): Record<string, T> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
