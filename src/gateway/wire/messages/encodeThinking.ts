import { budgetForEffort, clampEffort, effortForBudget } from '../reasoningEffort.ts';
import type { JsonObject } from '../json.ts';
import type { Turn } from './encodeTurns.ts';
import type { RequestEncoding } from './requestEncoding.ts';

/** The least budget that Anthropic accepts, and what is left for the answer when the budget is of our choosing. */
const minBudgetTokens = 1024;

/** Efforts that every adaptive model accepts, when the target names none. */
const commonEfforts = ['low', 'medium', 'high'];

export interface EncodedThinking {
  readonly thinking?: JsonObject;
  /** `output_config.effort`. */
  readonly effort?: string;
  /** The model will think: sampling parameters are restricted. */
  readonly thinks: boolean;
}

/**
 * `thinking` and `output_config.effort`. Claude models from 4.6 on think adaptively, by effort; older ones, and other
 * models behind this format, take a budget, which must stay below `maxTokens`. Thinking is left out, and reported, where
 * Anthropic would refuse the request: a forced tool, no room for a budget, or a tool loop without its thinking block.
 */
export function encodeThinking(
  encoding: RequestEncoding,
  turns: readonly Turn[],
  maxTokens: number,
): EncodedThinking {
  const { reasoning, toolChoice } = encoding.request;
  if (reasoning === undefined) return { thinks: false };
  const adaptive = encoding.traits.thinking === 'adaptive';
  const effort = adaptive ? adaptiveEffort(encoding) : undefined;
  if (reasoning.mode === 'off') return { thinking: { type: 'disabled' }, effort, thinks: false };
  const display = reasoning.display === undefined ? {} : { display: reasoning.display };
  const budget = thinkingBudget(encoding, maxTokens);
  const forced = toolChoice?.type === 'required' || toolChoice?.type === 'tool';
  const impossible = forced || (!adaptive && (budget < minBudgetTokens || lacksThinking(turns)));
  if (impossible) {
    encoding.body.drop(encoding.sameFormat ? 'thinking' : 'reasoning_effort');
    return { effort, thinks: false };
  }
  if (adaptive) return { thinking: { type: 'adaptive', ...display }, effort, thinks: true };
  return { thinking: { type: 'enabled', budget_tokens: budget, ...display }, thinks: true };
}

function adaptiveEffort({ request, target }: RequestEncoding): string | undefined {
  const budget = request.reasoning?.budgetTokens;
  const wanted = request.reasoning?.effort ?? (budget === undefined ? undefined : effortForBudget(budget));
  if (wanted === undefined) return undefined;
  return clampEffort(wanted, target.reasoningEfforts.length === 0 ? commonEfforts : target.reasoningEfforts);
}

function thinkingBudget({ request }: RequestEncoding, maxTokens: number): number {
  const asked = request.reasoning?.budgetTokens;
  if (asked !== undefined) return Math.min(asked, maxTokens - 1);
  return Math.min(budgetForEffort(request.reasoning?.effort ?? 'medium'), maxTokens - minBudgetTokens);
}

/** With a budget, a turn that is continued (a tool loop, a begun answer) must begin with its thinking block. */
function lacksThinking(turns: readonly Turn[]): boolean {
  const index = turns.findLastIndex((turn) => turn.role === 'assistant');
  const assistant = turns[index];
  if (assistant === undefined) return false;
  const next = turns[index + 1];
  const isContinued = next === undefined || next.blocks.some((block) => block.type === 'tool_result');
  const first = assistant.blocks[0]?.type;
  return isContinued && first !== 'thinking' && first !== 'redacted_thinking';
}
