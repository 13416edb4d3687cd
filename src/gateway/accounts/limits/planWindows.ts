import { parseResetTime } from './resetTime.ts';

/** A window of a subscription, in which so much may be used: five hours, a week. */
export interface PlanWindow {
  /** `5 hours`, `7 days for opus`. */
  readonly name: string;
  /** It counts models alone whose name holds this. */
  readonly family?: string;
  readonly isUsedUp: boolean;
  readonly resetAtMs: number;
}

/** So long an account is not asked: somebody may have bought more since. */
const believedMs = 30 * 60_000;
/** What Claude's subscriptions tell: `…-5h-utilization` (0 to 1), `…-7d_opus-reset` (Unix seconds), `…-7d-status`. */
const anthropicHeader = /^anthropic-ratelimit-unified-(\d+[hd])(?:_([a-z0-9]+))?-(utilization|status|reset)$/;
/** What ChatGPT's tell (github.com/openai/codex codex-rs/codex-api/src/rate_limits.rs), in percent, minutes and Unix seconds. */
const codexWindows = ['primary', 'secondary'].map((name) => ({
  used: `x-codex-${name}-used-percent`,
  minutes: `x-codex-${name}-window-minutes`,
  reset: `x-codex-${name}-reset-at`,
}));
const units: Readonly<Record<string, readonly [one: string, many: string]>> = {
  h: ['hour', 'hours'],
  d: ['day', 'days'],
};

/**
 * The windows of the account's plan that an answer tells of. What is not understood, or has no time at which it begins anew, is
 * left out.
 * @param headers lower-case names
 */
export function readPlanWindows(headers: Readonly<Record<string, string>>, nowMs: number): PlanWindow[] {
  return [...anthropicWindows(headers, nowMs), ...codexPlanWindows(headers, nowMs)];
}

function anthropicWindows(headers: Readonly<Record<string, string>>, nowMs: number): PlanWindow[] {
  const names = new Set<string>();
  for (const header in headers) {
    if (!header.startsWith('anthropic-ratelimit-unified-')) continue;
    const [, length, family = ''] = anthropicHeader.exec(header) ?? [];
    if (length !== undefined) names.add(family === '' ? length : `${length}_${family}`);
  }
  // Who pays for what is beyond the plan is let through though a window is used up.
  const isLetThrough = (headers['anthropic-ratelimit-unified-status'] ?? '').startsWith('allowed');
  return [...names].flatMap((name) => {
    const field = (what: string): string | undefined =>
      headers[`anthropic-ratelimit-unified-${name}-${what}`];
    const resetAtMs = parseResetTime(field('reset') ?? '', nowMs)?.atMs;
    if (resetAtMs === undefined) return [];
    const status = field('status');
    const isFull = status === undefined ? Number(field('utilization')) >= 1 : status === 'rejected';
    const [length = '', family] = name.split('_');
    return [{ ...windowOf(lengthText(length), family), isUsedUp: isFull && !isLetThrough, resetAtMs }];
  });
}

function codexPlanWindows(headers: Readonly<Record<string, string>>, nowMs: number): PlanWindow[] {
  const paysBeyond =
    headers['x-codex-credits-has-credits']?.toLowerCase() === 'true' ||
    headers['x-codex-credits-unlimited']?.toLowerCase() === 'true';
  return codexWindows.flatMap((window) => {
    const used = Number(headers[window.used] ?? NaN);
    const minutes = Number(headers[window.minutes] ?? NaN);
    const resetAtMs = parseResetTime(headers[window.reset] ?? '', nowMs)?.atMs;
    if (!Number.isFinite(used) || !Number.isFinite(minutes) || resetAtMs === undefined) return [];
    const length = minutes % 1440 === 0 ? `${minutes / 1440}d` : `${Math.round(minutes / 60)}h`;
    return [{ ...windowOf(lengthText(length)), isUsedUp: used >= 100 && !paysBeyond, resetAtMs }];
  });
}

function windowOf(length: string, family?: string): Pick<PlanWindow, 'name' | 'family'> {
  return family === undefined ? { name: length } : { name: `${length} for ${family}`, family };
}

/** `5h` → `5 hours`. */
function lengthText(length: string): string {
  const count = Number.parseInt(length, 10);
  const [one, many] = units[length.slice(-1)] ?? ['', ''];
  return `${count} ${count === 1 ? one : many}`;
}

/** A window as an answer told of it. */
export interface HeldWindow extends PlanWindow {
  /** When the account may be asked again, ms since 1970. */
  readonly untilMs: number;
}

/** What is known of the windows of one account's plan: they hold for all its models. The newest answer counts. */
export class PlanWindows {
  readonly #known = new Map<string, HeldWindow>();

  note(windows: readonly PlanWindow[], nowMs: number): void {
    for (const window of windows) {
      const untilMs = Math.min(window.resetAtMs, nowMs + believedMs);
      this.#known.set(window.name, { ...window, untilMs });
    }
  }

  /** The used-up window that begins anew last; undefined: none is used up. @param model undefined: any */
  blocking(model: string | undefined, nowMs: number): HeldWindow | undefined {
    let last: HeldWindow | undefined;
    for (const window of this.#known.values()) {
      const { family, isUsedUp, resetAtMs, untilMs } = window;
      if (!isUsedUp || untilMs <= nowMs || resetAtMs <= (last?.resetAtMs ?? 0)) continue;
      if (family === undefined || model?.toLowerCase().includes(family) === true) last = window;
    }
    return last;
  }
}
