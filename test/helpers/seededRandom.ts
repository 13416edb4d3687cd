/** Random choices that are the same for one seed, so that a failing case can be repeated. */
export interface Random {
  /** From 0 up to but not including `limit`. */
  integer(limit: number): number;
  chance(probability: number): boolean;
  pick<T>(options: readonly T[]): T;
  /** Up to `most` items. */
  list<T>(most: number, make: (index: number) => T): T[];
  /** The made object half of the time, else an empty one: to be spread. */
  maybe<T extends object>(make: () => T): T | Record<string, never>;
  /** A word of text, now and then with characters that need care. */
  word(): string;
}

const words = [
  'plain',
  'two words',
  'Grüße 🌍',
  '"quoted"',
  'line\nbreak',
  '{"a":1}',
  '\\slash',
  '<|endoftext|>',
];

/** mulberry32: enough for tests. */
export function seededRandom(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const random: Random = {
    integer: (limit) => Math.floor(next() * limit),
    chance: (probability) => next() < probability,
    pick: (options) => {
      const option = options[random.integer(options.length)];
      if (option === undefined) throw new Error('nothing to pick from');
      return option;
    },
    list: (most, make) => Array.from({ length: random.integer(most + 1) }, (_, index) => make(index)),
    maybe: (make) => (random.chance(0.5) ? make() : {}),
    word: () => random.pick(words),
  };
  return random;
}
