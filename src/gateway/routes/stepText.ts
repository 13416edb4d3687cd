import { formatModelReference } from '../modelReference.ts';
import type { AttemptStep, PlannedTarget } from './attemptPlan.ts';

/** A step as people read it; what is asked together is joined by commas. */
export function stepText(step: AttemptStep): string {
  switch (step.kind) {
    case 'one':
      return targetText(step.target);
    case 'race':
      return step.targets.map(targetText).join(', ');
    case 'consensus':
      return `${step.targets.map(targetText).join(', ')}, joined by ${targetText(step.summarizer)}`;
  }
}

function targetText({ target, account }: PlannedTarget): string {
  return `${formatModelReference(target)}${account === undefined ? '' : ` (account ${account})`}`;
}
