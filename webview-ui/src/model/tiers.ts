import { isJsonObject, type JsonObject, textMember, withMember } from './json.ts';

/** A row of the table of tiers. */
export interface TierRow {
  /** Glob on the requested model name. */
  readonly pattern: string;
  /** Empty: none is chosen yet. */
  readonly model: string;
  readonly isEnabled: boolean;
  /** It is in the settings; else it is one of those that are there to be switched on. */
  readonly isWritten: boolean;
}

/** What agents of Claude's family ask for. */
const offered = ['*opus*', '*sonnet*', '*haiku*'];

/** The rows as written, then those of the offered ones that are not. */
export function tierRows(tiers: JsonObject): TierRow[] {
  const written = Object.entries(tiers).map(([pattern, row]): TierRow => {
    const model = typeof row === 'string' ? row : isJsonObject(row) ? textMember(row, 'model') : '';
    const isOff = isJsonObject(row) && row['enabled'] === false;
    return { pattern, model, isEnabled: model !== '' && !isOff, isWritten: true };
  });
  const others = offered
    .filter((pattern) => !Object.hasOwn(tiers, pattern))
    .map((pattern): TierRow => ({ pattern, model: '', isEnabled: false, isWritten: false }));
  return [...written, ...others];
}

/** The table after a row was given a model, which switches an offered row on. */
export function withTierModel(tiers: JsonObject, pattern: string, model: string): JsonObject {
  const row = Object.hasOwn(tiers, pattern) ? tiers[pattern] : undefined;
  const members = isJsonObject(row) ? withMember(row, 'model', model === '' ? undefined : model) : {};
  const isShort = model !== '' && Object.keys(members).every((key) => key === 'model');
  return withMember(tiers, pattern, isShort ? model : members);
}

/** The tiers with one of them on or off; an enabled one is written as its model alone. */
export function withTierEnabled(tiers: JsonObject, pattern: string, isEnabled: boolean): JsonObject {
  const row = Object.hasOwn(tiers, pattern) ? tiers[pattern] : undefined;
  const model = typeof row === 'string' ? row : isJsonObject(row) ? textMember(row, 'model') : '';
  return withMember(tiers, pattern, isEnabled ? model : { model, enabled: false });
}
