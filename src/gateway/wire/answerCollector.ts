import { mergeUsage } from '../usage/mergeUsage.ts';
import type {
  BlockStart,
  Citation,
  FinishReason,
  NeutralAnswer,
  NeutralPart,
  Signature,
  StreamEvent,
  StreamFailure,
  Usage,
} from './exchange.ts';
import { isObject } from './json.ts';
import type { JsonValue } from './json.ts';

interface CollectedBlock {
  readonly start: BlockStart;
  text: string;
  signature: Signature | undefined;
  readonly citations: Citation[];
}

/** Gathers a streamed answer into a whole one, the inverse of `answerToEvents`. Blocks keep the order in which they began. */
export class AnswerCollector {
  readonly #blocks = new Map<number, CollectedBlock>();
  readonly #logprobs: JsonValue[] = [];
  #head: Pick<NeutralAnswer, 'id' | 'model' | 'createdAtS'> = {};
  #usage: Usage | undefined;
  #finishReason: FinishReason | undefined;
  #stopSequence: string | undefined;
  #failure: StreamFailure | undefined;

  add(event: StreamEvent): void {
    switch (event.type) {
      case 'start':
        this.#head = { id: event.id, model: event.model, createdAtS: event.createdAtS };
        this.#usage = mergeUsage(this.#usage, event.usage);
        break;
      case 'blockStart':
        this.#blocks.set(event.block, {
          start: event.content,
          text: '',
          signature: undefined,
          citations: [],
        });
        break;
      case 'textDelta':
        this.#append(event.block, event.text);
        if (event.logprobs !== undefined) this.#logprobs.push(event.logprobs);
        break;
      case 'reasoningDelta':
        this.#append(event.block, event.text);
        break;
      case 'argumentsDelta':
        this.#append(event.block, event.json);
        break;
      case 'signature': {
        const block = this.#blocks.get(event.block);
        if (block !== undefined) block.signature = event.signature;
        break;
      }
      case 'citation':
        this.#blocks.get(event.block)?.citations.push(event.citation);
        break;
      case 'usage':
        this.#usage = mergeUsage(this.#usage, event.usage);
        break;
      case 'finish':
        this.#finishReason = event.reason;
        this.#stopSequence = event.stopSequence;
        break;
      case 'error':
        this.#failure = event.failure;
        break;
      case 'blockEnd':
      case 'ping':
      case 'end':
        break;
    }
  }

  /** What broke the stream off; then `answer` holds what came before it. */
  get failure(): StreamFailure | undefined {
    return this.#failure;
  }

  /** The answer so far. Without a reported reason it finished with `toolCalls` when it calls a tool, else `stop`. */
  get answer(): NeutralAnswer {
    const content = [...this.#blocks.values()].map(partOf);
    const callsTool = content.some((part) => part.type === 'toolCall');
    return {
      ...this.#head,
      content,
      finishReason: this.#finishReason ?? (callsTool ? 'toolCalls' : 'stop'),
      stopSequence: this.#stopSequence,
      usage: this.#usage,
      logprobs: joinLogprobs(this.#logprobs),
    };
  }

  #append(number: number, text: string): void {
    const block = this.#blocks.get(number);
    if (block !== undefined) block.text += text;
  }
}

function partOf(block: CollectedBlock): NeutralPart {
  const { start, text } = block;
  const signature = block.signature === undefined ? {} : { signature: block.signature };
  switch (start.type) {
    case 'text': {
      const citations = block.citations.length === 0 ? {} : { citations: block.citations };
      return { type: 'text', text, ...citations, ...signature };
    }
    case 'refusal':
      return { type: 'refusal', text };
    case 'reasoning':
      return { type: 'reasoning', text, ...(start.id === undefined ? {} : { id: start.id }), ...signature };
    case 'redactedReasoning':
      return { type: 'reasoning', text: '', redacted: true, signature: start.signature };
    case 'toolCall': {
      const argumentsJson = text === '' && start.custom !== true ? '{}' : text;
      return { ...start, argumentsJson, ...signature };
    }
    case 'opaque':
      return { type: 'opaque', format: start.format, value: start.value };
  }
}

/** OpenAI's `{content: […], refusal: […]}` of every chunk become one; the lists of one name are joined. */
function joinLogprobs(chunks: readonly JsonValue[]): JsonValue | undefined {
  const lists = new Map<string, JsonValue[]>();
  for (const chunk of chunks) {
    if (!isObject(chunk)) continue;
    for (const [name, list] of Object.entries(chunk)) {
      if (!Array.isArray(list)) continue;
      const joined = lists.get(name);
      if (joined === undefined) lists.set(name, [...list]);
      else joined.push(...list);
    }
  }
  return lists.size === 0 ? undefined : Object.fromEntries(lists);
}
