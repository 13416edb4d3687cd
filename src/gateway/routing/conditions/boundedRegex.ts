import { createContext, Script } from 'node:vm';

/** A regular expression never gets longer than this on one text. */
const testTimeoutMs = 25;
const probeTimeoutMs = 60;
/** An exponential search is beyond any time at this many repetitions, a cubic one is done at once. */
const probeRepetitions = 48;

/** Only a regex that repeats without a bound can take more than a step or a few for each character. */
const unbounded = /[*+]|\{\d*,\}/;

const sandbox = createContext({ regex: /(?:)/, texts: [] });
const script = new Script('texts.map((text) => { regex.lastIndex = 0; return regex.test(text); })');

/** A regex whose every search ends in bounded time. */
export interface BoundedRegex {
  /** Whether it matches; undefined when that could not be found out in time. */
  readonly test: (text: string) => boolean | undefined;
}

/** Compiles `/source/flags`; `error` says why it cannot be used: it does not compile, or takes for ever on some short text. */
export function compileRegex(source: string, flags: string): BoundedRegex | { readonly error: string } {
  let regex: RegExp;
  try {
    regex = new RegExp(source, flags.replace(/[gy]/g, ''));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { error: `does not compile: ${message.replace(/^Invalid regular expression: .*\/\w*: /, '')}` };
  }
  if (!unbounded.test(source)) return { test: (text) => regex.test(text) };
  // Slow twice is slow; slow once may be a busy machine.
  const probes = probesFor(source);
  if (run(regex, probes, probeTimeoutMs) === undefined && run(regex, probes, probeTimeoutMs) === undefined) {
    return {
      error: 'takes for ever on some texts: a repetition in it can match the same characters in many ways',
    };
  }
  return { test: (text) => run(regex, [text], testTimeoutMs)?.[0] };
}

/** V8 stops a search in the middle when the time of its script is over; nothing else can. */
function run(regex: RegExp, texts: readonly string[], timeoutMs: number): boolean[] | undefined {
  Object.assign(sandbox, { regex, texts });
  try {
    return script.runInContext(sandbox, { timeout: timeoutMs }) as boolean[];
  } catch {
    return undefined;
  } finally {
    Object.assign(sandbox, { regex: undefined, texts: [] });
  }
}

/** Texts that make a search go back and forth: what the regex speaks of, many times, and then something else. */
function probesFor(source: string): string[] {
  const literals = source.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}]/gu) ?? [];
  const pumps = new Set([
    'a',
    'A',
    '1',
    ' ',
    '_',
    '-',
    '.',
    'a ',
    'a1',
    'a.',
    'a@',
    ...literals.slice(0, 40),
  ]);
  for (const character of new Set(source.slice(0, 200))) pumps.add(character);
  return [...pumps].map((pump) => `${pump.repeat(probeRepetitions)}\u0000`);
}
