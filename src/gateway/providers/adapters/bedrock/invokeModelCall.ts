import type { UpstreamAttempt } from '../../../upstream/attempt.ts';
import type { JsonObject } from '../../../wire/json.ts';
import { omitMembers } from '../../../omitMembers.ts';
import { modelOf } from '../attemptBody.ts';

/** What Bedrock's InvokeModel wants instead of the header `anthropic-version`. */
const anthropicVersion = 'bedrock-2023-05-31';

/**
 * Betas that Bedrock takes; any other is answered with 400 "invalid beta flag". Source: docs.aws.amazon.com/bedrock/latest/
 * userguide/model-parameters-anthropic-claude-messages-request-response.html.
 */
const knownBetas: ReadonlySet<string> = new Set([
  'computer-use-2024-10-22',
  'computer-use-2025-01-24',
  'computer-use-2025-11-24',
  'token-efficient-tools-2025-02-19',
  'interleaved-thinking-2025-05-14',
  'output-128k-2025-02-19',
  'dev-full-thinking-2025-05-14',
  'context-1m-2025-08-07',
  'context-management-2025-06-27',
  'effort-2025-11-24',
  'tool-search-tool-2025-10-19',
  'tool-examples-2025-10-29',
]);

/**
 * A Messages call as InvokeModel or InvokeModelWithResponseStream: model and streaming in the address, version and betas in
 * the body. The body's other members stay as they are.
 */
export function invokeModelCall(attempt: UpstreamAttempt, body: JsonObject): UpstreamAttempt {
  const betas = (attempt.headers['anthropic-beta'] ?? '')
    .split(',')
    .map((beta) => beta.trim())
    .filter((beta) => knownBetas.has(beta));
  const url = new URL(attempt.url);
  const streams = body['stream'] === true;
  const action = streams ? 'invoke-with-response-stream' : 'invoke';
  url.pathname = url.pathname.replace('%7Bmodel%7D/invoke', `${encodeURIComponent(modelOf(body))}/${action}`);
  // Clients say `?beta=true`, which Bedrock does not know.
  url.searchParams.delete('beta');
  return {
    ...attempt,
    url: url.href,
    headers: {
      ...omitMembers(attempt.headers, 'anthropic-version', 'anthropic-beta'),
      accept: streams ? 'application/vnd.amazon.eventstream' : 'application/json',
    },
    body: JSON.stringify({
      anthropic_version: anthropicVersion,
      ...(betas.length === 0 ? {} : { anthropic_beta: betas }),
      ...omitMembers(body, 'model', 'stream'),
    }),
  };
}
