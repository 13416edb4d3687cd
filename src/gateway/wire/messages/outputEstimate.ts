const charactersPerToken = 4;

/** Tokens of an answer whose provider counted none, from its length in characters. Clients need a number to read on. */
export function estimateOutputTokens(characters: number): number {
  return Math.ceil(characters / charactersPerToken);
}
