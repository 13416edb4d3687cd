import type { Signature, StreamEvent } from '../exchange.ts';
import { asArray, asNumber, asString, isObject, parseObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { decodeCallSignature } from './callSignature.ts';
import { toolCallIdOrNew } from './toolCallId.ts';

/** A name for a call that never got one, so that its result can still be matched. */
const fallbackName = 'unnamed_tool';

interface PendingCall {
  readonly index: number | undefined;
  /** undefined until the provider gives one. */
  providerId: string | undefined;
  name: string;
  signature: Signature | undefined;
  /** All argument fragments so far; for a custom tool its input. */
  text: string;
  /** How much of `text` was given out. */
  written: number;
  /** undefined until the call was given out. */
  block: number | undefined;
  isCustom: boolean;
  ended: boolean;
}

/**
 * Puts the fragments of streamed tool calls together. Calls are told apart by id, else by `index`, else by order of
 * arrival, as servers omit, repeat and skip each of these. A call is given out when its name is known, then its arguments
 * fragment by fragment; several calls may be open at once.
 */
export class ToolCallAssembler {
  readonly #nextBlock: () => number;
  readonly #calls: PendingCall[] = [];

  /** `nextBlock` hands out the answer's block numbers. */
  constructor(nextBlock: () => number) {
    this.#nextBlock = nextBlock;
  }

  /** The answer calls a tool. */
  get sawCall(): boolean {
    return this.#calls.length > 0;
  }

  /** Takes in a delta's `tool_calls`. */
  push(entries: JsonValue | undefined): StreamEvent[] {
    return asArray(entries).flatMap((entry) => (isObject(entry) ? this.#pushEntry(entry) : []));
  }

  /**
   * Ends the calls that cannot go on, because their arguments are a whole JSON object: for when something else begins.
   * `{}` may be a placeholder before the real arguments, and stays open.
   */
  endComplete(): StreamEvent[] {
    return this.#calls.filter(isComplete).flatMap((call) => this.#end(call));
  }

  /** Ends all calls, at the end of the answer. */
  endAll(): StreamEvent[] {
    return this.#calls.flatMap((call) => this.#end(call));
  }

  #pushEntry(entry: JsonObject): StreamEvent[] {
    const details = detailsOf(entry);
    const name = asString(details.name) ?? '';
    const fragment = fragmentOf(details);
    const id = asString(entry.id) ?? '';
    const found = this.#find(id, asNumber(entry.index), name, fragment);
    if (found === undefined && id === '' && name === '' && fragment === '') return [];
    const events = found === undefined ? this.endComplete() : [];
    const call = found ?? this.#add(asNumber(entry.index), isObject(entry.custom));
    if (call.ended) return events;
    if (id !== '') call.providerId ??= id;
    if (call.name === '') call.name = name;
    call.signature ??= decodeCallSignature(entry.extra_content).signature;
    appendArguments(call, fragment);
    return [...events, ...(call.name === '' ? [] : this.#write(call))];
  }

  #find(id: string, index: number | undefined, name: string, fragment: string): PendingCall | undefined {
    const sameId = id === '' ? undefined : this.#calls.findLast((call) => call.providerId === id);
    if (sameId !== undefined) return sameId;
    const candidate =
      index === undefined ? this.#calls.at(-1) : this.#calls.findLast((call) => call.index === index);
    if (candidate === undefined) return undefined;
    const isNamed = name !== '' && candidate.name !== '';
    // An id that differs makes a new call, unless the entry goes on without a name (ids that rotate between chunks).
    if (id !== '' && candidate.providerId !== undefined) return isNamed ? undefined : candidate;
    if (!isNamed) return candidate;
    if (index === undefined) return undefined;
    const goesOn = !isComplete(candidate) || (fragment === '' && name === candidate.name);
    return goesOn ? candidate : undefined;
  }

  #add(index: number | undefined, isCustom: boolean): PendingCall {
    const call: PendingCall = {
      index,
      providerId: undefined,
      name: '',
      signature: undefined,
      text: '',
      written: 0,
      block: undefined,
      isCustom,
      ended: false,
    };
    this.#calls.push(call);
    return call;
  }

  /** Gives out what is known of a call and not yet given out. */
  #write(call: PendingCall): StreamEvent[] {
    const events: StreamEvent[] = [];
    if (call.block === undefined) {
      call.block = this.#nextBlock();
      const custom = call.isCustom ? { custom: true } : {};
      const id = toolCallIdOrNew(call.providerId);
      const content = { type: 'toolCall', id, name: call.name, ...custom } as const;
      events.push({ type: 'blockStart', block: call.block, content });
      if (call.signature !== undefined) {
        events.push({ type: 'signature', block: call.block, signature: call.signature });
      }
    }
    if (call.text.length > call.written && !isPlaceholder(call)) {
      events.push({ type: 'argumentsDelta', block: call.block, json: call.text.slice(call.written) });
      call.written = call.text.length;
    }
    return events;
  }

  #end(call: PendingCall): StreamEvent[] {
    if (call.ended) return [];
    call.ended = true;
    if (call.name === '') call.name = fallbackName;
    const events = this.#write(call);
    const block = call.block ?? 0;
    if (isPlaceholder(call)) events.push({ type: 'argumentsDelta', block, json: call.text });
    events.push({ type: 'blockEnd', block });
    return events;
  }
}

function detailsOf(entry: JsonObject): JsonObject {
  if (isObject(entry.function)) return entry.function;
  return isObject(entry.custom) ? entry.custom : {};
}

/** Arguments come as JSON text; some servers send the object itself. */
function fragmentOf(details: JsonObject): string {
  const value = details.arguments ?? details.input;
  return isObject(value) ? JSON.stringify(value) : (asString(value) ?? '');
}

/** A `{}` that was held back is given up when the real arguments follow it. */
function appendArguments(call: PendingCall, fragment: string): void {
  const replaces = isPlaceholder(call) && fragment.trimStart().startsWith('{');
  call.text = replaces ? fragment : call.text + fragment;
}

function isPlaceholder(call: PendingCall): boolean {
  return !call.isCustom && call.written === 0 && call.text.trim() === '{}';
}

function isComplete(call: PendingCall): boolean {
  if (call.ended) return true;
  if (call.isCustom || !call.text.trimEnd().endsWith('}')) return false;
  return Object.keys(parseObject(call.text) ?? {}).length > 0;
}
