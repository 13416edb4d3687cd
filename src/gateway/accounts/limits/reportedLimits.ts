import type { CallSize } from '../accountPool.ts';
import type { HeldWindow } from './planWindows.ts';
import { parseResetTime, type ResetTime } from './resetTime.ts';

/** What a limit of a provider counts. */
type Counted = 'requests' | 'tokens' | 'input-tokens' | 'output-tokens';

/** A limit as a provider told it in an answer's headers. */
export interface ReportedLimit {
  /** `tokens`, `requests-day`: which of its limits it is. */
  readonly name: string;
  readonly counted: Counted;
  readonly limit?: number;
  readonly remaining: number;
  readonly reset: ResetTime;
}

/** OpenAI, Groq, Azure, xAI …; Cerebras and Mistral name the window; OpenRouter and others have one limit of requests alone. */
const general =
  /^(?:x-)?ratelimit-(limit|remaining|reset)(?:-(requests|req|tokens|input-tokens|output-tokens))?(-(?:second|minute|hour|day|month))?$/;
const anthropic =
  /^anthropic-ratelimit-(requests|tokens|input-tokens|output-tokens)-(limit|remaining|reset)$/;

/** Where only what remains is told. */
const windowsMs: Readonly<Record<string, number>> = {
  '-second': 1000,
  '-hour': 3_600_000,
  '-day': 86_400_000,
};

interface Parts {
  counted: Counted;
  window: string;
  limit?: string;
  remaining?: string;
  reset?: string;
}

/**
 * The limits that an answer tells of: `x-ratelimit-*`, `ratelimit-*` and `anthropic-ratelimit-*`. What is not understood is left
 * out; without a time of its reset a limit is taken to fill up within its window, a minute by default.
 * @param headers lower-case names
 */
export function readReportedLimits(
  headers: Readonly<Record<string, string>>,
  nowMs: number,
): ReportedLimit[] {
  let found: Map<string, Parts> | undefined;
  for (const header in headers) {
    if (!header.includes('ratelimit-')) continue;
    const match = general.exec(header);
    const [, field, word = 'requests', window = ''] = match ?? turned(anthropic.exec(header)) ?? [];
    if (field === undefined) continue;
    const counted = word === 'req' ? 'requests' : (word as Counted);
    found ??= new Map<string, Parts>();
    const name = `${counted}${window}`;
    const parts = found.get(name) ?? { counted, window };
    parts[field as 'limit' | 'remaining' | 'reset'] = headers[header];
    found.set(name, parts);
  }
  if (found === undefined) return [];
  return [...found].flatMap(([name, parts]) => {
    const remaining = numberOf(parts.remaining);
    if (remaining === undefined) return [];
    const { counted, window } = parts;
    const told = parts.reset === undefined ? undefined : parseResetTime(parts.reset, nowMs);
    const reset = told ?? { atMs: nowMs + (windowsMs[window] ?? 60_000), gradual: true };
    return [{ name, counted, limit: numberOf(parts.limit), remaining, reset }];
  });
}

function turned(match: RegExpExecArray | null): (string | undefined)[] | undefined {
  return match === null ? undefined : ['', match[2], match[1]];
}

/** Mistral and RFC drafts add more behind the number: `100, 100;w=60`. */
function numberOf(text: string | undefined): number | undefined {
  const value = Number.parseFloat(text ?? '');
  return Number.isFinite(value) ? Math.max(0, value) : undefined;
}

interface Known extends ReportedLimit {
  readonly notedAtMs: number;
  /** Taken by us since it was told. */
  taken: number;
}

/** What a provider told of its limits for one account and model. The newest answer counts, less what was sent since. */
export class ReportedLimits {
  readonly #known = new Map<string, Known>();
  readonly #planWindow: (nowMs: number) => HeldWindow | undefined;

  /** @param planWindow the window of the account's plan that is used up */
  constructor(planWindow: (nowMs: number) => HeldWindow | undefined = () => undefined) {
    this.#planWindow = planWindow;
  }

  /** Takes what the head of an answer says. */
  note(headers: Readonly<Record<string, string>>, nowMs: number): void {
    for (const limit of readReportedLimits(headers, nowMs)) {
      this.#known.set(limit.name, { ...limit, notedAtMs: nowMs, taken: 0 });
    }
  }

  /** When a call of this size fits into all of them, ms since 1970. */
  readyAtMs(size: CallSize, nowMs: number): number {
    let readyAtMs = this.#planWindow(nowMs)?.untilMs ?? nowMs;
    for (const known of this.#known.values()) {
      if (known.reset.atMs <= nowMs) this.#known.delete(known.name);
      else readyAtMs = Math.max(readyAtMs, fitsAtMs(known, size, nowMs));
    }
    return readyAtMs;
  }

  /** The limit that holds a call up, for texts. */
  blocking(size: CallSize, nowMs: number): string | undefined {
    const window = this.#planWindow(nowMs);
    if (window !== undefined) return `usage in ${window.name}`;
    for (const known of this.#known.values()) {
      if (fitsAtMs(known, size, nowMs) > nowMs) return known.name.replace('-', ' a ');
    }
    return undefined;
  }

  take(size: CallSize): void {
    for (const known of this.#known.values()) known.taken += needOf(known.counted, size);
  }

  get isEmpty(): boolean {
    return this.#known.size === 0;
  }
}

function fitsAtMs(
  { counted, limit, remaining, reset, notedAtMs, taken }: Known,
  size: CallSize,
  nowMs: number,
): number {
  if (reset.atMs <= nowMs) return nowMs;
  const needed = needOf(counted, size);
  const need = limit === undefined ? needed : Math.min(needed, limit);
  const missing = need + taken - remaining;
  if (missing <= 0) return nowMs;
  const gap = (limit ?? 0) - remaining;
  if (!reset.gradual || gap <= 0) return reset.atMs;
  const fillMs = (reset.atMs - notedAtMs) * Math.min(1, missing / gap);
  return Math.max(nowMs, notedAtMs + fillMs);
}

function needOf(counted: Counted, { promptTokens, answerTokens }: CallSize): number {
  switch (counted) {
    case 'requests':
      return 1;
    case 'input-tokens':
      return promptTokens;
    case 'output-tokens':
      return answerTokens;
    case 'tokens':
      return promptTokens + answerTokens;
  }
}
