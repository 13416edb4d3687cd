import type { AttemptRecord } from '../../src/gateway/exchange/attemptRecord.ts';
import type { ExchangeRecord } from '../../src/gateway/exchange/services.ts';
import type { Intent } from '../../src/gateway/intent/intent.ts';
import { planOf } from './planOf.ts';

let count = 0;

/** A finished exchange that went well, with what a test says otherwise. */
export function exchangeRecordOf(facts: Partial<ExchangeRecord> = {}): ExchangeRecord {
  const target = { provider: 'openai', model: 'gpt-5' };
  return {
    requestId: `request-${++count}`,
    route: 'chat',
    outcome: 'answered',
    status: 200,
    stream: true,
    decision: {
      target,
      plan: planOf(target),
      kind: 'chat',
      workspace: 'default',
      cause: 'catch-all',
      reason: 'no rule matched',
      files: [],
      warnings: [],
    },
    client: 'cline',
    requestedModel: 'auto',
    attempts: [attemptOf()],
    startedAtMs: 1_790_000_000_000,
    durationMs: 1200,
    firstTokenMs: 300,
    dropped: [],
    usage: { inputTokens: 1000, outputTokens: 100 },
    cost: { kind: 'exact', usd: 0.002 },
    ...facts,
  };
}

/** A call that was answered, with what a test says otherwise. */
export function attemptOf(facts: Partial<AttemptRecord> = {}): AttemptRecord {
  return {
    provider: 'openai',
    account: 'default',
    model: 'gpt-5',
    startedAtMs: 1_790_000_000_010,
    durationMs: 1100,
    outcome: 'answered',
    status: 200,
    ...facts,
  };
}

export function intentOf(label: Intent['label']): Intent {
  const signals = {
    estimatedTokens: 10,
    codeFence: false,
    programmingWords: 2,
    translation: false,
    vision: false,
    safety: false,
  };
  return { label, confidence: 0.8, signals, source: 'classifier' };
}
