import { type Feature, features, type Lexicon } from './feature.ts';

/** The features that a text has: how many different words and phrases of each, and where the first stands. */
export interface FoundFeatures {
  /** Different entries found. */
  count(feature: Feature): number;
  /** How many words stand before the first; Infinity when there is none. */
  at(feature: Feature): number;
  /** Words of the text; of scripts without spaces, two characters are about one. */
  readonly wordCount: number;
}

interface Entry {
  readonly id: number;
  readonly feature: number;
  /** The whole word, stem or phrase. */
  readonly text: string;
}

const indexOf = Object.fromEntries(features.map((feature, index) => [feature, index])) as Readonly<
  Record<Feature, number>
>;
/** Stems are found by this many characters of theirs. */
const stemKey = 4;
/** Kinds of openings that are told apart; a power of two. */
const openingCount = 2 ** 16;
/** From here on scripts may be without spaces, or glue endings to words: phrases are found anywhere. */
const firstUnspaced = 0x1100;

/** Finds the words of lexicons in a text, in one pass. */
export class LexiconMatcher {
  readonly #words = new Map<string, Entry[]>();
  readonly #stems = new Map<string, Entry[]>();
  readonly #unspaced = new Map<number, Entry[]>();
  /** How entries begin: nearly every word of a text begins otherwise, and need not be cut out and looked up. */
  readonly #openings = new Uint8Array(openingCount);
  #entryCount = 0;
  /** By entry, the text in which it was found last: cheaper than a fresh list for each text. */
  #foundIn: Uint32Array | undefined;
  #textNumber = 0;

