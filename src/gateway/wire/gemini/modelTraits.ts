/** What differs between Gemini's generations, by the model's name; a name that tells nothing counts as the newest. */
export interface ModelTraits {
  /** How much to think is said as a level (from Gemini 3 on), as a budget of tokens (2.5), or not at all. */
  readonly thinking: 'level' | 'budget' | 'none';
  /** The budgets that a model accepts besides 0, which switches thinking off where `canStopThinking`. */
  readonly minBudgetTokens: number;
  readonly maxBudgetTokens: number;
  readonly canStopThinking: boolean;
  /** The first call of each step of the current turn must carry a signature (ai.google.dev, "Thought signatures"). */
  readonly needsSignatures: boolean;
  /** Functions and a JSON answer may be asked for together, and results may hold media. */
  readonly combinesTools: boolean;
}

const older = { needsSignatures: false, combinesTools: false } as const;
const unthinking: ModelTraits = {
  ...older,
  thinking: 'none',
  minBudgetTokens: 0,
  maxBudgetTokens: 0,
  canStopThinking: true,
};

/** Budgets are those of ai.google.dev, "Gemini thinking", section "Thinking budgets". */
export function modelTraits(model: string): ModelTraits {
  const name = model.slice(model.lastIndexOf('/') + 1).toLowerCase();
  if (/^gemma/.test(name)) return unthinking;
  const version = Number(/^gemini-(\d+(?:\.\d+)?)/.exec(name)?.[1] ?? Infinity);
  if (version < 2.5) return unthinking;
  if (version >= 3) {
    return {
      thinking: 'level',
      minBudgetTokens: 0,
      maxBudgetTokens: 32_768,
      canStopThinking: false,
      needsSignatures: true,
      combinesTools: true,
    };
  }
  if (name.includes('pro')) {
    return {
      ...older,
      thinking: 'budget',
      minBudgetTokens: 128,
      maxBudgetTokens: 32_768,
      canStopThinking: false,
    };
  }
  const minBudgetTokens = name.includes('lite') ? 512 : 1;
  return { ...older, thinking: 'budget', minBudgetTokens, maxBudgetTokens: 24_576, canStopThinking: true };
}
