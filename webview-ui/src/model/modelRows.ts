import { ownMember } from '../../../src/protocol/sameJson.ts';
import type { ModelStatus } from '../../../src/protocol/status.ts';
import type { JsonObject } from './json.ts';
import { formatModelReference } from './modelReference.ts';

/** A model of a provider's page, or a pattern over models. */
export interface ModelRow {
  /** Its key among the overrides. */
  readonly pattern: string;
  readonly label: string;
  /** Absent for a pattern, and for a model that is not listed. */
  readonly model?: ModelStatus;
  /** The settings say something of exactly this. */
  readonly isOverridden: boolean;
}

/**
 * What a provider's page lists: the patterns that are about this provider first, then its models, those that were found by
 * the text typed.
 */
export function modelRows(
  provider: string,
  models: readonly ModelStatus[],
  overrides: JsonObject,
  text: string,
): ModelRow[] {
  const listed = models.map((model): ModelRow => {
    const pattern = formatModelReference({ provider, model: model.id });
    const isOverridden = ownMember(overrides, pattern) !== undefined;
    return { pattern, label: model.id, model, isOverridden };
  });
  const names = new Set(listed.map(({ pattern }) => pattern));
  const patterns = Object.keys(overrides)
    .filter((pattern) => isAbout(pattern, provider) && !names.has(pattern))
    .map((pattern): ModelRow => ({ pattern, label: pattern, isOverridden: true }));
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const isFound = ({ label, model }: ModelRow): boolean =>
    words.every((word) => `${label} ${model?.name ?? ''}`.toLowerCase().includes(word));
  return [...patterns, ...listed].filter(isFound);
}

/** A pattern whose part before the `/` is the provider, or has wildcards that may mean it. */
function isAbout(pattern: string, provider: string): boolean {
  const [first = ''] = pattern.split('/', 1);
  return first === provider || /[*?[\]{}()!]/.test(first);
}
