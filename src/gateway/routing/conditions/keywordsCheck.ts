import { orList } from '../phrases.ts';
import { type BoundedRegex, compileRegex } from './boundedRegex.ts';
import type { BrokenCheck, ConditionCheck } from './conditionCheck.ts';
import { foldText, hasWord } from './wordSearch.ts';

/** Searched in a text at most, half of it at each end: what people ask for stands around what they paste. */
const longestText = 200_000;

/** A text, the same folded for words, and what was found in it already. */
export interface SearchedText {
  readonly text: string;
  readonly folded: string;
  /** By a condition's keywords. */
  readonly searches: Map<readonly Keyword[], KeywordSearch>;
}

/** What a search for keywords came to. */
interface KeywordSearch {
  /** The first that is in the text. */
  readonly found?: Keyword;
  /** The first that was given up, where none was found. */
  readonly late?: Keyword;
}

interface Keyword {
  /** As written. */
  readonly written: string;
  readonly isIn: (text: SearchedText) => boolean | undefined;
}

/** `/regex/flags`; anything else with slashes, such as a path, is words. */
const regexForm = /^\/(.+)\/([dgimsuvy]*)$/s;

/** `keywords`: any of these words or regexes stands in the newest user turn; for `localOnly`, anywhere in the request. */
export function keywordsCheck(keywords: readonly string[]): ConditionCheck | BrokenCheck | [] {
  const compiled: Keyword[] = [];
  for (const written of keywords) {
    const keyword = compileKeyword(written);
    if (keyword === undefined) continue;
    if ('broken' in keyword) return keyword;
    compiled.push(keyword);
  }
  if (compiled.length === 0) return [];
  const shown = orList(compiled.map(({ written }) => quoted(written)));
  const searchIn = (text: SearchedText): KeywordSearch => {
    const known = text.searches.get(compiled);
    if (known !== undefined) return known;
    const search = searchKeywords(compiled, text);
    text.searches.set(compiled, search);
    return search;
  };
  return {
    asks: `${shown} in the newest message`,
    test: ({ prompt }) => {
      const words = prompt.words();
      return words === undefined ? false : searchIn(words).found !== undefined;
    },
    covers: ({ prompt }) => {
      const texts = prompt.everything();
      if (texts === undefined) return undefined;
      return texts.some((text) => compiled.some(({ isIn }) => isIn(text) !== false));
    },
    found: ({ prompt }) => {
      const words = prompt.words();
      if (words === undefined) return 'there is no message of the user';
      const { found, late } = searchIn(words);
      if (found !== undefined) return `the newest message says ${quoted(found.written)}`;
      if (late !== undefined) return `${late.written} was given up: it takes too long on this message`;
      return 'the newest message does not say it';
    },
  };
}

/** A text as keywords are looked for in it: whole, or of a very long one both ends. */
export function searchedText(text: string, limit = longestText): SearchedText {
  const bounded =
    text.length <= limit ? text : `${text.slice(0, limit / 2)}\n${text.slice(text.length - limit / 2)}`;
  return { text: bounded, folded: foldText(bounded), searches: new Map() };
}

function searchKeywords(keywords: readonly Keyword[], text: SearchedText): KeywordSearch {
  let late: Keyword | undefined;
  for (const keyword of keywords) {
    const isIn = keyword.isIn(text);
    if (isIn === true) return { found: keyword };
    if (isIn === undefined) late ??= keyword;
  }
  return { late };
}

function compileKeyword(written: string): Keyword | BrokenCheck | undefined {
  const regex = regexForm.exec(written.trim());
  const [, source, flags = ''] = regex ?? [];
  if (source !== undefined && new Set(flags).size === flags.length) {
    const compiled: BoundedRegex | { error: string } = compileRegex(source, flags);
    if ('error' in compiled) return { broken: `the regex "${written}" ${compiled.error}` };
    return { written, isIn: ({ text }) => compiled.test(text) };
  }
  const word = foldText(written.trim());
  return word === '' ? undefined : { written: written.trim(), isIn: ({ folded }) => hasWord(folded, word) };
}

function quoted(written: string): string {
  return regexForm.test(written) ? written : `"${written}"`;
}
