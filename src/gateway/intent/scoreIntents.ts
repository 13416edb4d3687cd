import type { IntentLabel } from '../../config/conditionSchema.ts';
import type { FoundFeatures } from './lexicon/lexiconMatcher.ts';

/** What the scores are made from. */
export interface ScoredPrompt {
  readonly found: FoundFeatures;
  readonly hasFence: boolean;
  /** Names of code: `getUser()`, `main.rs`, `snake_case`. */
  readonly hasCodeName: boolean;
  /** There is an image in the message. */
  readonly hasImage: boolean;
}

export type IntentScores = Readonly<Record<IntentLabel, number>>;

/** Words before a verb that is still the prompt's first: "could you please …". */
const leading = 5;
/** Up to this many words somebody merely chats. */
const shortPrompt = 8;
/** With an image, so few words are about it. */
const fewWords = 20;

/** How much speaks for each intent; the numbers are only compared with each other. */
export function scoreIntents(prompt: ScoredPrompt): IntentScores {
  const code = codeScore(prompt);
  const scores = {
    code_gen: code,
    deep_reason: reasonScore(prompt),
    json_extract: dataScore(prompt),
    translation: translationScore(prompt),
    vision: visionScore(prompt),
    safety_risk: safetyScore(prompt),
  };
  const strongest = Math.max(
    code,
    scores.deep_reason,
    scores.json_extract,
    scores.translation,
    scores.vision,
    scores.safety_risk,
  );
  return { ...scores, chat_lite: chatScore(prompt, strongest) };
}

function codeScore({ found, hasFence, hasCodeName }: ScoredPrompt): number {
  const things = Math.min(found.count('codeNoun'), 3) + found.count('codeLanguage') * 1.2;
  const marks = (hasFence ? 0.5 : 0) + (hasCodeName ? 0.8 : 0);
  // Out of text comes data, out of code comes code.
  const isExtracted = found.at('extract') < leading && found.count('data') === 0;
  if (found.count('codeVerb') === 0 && !isProgramTranslated(found) && !isExtracted) {
    return 0.4 * (things + marks);
  }
  const verb = found.at('codeVerb') < leading || isExtracted ? 2.5 : 1.2;
  const isTranslated = isProgramTranslated(found) ? 2 : 0;
  const localised = Math.min(found.count('localisation'), 2) * 2;
  return verb + things + marks + isTranslated + localised;
}

/** "Translate this function to Rust": into a language for machines. */
function isProgramTranslated(found: FoundFeatures): boolean {
  return (
    found.count('translate') > 0 && found.count('codeLanguage') > 0 && found.count('humanLanguage') === 0
  );
}

function reasonScore({ found }: ScoredPrompt): number {
  const verbs = Math.min(found.count('reason'), 3);
  const nouns = Math.min(found.count('reasonNoun'), 3);
  if (verbs + nouns === 0) return 0;
  const isFirst = found.at('reason') < leading && found.at('reason') <= found.at('codeVerb');
  return verbs * 1.6 + nouns * 1.4 + (isFirst ? 2 : 0);
}

function dataScore({ found }: ScoredPrompt): number {
  if (found.count('data') === 0) return 0;
  const verbs = Math.min(found.count('extract'), 3);
  const isProgram = found.count('codeLanguage') > 0 || found.count('codeNoun') > 2;
  return Math.min(found.count('data'), 2) * 1.5 + verbs * 1.5 + (verbs > 0 ? 1.5 : 0) - (isProgram ? 2.5 : 0);
}

function translationScore({ found }: ScoredPrompt): number {
  if (isProgramTranslated(found) || found.count('localisation') > 0) return 0;
  const languages = Math.min(found.count('humanLanguage'), 2);
  const translate = found.count('translate') > 0 ? (found.at('translate') < leading ? 4.5 : 3.5) : 0;
  const say = found.count('say') > 0 && languages > 0 ? 3.5 : 0;
  return translate + say === 0 ? 0 : Math.max(translate, say) + languages * 1.5;
}

function visionScore({ found, hasImage }: ScoredPrompt): number {
  const image = Math.min(found.count('image'), 2);
  if (image === 0) return hasImage ? (found.wordCount <= fewWords ? 5 : 2) : 0;
  const isWritten = found.at('codeVerb') < leading && found.count('attached') === 0 && !hasImage;
  const sight = Math.min(found.count('see'), 2) * 1.2 + (found.count('attached') > 0 ? 1 : 0);
  return image * 2 + 0.8 + sight + (hasImage ? 2 : 0) - (isWritten ? 3 : 0);
}

function safetyScore({ found }: ScoredPrompt): number {
  const toWhom = found.count('victim') > 0 ? 1.5 : 0;
  const isHarmless = found.count('harmless') > 0 && found.count('victim') === 0;
  const means = found.count('harm') > 0 ? 5.5 + Math.min(found.count('harm') - 1, 2) + toWhom : 0;
  const deed = found.count('harmVerb') > 0 && !isHarmless ? (toWhom > 0 ? 5 : 0.8) : 0;
  const self = found.count('selfHarm') > 0 ? 6 : 0;
  const jailbreak = Math.min(found.count('jailbreak'), 2) * 3.5;
  const score = Math.max(means, deed, self) + jailbreak;
  return found.count('defence') > 0 ? score * 0.4 : score;
}

function chatScore({ found, hasFence, hasCodeName }: ScoredPrompt, strongest: number): number {
  const isShort = found.wordCount <= shortPrompt;
  const greeting = found.at('greeting') < 2 ? (isShort ? 3.5 : 1) : 0;
  const question = found.at('question') < 3 && found.wordCount <= 14 ? 1.6 : 0;
  const nothingElse = strongest < 1.5 ? 1.4 : strongest < 2.5 ? 0.8 : 0;
  const brief = isShort ? 0.8 : 0;
  return greeting + question + nothingElse + brief - (hasFence || hasCodeName ? 1.5 : 0);
}
