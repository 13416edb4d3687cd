import type { RequestClass } from '../../../config/conditionSchema.ts';
import type { ChatRequest, NeutralMessage } from '../../wire/exchange.ts';
import type { RoutingRequest } from '../routingRequest.ts';
import { anybodysMarks, type ClassMark, classMarks, relatives } from './classMarks.ts';

/** Characters looked at: fixed prompts stand at the beginning of a text. */
const lookedAt = 2000;

/** A mark with all of its conditions: objects of one form are quick to ask. */
type WholeMark = { readonly [Condition in keyof Required<ClassMark>]: ClassMark[Condition] };

const marksOf = new Map(
  Object.entries(classMarks).map(([client, marks]) => [client, [...marks, ...anybodysMarks].map(wholeMark)]),
);
/** Marks that are told by a format of their own, for clients that do not say who they are. */
const marksOfAll = [...Object.values(classMarks).flat().filter(isTelling), ...anybodysMarks].map(wholeMark);

/**
 * What an agent's request is for, by what its client is known to send; `main` where nothing says otherwise, and for completions
 * and embeddings.
 */
export function requestClass(
  { request, headers }: Pick<RoutingRequest, 'request' | 'headers'>,
  client: string | undefined,
): RequestClass {
  if (request.kind !== 'chat') return 'main';
  const name = client ?? '';
  const marks = marksOf.get(name) ?? marksOf.get(relatives[name] ?? '') ?? marksOfAll;
  const shape = new RequestShape(request);
  return marks.find((mark) => fits(mark, shape, headers))?.means ?? 'main';
}

/** "No tools" and any schema of reasons say nothing of a client that is not known. */
function isTelling({ system, asks, asksWithin, header, onlyTool, property }: ClassMark): boolean {
  if (property !== undefined) return property.source.includes('complexity_');
  return (system ?? asks ?? asksWithin ?? header ?? onlyTool) !== undefined;
}

function wholeMark(mark: ClassMark): WholeMark {
  const { means, header, system, asks, asksWithin, property, onlyProperty, onlyTool, withoutTools } = mark;
  return { means, header, system, asks, asksWithin, property, onlyProperty, onlyTool, withoutTools };
}

function fits(mark: WholeMark, shape: RequestShape, headers: Readonly<Record<string, string>>): boolean {
  const { header, system, asks, asksWithin, property, onlyProperty, onlyTool, withoutTools } = mark;
  return (
    (header === undefined || header[1].test(headers[header[0]] ?? '')) &&
    (withoutTools === undefined || shape.toolCount === 0) &&
    (onlyTool === undefined || (shape.toolCount === 1 && onlyTool.test(shape.onlyTool))) &&
    (property === undefined || shape.properties.some((name) => property.test(name))) &&
    (onlyProperty === undefined ||
      (shape.properties.length === 1 && onlyProperty.test(shape.properties[0] ?? ''))) &&
    (system === undefined || system.test(shape.system)) &&
    (asks === undefined || asks.test(shape.asks)) &&
    (asksWithin === undefined || standsWithin(shape.asks, ...asksWithin))
  );
}

function standsWithin(text: string, phrase: RegExp, characters: number): boolean {
  const at = text.search(phrase);
  return at !== -1 && at <= characters;
}

/** What the marks look at, each read once. */
class RequestShape {
  readonly #request: ChatRequest;
  #system: string | undefined;
  #asks: string | undefined;

  constructor(request: ChatRequest) {
    this.#request = request;
  }

  get toolCount(): number {
    return this.#request.tools.length;
  }

  get onlyTool(): string {
    const [tool] = this.#request.tools;
    if (tool === undefined) return '';
    if (tool.type !== 'opaque') return tool.name;
    const { type, name } = tool.value;
    if (typeof type === 'string') return type;
    return typeof name === 'string' ? name : (Object.keys(tool.value)[0] ?? '');
  }

  get properties(): readonly string[] {
    const format = this.#request.responseFormat;
    const properties = format?.type === 'jsonSchema' ? format.schema['properties'] : undefined;
    return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  }

  get system(): string {
    this.#system ??= this.#readSystem();
    return this.#system;
  }

  /** A loop that goes on with tool results asks nothing of its own. */
  get asks(): string {
    this.#asks ??= lastText(this.#request.messages.at(-1));
    return this.#asks;
  }

  /** Claude Code puts lines about itself before the prompt, in text parts of their own. */
  #readSystem(): string {
    const message = this.#request.messages.find(({ role }) => role === 'system' || role === 'developer');
    const texts = (message?.content ?? []).flatMap((part) => (part.type === 'text' ? [part.text] : []));
    return (texts.find((text) => !isHead(text)) ?? '').slice(0, lookedAt);
  }
}

function isHead(text: string): boolean {
  return text.startsWith('x-anthropic-billing-header:') || /^You are Claude Code, [^\n]{0,100}$/.test(text);
}

function lastText(message: NeutralMessage | undefined): string {
  if (message?.role !== 'user') return '';
  const last = message.content.findLast((part) => part.type === 'text');
  return last?.type === 'text' ? last.text.trimStart().slice(0, lookedAt) : '';
}
