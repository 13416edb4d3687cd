/** The provider's path with the client's query (`?beta=true`), without an access key in it. */
export function forwardedPath(path: string, query: URLSearchParams): string {
  if (query.size === 0) return path;
  const forwarded = new URLSearchParams(query);
  forwarded.delete('key');
  return forwarded.size === 0 ? path : `${path}?${forwarded.toString()}`;
}
