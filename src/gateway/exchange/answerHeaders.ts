import { defaultAccount } from '../../config/accountSchema.ts';
import { formatModelReference } from '../modelReference.ts';
import { describeFailures } from '../failover/summarize.ts';
import type { Decision } from '../routing/decision.ts';
import type { Attempt } from './attempts/attempt.ts';
import type { ExchangeProgress } from './exchangeContext.ts';

const longestValue = 512;
/** Printable ASCII without `%`: nearly every value. */
const plainText = /^[ -$&-~]*$/;

/** What the `x-muxgate-*` headers are made from. */
export interface AnswerFacts extends Pick<ExchangeProgress, 'decision' | 'calls' | 'failures' | 'cached'> {
  readonly answering?: AttemptFacts;
  readonly attempts: readonly AttemptFacts[];
}

type AttemptFacts = Pick<Attempt, 'target' | 'account' | 'dropped' | 'estimate'>;

/** The headers that every answer carries: which request, which model, and why. */
export function answerHeaders(
  requestId: string,
  { decision, calls, failures, cached, attempts, answering = attempts[0] }: AnswerFacts,
): Record<string, string> {
  const headers: Record<string, string> = { 'x-muxgate-request-id': requestId };
  if (decision !== undefined) {
    headers['x-muxgate-model'] = headerValue(formatModelReference(answering?.target ?? decision.target));
    headers['x-muxgate-workspace'] = headerValue(decision.workspace);
    headers['x-muxgate-rule'] = headerValue(ruleText(decision));
    headers['x-muxgate-reason'] = headerValue(decision.reason);
    const { intent } = decision;
    if (intent !== undefined) headers['x-muxgate-intent'] = `${intent.label};confidence=${intent.confidence}`;
  }
  headers['x-muxgate-attempts'] = String(calls);
  if (cached !== undefined) headers['x-muxgate-cache'] = cached ? 'hit' : 'miss';
  if (failures.length > 0) headers['x-muxgate-tried'] = headerValue(describeFailures(failures));
  if (answering !== undefined) addAnswering(headers, answering);
  return headers;
}

function addAnswering(headers: Record<string, string>, { account, dropped, estimate }: AttemptFacts): void {
  if (account.id !== defaultAccount) headers['x-muxgate-account'] = headerValue(account.id);
  if (estimate !== undefined && estimate.cost.kind !== 'unknown') {
    headers['x-muxgate-cost-estimate-usd'] = estimate.cost.usd.toFixed(6);
  }
  if (dropped.length > 0) headers['x-muxgate-dropped'] = headerValue(dropped.join(', '));
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
