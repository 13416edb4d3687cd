import type { ChatRequest, NeutralMessage, NeutralPart, WireFormat } from '../exchange.ts';
import type { JsonObject } from '../json.ts';
import { opaqueName } from '../opaqueName.ts';

/** What a format has a place for, beside what every format has. Its encoder writes it, or reports it itself. */
interface Places {
  readonly cacheMarks?: boolean;
  readonly citations?: boolean;
  readonly names?: boolean;
  readonly imageDetail?: boolean;
  readonly strictTools?: boolean;
  readonly reasoningDisplay?: boolean;
  /** Reasoning that is withheld. */
  readonly withheldReasoning?: boolean;
  /** Blocks of another format in an answer. */
  readonly foreignBlocks?: boolean;
}

const everyPlace: Places = {
  cacheMarks: true,
  citations: true,
  names: true,
  imageDetail: true,
  strictTools: true,
  reasoningDisplay: true,
  withheldReasoning: true,
  foreignBlocks: true,
};

const placesOf: Readonly<Partial<Record<WireFormat, Places>>> = {
  chat: { ...everyPlace, cacheMarks: false, citations: false, reasoningDisplay: false },
  messages: everyPlace,
  responses: { ...everyPlace, cacheMarks: false },
  gemini: { ...everyPlace, cacheMarks: false, citations: false },
  'ollama-chat': { foreignBlocks: true },
  'cohere-chat': { imageDetail: true, strictTools: true },
  'vscode-lm': { names: true },
};

/**
 * The names of what a request says beside its question and a format has no place for: cache marks, citations, names and
 * the client's own fields of messages, parts and tools, which are for its own format alone. Each once.
 */
export function unsaidHints(request: ChatRequest, format: WireFormat): string[] {
  if (request.format === format) return [];
  const unsaid = new UnsaidHints(placesOf[format] ?? {});
  for (const message of request.messages) unsaid.addMessage(message);
  for (const tool of request.tools) {
    if (tool.type === 'opaque') continue;
    unsaid.addFields('tools', tool.extras);
    if (tool.type !== 'function') continue;
    unsaid.addUnless('cacheMarks', tool.cacheControl, 'cache_control');
    unsaid.addUnless('strictTools', tool.strict === true || undefined, 'tools.strict');
  }
  // To be shown is what becomes of reasoning anyway where nothing is asked.
  const hides = request.reasoning?.display === 'omitted' || undefined;
  unsaid.addUnless('reasoningDisplay', hides, 'thinking.display');
  return unsaid.names;
}

class UnsaidHints {
  readonly #places: Places;
  readonly #names = new Set<string>();

  constructor(places: Places) {
    this.#places = places;
  }

  get names(): string[] {
    return [...this.#names];
  }

  addMessage({ name, content, extras, role }: NeutralMessage): void {
    this.addUnless('names', name, 'name');
    this.addFields('messages', extras);
    for (const part of content) {
      this.#addPart(part);
      if (role !== 'assistant' || part.type !== 'opaque') continue;
      this.addUnless('foreignBlocks', part, `content.${opaqueName(part.value)}`);
    }
  }

  addFields(place: string, extras: JsonObject | undefined): void {
    for (const field of Object.keys(extras ?? {})) this.#names.add(`${place}.${field}`);
  }

  /** Notes `name` where the format has no such place and the value is there. */
  addUnless(place: keyof Places, value: unknown, name: string): void {
    if (value !== undefined && this.#places[place] !== true) this.#names.add(name);
  }

  #addPart(part: NeutralPart): void {
    if ('extras' in part) this.addFields('content', part.extras);
    if ('cacheControl' in part) this.addUnless('cacheMarks', part.cacheControl, 'cache_control');
    switch (part.type) {
      case 'text':
        this.addUnless('citations', part.citations, 'citations');
        break;
      case 'image':
        this.addUnless('imageDetail', part.detail, 'detail');
        break;
      case 'reasoning':
        this.addUnless('withheldReasoning', part.redacted, 'reasoning');
        break;
      case 'toolResult':
        for (const nested of part.content) this.#addPart(nested);
        break;
      case 'document':
      case 'audio':
      case 'toolCall':
      case 'refusal':
      case 'opaque':
        break;
    }
  }
}
