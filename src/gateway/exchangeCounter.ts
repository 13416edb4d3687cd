import type { ExchangeObserver, ExchangeRecord } from './exchange/services.ts';
import type { Log } from './log.ts';
import { formatModelReference } from './modelReference.ts';

/** Counts exchanges since start and writes one log line each, without prompts and keys. */
export class ExchangeCounter implements ExchangeObserver {
  #requests = 0;
  #errors = 0;
  readonly #log: Log;
  readonly #onChange: () => void;

  constructor(log: Log, onChange: () => void) {
    this.#log = log;
    this.#onChange = onChange;
  }

  get counts(): { requests: number; errors: number } {
    return { requests: this.#requests, errors: this.#errors };
  }

  onExchangeStart(): void {
    this.#requests++;
    this.#onChange();
  }

  onExchange(record: ExchangeRecord): void {
    if (record.outcome === 'failed') this.#errors++;
    const line = describeExchange(record);
    if (record.outcome === 'failed') this.#log.warn(line);
    else this.#log.info(line);
    for (const warning of record.decision?.warnings ?? []) this.#log.warn(warning);
    this.#onChange();
  }
}

/** One line a person can read: route, model, why, status, time, tokens. */
export function describeExchange(record: ExchangeRecord): string {
  const { decision, usage } = record;
  const parts = [
    `${record.route}${record.stream ? ' stream' : ''}`,
    decision === undefined ? 'no model' : `→ ${formatModelReference(decision.target)} (${decision.reason})`,
    record.outcome === 'answered' ? String(record.status) : `${record.status} ${record.outcome}`,
    `${Math.round(record.durationMs)} ms`,
    usage === undefined ? undefined : `${usage.inputTokens ?? '?'} in, ${usage.outputTokens ?? '?'} out`,
    record.error === undefined ? undefined : `${record.error.code}: ${record.error.message}`,
  ];
  return `${record.requestId} ${parts.filter((part) => part !== undefined).join(', ')}`;
}
