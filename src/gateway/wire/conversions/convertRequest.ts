import type { ChatCodec, EncodedRequest, EncodeTarget } from '../codec.ts';
import type { ChatRequest } from '../exchange.ts';
import { flattenTools } from '../tools/flattenTools.ts';
import type { FlattenedTools } from '../tools/flattenTools.ts';
import { toolAbilities } from '../tools/toolAbilities.ts';
import { unsaidHints } from './unsaidHints.ts';

export interface ConvertedRequest {
  readonly encoded: EncodedRequest;
  /** Leads the answer's tool calls back (`ToolRestorer`). */
  readonly flattened: FlattenedTools;
}

/**
 * A chat request written anew for a target: its tools as the target can express them, then encoded; everything that got lost
 * is named. Throws what the encoder throws.
 */
export function convertRequest(
  codec: ChatCodec,
  request: ChatRequest,
  target: EncodeTarget,
): ConvertedRequest {
  const flattened = flattenTools(request, toolAbilities(codec.format, target));
  const { body, dropped } = codec.encodeRequest(flattened.request, target);
  const lost = new Set([...flattened.dropped, ...dropped, ...unsaidHints(request, codec.format)]);
  return { encoded: { body, dropped: [...lost] }, flattened };
}
