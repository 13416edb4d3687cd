import type { ModelOverride } from '../../../config/schema.ts';
import { definedMembers } from './definedMembers.ts';
import type { ModelCapabilities } from './modelCapabilities.ts';

/**
 * What is known of a model: what the user says comes before what its provider lists, and that before what is known of
 * models of its name. What nobody says stays undefined.
 */
export function capabilitiesOf(
  known: ModelCapabilities,
  listed: ModelCapabilities | undefined,
  override: ModelOverride,
): ModelCapabilities {
  const all = { ...known, ...definedMembers(pickCapabilities(listed ?? {})), ...definedMembers(override) };
  // A model that does not reason has no efforts to choose from.
  return all.reasoning === false ? { ...all, reasoningEfforts: undefined } : all;
}

function pickCapabilities(model: ModelCapabilities): ModelCapabilities {
  const { contextTokens, maxOutputTokens, tools, images, reasoning, reasoningEfforts, fim, embeddings } =
    model;
  return { contextTokens, maxOutputTokens, tools, images, reasoning, reasoningEfforts, fim, embeddings };
}
