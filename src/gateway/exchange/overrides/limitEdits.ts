import type { WireFormat } from '../../wire/exchange.ts';
import { asNumber, isObject, type JsonObject } from '../../wire/json.ts';
import { type BodyEdit, valueAt } from './bodyEdit.ts';
import { reasoningEdits } from './reasoningEdits.ts';

type Path = readonly string[];

/** The least budget for thoughts that Anthropic accepts, and what is left for the answer where there is room. */
const minBudgetTokens = 1024;

/** Where each format's body says how long an answer may be; the first is the usual one. */
const limitPaths: Readonly<Record<WireFormat, readonly Path[]>> = {
  chat: [['max_tokens'], ['max_completion_tokens'], ['n_predict']],
  messages: [['max_tokens']],
  responses: [['max_output_tokens']],
  gemini: [
    ['generationConfig', 'maxOutputTokens'],
    ['generationConfig', 'max_output_tokens'],
    ['generation_config', 'maxOutputTokens'],
    ['generation_config', 'max_output_tokens'],
  ],
  'ollama-chat': [['options', 'num_predict']],
  'ollama-generate': [['options', 'num_predict']],
  'cohere-chat': [['max_tokens']],
  'vscode-lm': [['modelOptions', 'max_tokens']],
  completions: [['max_tokens'], ['n_predict']],
  fim: [['max_tokens']],
  'llamacpp-infill': [['n_predict'], ['max_tokens']],
  embeddings: [],
  'ollama-embed': [],
  'gemini-embed': [],
  'cohere-embed': [],
};

/** Budgets for thoughts that must stay below the output limit: Anthropic's, and OpenRouter's for the same models. */
const budgetPaths: Partial<Readonly<Record<WireFormat, Path>>> = {
  messages: ['thinking', 'budget_tokens'],
  chat: ['reasoning', 'max_tokens'],
};

/**
 * Lowers the output limits of a body to `limit`, and sets it where there is none. A budget for thoughts that no longer fits
 * below it is lowered too; where there is no room for the least budget, the settings of reasoning go.
 * @param chatField what the model calls the limit in the chat format
 */
export function limitEdits(
  format: WireFormat,
  body: JsonObject,
  limit: number,
  chatField: 'max_tokens' | 'max_completion_tokens',
): BodyEdit[] {
  const present = presentLimits(format, body);
  if (present.length === 0)
    return [...missingLimit(format, body, limit, chatField), ...budgetEdits(format, body, limit)];
  const tooHigh = present.filter((path) => exceeds(valueAt(body, path), limit));
  if (tooHigh.length === 0) return [];
  return [...tooHigh.map((path) => ({ path, value: limit })), ...budgetEdits(format, body, limit)];
}

/** Where a body says how long its answer may be. */
export function presentLimits(format: WireFormat, body: JsonObject): Path[] {
  return limitPaths[format].filter((path) => isSaid(valueAt(body, path)));
}

function missingLimit(format: WireFormat, body: JsonObject, limit: number, chatField: string): BodyEdit[] {
  const usual = format === 'chat' ? [chatField] : usualPath(format, body);
  return usual === undefined ? [] : [{ path: usual, value: limit }];
}

/** In the object that is there already, where it has two spellings. */
function usualPath(format: WireFormat, body: JsonObject): Path | undefined {
  const paths = limitPaths[format];
  return paths.find(([key]) => key !== undefined && isObject(body[key])) ?? paths[0];
}

/** A budget for thoughts that does not fit below a limit is lowered, or goes with the settings of reasoning. */
export function budgetEdits(format: WireFormat, body: JsonObject, limit: number): BodyEdit[] {
  const path = budgetPaths[format];
  const budget = path === undefined ? undefined : asNumber(valueAt(body, path));
  if (path === undefined || budget === undefined || budget < limit) return [];
  if (limit <= minBudgetTokens) return reasoningEdits(format, body);
  return [{ path, value: Math.max(minBudgetTokens, limit - minBudgetTokens) }];
}

function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Negative limits mean none (Ollama, llama.cpp); Gemini also takes numbers as text. What is no number is for the provider to refuse. */
function exceeds(value: unknown, limit: number): boolean {
  const number = typeof value === 'string' ? Number(value) : asNumber(value);
  return number !== undefined && (number > limit || number < 0);
}
