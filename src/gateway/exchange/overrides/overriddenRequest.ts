import type { ModelOverride } from '../../../config/schema.ts';
import type { WireFormat } from '../../wire/exchange.ts';
import type { JsonObject } from '../../wire/json.ts';
import type { BodyEdit } from './bodyEdit.ts';
import { limitEdits } from './limitEdits.ts';
import { reasoningEdits, reasoningFields } from './reasoningEdits.ts';

/** A request as it would go to the provider. */
export interface OutgoingBody {
  readonly format: WireFormat;
  readonly json: JsonObject;
  /** What the model calls its output limit in the chat format. */
  readonly maxTokensField: () => 'max_tokens' | 'max_completion_tokens';
}

/** What the client sent. */
export interface ClientBody {
  readonly format: WireFormat;
  readonly json: JsonObject;
}

export interface Overridden {
  readonly edits: readonly BodyEdit[];
  /** The client's fields that have no effect any more. */
  readonly dropped: readonly string[];
}

/** Nothing is to be changed. */
export const unchanged: Overridden = { edits: [], dropped: [] };

/**
 * What `modelOverrides` change in a request before it is sent: reasoning settings go for a model that has none, output
 * limits are lowered to the model's. Tools and images are refused before (refuseByOverride.ts).
 */
export function overriddenRequest(
  override: ModelOverride,
  outgoing: OutgoingBody,
  client: ClientBody,
): Overridden {
  const { maxOutputTokens, reasoning } = override;
  if (maxOutputTokens === undefined && reasoning !== false) return unchanged;
  const { format, json, maxTokensField } = outgoing;
  const thoughts = reasoning === false ? reasoningEdits(format, json) : [];
  const limits =
    maxOutputTokens === undefined ? [] : limitEdits(format, json, maxOutputTokens, maxTokensField());
  // A budget that goes with the settings of reasoning needs no lowering.
  const edits = [...thoughts, ...limits.filter(({ path }) => !thoughts.some((edit) => covers(edit, path)))];
  const losesThoughts = reasoning === false || edits.some(({ value }) => value === undefined);
  return { edits, dropped: losesThoughts ? reasoningFields(client.format, client.json) : [] };
}

function covers(edit: BodyEdit, path: readonly string[]): boolean {
  return edit.value === undefined && edit.path.every((key, index) => path[index] === key);
}
