/** What stands for all values beyond the bound. */
const otherLabel = 'other';

/** The values of a label: clients and users may name what they like, and each value costs memory here and in the collector. */
export class BoundedLabels {
  readonly #max: number;
  readonly #known = new Set<string>();

  /** @param max how many different values there may be */
  constructor(max: number) {
    this.#max = max;
  }

  /** The value itself while there is room, else `other`; the empty text for none. */
  of(value: string | undefined): string {
    if (value === undefined || value === '') return '';
    if (this.#known.has(value)) return value;
    if (this.#known.size >= this.#max) return otherLabel;
    this.#known.add(value);
    return value;
  }
}