  /** @param unspaced phrases that are found anywhere in a text */
  constructor(lexicons: readonly Lexicon[], unspaced: readonly Lexicon[]) {
    for (const lexicon of lexicons) for (const entry of this.#entriesOf(lexicon)) this.#addWord(entry);
    for (const lexicon of unspaced) {
      for (const entry of this.#entriesOf(lexicon)) append(this.#unspaced, entry.text.charCodeAt(0), entry);
    }
  }

  /** @param text in lower case */
  find(text: string): FoundFeatures {
    this.#foundIn ??= new Uint32Array(this.#entryCount);
    this.#textNumber = (this.#textNumber + 1) >>> 0;
    const found = new FeaturesOfText(this.#foundIn, this.#textNumber);
    let at = 0;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (isUnspaced(code)) {
        const entries = this.#unspaced.get(code);
        if (entries !== undefined)
          for (const entry of entries) if (text.startsWith(entry.text, at)) found.take(entry);
        found.words += 0.5;
        at++;
      } else if (isWordPart(code)) {
        const end = wordEnd(text, at);
        if (this.#openings[openingOf(text, at, end)] === 1) this.#takeWord(text, at, end, found);
        found.words++;
        at = end;
      } else at++;
    }
    return found;
  }

  #takeWord(text: string, at: number, end: number, found: FeaturesOfText): void {
    const word = text.slice(at, end);
    for (const entry of this.#words.get(word) ?? []) {
      if (entry.text.length === word.length || isPhraseAt(text, entry.text, at)) found.take(entry);
    }
    if (word.length < stemKey) return;
    for (const entry of this.#stems.get(word.slice(0, stemKey)) ?? []) {
      if (text.startsWith(entry.text, at)) found.take(entry);
    }
  }

  *#entriesOf(lexicon: Lexicon): Generator<Entry> {
    for (const [feature, words] of Object.entries(lexicon)) {
      for (const word of words.split(' ').filter((one) => one !== '')) {
        const index = features.indexOf(feature as Feature);
        yield { id: this.#entryCount++, feature: index, text: word.replaceAll('_', ' ') };
      }
    }
  }

  #addWord({ id, feature, text }: Entry): void {
    this.#openings[openingOf(text, 0, wordEnd(text, 0))] = 1;
    if (text.endsWith('*')) {
      const stem = text.slice(0, -1);
      append(this.#stems, stem.slice(0, stemKey), { id, feature, text: stem });
    } else append(this.#words, text.slice(0, wordEnd(text, 0)), { id, feature, text });
  }
}

const noCounts: readonly number[] = features.map(() => 0);
const noFirsts: readonly number[] = features.map(() => Infinity);
const neverTaken: readonly number[] = features.map(() => -1);

/** Gathers what is found in one text. */
class FeaturesOfText implements FoundFeatures {
  /** Words so far. */
  words = 0;
  readonly #counts = noCounts.slice();
  readonly #firsts = noFirsts.slice();
  /** Languages share words: a word counts once for a feature. */
  readonly #lastTaken = neverTaken.slice();
  readonly #foundIn: Uint32Array;
  readonly #textNumber: number;

  constructor(foundIn: Uint32Array, textNumber: number) {
    this.#foundIn = foundIn;
    this.#textNumber = textNumber;
  }

  /** An entry stands at the word that comes next. */
  take({ id, feature }: Entry): void {
    if (this.#foundIn[id] === this.#textNumber) return;
    this.#foundIn[id] = this.#textNumber;
    if (this.#lastTaken[feature] === this.words) return;
    this.#lastTaken[feature] = this.words;
    this.#counts[feature] = this.#countOf(feature) + 1;
    this.#firsts[feature] = Math.min(this.#firstOf(feature), this.words);
  }

  count(feature: Feature): number {
    return this.#countOf(indexOf[feature]);
  }

  at(feature: Feature): number {
    return this.#firstOf(indexOf[feature]);
  }

  get wordCount(): number {
    return Math.ceil(this.words);
  }

  #countOf(feature: number): number {
    return this.#counts[feature] ?? 0;
  }

  #firstOf(feature: number): number {
    return this.#firsts[feature] ?? Infinity;
  }
}

/** The same number for words that begin with the same characters, as many as stems are found by. */
function openingOf(text: string, at: number, end: number): number {
  const stop = Math.min(end, at + stemKey);
  let opening = 0;
  for (let index = at; index < stop; index++) opening = opening * 31 + text.charCodeAt(index);
  return opening & (openingCount - 1);
}

function isPhraseAt(text: string, phrase: string, at: number): boolean {
  return text.startsWith(phrase, at) && !isWordPart(text.charCodeAt(at + phrase.length));
}

function append<Key>(entries: Map<Key, Entry[]>, key: Key, entry: Entry): void {
  const known = entries.get(key);
  if (known === undefined) entries.set(key, [entry]);
  else known.push(entry);
}

function wordEnd(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isWordPart(code)) continue;
    // `c++`, `c#`, `package.json`, `don't`, `key-value`: signs that belong to the word when it goes on, or ends with them.
    const isSign = code === plus || code === hash;
    const isJoint = code === dot || code === apostrophe || code === hyphen || code === curlyApostrophe;
    if (isSign || (isJoint && isWordPart(text.charCodeAt(at + 1)))) continue;
    break;
  }
  return at;
}

const plus = 43;
const hash = 35;
const dot = 46;
const apostrophe = 39;
const hyphen = 45;
const curlyApostrophe = 0x2019;

/** By their codes, 1 for the ASCII characters of words in lower case. */
const asciiWordParts = Uint8Array.from({ length: 128 }, (_, code) =>
  Number(/[a-z0-9_]/.test(String.fromCharCode(code))),
);

/** A letter or digit of a script with spaces; NaN, beyond the end, is none. */
function isWordPart(code: number): boolean {
  if (code < 128) return asciiWordParts[code] === 1;
  // Latin with accents, Greek, Cyrillic and their neighbours; `«`, `»`, `¿` and the like are below 0xc0.
  return code >= 0xc0 && code < firstUnspaced && code !== 0xd7 && code !== 0xf7;
}

function isUnspaced(code: number): boolean {
  return code >= firstUnspaced && (code < 0x1e00 || code >= 0x3040) && code < 0xff00;
}
