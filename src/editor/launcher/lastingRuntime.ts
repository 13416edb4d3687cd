/** Where a runtime stays across updates: a snap's folder has the number of its revision in it. */
export function lastingRuntime(path: string): string {
  return path.replace(/^\/snap\/([^/]+)\/\d+\//, '/snap/$1/current/');
}
