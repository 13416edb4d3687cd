import type { NeutralPart, ReasoningPart } from '../exchange.ts';

/**
 * A content's parts with every run of thoughts as one: a client that gathered a stream sends each piece as a part of its own,
 * and the signature of them all with the last.
 */
export function joinedThoughts(parts: readonly NeutralPart[]): NeutralPart[] {
  const joined: NeutralPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.type === 'reasoning' && last?.type === 'reasoning' && isOpen(last) && part.redacted !== true) {
      joined[joined.length - 1] = { ...last, ...part, text: last.text + part.text };
    } else joined.push(part);
  }
  return joined;
}

/** No signature has ended these thoughts yet. */
function isOpen({ signature, redacted }: ReasoningPart): boolean {
  return signature === undefined && redacted !== true;
}
