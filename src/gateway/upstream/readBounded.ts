export interface BoundedBody {
  readonly bytes: Uint8Array;
  /** There was more than the limit. */
  readonly truncated: boolean;
  /** What reading threw, when the body broke off. */
  readonly error?: Error;
}

/** The first `limitBytes` of a body, and what came of one that breaks off. Stopping at the limit cancels the call. */
export async function readBounded(body: AsyncIterable<Uint8Array>, limitBytes: number): Promise<BoundedBody> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let truncated = false;
  let error: Error | undefined;
  try {
    for await (const chunk of body) {
      const rest = limitBytes - length;
      chunks.push(chunk.subarray(0, rest));
      length += Math.min(chunk.length, rest);
      truncated = chunk.length > rest;
      if (truncated) break;
    }
  } catch (thrown) {
    error = thrown instanceof Error ? thrown : new Error(String(thrown));
  }
  return { bytes: Buffer.concat(chunks), truncated, error };
}
