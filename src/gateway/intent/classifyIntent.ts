import type { IntentLabel } from '../../config/conditionSchema.ts';
import { estimateTextTokens } from '../usage/estimateTextTokens.ts';
import { RememberedTexts } from '../rememberedTexts.ts';
import { hasCodeName } from './codeNames.ts';
import type { Intent } from './intent.ts';
import { eastAsian } from './lexicon/eastAsian.ts';
import { english } from './lexicon/english.ts';
import { french, german, italian, portuguese, spanish } from './lexicon/european.ts';
import { LexiconMatcher } from './lexicon/lexiconMatcher.ts';
import { polish, russian, turkish } from './lexicon/slavic.ts';
import { proseOf } from './prose.ts';
import { scoreIntents } from './scoreIntents.ts';

export interface ClassifyOptions {
  /** There is an image in the message. */
  readonly hasImage: boolean;
  /** Below it the label is `unknown`. */
  readonly lowConfidence: number;
}

const sampleLength = 4000;

let matcher: LexiconMatcher | undefined;

/** By the user's own words. */
const remembered = new RememberedTexts<{ readonly options: ClassifyOptions; readonly intent: Intent }>();

/**
 * What a user's words are about, by words and forms of a dozen languages: the same words have the same intent always. Time is
 * bounded: of a long text both ends are looked at, code between fences is not.
 */
export function classifyIntent(words: string, options: ClassifyOptions): Intent {
  const known = remembered.get(words);
  if (known !== undefined && isSame(known.options, options)) return known.intent;
  const intent = classify(words, options);
  remembered.set(words, { options, intent });
  return intent;
}

function isSame(one: ClassifyOptions, other: ClassifyOptions): boolean {
  return one.hasImage === other.hasImage && one.lowConfidence === other.lowConfidence;
}

function classify(words: string, { hasImage, lowConfidence }: ClassifyOptions): Intent {
  matcher ??= new LexiconMatcher(
    [english, german, french, spanish, portuguese, italian, russian, polish, turkish],
    [eastAsian],
  );
  const { text, hasFence } = proseOf(words);
  const found = matcher.find(text.toLowerCase());
  const scores = scoreIntents({ found, hasFence, hasCodeName: hasCodeName(text), hasImage });
  const { label, confidence } = likeliest(scores);
  return {
    label: confidence < lowConfidence ? 'unknown' : label,
    confidence,
    source: 'classifier',
    signals: {
      estimatedTokens: estimateLongText(words),
      codeFence: hasFence,
      programmingWords: found.count('codeNoun') + found.count('codeLanguage'),
      translation:
        found.count('translate') > 0 || (found.count('say') > 0 && found.count('humanLanguage') > 0),
      vision: hasImage || found.count('image') > 0,
      safety: scores.safety_risk >= 2,
    },
  };
}

/** The tokens of a text; of a long one by its ends. */
function estimateLongText(text: string): number {
  if (text.length <= 2 * sampleLength) return estimateTextTokens(text);
  const sample = text.slice(0, sampleLength) + text.slice(-sampleLength);
  return Math.ceil((estimateTextTokens(sample) * text.length) / sample.length);
}

/** The label of the highest score; the surer, the higher that is and the lower the next. */
function likeliest(scores: Readonly<Record<IntentLabel, number>>): {
  label: IntentLabel;
  confidence: number;
} {
  let label: IntentLabel = 'chat_lite';
  let first = -Infinity;
  let second = 0;
  for (const [one, score] of Object.entries(scores) as [IntentLabel, number][]) {
    if (score > first) {
      second = Math.max(first, 0);
      first = score;
      label = one;
    } else second = Math.max(second, score);
  }
  if (first <= 0) return { label, confidence: 0 };
  return { label, confidence: Math.round((first / (first + 0.6 * second + 1.2)) * 100) / 100 };
}
