const bytesPerFloat = 4;

/** A vector as base64 of little-endian 32-bit floats, OpenAI's `encoding_format: "base64"`. */
export function vectorToBase64(vector: readonly number[] | string): string {
  if (typeof vector === 'string') return vector;
  const bytes = Buffer.alloc(vector.length * bytesPerFloat);
  for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * bytesPerFloat);
  return bytes.toString('base64');
}

/** A vector as numbers; base64 is read as little-endian 32-bit floats. */
export function vectorToNumbers(vector: readonly number[] | string): number[] {
  if (typeof vector !== 'string') return [...vector];
  const bytes = Buffer.from(vector, 'base64');
  return Array.from({ length: Math.floor(bytes.length / bytesPerFloat) }, (_, index) =>
    bytes.readFloatLE(index * bytesPerFloat),
  );
}
