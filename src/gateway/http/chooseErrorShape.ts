import type { IncomingHttpHeaders } from 'node:http';
import { findModelRoute } from '../exchange/findModelRoute.ts';
import type { ErrorShape } from '../wire/codec.ts';
import {
  anthropicErrorShape,
  geminiErrorShape,
  ollamaErrorShape,
  openaiErrorShape,
} from '../wire/errorShapes.ts';
import { isGeminiClient } from './isGeminiClient.ts';
import type { RequestPath } from './requestPath.ts';

/**
 * The shape in which a client expects its errors: that of the endpoint, and where the endpoint belongs to nobody
 * (`/models`, unknown paths) that of the client's headers.
 */
export function chooseErrorShape(path: RequestPath | undefined, headers: IncomingHttpHeaders): ErrorShape {
  const endpoint = path?.endpoint;
  const found = endpoint === undefined ? undefined : findModelRoute(endpoint);
  if (found !== undefined) return found.route.errorShape;
  if (endpoint?.startsWith('api/') === true) return ollamaErrorShape;
  if (path !== undefined && isGeminiClient(path, headers)) return geminiErrorShape;
  const isAnthropic =
    endpoint?.startsWith('messages') === true ||
    headers['anthropic-version'] !== undefined ||
    (headers['x-api-key'] !== undefined && headers.authorization === undefined);
  return isAnthropic ? anthropicErrorShape : openaiErrorShape;
}
