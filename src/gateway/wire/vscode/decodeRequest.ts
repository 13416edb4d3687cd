import type { ChatRequest } from '../exchange.ts';
import type { ReasoningRequest } from '../requestParameters.ts';
import { FieldReader } from '../fieldReader.ts';
import { asNumber, asString, type JsonObject, type JsonValue } from '../json.ts';
import type { NeutralTool } from '../toolModel.ts';
import { decodeMessages } from './decodeMessages.ts';

/**
 * A request of VS Code's chat. Lenient towards parts and options that nobody knows; throws `invalid_request` that names a field of
 * the wrong type.
 */
export function decodeRequest(body: JsonObject): ChatRequest {
  const reader = new FieldReader(body);
  const tools = (reader.list('tools') ?? []).map((tool, index) => decodeTool(tool, `tools[${index}]`));
  const options = decodeOptions(reader.object('modelOptions') ?? {});
  return {
    kind: 'chat',
    format: 'vscode-lm',
    model: reader.string('model'),
    stream: reader.boolean('stream') ?? true,
    includeUsage: false,
    messages: decodeMessages(reader.list('messages') ?? []),
    tools,
    ...(reader.string('toolMode') === 'required' ? { toolChoice: { type: 'required' } } : {}),
    ...options,
    extras: { ...options.extras, ...reader.rest() },
  };
}

function decodeTool(value: JsonValue, path: string): NeutralTool {
  const reader = FieldReader.of(value, path);
  return {
    type: 'function',
    name: reader.requiredString('name'),
    description: reader.string('description'),
    parameters: reader.object('inputSchema'),
  };
}

type Options = Pick<
  ChatRequest,
  | 'maxOutputTokens'
  | 'temperature'
  | 'topP'
  | 'topK'
  | 'seed'
  | 'frequencyPenalty'
  | 'presencePenalty'
  | 'stop'
  | 'reasoning'
  | 'extras'
>;

/** `modelOptions` have no names of their own; OpenAI's are what everybody writes, and some write them in camel case. */
const numberNames = {
  maxOutputTokens: [
    'max_tokens',
    'max_completion_tokens',
    'max_output_tokens',
    'maxTokens',
    'maxOutputTokens',
  ],
  temperature: ['temperature'],
  topP: ['top_p', 'topP'],
  topK: ['top_k', 'topK'],
  seed: ['seed'],
  frequencyPenalty: ['frequency_penalty', 'frequencyPenalty'],
  presencePenalty: ['presence_penalty', 'presencePenalty'],
} as const satisfies Partial<Record<keyof Options, readonly string[]>>;

function decodeOptions(given: JsonObject): Options {
  const extras = new Map(Object.entries(given));
  const take = (name: string): JsonValue | undefined => {
    const value = extras.get(name);
    extras.delete(name);
    return value ?? undefined;
  };
  const numbers = Object.fromEntries(
    Object.entries(numberNames).flatMap(([field, names]) => {
      const value = names.map((name) => asNumber(take(name))).find((one) => one !== undefined);
      return value === undefined ? [] : [[field, value]];
    }),
  ) as Partial<Record<keyof typeof numberNames, number>>;
  const stop = stopTexts(extras.get('stop'));
  if (stop !== undefined) take('stop');
  const effort = asString(take('reasoning_effort') ?? take('reasoningEffort'));
  const reasoning: ReasoningRequest | undefined =
    effort === undefined ? undefined : effort === 'none' ? { mode: 'off' } : { mode: 'on', effort };
  return {
    ...numbers,
    stop: stop ?? [],
    ...(reasoning === undefined ? {} : { reasoning }),
    extras: Object.fromEntries(extras),
  };
}

/** undefined: not said, or not in texts, which then stays an option that nobody knows. */
function stopTexts(value: JsonValue | undefined): string[] | undefined {
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((entry) => typeof entry === 'string');
  return texts.length === value.length ? texts : undefined;
}
