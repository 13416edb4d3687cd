import type { Connection } from '../../storage/connection.ts';

/** What a person thinks of an answer; `none` takes it back. */
export const ratings = ['up', 'down', 'none'] as const;
export type Rating = (typeof ratings)[number];

/** The request that was answered last, instead of an id. */
export const lastRequest = 'last';

/**
 * Keeps a rating of a recorded request, in the place of an earlier one. Throws SQLite's error.
 * @param request its id, as the header `x-muxgate-request-id` has it, or `last`
 * @returns the id of the request that was rated; undefined: there is no such row
 */
export function rateRequest(
  connection: Connection,
  request: string,
  rating: Rating,
  nowMs: number,
): string | undefined {
  const row =
    request === lastRequest
      ? connection.get(
          "SELECT request_id FROM exchange WHERE outcome = 'answered' ORDER BY at_ms DESC, id DESC LIMIT 1",
        )
      : connection.get('SELECT request_id FROM exchange WHERE request_id = ?', request);
  const id = row?.['request_id'];
  if (typeof id !== 'string') return undefined;
  if (rating === 'none') {
    connection.run('DELETE FROM rating WHERE request_id = ?', id);
    return id;
  }
  connection.run(
    'INSERT INTO rating (request_id, at_ms, rating) VALUES (?, ?, ?) ' +
      'ON CONFLICT (request_id) DO UPDATE SET at_ms = excluded.at_ms, rating = excluded.rating',
    id,
    nowMs,
    rating === 'up' ? 1 : -1,
  );
  return id;
}
