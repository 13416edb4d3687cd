import type { DocumentPart, NeutralMessage, NeutralPart } from '../../wire/exchange.ts';
import { RememberedTexts } from '../../rememberedTexts.ts';
import { parseSentinels } from '../../wire/fim/sentinels.ts';
import type { RequestKind } from '../decision.ts';
import { lastUserText } from '../requestKind.ts';
import type { RoutingRequest } from '../routingRequest.ts';
import { readConversation } from '../turns/conversation.ts';
import type { Conversation } from '../turns/conversation.ts';
import { completionFiles } from './completionFiles.ts';
import { filesInText } from './extractors.ts';
import type { Speaker } from './extractors.ts';
import { cleanPath } from './filePath.ts';
import { looksLikeFile } from './fileName.ts';
import type { FoundFile } from './foundFile.ts';
import { filesOfForm, opaqueFiles } from './opaqueFiles.ts';
import { apartFromContents, referencedFiles } from './referencedContents.ts';
import { readPromptText } from './promptText.ts';
import { toolCallFiles } from './toolCallFiles.ts';

/** The files of one request, each part read when it is first asked for: a rule without files costs no reading. */
export class RequestFiles {
  readonly #request: RoutingRequest['request'];
  readonly #kind: RequestKind;
  readonly #conversation: () => Conversation | undefined;
  #newest: readonly FoundFile[] | undefined;
  #older: readonly FoundFile[] | undefined;

  constructor(
    request: RoutingRequest['request'],
    kind: RequestKind,
    conversation: () => Conversation | undefined,
  ) {
    this.#request = request;
    this.#kind = kind;
    this.#conversation = conversation;
  }

  /** Files of the newest user turn; of a completion: the file being written. */
  get newest(): readonly FoundFile[] {
    this.#newest ??= distinct(this.#readNewest());
    return this.#newest;
  }

  /** Files of everything else: older turns, tool calls and their results, the newest first; snippets of a completion. */
  get older(): readonly FoundFile[] {
    this.#older ??= distinct(this.#readOlder());
    return this.#older;
  }

  #readNewest(): FoundFile[] {
    if (this.#kind === 'fim') return this.#completion().current.map(asNamed);
    const conversation = this.#conversation();
    if (conversation === undefined) return [];
    const { messages, newest, attached } = conversation;
    return [messages[newest], attached === newest ? undefined : messages[attached]].flatMap((message) =>
      message === undefined ? [] : messageFiles(message),
    );
  }

