import type { JsonObject } from './json.ts';

/** How much the model is to think. */
export interface ReasoningRequest {
  /** `off` is an explicit "do not think"; `adaptive` leaves the amount to the model. */
  readonly mode: 'on' | 'off' | 'adaptive';
  /** minimal | low | medium | high | xhigh | max …; an open list. */
  readonly effort?: string;
  readonly budgetTokens?: number;
  readonly display?: string;
}

/** The form that the answer is to have. */
export type ResponseFormat =
  | { readonly type: 'text' }
  | { readonly type: 'json' }
  | {
      readonly type: 'jsonSchema';
      readonly name?: string;
      readonly description?: string;
      readonly schema: JsonObject;
      readonly strict?: boolean;
    };

/** How the next words are chosen, and when the answer is over. */
export interface SamplingParameters {
  readonly maxOutputTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly seed?: number;
  readonly frequencyPenalty?: number;
  readonly presencePenalty?: number;
  /** Stop sequences, always a list. */
  readonly stop: readonly string[];
}
