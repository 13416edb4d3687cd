import { answerText } from '../completions/answer.ts';
import type { CompletionRequest, NeutralAnswer, StreamEvent } from '../exchange.ts';
import { gapOf } from './chatPrompt.ts';
import { PrefixEchoStage } from './prefixEchoStage.ts';
import { StopStage } from './stopStage.ts';
import { SuffixEchoStage } from './suffixEchoStage.ts';
import type { TextStage } from './textStage.ts';
import { UnwrapStage } from './unwrapStage.ts';

/**
 * Makes a chat model's answer to `completionToChat` the bare insertion: without fences, announcements and repeated context,
 * ended at the client's stop sequences. The result is one text block; reasoning and tool calls are left out. Holds text
 * back only while it cannot be judged.
 */
export class MiddleCleaner {
  readonly #stop: StopStage;
  readonly #stages: readonly TextStage[];
  #blockIsOpen = false;
  #isFlushed = false;

  constructor(request: CompletionRequest) {
    const { prefix, suffix } = gapOf(request);
    // Models answer with LF whatever the file has.
    const gap = { prefix: prefix.replaceAll('\r\n', '\n'), suffix: suffix.replaceAll('\r\n', '\n') };
    this.#stop = new StopStage(request.stop);
    this.#stages = [
      new UnwrapStage(gap),
      new PrefixEchoStage(gap.prefix),
      new SuffixEchoStage(gap.suffix),
      this.#stop,
    ];
  }

  transform(event: StreamEvent): StreamEvent[] {
    switch (event.type) {
      case 'textDelta':
        return this.#write(this.#push(event.text, 0));
      case 'finish': {
        const rest = this.#flush();
        return [...rest, this.#stop.stopped ? { type: 'finish', reason: 'stop' } : event];
      }
      case 'end':
        return [...this.#flush(), event];
      case 'start':
      case 'usage':
      case 'ping':
      case 'error':
        return [event];
      case 'blockStart':
      case 'reasoningDelta':
      case 'signature':
      case 'citation':
      case 'argumentsDelta':
      case 'blockEnd':
        return [];
    }
  }

  /** The same for a whole answer. */
  clean(answer: NeutralAnswer): NeutralAnswer {
    const text = this.#push(answerText(answer), 0) + this.#rest();
    return {
      ...answer,
      content: text === '' ? [] : [{ type: 'text', text }],
      finishReason: this.#stop.stopped ? 'stop' : answer.finishReason,
      logprobs: undefined,
    };
  }

  #push(text: string, fromStage: number): string {
    return this.#stages.slice(fromStage).reduce((current, stage) => stage.push(current), text);
  }

  /** What the stages held back, each one's rest cleaned by those behind it. */
  #rest(): string {
    return this.#stages.map((stage, index) => this.#push(stage.end(), index + 1)).join('');
  }

  #flush(): StreamEvent[] {
    if (this.#isFlushed) return [];
    this.#isFlushed = true;
    const events = this.#write(this.#rest());
    if (this.#blockIsOpen) events.push({ type: 'blockEnd', block: 0 });
    return events;
  }

  #write(text: string): StreamEvent[] {
    if (text === '') return [];
    const delta = { type: 'textDelta', block: 0, text } as const;
    if (this.#blockIsOpen) return [delta];
    this.#blockIsOpen = true;
    return [{ type: 'blockStart', block: 0, content: { type: 'text' } }, delta];
  }
}
