import { asArray, asString, isObject, type JsonObject } from '../../wire/json.ts';

/** A response that no provider keeps, and the whole conversation that it answered. */
export interface StoredResponse {
  /** As the client got it. */
  readonly response: JsonObject;
  /** Every item that stood before it, the oldest first, each with an id. */
  readonly input: readonly JsonObject[];
}

interface Entry extends StoredResponse {
  readonly bytes: number;
}

/** More is forgotten, the least recently used first. */
const maxResponses = 1000;
const maxBytes = 64 * 1024 * 1024;

/**
 * The responses that were written here because their provider speaks another format: what `previous_response_id`, references to items
 * and `GET /v1/responses/{id}` ask for. In memory alone, since they hold prompts.
 */
export class ResponseStore {
  readonly #entries = new Map<string, Entry>();
  /** Items by id, whichever response they came with. */
  readonly #items = new Map<string, JsonObject>();
  #bytes = 0;

  /** Nothing can be referred to. */
  get isEmpty(): boolean {
    return this.#entries.size === 0 && this.#items.size === 0;
  }

  /** Keeps a response; one that is too large for the store is not kept. */
  keep(stored: StoredResponse): void {
    const id = asString(stored.response['id']);
    if (id === undefined) return;
    this.delete(id);
    // UTF-16 in memory; items that several responses share count for each, so that the bound holds.
    const bytes = 2 * JSON.stringify([stored.response, stored.input]).length;
    if (bytes > maxBytes) return;
    this.#entries.set(id, { ...stored, bytes });
    for (const item of itemsOf(stored)) this.#items.set(asString(item['id']) ?? '', item);
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= maxResponses && this.#bytes <= maxBytes) break;
      this.delete(oldest);
    }
  }

  /** A response by its id; from now on it is the most recently used one. */
  find(id: string): StoredResponse | undefined {
    const entry = this.#entries.get(id);
    if (entry === undefined) return undefined;
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    return entry;
  }

  /** An item of any response that is kept. */
  item(id: string): JsonObject | undefined {
    return this.#items.get(id);
  }

  /** Forgets a response; whether it was there. Items that later responses stand on stay. */
  delete(id: string): boolean {
    const entry = this.#entries.get(id);
    if (entry === undefined) return false;
    this.#entries.delete(id);
    this.#bytes -= entry.bytes;
    for (const item of itemsOf(entry)) {
      const itemId = asString(item['id']) ?? '';
      if (this.#items.get(itemId) === item) this.#items.delete(itemId);
    }
    return true;
  }
}

/** The items of a response's answer. */
export function outputOf({ response }: StoredResponse): JsonObject[] {
  return asArray(response['output']).filter(isObject);
}

function itemsOf(stored: StoredResponse): JsonObject[] {
  return [...stored.input, ...outputOf(stored)];
}
