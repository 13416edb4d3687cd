import { invalidRequest } from '../../errors.ts';
import { asString, type JsonObject } from '../../wire/json.ts';
import type { ExchangeContext } from '../exchangeContext.ts';
import type { PassedExchange } from '../passedPaths/passedExchange.ts';
import { writeJson } from '../writeJson.ts';
import type { StoredResponse } from './responseStore.ts';

/** OpenAI's own, for lists (platform.openai.com/docs/api-reference/responses/input-items). */
const defaultPageSize = 20;
const longestPage = 100;

/**
 * Answers `/v1/responses/{id}` and what stands below it for a response that is kept here. Resolves with false when it is not, and
 * nothing was answered. Throws `invalid_request` for what OpenAI refuses too.
 */
export async function answerStored(
  context: ExchangeContext,
  { family, method, path }: PassedExchange,
): Promise<boolean> {
  const { services, incoming, client, progress } = context;
  const [id] = path.ids;
  const stored = family === 'responses' && id !== undefined ? services.responses.find(id) : undefined;
  if (id === undefined || stored === undefined) return false;
  const answer = answerTo(stored, { method, path: path.upstreamPath, query: incoming.query });
  if (method === 'DELETE') services.responses.delete(id);
  await writeJson(client, 200, {}, answer);
  progress.finished = true;
  return true;
}

interface StoredRequest {
  readonly method: PassedExchange['method'];
  readonly path: string;
  readonly query: URLSearchParams;
}

function answerTo({ response, input }: StoredResponse, { method, path, query }: StoredRequest): JsonObject {
  if (path.endsWith('/cancel')) throw invalidRequest('response_id', 'Cannot cancel a synchronous response.');
  if (path.endsWith('/input_items')) return page(input, query);
  if (method === 'DELETE') return { id: response['id'], object: 'response', deleted: true };
  if (query.get('stream') === 'true') {
    throw invalidRequest('stream', 'Only responses that were made in the background can be streamed again.');
  }
  return response;
}

/** One page of a list, the newest first unless asked otherwise. */
function page(input: readonly JsonObject[], query: URLSearchParams): JsonObject {
  const limit = query.has('limit') ? Number(query.get('limit')) : defaultPageSize;
  if (!Number.isInteger(limit) || limit < 1 || limit > longestPage) {
    throw invalidRequest('limit', `limit must be a number from 1 to ${longestPage}.`);
  }
  const ordered = query.get('order') === 'asc' ? input : input.toReversed();
  const after = query.get('after');
  const start = after === null ? 0 : ordered.findIndex(({ id }) => id === after) + 1;
  const data = ordered.slice(start, start + limit);
  return {
    object: 'list',
    data,
    first_id: asString(data[0]?.['id']) ?? null,
    last_id: asString(data.at(-1)?.['id']) ?? null,
    has_more: start + limit < ordered.length,
  };
}
