import type { RequestClass } from '../../config/conditionSchema.ts';
import type { EffectiveSettings } from '../../config/effectiveConfig.ts';
import { classifyIntent } from '../intent/classifyIntent.ts';
import type { Intent } from '../intent/intent.ts';
import { estimateTextTokens } from '../usage/estimateTextTokens.ts';
import { weighRequest } from '../usage/weighRequest.ts';
import type { NeutralMessage, NeutralPart } from '../wire/exchange.ts';
import { type SearchedText, searchedText } from './conditions/keywordsCheck.ts';
import type { RequestKind } from './decision.ts';
import { requestClass } from './requestClass/requestClass.ts';
import type { RoutingRequest } from './routingRequest.ts';
import type { Conversation } from './turns/conversation.ts';
import { ownWords } from './turns/ownWords.ts';

/** What the prompt facts are read from. */
export interface PromptSource {
  readonly request: RoutingRequest;
  readonly kind: RequestKind;
  readonly client: string | undefined;
  readonly conversation: () => Conversation | undefined;
}

type IntentSettings = EffectiveSettings['intent'];

/** What conditions ask of a request's words and shape; each is read when it is first asked for, and once. */
export class PromptFacts {
  readonly #source: PromptSource;
  readonly #settings: IntentSettings;
  #words: { readonly text: SearchedText | undefined } | undefined;
  #everything: { readonly texts: readonly SearchedText[] | undefined } | undefined;
  #tokens: number | undefined;
  #hasImages: boolean | undefined;
  #requestClass: RequestClass | undefined;
  #intent: { readonly intent: Intent | undefined } | undefined;

  constructor(source: PromptSource, settings: IntentSettings) {
    this.#source = source;
    this.#settings = settings;
  }

  /** How sure an intent must be where a rule does not say it. */
  get directConfidence(): number {
    return this.#settings.directConfidence;
  }

  /** The user's own words of the newest turn; undefined for requests that have none (completions, embeddings). */
  words(): SearchedText | undefined {
    this.#words ??= { text: this.#readWords() };
    return this.#words.text;
  }

  /**
   * All that the request carries, for `localOnly`: every message, tool call and result but the system prompt, which is the
   * agent's; undefined when it cannot be read (embeddings of token ids).
   */
  everything(): readonly SearchedText[] | undefined {
    this.#everything ??= {
      texts: textsOf(this.#source.request)?.map((text) => searchedText(text, Infinity)),
    };
    return this.#everything.texts;
  }

  /** About how many tokens the prompt has. */
  tokens(): number {
    this.#tokens ??= estimatePromptTokens(this.#source.request);
    return this.#tokens;
  }

  hasTools(): boolean {
    const { request } = this.#source.request;
    return request.kind === 'chat' && request.tools.length > 0;
  }

  /** Whether there is an image anywhere in the request. */
  hasImages(): boolean {
    this.#hasImages ??= holdsImage(this.#source.request);
    return this.#hasImages;
  }

  /** What the agent asks for. */
  requestClass(): RequestClass {
    this.#requestClass ??= requestClass(this.#source.request, this.#source.client);
    return this.#requestClass;
  }

  /** The intent of the newest user turn; undefined where intents are switched off or there is no such turn. */
  intent(): Intent | undefined {
    this.#intent ??= { intent: this.#readIntent() };
    return this.#intent.intent;
  }

  /** The intents of all user turns. */
  everyIntent(): readonly Intent[] {
    const newest = this.intent();
    if (newest === undefined) return [];
    const conversation = this.#source.conversation();
    const older = (conversation?.messages ?? []).filter(
      (message, index) => index !== conversation?.newest && ownWords(message) !== '',
    );
    return [newest, ...older.map((message) => this.#classify(message))];
  }

  #readIntent(): Intent | undefined {
    if (!this.#settings.enabled) return undefined;
    const message = this.#newestMessage();
    if (message === undefined) return undefined;
    return this.#source.request.opinion ?? this.#classify(message, this.#source.conversation()?.words);
  }

  #classify(message: NeutralMessage, words = ownWords(message)): Intent {
    return classifyIntent(words, {
      hasImage: message.content.some(({ type }) => type === 'image'),
      lowConfidence: this.#settings.lowConfidence,
    });
  }

  #newestMessage(): NeutralMessage | undefined {
    const conversation = this.#source.conversation();
    return conversation?.messages[conversation.newest];
  }

  #readWords(): SearchedText | undefined {
    const conversation = this.#source.conversation();
    return conversation?.messages[conversation.newest] === undefined
      ? undefined
      : searchedText(conversation.words);
  }
}

function estimatePromptTokens({ request }: RoutingRequest): number {
  switch (request.kind) {
    case 'chat': {
      const { texts, flatTokens } = weighRequest(request);
      return texts.reduce((sum, text) => sum + estimateTextTokens(text), flatTokens);
    }
    case 'completion':
      return estimateTextTokens(request.prompt) + estimateTextTokens(request.suffix ?? '');
    case 'embeddings':
      return request.input.reduce(
        (sum, one) => sum + (typeof one === 'string' ? estimateTextTokens(one) : one.length),
        0,
      );
  }
}

function holdsImage({ request }: RoutingRequest): boolean {
  const isImage = (part: NeutralPart): boolean =>
    part.type === 'image' || (part.type === 'toolResult' && part.content.some(isImage));
  return request.kind === 'chat' && request.messages.some(({ content }) => content.some(isImage));
}

function textsOf({ request }: RoutingRequest): string[] | undefined {
  switch (request.kind) {
    case 'chat':
      return request.messages
        .filter(({ role }) => role !== 'system' && role !== 'developer')
        .flatMap(({ content }) => content.flatMap(partTexts));
    case 'completion': {
      const { prompt, promptList, suffix = '' } = request;
      if (promptList === undefined) return [prompt, suffix];
      // A list of token ids, or of lists of them.
      if (!Array.isArray(promptList) || promptList.some((one) => typeof one !== 'string')) return undefined;
      return [prompt, suffix];
    }
    case 'embeddings':
      return request.input.every((one) => typeof one === 'string') ? [...request.input] : undefined;
  }
}

function partTexts(part: NeutralPart): string[] {
  switch (part.type) {
    case 'text':
    case 'refusal':
    case 'reasoning':
      return [part.text];
    case 'toolCall':
      return [part.argumentsJson];
    case 'toolResult':
      return part.content.flatMap(partTexts);
    case 'document':
      return [part.title ?? '', part.source.kind === 'text' ? part.source.text : ''];
    case 'opaque':
      return [JSON.stringify(part.value)];
    case 'image':
    case 'audio':
      return [];
  }
}
