import { asArray, asNumber, asString, isObject, type JsonObject, parseObject } from '../../wire/json.ts';
import { formatSseEvent } from '../../wire/sse/formatSseEvent.ts';
import type { RawEvent } from '../../wire/sse/sseSplitter.ts';
import type { StreamRepair } from './streamRepair.ts';

/** Written where the provider gives none. */
export interface ChunkHead {
  readonly id: string;
  readonly model: string;
  /** Unix time in seconds. */
  readonly created: number;
}

/**
 * Chat chunks: `index` on every tool call (by its id, else by order; the openai and AI SDKs fail without) and `id`, `created`,
 * `model` on every chunk (the openai SDK's helper loses usage without).
 */
export class ChatStreamRepair implements StreamRepair {
  readonly #head: ChunkHead;
  readonly #callIds: string[] = [];
  #lastIndex = 0;

  constructor(head: ChunkHead) {
    this.#head = head;
  }

  repair(event: RawEvent): Uint8Array {
    const { data } = event;
    if (!data.startsWith('{') || !this.#mayLackSomething(data)) return event.raw;
    const chunk = parseObject(data);
    if (chunk === undefined || !Array.isArray(chunk.choices)) return event.raw;
    const lacksHead =
      asString(chunk.id) === undefined ||
      asString(chunk.model) === undefined ||
      asNumber(chunk.created) === undefined;
    const lacksIndex = chunk.choices.map((choice) => this.#numberToolCalls(choice)).includes(true);
    if (!lacksHead && !lacksIndex) return event.raw;
    return Buffer.from(
      formatSseEvent({ object: 'chat.completion.chunk', ...this.#head, ...withoutNulls(chunk) }, event.event),
    );
  }

  /** A chunk of plain text with a whole head, nearly every one, is told by the words in it. */
  #mayLackSomething(data: string): boolean {
    if (data.includes('"tool_calls"')) return true;
    return !data.includes('"id"') || !data.includes('"created"') || !data.includes('"model"');
  }

  /** Returns whether an index was missing. */
  #numberToolCalls(choice: unknown): boolean {
    const delta = isObject(choice) && isObject(choice.delta) ? choice.delta : {};
    let wasMissing = false;
    for (const call of asArray(delta.tool_calls)) {
      if (!isObject(call)) continue;
      const given = asNumber(call.index);
      if (given === undefined) {
        wasMissing = true;
        call.index = this.#indexFor(asString(call.id));
      }
      this.#lastIndex = given ?? asNumber(call.index) ?? 0;
    }
    return wasMissing;
  }

  /** A known id keeps its number, a new one gets the next, and a fragment without id goes on with the last call. */
  #indexFor(id: string | undefined): number {
    if (id === undefined || id === '') return this.#lastIndex;
    const known = this.#callIds.indexOf(id);
    return known === -1 ? this.#callIds.push(id) - 1 : known;
  }
}

function withoutNulls(chunk: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(chunk).filter(([name, value]) => value !== null || name === 'usage'),
  );
}
