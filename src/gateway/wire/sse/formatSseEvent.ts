import type { JsonObject } from '../json.ts';

/**
 * One server-sent event with a JSON body, as all clients read it: `data:` with a space after the colon, one line, LF
 * line ends and the closing blank line. `event` is the event's name where the protocol names its events.
 */
export function formatSseEvent(data: JsonObject, event?: string): string {
  const name = event === undefined ? '' : `event: ${event}\n`;
  return `${name}data: ${JSON.stringify(data)}\n\n`;
}
