import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type IntentLabel, intentLabels } from '../../src/config/conditionSchema.ts';

export interface LabelledPrompt {
  readonly label: IntentLabel;
  readonly text: string;
}

/** The labelled prompts in two halves by a hash of their texts, so that nobody chooses what is held out. */
export function intentPrompts(): { development: LabelledPrompt[]; heldOut: LabelledPrompt[] } {
  const development: LabelledPrompt[] = [];
  const heldOut: LabelledPrompt[] = [];
  for (const label of intentLabels) {
    const file = new URL(`../fixtures/intent/${label}.json`, import.meta.url);
    for (const text of JSON.parse(readFileSync(file, 'utf8')) as string[]) {
      const isHeldOut = (createHash('sha256').update(text).digest()[0] ?? 0) % 2 === 1;
      (isHeldOut ? heldOut : development).push({ label, text });
    }
  }
  return { development, heldOut };
}
