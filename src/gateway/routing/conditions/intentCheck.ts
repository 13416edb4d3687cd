import type { Conditions, IntentLabel } from '../../../config/conditionSchema.ts';
import { orList } from '../phrases.ts';
import type { ConditionCheck } from './conditionCheck.ts';

type IntentCondition = NonNullable<Conditions['intent']>;

/**
 * `intent`: the newest user turn is about one of these, as surely as `minConfidence` or else `intent.directConfidence` says;
 * for `localOnly`, any user turn, as all of them are sent.
 */
export function intentCheck(condition: IntentCondition): ConditionCheck | [] {
  const { labels, minConfidence } = intentsOf(condition);
  if (labels.length === 0) return [];
  const wanted = new Set<string>(labels);
  return {
    asks: `the intent ${orList(labels)}`,
    test: ({ prompt }) => {
      const intent = prompt.intent();
      if (intent === undefined) return false;
      return wanted.has(intent.label) && intent.confidence >= (minConfidence ?? prompt.directConfidence);
    },
    covers: ({ prompt }) =>
      prompt
        .everyIntent()
        .some(
          ({ label, confidence }) =>
            wanted.has(label) && confidence >= (minConfidence ?? prompt.directConfidence),
        ),
    found: ({ prompt }) => {
      const intent = prompt.intent();
      if (intent === undefined) return 'no intent is known of this request';
      const { label, confidence } = intent;
      if (label === 'unknown') return 'the intent of this one is not clear';
      return `the intent of this one is ${label} with confidence ${confidence.toFixed(2)}`;
    },
  };
}

/** The labels of an `intent` condition, and its own threshold. */
export function intentsOf(condition: IntentCondition): {
  readonly labels: readonly IntentLabel[];
  readonly minConfidence?: number;
} {
  if (typeof condition === 'string') return { labels: [condition] };
  return 'labels' in condition ? condition : { labels: condition };
}
