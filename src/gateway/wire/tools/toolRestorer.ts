import type { StreamEvent } from '../exchange.ts';
import { toolNamesOf } from '../toolNames.ts';
import type { ToolNames } from '../toolNames.ts';
import type { FlattenedTools, OriginalTool } from './flattenTools.ts';
import { RawInputReader } from './rawInputReader.ts';

/**
 * Leads the tool calls of an answer back to the client's tools: names that encoders shortened, namespaces, and custom
 * tools, whose input is read out of the arguments while they stream. Apply it to every event of one answer, in order.
 */
export class ToolRestorer {
  readonly #names: ToolNames;
  readonly #originals: ReadonlyMap<string, OriginalTool>;
  /** Of the open calls of custom tools, by block. */
  readonly #readers = new Map<number, RawInputReader>();

  constructor({ request, originals }: Pick<FlattenedTools, 'request' | 'originals'>) {
    this.#names = toolNamesOf(request);
    this.#originals = originals;
  }

  transform(event: StreamEvent): readonly StreamEvent[] {
    switch (event.type) {
      case 'blockStart':
        return [this.#start(event)];
      case 'argumentsDelta': {
        const reader = this.#readers.get(event.block);
        return reader === undefined ? [event] : textEvents(event.block, reader.push(event.json));
      }
      case 'blockEnd': {
        const rest = this.#readers.get(event.block)?.end() ?? '';
        this.#readers.delete(event.block);
        return [...textEvents(event.block, rest), event];
      }
      default:
        return [event];
    }
  }

  #start(event: Extract<StreamEvent, { type: 'blockStart' }>): StreamEvent {
    const { block, content } = event;
    if (content.type !== 'toolCall') return event;
    const flat = this.#names.fromUpstream(content.name);
    const original = this.#originals.get(flat);
    if (original === undefined) {
      return flat === content.name
        ? event
        : { type: 'blockStart', block, content: { ...content, name: flat } };
    }
    const { name, namespace, unwraps } = original;
    if (unwraps) this.#readers.set(block, new RawInputReader());
    const call = {
      ...content,
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(unwraps ? { custom: true } : {}),
    };
    return { type: 'blockStart', block, content: call };
  }
}

function textEvents(block: number, json: string): StreamEvent[] {
  return json === '' ? [] : [{ type: 'argumentsDelta', block, json }];
}
