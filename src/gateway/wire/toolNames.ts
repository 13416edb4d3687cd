import { createHash } from 'node:crypto';
import type { ChatRequest } from './exchange.ts';

/** What both OpenAI and Anthropic accept as the name of a tool. */
const validName = /^[a-zA-Z0-9_-]{1,64}$/;
/** What providers accept that take a name for a variable. */
const validIdentifier = /^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/;
const hashLength = 8;
const longestStem = 64 - hashLength - 1;

/**
 * Tool names as providers accept them (at most 64 of `a-z A-Z 0-9 _ -`), and the way back. A valid name stays as it is;
 * any other becomes its valid characters with a hash of the whole name, the same in every turn and process.
 */
export class ToolNames {
  readonly #original = new Map<string, string>();

  /** `names`: every name that an answer may have to be led back to. */
  constructor(names: Iterable<string>) {
    for (const name of names) {
      this.#original.set(this.toUpstream(name), name);
      this.#original.set(this.toIdentifier(name), name);
    }
  }

  toUpstream(name: string): string {
    return validName.test(name) ? name : hashed(name, /[^a-zA-Z0-9_-]/g);
  }

  /** For providers that take no dash and no digit in front. */
  toIdentifier(name: string): string {
    return validIdentifier.test(name) ? name : hashed(name, /^(?=\d)|[^a-zA-Z0-9_]/g);
  }

  /** The client's name for one that a provider wrote; an unknown name stays as it is. */
  fromUpstream(name: string): string {
    return this.#original.get(name) ?? name;
  }
}

function hashed(name: string, invalid: RegExp): string {
  const stem = name.replace(invalid, '_').slice(0, longestStem);
  const hash = createHash('sha256').update(name).digest('hex').slice(0, hashLength);
  return `${stem}_${hash}`;
}

/** The names of a request's tools and of the calls in its history. Encoder and answer path build the same from one request. */
export function toolNamesOf(request: ChatRequest): ToolNames {
  const names = new Set<string>();
  for (const tool of request.tools) if (tool.type === 'function') names.add(tool.name);
  for (const message of request.messages) {
    for (const part of message.content) if (part.type === 'toolCall') names.add(part.name);
  }
  if (request.toolChoice?.type === 'tool') names.add(request.toolChoice.name);
  return new ToolNames(names);
}
