import type { NeutralMessage } from '../exchange.ts';
import type { JsonObject } from '../json.ts';
import { opaqueName } from '../opaqueName.ts';
import { encodeBlock, simplestContent } from './encodeBlock.ts';
import type { RequestEncoding } from './requestEncoding.ts';

/** One message of the encoded request, before its content takes its simplest form. */
export interface Turn {
  readonly role: 'user' | 'assistant' | 'system';
  readonly blocks: JsonObject[];
  readonly extras: JsonObject;
}

interface PlacedMessage {
  readonly message: NeutralMessage;
  /** Its index in the neutral request, for error texts. */
  readonly index: number;
}

interface Group {
  readonly role: Turn['role'];
  readonly messages: PlacedMessage[];
}

/**
 * The conversation as Anthropic demands it: system text apart, the first turn the user's, consecutive messages of one
 * side in one turn, all results of a turn's tool calls first in the next turn and in the order of the calls.
 * System messages between turns are moved to `system`, where every model obeys them, unless the client wrote this format.
 */
export function encodeTurns(encoding: RequestEncoding): { system: JsonObject[]; turns: Turn[] } {
  const { leading, groups } = groupMessages(encoding);
  const system = leading.flatMap((placed) => encodeMessage(placed, encoding));
  const turns: Turn[] = [];
  for (const group of groups) {
    const blocks = group.messages.flatMap((placed) => encodeMessage(placed, encoding));
    const ordered = group.role === 'user' ? resultsFirst(blocks, turns.at(-1)) : blocks;
    if (ordered.length > 0)
      turns.push({ role: group.role, blocks: ordered, extras: extrasOf(group, encoding) });
  }
  trimPrefill(turns);
  return withUserFirst(system, turns);
}

/** The message object of a turn. */
export function encodeTurn(turn: Turn): JsonObject {
  return { role: turn.role, content: simplestContent(turn.blocks), ...turn.extras };
}

function groupMessages(encoding: RequestEncoding): { leading: PlacedMessage[]; groups: Group[] } {
  const leading: PlacedMessage[] = [];
  const groups: Group[] = [];
  for (const [index, message] of encoding.request.messages.entries()) {
    if (message.name !== undefined) encoding.body.drop('name');
    const role = sideOf(message);
    const last = groups.at(-1);
    if (role === 'system' && (last === undefined || !encoding.sameFormat)) leading.push({ message, index });
    else if (role === last?.role) last.messages.push({ message, index });
    else groups.push({ role, messages: [{ message, index }] });
  }
  return { leading, groups };
}

function sideOf(message: NeutralMessage): Turn['role'] {
  switch (message.role) {
    case 'system':
    case 'developer':
      return 'system';
    case 'user':
    case 'tool':
      return 'user';
    case 'assistant':
      return 'assistant';
  }
}

function encodeMessage({ message, index }: PlacedMessage, encoding: RequestEncoding): JsonObject[] {
  return message.content
    .map((part, number) => {
      if (message.role === 'assistant' && part.type === 'opaque' && part.format !== 'messages') {
        encoding.body.drop(`content.${opaqueName(part.value)}`);
        return undefined;
      }
      return encodeBlock(part, `messages[${index}].content[${number}]`, encoding);
    })
    .filter((block) => block !== undefined);
}

function extrasOf(group: Group, encoding: RequestEncoding): JsonObject {
  if (!encoding.sameFormat) return {};
  return Object.assign({}, ...group.messages.map(({ message }) => message.extras)) as JsonObject;
}

/** Of several results for one call the last wins. Results without a call stay, behind the others: the provider says what is wrong. */
function resultsFirst(blocks: readonly JsonObject[], previous: Turn | undefined): JsonObject[] {
  const results = new Map<unknown, JsonObject>();
  for (const block of blocks) if (block.type === 'tool_result') results.set(block.tool_use_id, block);
  if (results.size === 0) return [...blocks];
  const ordered: JsonObject[] = [];
  for (const call of previous?.blocks ?? []) {
    const result = call.type === 'tool_use' ? results.get(call.id) : undefined;
    if (result === undefined) continue;
    ordered.push(result);
    results.delete(call.id);
  }
  return [...ordered, ...results.values(), ...blocks.filter((block) => block.type !== 'tool_result')];
}

/** Anthropic refuses an answer's beginning (a last turn by the assistant) that ends in white space. */
function trimPrefill(turns: Turn[]): void {
  const last = turns.at(-1);
  const block = last?.role === 'assistant' ? last.blocks.at(-1) : undefined;
  if (last === undefined || block?.type !== 'text' || typeof block.text !== 'string') return;
  const text = block.text.trimEnd();
  last.blocks.pop();
  if (text !== '') last.blocks.push({ ...block, text });
  if (last.blocks.length === 0) turns.pop();
}

/** A conversation of system text alone is asked by the user; one that the assistant opens gets a placeholder before it. */
function withUserFirst(system: JsonObject[], turns: Turn[]): { system: JsonObject[]; turns: Turn[] } {
  const [first] = turns;
  if (first === undefined) {
    const question = system.at(-1);
    if (question === undefined) return { system, turns };
    return { system: system.slice(0, -1), turns: [{ role: 'user', blocks: [question], extras: {} }] };
  }
  if (first.role !== 'assistant') return { system, turns };
  const opening: Turn = {
    role: 'user',
    blocks: [{ type: 'text', text: '(conversation continues)' }],
    extras: {},
  };
  return { system, turns: [opening, ...turns] };
}
