import type { RawEvent } from '../../wire/sse/sseSplitter.ts';

/**
 * Mends what the streams of compatible and local servers are known to leave out and clients need (clients.md). Events that
 * lack nothing keep their bytes. Never used for the types `openai` and `anthropic`.
 */
export interface StreamRepair {
  /** The bytes to send for an event. */
  repair(event: RawEvent): Uint8Array;
}
