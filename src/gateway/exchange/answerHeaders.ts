import { formatModelReference } from '../modelReference.ts';
import type { Decision } from '../routing/decision.ts';

const longestValue = 512;
/** Printable ASCII without `%`: nearly every value. */
const plainText = /^[ -$&-~]*$/;

/** What the `x-muxgate-*` headers say of an exchange. */
export interface AnswerFacts {
  readonly requestId: string;
  /** undefined when the request failed before anything was decided. */
  readonly decision?: Decision;
  /** Calls made to providers so far. */
  readonly attempts: number;
  /** Fields of the client's request that the provider's format cannot express. */
  readonly dropped: readonly string[];
}

/** The headers that every answer carries: which request, which model, and why. */
export function answerHeaders({
  requestId,
  decision,
  attempts,
  dropped,
}: AnswerFacts): Record<string, string> {
  const headers: Record<string, string> = { 'x-muxgate-request-id': requestId };
  if (decision !== undefined) {
    headers['x-muxgate-model'] = headerValue(formatModelReference(decision.target));
    headers['x-muxgate-workspace'] = headerValue(decision.workspace);
    headers['x-muxgate-rule'] = headerValue(ruleText(decision));
    headers['x-muxgate-reason'] = headerValue(decision.reason);
  }
  headers['x-muxgate-attempts'] = String(attempts);
  if (dropped.length > 0) headers['x-muxgate-dropped'] = headerValue(dropped.join(', '));
  return headers;
}

/** The rule's number and name; what decided instead, where no rule did. */
function ruleText({ rule, cause }: Decision): string {
  if (rule === undefined) return cause;
  return rule.name === undefined ? String(rule.number) : `${rule.number} ${rule.name}`;
}

/**
 * Any text as a header value of printable ASCII: other characters, and `%` itself, percent-encoded as UTF-8, so that
 * `decodeURIComponent` gives the text back; cut to 512 bytes between characters.
 */
export function headerValue(text: string): string {
  if (text.length <= longestValue && plainText.test(text)) return text.trim();
  let value = '';
  // A lone surrogate cannot be percent-encoded; the way through UTF-8 replaces it.
  for (const character of Buffer.from(text).toString()) {
    const encoded = isPlain(character) ? character : encodeURIComponent(character);
    if (value.length + encoded.length > longestValue) break;
    value += encoded;
  }
  return value.trim();
}

function isPlain(character: string): boolean {
  return character >= ' ' && character <= '~' && character !== '%';
}
