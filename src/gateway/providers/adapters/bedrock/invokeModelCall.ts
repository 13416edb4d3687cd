import type { UpstreamAttempt } from '../../../upstream/attempt.ts';
import { asArray, isObject, type JsonObject, type JsonValue } from '../../../wire/json.ts';
import { omitMembers } from '../../../wire/omitMembers.ts';
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
  'fine-grained-tool-streaming-2025-05-14',
]);

/**
 * The field of a tool that Bedrock refuses, and the beta that does the same (github.com/vercel/ai packages/amazon-bedrock/src/
 * anthropic/amazon-bedrock-anthropic-provider.ts).
 */
const eagerStreaming = { field: 'eager_input_streaming', beta: 'fine-grained-tool-streaming-2025-05-14' };

/**
 * A Messages call as InvokeModel or InvokeModelWithResponseStream: model and streaming in the address, version and betas in
 * the body, and no tool with the field that Bedrock refuses. The body's other members stay as they are.
 */
export function invokeModelCall(attempt: UpstreamAttempt, body: JsonObject): UpstreamAttempt {
  const betas = betasOf(attempt, body);
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
      ...(body['tools'] === undefined ? {} : { tools: asArray(body['tools']).map(plainTool) }),
    }),
  };
}

/** The betas that the client named and Bedrock takes, and the one that stands for a refused field of a tool. */
function betasOf({ headers }: UpstreamAttempt, body: JsonObject): string[] {
  const named = (headers['anthropic-beta'] ?? '').split(',').map((beta) => beta.trim());
  const isEager = asArray(body['tools']).some(
    (tool) => isObject(tool) && tool[eagerStreaming.field] === true,
  );
  return [
    ...new Set([...named.filter((beta) => knownBetas.has(beta)), ...(isEager ? [eagerStreaming.beta] : [])]),
  ];
}

function plainTool(tool: JsonValue): JsonValue | undefined {
  return isObject(tool) ? omitMembers(tool, eagerStreaming.field) : tool;
}
