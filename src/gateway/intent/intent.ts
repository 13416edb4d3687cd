import type { IntentLabel } from '../../config/conditionSchema.ts';

/** What speaks for an intent. */
export interface IntentSignals {
  /** Of the text that was looked at. */
  readonly estimatedTokens: number;
  readonly codeFence: boolean;
  /** How many different words and forms of programming there are. */
  readonly programmingWords: number;
  readonly translation: boolean;
  readonly vision: boolean;
  readonly safety: boolean;
}

/** What the newest user turn is about. */
export interface Intent {
  /** `unknown`: less sure than `intent.lowConfidence`. */
  readonly label: IntentLabel | 'unknown';
  /** 0 to 1, of the likeliest label. */
  readonly confidence: number;
  readonly signals: IntentSignals;
  readonly source: 'classifier' | 'second opinion';
}
