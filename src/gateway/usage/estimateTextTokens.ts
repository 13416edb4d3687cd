const usualBytesPerToken = 4;

/** About how many tokens a text has, by its UTF-8 bytes: that also fits scripts of which one character is about one token. */
export function estimateTextTokens(text: string, bytesPerToken = usualBytesPerToken): number {
  return Math.ceil(Buffer.byteLength(text) / bytesPerToken);
}
