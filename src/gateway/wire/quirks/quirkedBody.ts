import type { JsonObject } from '../json.ts';

/** A body while quirks are applied to it, with what the client's request lost by them. Its members are replaced, never written to. */
export class QuirkedBody {
  #body: JsonObject;
  #isChanged = false;
  readonly #lost = new Set<string>();

  constructor(body: JsonObject) {
    this.#body = body;
  }

  get body(): JsonObject {
    return this.#body;
  }

  /** Whether anything is different from the body that was given. */
  get isChanged(): boolean {
    return this.#isChanged;
  }

  /** Names of the fields whose meaning is gone, each once. */
  get lost(): readonly string[] {
    return [...this.#lost];
  }

  has(field: string): boolean {
    return this.#body[field] !== undefined;
  }

  /** Adds or replaces members; a member of value undefined goes. */
  set(members: Readonly<Record<string, JsonObject[string] | undefined>>): void {
    const changed = Object.entries({ ...this.#body, ...members }).filter(
      (entry): entry is [string, JsonObject[string]] => entry[1] !== undefined,
    );
    this.#body = Object.fromEntries(changed);
    this.#isChanged = true;
  }

  remove(field: string): void {
    if (this.has(field)) this.set({ [field]: undefined });
  }

  /** Something that the client asked for does not reach the provider. */
  lose(field: string): void {
    this.#lost.add(field);
  }
}
