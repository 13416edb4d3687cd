import type { EncodeTarget } from '../codec.ts';
import type { ChatRequest } from '../exchange.ts';
import type { ToolNames } from '../toolNames.ts';
import { toolNamesOf } from '../toolNames.ts';

/** What the steps of encoding one request share: the request, its target, and the fields that got lost on the way. */
export class RequestEncoding {
  readonly request: ChatRequest;
  readonly target: EncodeTarget;
  readonly toolNames: ToolNames;
  readonly #dropped = new Set<string>();

  constructor(request: ChatRequest, target: EncodeTarget) {
    this.request = request;
    this.target = target;
    this.toolNames = toolNamesOf(request);
  }

  /** The client wrote this format itself: its extras, and its system messages between turns, may be replayed. */
  get sameFormat(): boolean {
    return this.request.format === 'messages';
  }

  /** Notes that a field of the client cannot be expressed; the answer's log and headers report it. */
  drop(field: string): void {
    this.#dropped.add(field);
  }

  /** Each dropped field once, in the order of discovery. */
  get dropped(): readonly string[] {
    return [...this.#dropped];
  }
}
