import { BodyBuilder } from '../bodyBuilder.ts';
import type { EncodeTarget } from '../codec.ts';
import type { ChatRequest } from '../exchange.ts';
import { toolNamesOf } from '../toolNames.ts';
import { modelTraits, type ModelTraits } from './modelTraits.ts';

/** What the steps of encoding one request share: the request, its target, and the body with what got lost on the way. */
export interface RequestEncoding {
  readonly request: ChatRequest;
  readonly target: EncodeTarget;
  readonly traits: ModelTraits;
  readonly body: BodyBuilder;
  /** A tool's name as Google takes it: a letter or underscore first. */
  readonly functionName: (name: string) => string;
  /** The names of the history's calls by their ids: Gemini's results name the function. */
  readonly callNames: ReadonlyMap<string, string>;
  /** The client wrote this format itself: its extras may be replayed. */
  readonly sameFormat: boolean;
}

/** The shared state for encoding one request for one target. */
export function createRequestEncoding(request: ChatRequest, target: EncodeTarget): RequestEncoding {
  const toolNames = toolNamesOf(request);
  const callNames = new Map<string, string>();
  for (const { content } of request.messages) {
    for (const part of content) if (part.type === 'toolCall') callNames.set(part.id, part.name);
  }
  return {
    request,
    target,
    traits: modelTraits(target.model),
    body: new BodyBuilder(target),
    functionName: (name) => {
      const upstream = toolNames.toUpstream(name);
      return /^[a-zA-Z_]/.test(upstream) ? upstream : toolNames.toIdentifier(name);
    },
    callNames,
    sameFormat: request.format === 'gemini',
  };
}
