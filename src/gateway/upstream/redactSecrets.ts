/** What keys and tokens look like: known prefixes, `Bearer …`, and query parameters that carry keys. */
const secretPatterns: readonly (readonly [RegExp, string])[] = [
  [/\b(?:sk|rk|pk|gsk|xai|key|nvapi|pplx|hf|ghp|gho|csk|fw|tgp)[-_][A-Za-z0-9_\-.*]{12,}/g, '[redacted]'],
  [/\b(?:AIza|eyJ|github_pat_)[A-Za-z0-9_\-.*]{12,}/g, '[redacted]'],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=*-]{16,}/gi, '$1 [redacted]'],
  [/([?&](?:key|api[-_]?key|token|access_token)=)[^&\s"']+/gi, '$1[redacted]'],
];

/** Shorter values are no secrets, and replacing them would garble the text. */
const minSecretLength = 6;

/**
 * A text without keys, for messages and logs.
 * @param secrets values known to be secret (credential headers as sent), replaced wherever they stand
 */
export function redactSecrets(text: string, secrets: readonly string[] = []): string {
  let redacted = text;
  for (const secret of secrets.flatMap((value) => [value, value.replace(/^(?:Bearer|Basic)\s+/i, '')])) {
    if (secret.length >= minSecretLength) redacted = redacted.replaceAll(secret, '[redacted]');
  }
  for (const [pattern, replacement] of secretPatterns) redacted = redacted.replace(pattern, replacement);
  return redacted;
}
