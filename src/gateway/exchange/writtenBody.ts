import type { CallBody } from '../upstream/attempt.ts';
import type { JsonObject } from '../wire/json.ts';
import { writeSharing } from '../wire/sharedTexts.ts';
import type { RequestBody } from './requestBody.ts';

/** A body that was written anew for a provider, as JSON; long texts of the client's body are sent as the bytes that they came in. */
export function writtenBody(json: JsonObject, { bytes, texts }: RequestBody): CallBody {
  const shared = texts === undefined ? undefined : writeSharing(json, bytes, texts);
  return shared ?? JSON.stringify(json);
}
