/**
 * A sentence with elements in it, in the order of its language.
 * @param text translated, with `{0}`, `{1}` … where the parts go
 * @param parts what Lit renders in their places
 */
export function sentence(text: string, ...parts: readonly unknown[]): unknown[] {
  return text.split(/\{(\d+)\}/).map((piece, index) => (index % 2 === 0 ? piece : parts[Number(piece)]));
}
