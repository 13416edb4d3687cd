import type { BlockStart, StreamEvent } from '../exchange.ts';
import { asString, parseObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { openSignature } from '../sealedSignature.ts';
import { decodeCitation } from './citations.ts';
import { toolIdOrNew } from './toolIds.ts';

interface OpenBlock {
  /** Of its events; an opaque block, which has one only at its end, gets its own there. */
  readonly number: number;
  readonly kind: 'text' | 'reasoning' | 'redacted' | 'toolCall' | 'opaque';
  /** Of a tool call: its `input` at the start, used when no fragments come. Of an opaque block: the block as gathered. */
  readonly value: JsonObject;
  /** `input_json_delta` fragments so far. */
  json: string;
}

const kindOfDelta: ReadonlyMap<string, OpenBlock['kind']> = new Map([
  ['text_delta', 'text'],
  ['thinking_delta', 'reasoning'],
]);

/**
 * The content blocks of one Anthropic stream as neutral block events, numbered from 0 in the order in which they begin.
 * A block that only this format knows is gathered and given out whole at its end.
 */
export class BlockDecoder {
  readonly #open = new Map<number, OpenBlock>();
  #nextNumber = 0;
  #sawToolCall = false;

  get sawToolCall(): boolean {
    return this.#sawToolCall;
  }

  start(index: number, block: JsonObject): StreamEvent[] {
    const before = this.stop(index);
    switch (block.type) {
      case 'text':
        return [
          ...before,
          ...this.#begin(index, 'text', { type: 'text' }),
          ...this.#textDelta(index, block.text),
        ];
      case 'thinking':
        return [
          ...before,
          ...this.#begin(index, 'reasoning', { type: 'reasoning' }),
          ...this.#thinkingDelta(index, block.thinking),
          ...this.#signatureDelta(index, block.signature),
        ];
      case 'redacted_thinking':
        return [
          ...before,
          ...this.#begin(index, 'redacted', {
            type: 'redactedReasoning',
            signature: openSignature(asString(block.data) ?? '', 'messages'),
          }),
        ];
      case 'tool_use': {
        this.#sawToolCall = true;
        const call = {
          type: 'toolCall',
          id: toolIdOrNew(asString(block.id)),
          name: asString(block.name) ?? '',
        } as const;
        return [...before, ...this.#begin(index, 'toolCall', call, block)];
      }
      default:
        this.#open.set(index, { number: -1, kind: 'opaque', value: { ...block }, json: '' });
        return before;
    }
  }

  /** A delta for a block that was never started, or is of another kind, begins its block: some servers leave starts out. */
  delta(index: number, delta: JsonObject): StreamEvent[] {
    const kind = kindOfDelta.get(asString(delta.type) ?? '');
    const open = this.#open.get(index);
    const missing = kind !== undefined && open?.kind !== kind && open?.kind !== 'opaque';
    const before = missing ? this.start(index, { type: kind === 'text' ? 'text' : 'thinking' }) : [];
    switch (delta.type) {
      case 'text_delta':
        return [...before, ...this.#textDelta(index, delta.text)];
      case 'thinking_delta':
        return [...before, ...this.#thinkingDelta(index, delta.thinking)];
      case 'signature_delta':
        return this.#signatureDelta(index, delta.signature);
      case 'input_json_delta':
        return this.#inputDelta(index, asString(delta.partial_json) ?? '');
      case 'citations_delta':
        return open?.kind === 'text' && delta.citation !== undefined
          ? [{ type: 'citation', block: open.number, citation: decodeCitation(delta.citation) }]
          : [];
      default:
        if (open?.kind === 'opaque') appendFields(open.value, delta);
        return [];
    }
  }

  stop(index: number): StreamEvent[] {
    const open = this.#open.get(index);
    if (open === undefined) return [];
    this.#open.delete(index);
    if (open.kind === 'opaque') {
      const block = this.#nextNumber++;
      const value =
        open.json === '' ? open.value : { ...open.value, input: parseObject(open.json) ?? open.json };
      const opaque = { type: 'opaque', format: 'messages', value } as const;
      return [
        { type: 'blockStart', block, content: opaque },
        { type: 'blockEnd', block },
      ];
    }
    const block = open.number;
    if (open.kind === 'toolCall' && open.json === '') {
      const json = JSON.stringify(open.value.input ?? {});
      return [
        { type: 'argumentsDelta', block, json },
        { type: 'blockEnd', block },
      ];
    }
    return [{ type: 'blockEnd', block }];
  }

  stopAll(): StreamEvent[] {
    return [...this.#open.keys()].flatMap((index) => this.stop(index));
  }

  #begin(index: number, kind: OpenBlock['kind'], content: BlockStart, value: JsonObject = {}): StreamEvent[] {
    const number = this.#nextNumber++;
    this.#open.set(index, { number, kind, value, json: '' });
    return [{ type: 'blockStart', block: number, content }];
  }

  #textDelta(index: number, text: JsonValue | undefined): StreamEvent[] {
    const open = this.#open.get(index);
    if (open?.kind !== 'text' || typeof text !== 'string' || text === '') return [];
    return [{ type: 'textDelta', block: open.number, text }];
  }

  #thinkingDelta(index: number, text: JsonValue | undefined): StreamEvent[] {
    const open = this.#open.get(index);
    if (open?.kind !== 'reasoning' || typeof text !== 'string' || text === '') return [];
    return [{ type: 'reasoningDelta', block: open.number, text }];
  }

  #signatureDelta(index: number, signature: JsonValue | undefined): StreamEvent[] {
    const open = this.#open.get(index);
    if (open?.kind !== 'reasoning' || typeof signature !== 'string' || signature === '') return [];
    return [{ type: 'signature', block: open.number, signature: openSignature(signature, 'messages') }];
  }

  #inputDelta(index: number, json: string): StreamEvent[] {
    const open = this.#open.get(index);
    if (open === undefined || json === '') return [];
    open.json += json;
    return open.kind === 'toolCall' ? [{ type: 'argumentsDelta', block: open.number, json }] : [];
  }
}

/** A delta of a kind that came after this was written: its texts continue the block's, other values replace them. */
function appendFields(value: JsonObject, delta: JsonObject): void {
  for (const [field, added] of Object.entries(delta)) {
    if (field === 'type') continue;
    const before = value[field];
    value[field] = typeof before === 'string' && typeof added === 'string' ? before + added : added;
  }
}
