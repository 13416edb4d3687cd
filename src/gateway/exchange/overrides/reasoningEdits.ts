import type { WireFormat } from '../../wire/exchange.ts';
import { asArray, asString, isObject, type JsonObject } from '../../wire/json.ts';
import { type BodyEdit, removal, valueAt } from './bodyEdit.ts';

type Path = readonly string[];

/** OpenAI's field, and those that servers of its chat format have for the same: OpenRouter, DeepSeek and GLM, Qwen, Groq, vLLM. */
const chatPaths: readonly Path[] = [
  ['reasoning_effort'],
  ['reasoning'],
  ['include_reasoning'],
  ['thinking'],
  ['thinking_budget'],
  ['enable_thinking'],
  ['reasoning_format'],
  ['reasoning_split'],
  ['chat_template_kwargs', 'enable_thinking'],
  ['chat_template_kwargs', 'thinking'],
  ['extra_body', 'google', 'thinking_config'],
];

/** The settings of reasoning in each format's body. */
const reasoningPaths: Readonly<Record<WireFormat, readonly Path[]>> = {
  chat: chatPaths,
  messages: [['thinking'], ['output_config', 'effort']],
  responses: [['reasoning']],
  gemini: [
    ['generationConfig', 'thinkingConfig'],
    ['generationConfig', 'thinking_config'],
    ['generation_config', 'thinkingConfig'],
    ['generation_config', 'thinking_config'],
  ],
  'ollama-chat': [['think']],
  'ollama-generate': [['think']],
  'cohere-chat': [['thinking']],
  'vscode-lm': [['modelOptions', 'reasoning_effort']],
  completions: chatPaths,
  fim: [],
  'llamacpp-infill': [],
  embeddings: [],
  'ollama-embed': [],
  'gemini-embed': [],
  'cohere-embed': [],
};

/** The settings of reasoning that a body has, as people write them: `output_config.effort`. */
export function reasoningFields(format: WireFormat, body: JsonObject): string[] {
  return presentPaths(format, body).map((path) => path.join('.'));
}

/**
 * Takes every setting of reasoning out, and with it what a provider refuses where there is none: Anthropic answers the
 * clearing of thoughts with 400 (`clear_thinking_20251015` requires `thinking`), OpenAI a wish for encrypted reasoning.
 */
export function reasoningEdits(format: WireFormat, body: JsonObject): BodyEdit[] {
  const removals = presentPaths(format, body).map((path) => removal(body, path));
  switch (format) {
    case 'messages':
      return [...removals, ...withoutItems(body, ['context_management', 'edits'], clearsThinking)];
    case 'responses':
      return [
        ...removals,
        ...withoutItems(body, ['include'], (item) => item === 'reasoning.encrypted_content'),
      ];
    default:
      return removals;
  }
}

function presentPaths(format: WireFormat, body: JsonObject): Path[] {
  return reasoningPaths[format].filter((path) => valueAt(body, path) !== undefined);
}

function clearsThinking(item: unknown): boolean {
  return isObject(item) && asString(item['type'])?.startsWith('clear_thinking') === true;
}

/** A list without some of its items; an empty one goes. */
function withoutItems(body: JsonObject, path: Path, isUnwanted: (item: unknown) => boolean): BodyEdit[] {
  const list = asArray(valueAt(body, path));
  const kept = list.filter((item) => !isUnwanted(item));
  if (kept.length === list.length) return [];
  return [kept.length === 0 ? removal(body, path) : { path, value: kept }];
}
