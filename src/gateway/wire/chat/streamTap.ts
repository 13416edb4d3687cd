import { mergeUsage } from '../../usage/mergeUsage.ts';
import type { StreamTap, WireEvent } from '../codec.ts';
import type { StreamFailure, Usage } from '../exchange.ts';
import { parseObject } from '../json.ts';
import { usageOfChunk } from './chatUsage.ts';
import { failureIn } from './failure.ts';

/**
 * Reads usage, the proper end (`[DONE]`, or a finish_reason where a server leaves that out) and failures off a stream of
 * chat chunks or legacy completions that passes through. Chunks of plain content, nearly all of a stream, are not parsed.
 */
export class ChatStreamTap implements StreamTap {
  #usage: Usage | undefined;
  #finished = false;
  #failure: StreamFailure | undefined;

  get usage(): Usage | undefined {
    return this.#usage;
  }

  get finished(): boolean {
    return this.#finished;
  }

  get failure(): StreamFailure | undefined {
    return this.#failure;
  }

  see({ data }: WireEvent): void {
    if (data === '[DONE]') {
      this.#finished = true;
      return;
    }
    if (hasValue(data, '"finish_reason"')) this.#finished = true;
    if (!hasValue(data, '"usage"') && !hasValue(data, '"error"')) return;
    const chunk = parseObject(data);
    if (chunk === undefined) return;
    this.#usage = mergeUsage(this.#usage, usageOfChunk(chunk));
    this.#failure ??= failureIn(chunk);
  }
}

/**
 * Whether the JSON text has this quoted key with a value other than null and `""`. In JSON, text that quotes the word has its
 * quotes escaped, so only a key (or a value of exactly this word, which costs a parse and no more) can match.
 */
function hasValue(json: string, quotedKey: string): boolean {
  for (let at = json.indexOf(quotedKey); at !== -1; at = json.indexOf(quotedKey, at + 1)) {
    let next = at + quotedKey.length;
    while (json[next] === ' ' || json[next] === ':') next++;
    if (json[next] !== 'n' && !json.startsWith('""', next)) return true;
  }
  return false;
}
