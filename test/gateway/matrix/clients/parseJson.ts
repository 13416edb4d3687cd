/** JSON of which nothing is known. */
export function parseJson(text: string): unknown {
  return JSON.parse(text) as unknown;
}
