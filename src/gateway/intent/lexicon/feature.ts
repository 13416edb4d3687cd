/** What a word or phrase tells of a prompt's intent. */
export const features = [
  /** Asks for a change of code or of the machine: write, fix, rename. */
  'codeVerb',
  /** A thing of programming: function, test, endpoint. */
  'codeNoun',
  /** A programming language or a framework. */
  'codeLanguage',
  /** Asks to work something out: explain, compare, why. */
  'reason',
  /** What such an answer is made of: trade-offs, root cause, step by step. */
  'reasonNoun',
  /** Structured data: JSON, CSV, schema. */
  'data',
  /** Asks for data out of something: extract, return, convert. */
  'extract',
  'translate',
  /** Asks for words of a language: how do you say, what does it mean. */
  'say',
  'humanLanguage',
  /** Translations as a part of a program: locale, i18n. */
  'localisation',
  'image',
  /** What one does with an image: describe, look, read. */
  'see',
  /** It came with the prompt: attached, this. */
  'attached',
  /** Means of harm: malware, bomb. */
  'harm',
  /** May be harm, by whom it is done to: kill, hack, steal. */
  'harmVerb',
  /** Somebody, or what belongs to somebody: person, neighbour, account. */
  'victim',
  'selfHarm',
  /** Tries to talk a model out of its rules. */
  'jailbreak',
  /** Speaks of protection: mitigate, detect, threat model. */
  'defence',
  /** Processes, signals, games: what is killed or attacked in programs. */
  'harmless',
  'greeting',
  /** Begins a question of fact: what, which, when. */
  'question',
] as const;

export type Feature = (typeof features)[number];

/** Words of features: separated by spaces; `*` at the end stands for any ending, `_` for a space between words. */
export type Lexicon = Partial<Readonly<Record<Feature, string>>>;
