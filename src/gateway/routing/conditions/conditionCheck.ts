import type { RequestFacts } from '../requestFacts.ts';

/** What conditions ask of a request. */
export type ConditionFacts = Pick<
  RequestFacts,
  'kind' | 'client' | 'layers' | 'window' | 'request' | 'prompt' | 'now'
>;

/** One condition besides kind, files, languages and clients, ready to be asked. */
export interface ConditionCheck {
  /** Follows "it asks for", e.g. `a prompt of at least 1000 tokens`. */
  readonly asks: string;
  /** Whether it holds; undefined where nobody can know, which counts as no. */
  readonly test: (facts: ConditionFacts) => boolean | undefined;
  /**
   * The same for a `localOnly` rule, where that looks at more: at everything that the request would carry away. undefined
   * counts as yes there.
   */
  readonly covers?: (facts: ConditionFacts) => boolean | undefined;
  /** What there is instead or indeed, e.g. `the prompt has about 300`. */
  readonly found: (facts: ConditionFacts) => string;
}

/** A condition that cannot be asked as it is written. */
export interface BrokenCheck {
  /** e.g. `the regex "/(a/" does not compile: unterminated group`. */
  readonly broken: string;
}
