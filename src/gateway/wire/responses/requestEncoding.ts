import { BodyBuilder } from '../bodyBuilder.ts';
import type { EncodeTarget } from '../codec.ts';
import type { ChatRequest } from '../exchange.ts';
import { withJsonWord } from '../jsonWord.ts';
import { toolNamesOf } from '../toolNames.ts';
import type { ToolNames } from '../toolNames.ts';
import { isToolSearch, toolSearchName } from './decodeTools.ts';

/** What the steps of encoding one request share: the request, its target, and the body with what got lost on the way. */
export interface RequestEncoding {
  readonly request: ChatRequest;
  readonly target: EncodeTarget;
  readonly body: BodyBuilder;
  readonly toolNames: ToolNames;
  /** The client wrote this format itself: its extras may be replayed. */
  readonly sameFormat: boolean;
  /** The target's model reasons, as far as is known: it takes an effort, and its reasoning back. */
  readonly reasons: boolean;
  /** Of the tool search that the client runs, whose calls are items of their own kind. */
  readonly searchName: string | undefined;
}

/** The shared state for encoding one request for one target. */
export function createRequestEncoding(asked: ChatRequest, target: EncodeTarget): RequestEncoding {
  const sameFormat = asked.format === 'responses';
  const request = sameFormat ? asked : withJsonWord(asked);
  return {
    request,
    target,
    body: new BodyBuilder(target),
    toolNames: toolNamesOf(request),
    sameFormat,
    reasons: target.reasoningEfforts.length > 0,
    searchName: request.tools.some(isToolSearch) ? toolSearchName : undefined,
  };
}
