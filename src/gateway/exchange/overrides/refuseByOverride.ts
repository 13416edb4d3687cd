import type { ModelOverride } from '../../../config/schema.ts';
import { type GatewayError, invalidRequest } from '../../errors.ts';
import { formatModelReference, type ModelReference } from '../../modelReference.ts';
import type { NeutralPart, NeutralRequest } from '../../wire/exchange.ts';

/**
 * Refuses what the model cannot take by the user's `modelOverrides`: tools, images, embeddings. Throws `invalid_request`
 * that names the model and what to do.
 */
export function refuseByOverride(
  override: ModelOverride,
  target: ModelReference,
  request: NeutralRequest,
): void {
  const refusal = overrideRefusal(override, target, request);
  if (refusal !== undefined) throw refusal;
}

/** The refusal that a request would get; undefined when the model may take it. */
export function overrideRefusal(
  override: ModelOverride,
  target: ModelReference,
  request: NeutralRequest,
): GatewayError | undefined {
  if (override.tools === false && hasTools(request)) return refusal('tools', 'takes no tools', target);
  if (override.images === false && hasImages(request)) return refusal('images', 'reads no images', target);
  if (override.embeddings === false && request.kind === 'embeddings') {
    return refusal('embeddings', 'makes no embeddings', target);
  }
  return undefined;
}

const fieldOf = { tools: 'tools', images: 'messages', embeddings: 'model' } as const;

function refusal(what: keyof typeof fieldOf, why: string, target: ModelReference): GatewayError {
  const name = formatModelReference(target);
  return invalidRequest(
    fieldOf[what],
    `${name} ${why}: modelOverrides says "${what}": false for it. Name another model, choose one by a rule, or change the override.`,
  );
}

/** Also those that may not be called this time: a model without tools refuses their definitions. */
function hasTools(request: NeutralRequest): boolean {
  return request.kind === 'chat' && request.tools.length > 0;
}

function hasImages(request: NeutralRequest): boolean {
  return request.kind === 'chat' && request.messages.some(({ content }) => content.some(isImage));
}

function isImage(part: NeutralPart): boolean {
  return part.type === 'image' || (part.type === 'toolResult' && part.content.some(isImage));
}
