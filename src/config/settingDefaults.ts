import type { EffectiveSettings } from './effectiveConfig.ts';
import type { ConfigInput } from './schema.ts';

/** The settings that are one object each, with what the user left out. */
export function withDefaults(input: ConfigInput): EffectiveSettings {
  const { failover, assumedTokens, intent, record, telemetry, cache } = input;
  return {
    failover: {
      onError: true,
      onRateLimit: true,
      attempts: 3,
      withinSeconds: 120,
      cooldownSeconds: 15,
      ...failover,
    },
    limits: input.limits ?? {},
    budget: input.budget ?? {},
    assumedTokens: { prompt: 400, answer: 300, ...assumedTokens },
    intent: { enabled: true, lowConfidence: 0.4, directConfidence: 0.7, ...intent },
    record: {
      enabled: true,
      maxDays: 90,
      maxMiB: 200,
      ...record,
      capture: { enabled: false, maxHours: 24, ...record?.capture },
    },
    telemetry: { headers: {}, traces: true, metrics: true, intervalSeconds: 60, ...telemetry },
    cache: { enabled: false, maxEntries: 500, maxMiB: 64, ttlSeconds: 3600, tools: false, ...cache },
  };
}
