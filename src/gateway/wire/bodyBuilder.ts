import type { EncodedRequest, EncodeTarget } from './codec.ts';
import type { JsonObject, JsonValue } from './json.ts';

/** A request body under construction: leaves out what the target refuses, and remembers what got lost. */
export class BodyBuilder {
  readonly #refused: ReadonlySet<string>;
  readonly #body: JsonObject = {};
  readonly #dropped = new Set<string>();

  constructor(target: EncodeTarget) {
    this.#refused = new Set(target.refusedParameters);
  }

  refuses(field: string): boolean {
    return this.#refused.has(field);
  }

  /** Writes a field; undefined writes nothing, a refused field is reported instead. */
  set(field: string, value: JsonValue | undefined): void {
    if (value === undefined) return;
    if (this.refuses(field)) this.drop(field);
    else this.#body[field] = value;
  }

  has(field: string): boolean {
    return this.#body[field] !== undefined;
  }

  /** Notes that something of the client's request cannot be expressed. */
  drop(field: string): void {
    this.#dropped.add(field);
  }

  /** The client's own extra fields: written for the format that the client wrote, reported for any other. */
  setExtras(extras: JsonObject, sameFormat: boolean): void {
    for (const [field, value] of Object.entries(extras)) {
      if (sameFormat) this.set(field, value);
      else if (value !== undefined) this.drop(field);
    }
  }

  build(): EncodedRequest {
    return { body: this.#body, dropped: [...this.#dropped] };
  }
}
