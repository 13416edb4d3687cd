import type { BodyBuilder } from './bodyBuilder.ts';
import type { JsonObject, JsonValue } from './json.ts';

/** A part or tool; what stands beside its meaning are hints for the client's own format. */
export interface Hinted {
  readonly type: string;
  readonly cacheControl?: JsonValue;
  readonly extras?: JsonObject;
}

/** Notes the hints that the target does not get, each by its name below `place` (`tools.defer_loading`). */
export function dropHints(body: BodyBuilder, place: string, { cacheControl, extras }: Hinted): void {
  if (cacheControl !== undefined) body.drop('cache_control');
  dropExtras(body, place, extras);
}

/** The same for fields alone, where the target knows cache marks. */
export function dropExtras(body: BodyBuilder, place: string, extras: JsonObject | undefined): void {
  for (const field of Object.keys(extras ?? {})) body.drop(`${place}.${field}`);
}
