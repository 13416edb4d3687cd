import {
  asArray,
  asString,
  isObject,
  type JsonObject,
  type JsonValue,
} from '../../../src/gateway/wire/json.ts';
import { isBase64 } from './contentRules.ts';
import { brokenToolTurn, type ToolStep } from './toolTurns.ts';

const imageTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'];

/**
 * Why Anthropic refuses the conversation of a body, or undefined.
 * @param signatureOf the signature that belongs to thoughts
 */
export function messagesContentRefusal(
  body: JsonObject,
  signatureOf: (thoughts: string) => string,
): string | undefined {
  const messages = asArray(body.messages).filter(isObject);
  if (messages.length === 0) return 'messages: at least one message is required';
  if (messages[0]?.role !== 'user') return 'messages: first message must use the "user" role';
  const blocks = [asArray(body.system), ...messages.map(({ content }) => blocksOf(content))].flat();
  if (blocks.filter((block) => isObject(block) && isObject(block.cache_control)).length > 4)
    return 'A maximum of 4 blocks with cache_control may be provided.';
  for (const block of asArray(body.system)) {
    if (isObject(block) && asString(block.text)?.trim() === '')
      return 'system: text content blocks must be non-empty';
  }
  for (const [index, message] of messages.entries()) {
    const refusal = messageRefusal(message, index === messages.length - 1, signatureOf);
    if (refusal !== undefined) return `messages.${index}: ${refusal}`;
  }
  return brokenToolTurn(turnSteps(messages)) ?? thinkingRefusal(body, messages);
}

function blocksOf(content: JsonValue | undefined): JsonValue[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : asArray(content);
}

function messageRefusal(
  { role, content }: JsonObject,
  isLast: boolean,
  signatureOf: (thoughts: string) => string,
): string | undefined {
  const blocks = blocksOf(content).filter(isObject);
  if (blocks.length === 0) return isLast && role === 'assistant' ? undefined : 'content must be non-empty';
  const results = blocks.findLastIndex(({ type }) => type === 'tool_result');
  if (blocks.slice(0, Math.max(results, 0)).some(({ type }) => type !== 'tool_result'))
    return 'tool_result blocks must come first in the content';
  for (const block of blocks) {
    const refusal = blockRefusal(block, asString(role) ?? '', signatureOf);
    if (refusal !== undefined) return refusal;
  }
  const last = blocks.at(-1);
  return isLast && role === 'assistant' && asString(last?.text)?.endsWith(' ') === true
    ? 'final assistant content cannot end with trailing whitespace'
    : undefined;
}

function blockRefusal(
  block: JsonObject,
  role: string,
  signatureOf: (thoughts: string) => string,
): string | undefined {
  switch (block.type) {
    case 'text':
      return asString(block.text)?.trim() === '' ? 'text content blocks must be non-empty' : undefined;
    case 'tool_use':
      if (role !== 'assistant') return 'tool_use blocks can only be in assistant messages';
      if (!/^[a-zA-Z0-9_-]{1,128}$/.test(asString(block.name) ?? '')) return 'tool_use.name';
      return (
        idRefusal(block.id) ?? (isObject(block.input) ? undefined : 'tool_use.input: should be an object')
      );
    case 'tool_result': {
      if (role !== 'user') return 'tool_result blocks can only be in user messages';
      const inner = asArray(block.content).filter(isObject);
      return idRefusal(block.tool_use_id) ?? firstRefusal(inner, role, signatureOf);
    }
    case 'image':
      return imageRefusal(block.source);
    case 'thinking':
      return block.signature === signatureOf(asString(block.thinking) ?? '')
        ? undefined
        : 'Invalid `signature` in `thinking` block';
    default:
      return undefined;
  }
}

function firstRefusal(
  blocks: readonly JsonObject[],
  role: string,
  signatureOf: (thoughts: string) => string,
): string | undefined {
  return blocks
    .map((block) => blockRefusal(block, role, signatureOf))
    .find((refusal) => refusal !== undefined);
}

function idRefusal(id: JsonValue | undefined): string | undefined {
  return /^[a-zA-Z0-9_-]+$/.test(asString(id) ?? '') ? undefined : `id: String should match ^[a-zA-Z0-9_-]+$`;
}

function imageRefusal(source: JsonValue | undefined): string | undefined {
  if (!isObject(source) || source.type !== 'base64') return undefined;
  if (!imageTypes.includes(asString(source.media_type) ?? ''))
    return 'image.source.media_type: not supported';
  return isBase64(asString(source.data) ?? '') ? undefined : 'image.source.data: no base64';
}

/** Messages of one role that follow each other are one turn to Anthropic; system messages between them do not count. */
function turnSteps(messages: readonly JsonObject[]): ToolStep[] {
  const turns: { role: JsonValue | undefined; blocks: JsonObject[] }[] = [];
  for (const { role, content } of messages) {
    if (role === 'system') continue;
    const turn = turns.at(-1);
    const blocks = blocksOf(content).filter(isObject);
    if (turn?.role === role) turn?.blocks.push(...blocks);
    else turns.push({ role, blocks });
  }
  return turns.flatMap(({ blocks }): ToolStep[] => {
    const results = blocks.filter(({ type }) => type === 'tool_result');
    const calls = blocks.filter(({ type }) => type === 'tool_use');
    if (results.length > 0)
      return [{ kind: 'results', ids: results.map(({ tool_use_id: id }) => asString(id) ?? '') }];
    if (calls.length > 0) return [{ kind: 'calls', ids: calls.map(({ id }) => asString(id) ?? '') }];
    return [{ kind: 'other' }];
  });
}

/** With a budget, a tool loop that goes on must begin with its thoughts. */
function thinkingRefusal({ thinking }: JsonObject, messages: readonly JsonObject[]): string | undefined {
  if (!isObject(thinking) || thinking.type !== 'enabled') return undefined;
  const last = blocksOf(messages.at(-1)?.content).filter(isObject);
  const assistant = messages.findLast(({ role }) => role === 'assistant');
  if (assistant === undefined || !last.some(({ type }) => type === 'tool_result')) return undefined;
  const [first] = blocksOf(assistant.content).filter(isObject);
  return first?.type === 'thinking' || first?.type === 'redacted_thinking'
    ? undefined
    : 'Expected `thinking` or `redacted_thinking`, but found `tool_use`. When `thinking` is enabled, a final `assistant` message must start with a thinking block';
}
