/** An object without its undefined members, so that it can be laid over another. */
export function definedMembers<T extends object>(object: T): Partial<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Partial<T>;
}
