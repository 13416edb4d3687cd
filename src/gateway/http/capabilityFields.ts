import type { ModelCapabilities } from '../providers/capabilities/modelCapabilities.ts';
import type { JsonObject } from '../wire/json.ts';

/**
 * What a model can do, in the fields that clients look for: `context_length`, `architecture`, `supported_parameters` and
 * `top_provider` as OpenRouter has them, `max_model_len` as vLLM, `max_input_tokens`, `max_tokens` and `capabilities` as
 * Anthropic. A field stands only where something is known.
 */
export function capabilityFields(model: ModelCapabilities): JsonObject {
  const { contextTokens, maxOutputTokens } = model;
  return withoutUndefined({
    context_length: contextTokens,
    max_model_len: contextTokens,
    max_input_tokens: contextTokens,
    max_output_tokens: maxOutputTokens,
    max_tokens: maxOutputTokens,
    top_provider:
      maxOutputTokens === undefined
        ? undefined
        : withoutUndefined({ context_length: contextTokens, max_completion_tokens: maxOutputTokens }),
    architecture: architectureOf(model),
    supported_parameters: parametersOf(model),
    capabilities: capabilitiesOf(model),
  });
}

function architectureOf({ images, embeddings }: ModelCapabilities): JsonObject | undefined {
  if (images === undefined && embeddings === undefined) return undefined;
  return {
    input_modalities: images === true ? ['text', 'image'] : ['text'],
    output_modalities: embeddings === true ? ['embeddings'] : ['text'],
  };
}

/** Only where both are known: a name that is missing from such a list means that the model cannot. */
function parametersOf({ tools, reasoning, embeddings }: ModelCapabilities): string[] | undefined {
  if (tools === undefined || reasoning === undefined || embeddings === true) return undefined;
  return [
    'max_tokens',
    'stop',
    ...(tools ? ['tools', 'tool_choice'] : []),
    ...(reasoning ? ['reasoning', 'include_reasoning'] : []),
  ];
}

function capabilitiesOf({ images, reasoning, reasoningEfforts }: ModelCapabilities): JsonObject | undefined {
  const fields = withoutUndefined({
    image_input: supported(images),
    thinking: supported(reasoning),
    effort:
      reasoningEfforts === undefined
        ? undefined
        : {
            supported: reasoningEfforts.length > 0,
            ...Object.fromEntries(reasoningEfforts.map((effort) => [effort, { supported: true }])),
          },
  });
  return Object.keys(fields).length === 0 ? undefined : fields;
}

function supported(flag: boolean | undefined): JsonObject | undefined {
  return flag === undefined ? undefined : { supported: flag };
}

function withoutUndefined(fields: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
