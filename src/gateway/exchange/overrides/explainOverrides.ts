import type { ModelOverride } from '../../../config/schema.ts';
import { formatModelReference, type ModelReference } from '../../modelReference.ts';
import type { Explanation } from '../../routing/decision.ts';
import type { NeutralRequest } from '../../wire/exchange.ts';
import { overrideRefusal } from './refuseByOverride.ts';

/** An explanation with what `modelOverrides` would do to the request: refuse it, or change it on its way. */
export function explainOverrides(
  explanation: Explanation,
  request: NeutralRequest,
  overrideOf: (reference: ModelReference) => ModelOverride,
): Explanation {
  const { decision } = explanation;
  if (decision === undefined) return explanation;
  const override = overrideOf(decision.target);
  const refusal = overrideRefusal(override, decision.target, request);
  if (refusal !== undefined) {
    return { ...explanation, decision: undefined, error: { code: refusal.code, message: refusal.message } };
  }
  const notes = overrideNotes(override, decision.target, request);
  if (notes.length === 0) return explanation;
  return { ...explanation, decision: { ...decision, warnings: [...decision.warnings, ...notes] } };
}

function overrideNotes(override: ModelOverride, target: ModelReference, request: NeutralRequest): string[] {
  if (request.kind === 'embeddings') return [];
  const name = formatModelReference(target);
  const { maxOutputTokens: limit, reasoning } = override;
  const notes: string[] = [];
  if (limit !== undefined && (request.maxOutputTokens ?? Infinity) > limit) {
    notes.push(`modelOverrides: answers of ${name} have ${limit} tokens at most`);
  }
  if (reasoning === false && request.kind === 'chat' && request.reasoning !== undefined) {
    notes.push(`modelOverrides: ${name} does not reason, so its settings are taken out`);
  }
  return notes;
}
