import type { BlockStart } from '../exchange.ts';
import { parseObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { added, done, itemEvent } from './outputItem.ts';
import type { ItemPlace, ItemStatus, OutputItem, ResponseEvent } from './outputItem.ts';

export type CalledTool = Extract<BlockStart, { type: 'toolCall' }>;

/** The parts of a call that differ between functions and custom tools. */
const kinds = {
  function: { type: 'function_call', field: 'arguments', events: 'function_call_arguments' },
  custom: { type: 'custom_tool_call', field: 'input', events: 'custom_tool_call_input' },
} as const;

/** A call of a function, or of a custom tool, whose input is free text. */
export class CallItem implements OutputItem {
  readonly #place: ItemPlace;
  readonly #call: CalledTool;
  readonly #kind: (typeof kinds)[keyof typeof kinds];
  #input = '';
  #status: ItemStatus | 'in_progress' = 'in_progress';

  constructor(place: ItemPlace, call: CalledTool) {
    this.#place = place;
    this.#call = call;
    this.#kind = call.custom === true ? kinds.custom : kinds.function;
  }

  get item(): JsonObject {
    const { id: callId, name, namespace } = this.#call;
    const { type, field } = this.#kind;
    return {
      id: this.#place.id,
      type,
      status: this.#status,
      call_id: callId,
      name,
      ...(namespace === undefined ? {} : { namespace }),
      [field]: this.#input,
    };
  }

  begin(): ResponseEvent[] {
    return [added(this.#place, this.item)];
  }

  delta(text: string): ResponseEvent[] {
    if (text === '') return [];
    this.#input += text;
    return [itemEvent(`${this.#kind.events}.delta`, this.#place, { delta: text })];
  }

  /** A function that was called without arguments has an empty object of them, which clients parse. */
  finish(status: ItemStatus): ResponseEvent[] {
    const isEmpty = this.#kind === kinds.function && this.#input.trim() === '';
    const filled = isEmpty ? this.delta('{}') : [];
    this.#status = status;
    const { field, events } = this.#kind;
    const whole = itemEvent(`${events}.done`, this.#place, {
      ...(this.#kind === kinds.function ? { name: this.#call.name } : {}),
      [field]: this.#input,
    });
    return [...filled, whole, done(this.#place, this.item)];
  }
}

/** A call of the tool search that the client runs: written whole, as this format has no events for its arguments. */
export class SearchCallItem implements OutputItem {
  readonly #place: ItemPlace;
  readonly #callId: string;
  #arguments = '';
  #status: ItemStatus | 'in_progress' = 'in_progress';

  constructor(place: ItemPlace, call: CalledTool) {
    this.#place = place;
    this.#callId = call.id;
  }

  get item(): JsonObject {
    return {
      id: this.#place.id,
      type: 'tool_search_call',
      status: this.#status,
      execution: 'client',
      call_id: this.#callId,
      arguments: parseObject(this.#arguments) ?? {},
    };
  }

  begin(): ResponseEvent[] {
    return [added(this.#place, this.item)];
  }

  delta(text: string): ResponseEvent[] {
    this.#arguments += text;
    return [];
  }

  finish(status: ItemStatus): ResponseEvent[] {
    this.#status = status;
    return [done(this.#place, this.item)];
  }
}
