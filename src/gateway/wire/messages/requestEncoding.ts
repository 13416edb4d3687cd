import { BodyBuilder } from '../bodyBuilder.ts';
import type { EncodeTarget } from '../codec.ts';
import type { ChatRequest } from '../exchange.ts';
import { toolNamesOf } from '../toolNames.ts';
import type { ToolNames } from '../toolNames.ts';
import { modelTraits } from './modelTraits.ts';
import type { ModelTraits } from './modelTraits.ts';

/** What the steps of encoding one request share: the request, its target, and the body with what got lost on the way. */
export interface RequestEncoding {
  readonly request: ChatRequest;
  readonly target: EncodeTarget;
  readonly traits: ModelTraits;
  readonly body: BodyBuilder;
  readonly toolNames: ToolNames;
  /** The client wrote this format itself: its extras, and its system messages between turns, may be replayed. */
  readonly sameFormat: boolean;
}

/** The shared state for encoding one request for one target. */
export function createRequestEncoding(request: ChatRequest, target: EncodeTarget): RequestEncoding {
  return {
    request,
    target,
    traits: modelTraits(target.model),
    body: new BodyBuilder(target),
    toolNames: toolNamesOf(request),
    sameFormat: request.format === 'messages',
  };
}
