import type { Explanation } from './decision.ts';
import { layerOrder } from './fileLayers.ts';
import type { RequestFacts } from './requestFacts.ts';

/** What an explanation says of the request itself, whatever is decided. */
export function explainedFacts({
  client,
  request,
  prompt,
  layers,
}: RequestFacts): Pick<
  Explanation,
  'client' | 'requestedModel' | 'requestClass' | 'intent' | 'tokens' | 'layers'
> {
  return {
    client,
    requestedModel: request.request.model,
    requestClass: prompt.requestClass(),
    intent: prompt.intent(),
    tokens: prompt.tokens(),
    layers: layerOrder.flatMap((layer) => {
      const { files } = layers.set(layer);
      return files.length === 0 ? [] : [{ layer, files }];
    }),
  };
}