  #readOlder(): FoundFile[] {
    if (this.#kind === 'fim')
      return [...this.#completion().others.map(asNamed), ...besidesCompletion(this.#request)];
    if (this.#request.kind === 'embeddings') return embeddedFiles(this.#request.input);
    const conversation = this.#conversation();
    if (conversation === undefined) return [];
    const { messages, newest, attached } = conversation;
    const files: FoundFile[] = [];
    for (let index = messages.length - 1; index >= 0; index--) {
      const message = messages[index];
      if (message !== undefined && index !== newest && index !== attached)
        files.push(...messageFiles(message));
    }
    return files;
  }

  #completion(): { current: readonly string[]; others: readonly string[] } {
    const request = this.#request;
    if (request.kind === 'completion') return completionFiles(request.prompt);
    return request.kind === 'chat' ? completionFiles(lastUserText(request)) : { current: [], others: [] };
  }
}

/** The conversation of a chat; a completion has none. */
export function conversationOf(
  request: RoutingRequest['request'],
  kind: RequestKind,
): Conversation | undefined {
  return request.kind === 'chat' && kind === 'chat' ? readConversation(request.messages) : undefined;
}

function messageFiles(message: NeutralMessage): FoundFile[] {
  const speaker = speakerOf(message);
  const { said, contents } = apartFromContents(message.content);
  return [
    ...said.flatMap((part) => partFiles(part, speaker)),
    ...referencedFiles(contents),
    ...contents.flatMap((part) => partFiles(part, 'result')),
  ];
}

function speakerOf({ role }: NeutralMessage): Speaker {
  switch (role) {
    case 'system':
    case 'developer':
      return 'system';
    case 'tool':
      return 'result';
    case 'user':
    case 'assistant':
      return role;
  }
}

function partFiles(part: NeutralPart, speaker: Speaker): readonly FoundFile[] {
  switch (part.type) {
    case 'text':
      return textFiles(part.text, speaker);
    case 'toolCall':
      return toolCallFiles(part.argumentsJson);
    case 'toolResult':
      return part.content.flatMap((inner) => partFiles(inner, 'result'));
    case 'document':
      return documentFiles(part);
    case 'opaque':
      return opaqueFiles(part.value);
    case 'image':
    case 'audio':
    case 'reasoning':
    case 'refusal':
      return [];
  }
}

function documentFiles({ title, source, extras }: DocumentPart): FoundFile[] {
  const path = title === undefined ? undefined : cleanPath(title);
  const titled = path !== undefined && looksLikeFile(path) ? [asNamed(path)] : [];
  const value = { ...extras, ...(source.kind === 'text' ? { text: source.text } : {}) };
  return [...titled, ...opaqueFiles(value)];
}

const ofUserTexts = new RememberedTexts<readonly FoundFile[]>();

function textFiles(text: string, speaker: Speaker): readonly FoundFile[] {
  if (speaker !== 'user') return readTextFiles(text, speaker);
  const known = ofUserTexts.get(text);
  if (known !== undefined) return known;
  const files = readTextFiles(text, speaker);
  ofUserTexts.set(text, files);
  return files;
}

/** Only what people and models write is taken apart; a result or a system prompt is searched as it is. */
function readTextFiles(text: string, speaker: Speaker): FoundFile[] {
  const isTakenApart = speaker === 'user' || speaker === 'assistant';
  const prompt = isTakenApart ? readPromptText(text) : { raw: text, fences: [], elements: [], prose: text };
  return filesInText(prompt, speaker);
}

/**
 * What a completion carries besides the file being written: its suffix, further prompts, the other messages of one that is asked as
 * a chat, and the words of a prompt that is no code to fill in. It counts for `localOnly` alone.
 */
function besidesCompletion(request: RoutingRequest['request']): FoundFile[] {
  switch (request.kind) {
    case 'chat':
      return request.messages.flatMap(messageFiles).map(asPossible);
    case 'completion': {
      const { prompt, promptList, suffix } = request;
      const prompts = Array.isArray(promptList) ? promptList.filter((one) => typeof one === 'string') : [];
      const isProse = suffix === undefined && parseSentinels(prompt) === undefined;
      return [
        ...[...prompts, suffix ?? ''].flatMap(contentFiles),
        ...(isProse ? textFiles(prompt, 'user').map(asPossible) : []),
      ];
    }
    case 'embeddings':
      return [];
  }
}

/** Indexers put the path above each piece of text; it says what is sent, not what the request is about. */
function embeddedFiles(input: readonly (string | readonly number[])[]): FoundFile[] {
  return input.flatMap((text) => (typeof text === 'string' ? contentFiles(text) : []));
}

/** Files whose content a bare text is, by the path at its head or by its form. */
function contentFiles(text: string): FoundFile[] {
  const { current, others } = completionFiles(text);
  return [...[...current, ...others].map((path) => asPossible({ path })), ...filesOfForm(text)];
}

function asPossible({ path }: Pick<FoundFile, 'path'>): FoundFile {
  return { path, as: 'possible' };
}

function asNamed(path: string): FoundFile {
  return { path, as: 'named' };
}

function distinct(files: readonly FoundFile[]): FoundFile[] {
  const seen = new Map<string, FoundFile>();
  for (const file of files) {
    const key = `${file.as}\0${file.path}`;
    if (!seen.has(key)) seen.set(key, file);
  }
  return [...seen.values()];
}
