import { GatewayError } from '../../errors.ts';
import type { ChatRequest, MediaSource, NeutralPart, WireFormat } from '../exchange.ts';
import { isObject, type JsonObject, type JsonValue } from '../json.ts';

/** `messages[2].content[0]`, a tool result's `.content[1]` below it, and a field of that. */
const neutralPlace = /^messages\[(\d+)\]\.content(?:\[(\d+)\])?((?:\.content\[\d+\])*)(\.arguments)?$/;

/** What other formats call a field of the whole request that an encoder refuses. */
const fieldNames: Readonly<Partial<Record<WireFormat, Readonly<Record<string, string>>>>> = {
  gemini: { n: 'generationConfig.candidateCount' },
};

/**
 * Encoders name what they refuse by its place in the neutral model. A client knows its own body alone: it is told where in that the
 * same thing stands, found by its content once there is something to complain about, so that decoding keeps no places.
 * @returns the error in the client's words; what is no such error comes back as it is
 */
export function placeForClient(error: unknown, request: ChatRequest, body: JsonObject): unknown {
  if (!(error instanceof GatewayError) || error.code !== 'invalid_request') return error;
  const { field } = error.details;
  if (typeof field !== 'string') return error;
  const place =
    (request.format === undefined ? undefined : fieldNames[request.format]?.[field]) ??
    placeOf(field, request, body);
  if (place === undefined || place === field) return error;
  const message = error.message.startsWith(field)
    ? `${place}${error.message.slice(field.length)}`
    : error.message;
  return new GatewayError(error.code, message, {
    cause: error.cause,
    details: { ...error.details, field: place },
  });
}

function placeOf(field: string, request: ChatRequest, body: JsonObject): string | undefined {
  const match = neutralPlace.exec(field);
  if (match === null) return undefined;
  const [, message, part = '', below = '', member] = match;
  const parts = partsOf(request);
  const top = request.messages[Number(message)]?.content[part === '' ? -1 : Number(part)];
  const wanted = top === undefined ? parts.find(isImageByUrl) : nested(top, below);
  if (wanted === undefined) return undefined;
  const before = parts.slice(0, parts.indexOf(wanted));
  const isIt = finderOf(wanted);
  // The same picture may have been sent before.
  const repeats = before.filter((other) => finderOf(other).mark === isIt.mark).length;
  const path = placesIn(body, isIt.holds)[repeats];
  return path === undefined ? undefined : member === undefined ? ofTheItem(path) : path;
}

/** All parts of a conversation in their order, those in tool results included. */
function partsOf({ messages }: ChatRequest): NeutralPart[] {
  const flat = (part: NeutralPart): NeutralPart[] =>
    part.type === 'toolResult' ? [part, ...part.content.flatMap(flat)] : [part];
  return messages.flatMap(({ content }) => content.flatMap(flat));
}

function nested(part: NeutralPart | undefined, below: string): NeutralPart | undefined {
  let found = part;
  for (const [, index] of below.matchAll(/\[(\d+)\]/g)) {
    found = found?.type === 'toolResult' ? found.content[Number(index)] : undefined;
  }
  return found;
}

function isImageByUrl(part: NeutralPart): boolean {
  return part.type === 'image' && part.source.kind === 'url';
}

interface Finder {
  /** Equal for parts that are found by the same values. */
  readonly mark: string;
  /** Whether a value of the client's body is what the part was made of. */
  readonly holds: (value: JsonValue) => boolean;
}

function finderOf(part: NeutralPart): Finder {
  switch (part.type) {
    case 'image':
    case 'document':
      return ofText(textOf(part.source));
    case 'audio':
      return ofText(part.data);
    case 'toolCall':
      return ofJson(part.argumentsJson);
    case 'opaque':
      return ofJson(JSON.stringify(part.value));
    case 'text':
    case 'reasoning':
    case 'refusal':
      return ofText(part.text);
    case 'toolResult':
      return ofText(part.toolCallId);
  }
}

function textOf(source: MediaSource): string {
  switch (source.kind) {
    case 'url':
      return source.url;
    case 'base64':
      return source.data;
    case 'file':
      return source.fileId;
    case 'text':
      return source.text;
  }
}

/** As it is, or as the end of a data URL. */
function ofText(text: string): Finder {
  return {
    mark: text,
    holds: (value) => text !== '' && typeof value === 'string' && value.endsWith(text),
  };
}

/** Written as JSON, or the value itself. */
function ofJson(text: string): Finder {
  return {
    mark: text,
    holds: (value) => value === text || (typeof value === 'object' && JSON.stringify(value) === text),
  };
}

/** Paths of all values of which the test holds, in the order in which they stand; nothing below one is looked at. */
function placesIn(body: JsonObject, holds: (value: JsonValue) => boolean): string[] {
  const found: string[] = [];
  const look = (value: JsonValue | undefined, path: string): void => {
    if (value === undefined) return;
    if (path !== '' && holds(value)) found.push(path);
    else if (Array.isArray(value))
      for (const [index, entry] of value.entries()) look(entry, `${path}[${index}]`);
    else if (isObject(value))
      for (const [key, entry] of Object.entries(value)) look(entry, path === '' ? key : `${path}.${key}`);
  };
  look(body, '');
  return found;
}

/** `input[2].content[0].image_url` → `input[2].content[0]`. */
function ofTheItem(path: string): string {
  const end = path.lastIndexOf(']');
  return end === -1 ? path : path.slice(0, end + 1);
}
