let loading: Promise<unknown> | undefined;

/** Loads every page but that of requests, once. Rejects when their script cannot be had. */
export function loadOtherPages(): Promise<unknown> {
  loading ??= import('./otherPages.ts');
  return loading;
}
