import type { ExchangeObserver, ExchangeRecord } from '../exchange/services.ts';
import type { Log } from '../log.ts';
import { formatModelReference } from '../modelReference.ts';

/** Clients may name what they like: beyond this many different losses the memory begins anew. */
const maxKnownLosses = 500;

/** Counts exchanges since start and writes one log line each, without prompts and keys. */
export class ExchangeCounter implements ExchangeObserver {
  #requests = 0;
  #errors = 0;
  readonly #log: Log;
  readonly #onChange: () => void;
  readonly #knownLosses = new Set<string>();

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
    if (record.outcome === 'failed') this.#log.warn(describeExchange(record));
    else if (this.#log.writes?.('info') !== false) this.#log.info(describeExchange(record));
    for (const warning of record.decision?.warnings ?? []) this.#log.warn(warning);
    this.#warnOfDropped(record);
    this.#onChange();
  }

  /** Agents send the same fields with every request: each loss is a warning once, and after that for who looks closely. */
  #warnOfDropped({ requestId, decision, dropped }: ExchangeRecord): void {
    if (decision === undefined || dropped.length === 0) return;
    const loss = `${formatModelReference(decision.target)} was not told ${dropped.join(', ')}`;
    const line = `${requestId} ${loss} (x-muxgate-dropped)`;
    if (this.#knownLosses.has(loss)) {
      this.#log.debug(line);
      return;
    }
    if (this.#knownLosses.size >= maxKnownLosses) this.#knownLosses.clear();
    this.#knownLosses.add(loss);
    this.#log.warn(line);
  }
}

/** One line a person can read: route, model, why, status, time, tokens. */
function describeExchange(record: ExchangeRecord): string {
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
