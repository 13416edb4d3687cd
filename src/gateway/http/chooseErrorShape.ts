import type { IncomingHttpHeaders } from 'node:http';
import { modelRoutes } from '../exchange/modelRoutes.ts';
import type { ErrorShape } from '../wire/codec.ts';
import { anthropicErrorShape, openaiErrorShape } from '../wire/errorShapes.ts';

/**
 * The shape in which a client expects its errors: that of the endpoint, and where the endpoint belongs to nobody
 * (`/models`, unknown paths) that of the client's headers.
 */
export function chooseErrorShape(endpoint: string | undefined, headers: IncomingHttpHeaders): ErrorShape {
  const route = endpoint === undefined ? undefined : modelRoutes.get(endpoint);
  if (route !== undefined) return route.errorShape;
  const isAnthropic =
    endpoint?.startsWith('messages') === true ||
    headers['anthropic-version'] !== undefined ||
    (headers['x-api-key'] !== undefined && headers.authorization === undefined);
  return isAnthropic ? anthropicErrorShape : openaiErrorShape;
}
