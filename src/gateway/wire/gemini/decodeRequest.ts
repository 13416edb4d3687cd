import type { RequestAddress } from '../codec.ts';
import type { ChatRequest } from '../exchange.ts';
import type { JsonObject } from '../json.ts';
import { camelFields } from './camelFields.ts';
import { decodeContents, decodeSystemInstruction } from './decodeContents.ts';
import { decodeGenerationConfig } from './decodeGenerationConfig.ts';
import { decodeToolConfig, decodeTools } from './decodeTools.ts';
import { toNestedExtras } from './nestedExtras.ts';

/**
 * The body of `models/{model}:generateContent` and `:streamGenerateContent` (Gemini API, v1beta). The model and whether to stream
 * stand in the address. Fields of no meaning here are kept in `extras`. Throws `invalid_request` that names the field.
 */
export function decodeRequest(body: JsonObject, address: RequestAddress = {}): ChatRequest {
  const fields = camelFields(body, '');
  const model = address.model ?? fields.string('model')?.replace(/^models\//, '');
  fields.value('model');
  const { generation, rest: generationConfig } = decodeGenerationConfig(fields);
  const { toolChoice, extras: toolConfig } = decodeToolConfig(fields);
  const request = {
    kind: 'chat',
    format: 'gemini',
    model,
    stream: address.stream ?? false,
    includeUsage: true,
    messages: [...decodeSystemInstruction(fields), ...decodeContents(fields)],
    tools: decodeTools(fields),
    toolChoice,
    serviceTier: decodeServiceTier(fields.string('serviceTier')),
    ...generation,
  } as const satisfies Omit<ChatRequest, 'extras'>;
  const extras = {
    ...fields.rest(),
    ...toNestedExtras('generationConfig', generationConfig),
    ...toNestedExtras('toolConfig', toolConfig),
  };
  return { ...request, extras };
}

/** Google's `standard` is what everybody else calls `default`. */
function decodeServiceTier(tier: string | undefined): string | undefined {
  if (tier === undefined || tier === 'unspecified') return undefined;
  return tier === 'standard' ? 'default' : tier;
}
