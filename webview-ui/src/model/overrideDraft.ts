import * as l10n from '@vscode/l10n';
import { isJsonObject, type JsonObject, withMember } from './json.ts';

/** What the user says of an ability: nothing, or that it is there or not. */
export type AbilityChoice = 'known' | 'yes' | 'no';

export const abilityKeys = ['tools', 'images', 'reasoning', 'fim', 'embeddings'] as const;
const limitKeys = ['contextTokens', 'maxOutputTokens'] as const;
export type AbilityKey = (typeof abilityKeys)[number];
export type LimitKey = (typeof limitKeys)[number];

/** An override while it is edited: what stands in its fields. */
export interface OverrideDraft
  extends Readonly<Record<LimitKey, string>>, Readonly<Record<AbilityKey, AbilityChoice>> {
  /** The provider on whose page it is edited. */
  readonly provider: string;
  /** `provider/model` or a glob. */
  readonly pattern: string;
  /** Its key in the settings; absent for a new one. */
  readonly savedPattern?: string;
  /** The pattern is a model's name and is not typed. */
  readonly isOfModel: boolean;
  /** What the settings said when editing began. */
  readonly base?: unknown;
  readonly isTouched: boolean;
}

/** Begins to edit what the settings say of a model or glob, or to say something for the first time. */
export function overrideDraftOf(
  provider: string,
  pattern: string,
  saved: unknown,
  isOfModel: boolean,
): OverrideDraft {
  const value = isJsonObject(saved) ? saved : {};
  const limit = (key: LimitKey): string => (typeof value[key] === 'number' ? String(value[key]) : '');
  const ability = (key: AbilityKey): AbilityChoice => {
    const said = value[key];
    return typeof said === 'boolean' ? (said ? 'yes' : 'no') : 'known';
  };
  return {
    provider,
    pattern,
    savedPattern: saved === undefined ? undefined : pattern,
    isOfModel,
    base: saved,
    isTouched: false,
    contextTokens: limit('contextTokens'),
    maxOutputTokens: limit('maxOutputTokens'),
    tools: ability('tools'),
    images: ability('images'),
    reasoning: ability('reasoning'),
    fim: ability('fim'),
    embeddings: ability('embeddings'),
  };
}

/** The override as it would be written; undefined when it says nothing. Members that the form does not know stay. */
export function overrideValue(draft: OverrideDraft): JsonObject | undefined {
  const base = isJsonObject(draft.base) ? draft.base : {};
  const members: readonly (readonly [string, unknown])[] = [
    ...limitKeys.map((key) => [key, tokenCount(draft[key])] as const),
    ...abilityKeys.map((key) => [key, draft[key] === 'known' ? undefined : draft[key] === 'yes'] as const),
  ];
  const value = members.reduce((object, [key, member]) => withMember(object, key, member), base);
  return Object.keys(value).length === 0 ? undefined : value;
}

/** `200000`, `200 000`, `200K` and `1M` as a number; undefined for an empty field, NaN for anything else. */
export function tokenCount(text: string): number | undefined {
  const plain = text.replaceAll(/[\s,_]/g, '').toLowerCase();
  if (plain === '') return undefined;
  const found = /^(\d+(?:\.\d+)?)([km]?)$/.exec(plain);
  if (found === null) return NaN;
  const unit = found[2] === 'k' ? 1000 : found[2] === 'm' ? 1_000_000 : 1;
  const count = Number(found[1]) * unit;
  return Number.isInteger(count) && count > 0 ? count : NaN;
}

/** What is wrong in the fields of an override, by field. */
export type OverrideProblems = Readonly<Partial<Record<LimitKey | 'pattern', string>>>;

/**
 * What has to be put right before an override can be saved; empty when nothing has.
 * @param taken the other patterns of the settings
 */
export function overrideProblems(draft: OverrideDraft, taken: readonly string[]): OverrideProblems {
  const problems: [string, string | undefined][] = limitKeys.map((key) => [
    key,
    Number.isNaN(tokenCount(draft[key]))
      ? l10n.t('A number of tokens, for example 32000 or 32K.')
      : undefined,
  ]);
  problems.push(['pattern', patternProblem(draft.pattern.trim(), taken)]);
  return Object.fromEntries(problems.filter(([, problem]) => problem !== undefined));
}

function patternProblem(pattern: string, taken: readonly string[]): string | undefined {
  if (!/^[^/]+\/.+$/.test(pattern))
    return l10n.t('A model as "provider/model", or a pattern such as "openrouter/*".');
  return taken.includes(pattern) ? l10n.t('There is an entry for this already.') : undefined;
}
