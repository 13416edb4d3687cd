const headerPrefix = 'x-muxgate-';

/** Who answered and why: the `x-muxgate-*` headers of an answer, without their prefix and decoded. */
export function decisionHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith(headerPrefix) && typeof value === 'string'
        ? [[name.slice(headerPrefix.length), decodeValue(value)]]
        : [],
    ),
  );
}

/** Header values are percent-encoded (answerHeaders.ts); one that was cut stays as it is. */
function decodeValue(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
