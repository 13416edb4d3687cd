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
/** From here on scripts may be without spaces, or glue endings to words: phrases are found anywhere. */
const firstUnspaced = 0x1100;

/** Finds the words of lexicons in a text, in one pass. */
export class LexiconMatcher {
  readonly #words = new Map<string, Entry[]>();
  readonly #stems = new Map<string, Entry[]>();
  readonly #unspaced = new Map<number, Entry[]>();
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
    const counts = new Uint8Array(features.length);
    const firsts = new Float64Array(features.length).fill(Infinity);
    const foundIn = (this.#foundIn ??= new Uint32Array(this.#entryCount));
    this.#textNumber = (this.#textNumber + 1) >>> 0;
    const textNumber = this.#textNumber;
    // Languages share words: a word counts once for a feature.
    const lastTaken = new Float64Array(features.length).fill(-1);
    let wordCount = 0;
    const take = ({ id, feature }: Entry): void => {
      if (foundIn[id] === textNumber) return;
      foundIn[id] = textNumber;
      if (lastTaken[feature] === wordCount) return;
      lastTaken[feature] = wordCount;
      counts[feature] = (counts[feature] ?? 0) + 1;
      firsts[feature] = Math.min(firsts[feature] ?? Infinity, wordCount);
    };
    let at = 0;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (isUnspaced(code)) {
        for (const entry of this.#unspaced.get(code) ?? []) if (text.startsWith(entry.text, at)) take(entry);
        wordCount += 0.5;
        at++;
      } else if (isWordPart(code)) {
        const end = wordEnd(text, at);
        this.#takeWord(text, at, end, take);
        wordCount++;
        at = end;
      } else at++;
    }
    return {
      count: (feature) => counts[indexOf[feature]] ?? 0,
      at: (feature) => firsts[indexOf[feature]] ?? Infinity,
      wordCount: Math.ceil(wordCount),
    };
  }

  #takeWord(text: string, at: number, end: number, take: (entry: Entry) => void): void {
    const word = text.slice(at, end);
    for (const entry of this.#words.get(word) ?? []) {
      if (entry.text.length === word.length || isPhraseAt(text, entry.text, at)) take(entry);
    }
    if (word.length < stemKey) return;
    for (const entry of this.#stems.get(word.slice(0, stemKey)) ?? []) {
      if (text.startsWith(entry.text, at)) take(entry);
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
    if (text.endsWith('*')) {
      const stem = text.slice(0, -1);
      append(this.#stems, stem.slice(0, stemKey), { id, feature, text: stem });
    } else append(this.#words, text.slice(0, wordEnd(text, 0)), { id, feature, text });
  }
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

/** A letter or digit of a script with spaces; NaN, beyond the end, is none. */
function isWordPart(code: number): boolean {
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 95;
  // Latin with accents, Greek, Cyrillic and their neighbours; `«`, `»`, `¿` and the like are below 0xc0.
  return code >= 0xc0 && code < firstUnspaced && code !== 0xd7 && code !== 0xf7;
}

function isUnspaced(code: number): boolean {
  return code >= firstUnspaced && (code < 0x1e00 || code >= 0x3040) && code < 0xff00;
}
