/**
 * The first `limitBytes` of a body. Reading stops there, which cancels the call; a body that breaks off gives what came.
 * Rethrows nothing: `complete` is false when something is missing.
 */
export async function readBounded(
  body: AsyncIterable<Uint8Array>,
  limitBytes: number,
): Promise<{ readonly bytes: Uint8Array; readonly complete: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let complete = true;
  try {
    for await (const chunk of body) {
      const rest = limitBytes - length;
      chunks.push(chunk.subarray(0, rest));
      length += Math.min(chunk.length, rest);
      if (chunk.length > rest) {
        complete = false;
        break;
      }
    }
  } catch {
    complete = false;
  }
  return { bytes: Buffer.concat(chunks), complete };
}
