import { joinedBody, type UpstreamAttempt } from '../../upstream/attempt.ts';
import { asString, type JsonObject, parseObject } from '../../wire/json.ts';

/** A call's JSON body; empty when it has none, or another. */
export function bodyOf({ body }: UpstreamAttempt): JsonObject {
  if (body === undefined) return {};
  const whole = joinedBody(body);
  return parseObject(typeof whole === 'string' ? whole : new TextDecoder().decode(whole)) ?? {};
}

/** The model that a call's body names; empty when it names none. */
export function modelOf(body: JsonObject): string {
  return asString(body['model']) ?? '';
}
