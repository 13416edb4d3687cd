import { omitMembers } from '../../../wire/omitMembers.ts';
import type { UpstreamAttempt } from '../../../upstream/attempt.ts';
import type { JsonObject } from '../../../wire/json.ts';
import { modelOf } from '../attemptBody.ts';

/** What Vertex wants instead of the header `anthropic-version` (platform.claude.com/docs/en/api/claude-on-vertex-ai). */
const anthropicVersion = 'vertex-2023-10-16';

/**
 * A Messages call as rawPredict or streamRawPredict: the model in the address, the version in the body. The body's other
 * members stay as they are; betas go as the header that the client sent.
 */
export function rawPredictCall(attempt: UpstreamAttempt, body: JsonObject): UpstreamAttempt {
  const model = encodeURIComponent(modelOf(body).replace(/^anthropic\//, '')).replace('%40', '@');
  const url = new URL(attempt.url);
  const action = body['stream'] === true ? 'streamRawPredict' : 'rawPredict';
  url.pathname = url.pathname.replace(/%7Bmodel%7D:rawPredict$/, `${model}:${action}`);
  url.searchParams.delete('beta');
  return {
    ...attempt,
    url: url.href,
    headers: omitMembers(attempt.headers, 'anthropic-version'),
    body: JSON.stringify({ anthropic_version: anthropicVersion, ...omitMembers(body, 'model') }),
  };
}
