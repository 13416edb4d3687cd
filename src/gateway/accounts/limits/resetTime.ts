const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** When a limit of a provider is whole again. */
export interface ResetTime {
  /** ms since 1970 */
  readonly atMs: number;
  /** It fills up steadily until then, as a token bucket does; else nothing comes back before. */
  readonly gradual: boolean;
}

/**
 * Reads the value of a `…-reset` header: a duration with units (`6m0s`, `12ms`: OpenAI, Groq) and an RFC 3339 date (Anthropic) say
 * when a bucket is full again; seconds (Cerebras), Unix seconds and Unix milliseconds (OpenRouter) when a window ends.
 * undefined when it is none of these.
 */
export function parseResetTime(text: string, nowMs: number): ResetTime | undefined {
  const trimmed = text.trim();
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) {
    const value = Number(trimmed);
    if (value > 1e11) return { atMs: value, gradual: false };
    return { atMs: value > 1e9 ? value * 1000 : nowMs + value * 1000, gradual: false };
  }
  const durationMs = parseDurationMs(trimmed);
  if (durationMs !== undefined) return { atMs: nowMs + durationMs, gradual: true };
  const atMs = /^\d{4}-\d\d-\d\dT/.test(trimmed) ? Date.parse(trimmed) : NaN;
  return Number.isNaN(atMs) ? undefined : { atMs, gradual: true };
}

/** `1h2m3.5s`, `250ms`; undefined for anything else. */
function parseDurationMs(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/.test(text)) return undefined;
  let sumMs = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/g)) {
    sumMs += Number(amount) * (unitMs[unit ?? ''] ?? 0);
  }
  return sumMs;
}

/** More is not believed: the longest real ones are weekly limits of subscriptions. */
const longestRetryAfterMs = 8 * 86_400_000;

/**
 * How long a provider asks to be left alone: `retry-after-ms`, else `retry-after` in seconds or as an HTTP date (RFC 9110, section
 * 10.2.3). undefined when it does not say.
 * @param headers lower-case names
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, nowMs: number): number | undefined {
  const millis = Number(headers['retry-after-ms'] ?? NaN);
  if (Number.isFinite(millis) && millis >= 0) return Math.min(millis, longestRetryAfterMs);
  const text = headers['retry-after']?.trim();
  if (text === undefined || text === '') return undefined;
  const seconds = Number(text);
  const waitMs = Number.isNaN(seconds) ? Date.parse(text) - nowMs : seconds * 1000;
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(waitMs, 0), longestRetryAfterMs);
}
