import type { ExchangeRecord } from '../../src/gateway/exchange/services.ts';
import type { RuleOutcome } from '../../src/gateway/routing/decision.ts';
import { attemptOf } from '../helpers/exchangeRecords.ts';
import { planOf } from '../helpers/planOf.ts';
import { seededRandom } from '../helpers/seededRandom.ts';

const hourMs = 3_600_000;

/** Those of `exampleSettings`, with why each did not match where it did not. */
const rules: readonly Pick<RuleOutcome, 'name' | 'text' | 'why'>[] = [
  {
    name: 'Docs',
    text: '*.md → openai/gpt-5.2-mini',
    why: 'it does not match web/app.ts, the active editor',
  },
  { text: 'FIM → local/qwen2.5-coder:1.5b', why: 'it is for FIM requests, and this one is chat' },
  { name: 'Later', text: 'on branch release/* → openai/gpt-5.2', why: 'it is switched off' },
  {
    name: 'Private',
    text: 'secrets/**, *.env → local/qwen3-coder:30b, local only',
    why: 'it does not match web/app.ts, the active editor',
  },
  {
    text: 'in typescript from claude-code about deep_reason → anthropic/claude-opus-4-5',
    why: 'the intent is code_gen',
  },
];

interface Kind {
  readonly model: string;
  readonly client: string;
  readonly reason: string;
  readonly rule?: number;
  readonly promptTokens: number;
  /** USD per million tokens. */
  readonly price: readonly [input: number, output: number];
  readonly tokensPerSecond: number;
}

const kinds: readonly Kind[] = [
  {
    model: 'anthropic/claude-sonnet-4-5',
    client: 'claude-code',
    reason: 'no rule matched',
    promptTokens: 18_000,
    price: [3, 15],
    tokensPerSecond: 70,
  },
  {
    model: 'openai/gpt-5.2-mini',
    client: 'continue',
    reason: 'rule 1 (Docs) matched README.md',
    rule: 0,
    promptTokens: 3000,
    price: [0.25, 2],
    tokensPerSecond: 120,
  },
  {
    model: 'local/qwen2.5-coder:1.5b',
    client: 'muxgate-completions',
    reason: 'rule 2 matched (fim)',
    rule: 1,
    promptTokens: 1200,
    price: [0, 0],
    tokensPerSecond: 90,
  },
  {
    model: 'anthropic/claude-opus-4-5',
    client: 'claude-code',
    reason: 'rule 5 matched web/app.ts',
    rule: 4,
    promptTokens: 24_000,
    price: [5, 25],
    tokensPerSecond: 45,
  },
];

const weighted = kinds.flatMap((kind, index) => Array.from({ length: [3, 2, 4, 1][index] ?? 1 }, () => kind));

/** A week of somebody's requests, the same each time but for the day that it ends on. */
export function exampleRecord(nowMs: number): Partial<ExchangeRecord>[] {
  const random = seededRandom(7);
  const exchanges: Partial<ExchangeRecord>[] = [];
  for (let ageMs = 7 * 24 * hourMs; ageMs > 0; ageMs -= (4 + random.integer(36)) * 60_000) {
    const startedAtMs = nowMs - ageMs;
    const hour = new Date(startedAtMs).getHours();
    const kind = random.pick(weighted);
    if ((hour < 8 || hour > 19) && ageMs > hourMs * 3) continue;
    exchanges.push(exchangeOf(kind, startedAtMs, 0.5 + random.integer(100) / 100));
  }
  return exchanges;
}

function exchangeOf(kind: Kind, startedAtMs: number, factor: number): Partial<ExchangeRecord> {
  const [provider = '', model = ''] = kind.model.split('/');
  const target = { provider, model };
  const inputTokens = Math.round(kind.promptTokens * factor);
  const outputTokens = Math.round((kind.price[1] === 0 ? 40 : 700) * factor);
  const firstTokenMs = Math.round((kind.price[1] === 0 ? 110 : 620) * factor);
  const durationMs = firstTokenMs + Math.round((outputTokens / kind.tokensPerSecond) * 1000);
  const usd = (inputTokens * kind.price[0] + outputTokens * kind.price[1]) / 1e6;
  return {
    startedAtMs,
    firstTokenMs,
    durationMs,
    client: kind.client,
    route: kind.client === 'claude-code' ? 'messages' : 'chat',
    answeredBy: { target, account: 'default' },
    attempts: [attemptOf({ provider, model, startedAtMs: startedAtMs + 8, durationMs: durationMs - 8 })],
    usage: { inputTokens, outputTokens },
    cost: { kind: 'exact', usd },
    decision: {
      target,
      plan: planOf(target),
      kind: 'chat',
      workspace: 'default',
      cause: kind.rule === undefined ? 'catch-all' : 'rule',
      reason: kind.reason,
      ...(kind.rule === undefined
        ? {}
        : { rule: { number: kind.rule + 1, text: rules[kind.rule]?.text ?? '' } }),
      rules: rulesOf(kind.rule),
      files: [],
      warnings: [],
    },
  };
}

/** Each with its outcome, up to the one that decided. */
function rulesOf(decided: number | undefined): RuleOutcome[] {
  return rules.slice(0, decided === undefined ? rules.length : decided + 1).map((rule, index) => ({
    ...rule,
    number: index + 1,
    outcome: index === decided ? 'matched' : rule.name === 'Later' ? 'disabled' : 'not matched',
  }));
}
