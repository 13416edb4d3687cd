import type { NeutralMessage, NeutralPart, Signature } from '../exchange.ts';
import type { NeutralTool } from '../toolModel.ts';
import { wrongType } from '../fieldReader.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { decodeItem } from './decodeItem.ts';
import type { DecodedItem } from './decodeItem.ts';
import { pairToolResults } from './pairToolResults.ts';

/** The conversation of a request, and the tools that stand between its items. */
export interface DecodedInput {
  readonly messages: NeutralMessage[];
  readonly tools: NeutralTool[];
}

interface AssistantTurn {
  readonly parts: NeutralPart[];
  extras?: JsonObject;
}

/**
 * `instructions` and `input`. Reasoning, texts and calls of the model that stand together become one assistant message, a
 * second text without a call between one of its own. Throws `invalid_request` that names the field.
 */
export function decodeInput(instructions: string | undefined, input: JsonValue | undefined): DecodedInput {
  const items = new InputItems();
  if (instructions !== undefined && instructions !== '') {
    items.add({ kind: 'message', role: 'system', content: [{ type: 'text', text: instructions }] });
  }
  for (const [index, item] of listOf(input).entries()) items.add(decodeItem(item, `input[${index}]`));
  return items.done();
}

function listOf(input: JsonValue | undefined): JsonValue[] {
  if (input === undefined) return [];
  if (typeof input === 'string') return [input];
  if (!Array.isArray(input)) throw wrongType('input', 'a string or a list of items', input);
  return input;
}

function messageOf({ role, content, extras }: Extract<DecodedItem, { kind: 'message' }>): NeutralMessage {
  return { role, content, ...(extras === undefined ? {} : { extras }) };
}

class InputItems {
  readonly #messages: NeutralMessage[] = [];
  readonly #tools: NeutralTool[] = [];
  #turn: AssistantTurn | undefined;

  add(item: DecodedItem): void {
    switch (item.kind) {
      case 'message':
        if (item.role === 'assistant') this.#addAnswer(item.content, item.extras);
        else if (item.content.length > 0) this.#push(messageOf(item));
        return;
      case 'part':
        this.#current().parts.push(item.part);
        return;
      case 'signature':
        this.#sign(item.signature);
        return;
      case 'result':
        this.#push({ role: 'tool', content: [item.part] });
        this.#tools.push(...item.tools);
        return;
      case 'opaque':
        this.#push({
          role: 'user',
          content: [{ type: 'opaque', format: 'responses', value: item.value }],
        });
        return;
      case 'tools':
        this.#tools.push(...item.tools);
        return;
    }
  }

  done(): DecodedInput {
    this.#endTurn();
    return { messages: pairToolResults(this.#messages), tools: this.#tools };
  }

  #addAnswer(content: readonly NeutralPart[], extras: JsonObject | undefined): void {
    if (content.length === 0) return;
    const parts = this.#turn?.parts ?? [];
    const saidSomething = parts.some(({ type }) => type === 'text' || type === 'refusal');
    if (saidSomething && !parts.some(({ type }) => type === 'toolCall')) this.#endTurn();
    const turn = this.#current();
    turn.parts.push(...content);
    turn.extras ??= extras;
  }

  /** What a provider signed is the item before the signature. */
  #sign(signature: Signature): void {
    const parts = this.#turn?.parts;
    const signed = parts?.at(-1);
    if (parts === undefined || (signed?.type !== 'toolCall' && signed?.type !== 'text')) return;
    parts[parts.length - 1] = { ...signed, signature };
  }

  #current(): AssistantTurn {
    this.#turn ??= { parts: [] };
    return this.#turn;
  }

  #push(message: NeutralMessage): void {
    this.#endTurn();
    this.#messages.push(message);
  }

  #endTurn(): void {
    if (this.#turn === undefined) return;
    const { parts, extras } = this.#turn;
    this.#messages.push({ role: 'assistant', content: parts, ...(extras === undefined ? {} : { extras }) });
    this.#turn = undefined;
  }
}
