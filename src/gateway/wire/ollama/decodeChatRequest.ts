import type { ChatRequest } from '../exchange.ts';
import type { NeutralTool } from '../toolModel.ts';
import { FieldReader } from '../fieldReader.ts';
import { isObject, type JsonObject, type JsonValue } from '../json.ts';
import { decodeMessages } from './decodeMessages.ts';
import { decodeOptions } from './decodeOptions.ts';

/**
 * The body of `POST /api/chat` (Ollama's docs/api.md). Streams unless told not to. `keep_alive`, `truncate`, `shift` and the
 * options of Ollama's own runner are kept in `extras`. Throws `invalid_request` that names the field and what it must be.
 */
export function decodeChatRequest(body: JsonObject): ChatRequest {
  const fields = new FieldReader(body);
  const { ownOptions, ...options } = decodeOptions(fields);
  const request = {
    kind: 'chat',
    format: 'ollama-chat',
    model: fields.string('model') || undefined,
    stream: fields.boolean('stream') ?? true,
    includeUsage: true,
    messages: decodeMessages(fields),
    tools: (fields.list('tools') ?? []).map((tool, index) => decodeTool(tool, `tools[${index}]`)),
    ...options,
  } as const satisfies Omit<ChatRequest, 'extras'>;
  return { ...request, extras: { ...fields.rest(), ...ownOptions } };
}

function decodeTool(value: JsonValue, path: string): NeutralTool {
  const tool = FieldReader.of(value, path);
  const type = tool.string('type') ?? 'function';
  if (type !== 'function')
    return { type: 'opaque', format: 'ollama-chat', value: isObject(value) ? value : {} };
  const definition = FieldReader.of(tool.value('function'), tool.path('function'));
  return {
    type: 'function',
    name: definition.requiredString('name'),
    description: definition.string('description'),
    parameters: definition.object('parameters'),
    extras: definition.rest(),
  };
}
