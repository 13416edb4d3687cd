/** A message of the protocol, as far as this line has to know it. */
export interface LineMessage {
  readonly type: string;
  /** Of a question and all that belongs to it. */
  readonly id?: number;
}

/** The line to the editor itself. */
export interface EditorPort {
  send(message: LineMessage): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** A gateway as the editor of this process's window sees it: in this process, or that of another window over a link. */
export interface ServingGateway {
  send(message: LineMessage): void;
  onMessage(listener: (message: LineMessage) => void): void;
}

type RememberedType = 'hello' | 'context' | 'override' | 'keys' | 'configure' | 'watchExchanges';
/** In this order a gateway is told what it has to know. */
const introduction: readonly RememberedType[] = [
  'hello',
  'context',
  'override',
  'keys',
  'configure',
  'watchExchanges',
];

/**
 * The line between this window's editor and whichever gateway serves it. It knows as little as possible of what is said: messages
 * pass as they are. It remembers what introduces the window, so that a gateway that takes over is told all of it, and through
 * which gateway each question and answer goes, so that one that is leaving still gets to its end.
 */
export class EditorLine {
  readonly #editor: EditorPort;
  readonly #remembered = new Map<RememberedType, LineMessage>();
  /** Came while no gateway served. */
  #waiting: LineMessage[] = [];
  #serving: ServingGateway | undefined;
  /** The editor's questions that have no answer yet. */
  readonly #asked = new Map<number, ServingGateway>();
  /** The gateways' questions to the editor, by the ids that the editor knows them under. */
  readonly #questions = new Map<number, { readonly by: ServingGateway; readonly id: number }>();
  #lastQuestion = 0;
  readonly #doneListeners = new Map<ServingGateway, () => void>();

  /** @param onIntroduced called with each message that introduces the window, before it is passed on */
  constructor(editor: EditorPort, onIntroduced: (message: LineMessage) => void) {
    this.#editor = editor;
    editor.onMessage((raw) => {
      const message = asMessage(raw);
      if (message === undefined) return;
      if (isRemembered(message.type)) {
        const before = message.type === 'context' ? this.#remembered.get('context') : undefined;
        this.#remembered.set(message.type, { ...before, ...message });
        onIntroduced(message);
      }
      this.#pass(message);
    });
  }

  /** Gives the window to a gateway, and to no other any more; questions on their way still get to the one before. */
  serveWith(gateway: ServingGateway): void {
    this.#serving = gateway;
    gateway.onMessage((message) => this.#fromGateway(gateway, message));
    for (const type of introduction) {
      const message = this.#remembered.get(type);
      if (message !== undefined) gateway.send(message);
    }
    for (const message of this.#waiting.splice(0)) this.#pass(message);
  }

  /** A gateway serves no more, and the next one is not known yet: what is asked meanwhile waits for that. */
  pause(gateway: ServingGateway): void {
    if (this.#serving === gateway) this.#serving = undefined;
  }

  /** Calls back once nothing is on its way through a gateway any more; at once when nothing is. */
  whenDoneWith(gateway: ServingGateway, done: () => void): void {
    this.#doneListeners.set(gateway, done);
    this.#checkDone(gateway);
  }

  /** Nothing will come of a gateway any more: whoever waits for it is told. */
  lost(gateway: ServingGateway): void {
    if (this.#serving === gateway) this.#serving = undefined;
    for (const [id, by] of this.#asked) {
      if (by !== gateway) continue;
      this.#asked.delete(id);
      this.#editor.send(endedBefore(id));
    }
    for (const [id, question] of this.#questions) {
      if (question.by !== gateway) continue;
      this.#questions.delete(id);
      this.#editor.send({ type: 'question-cancel', id });
    }
  }

  #checkDone(gateway: ServingGateway): void {
    const done = this.#doneListeners.get(gateway);
    if (done === undefined) return;
    for (const by of this.#asked.values()) if (by === gateway) return;
    for (const { by } of this.#questions.values()) if (by === gateway) return;
    this.#doneListeners.delete(gateway);
    done();
  }

  #pass(message: LineMessage): void {
    const { type, id } = message;
    if (id === undefined) {
      // While no gateway serves, the next one is introduced anyway.
      this.#serving?.send(message);
      return;
    }
    if (type.startsWith('answer')) {
      const question = this.#questions.get(id);
      if (type !== 'answer-part') this.#questions.delete(id);
      if (question === undefined) return;
      question.by.send({ ...message, id: question.id });
      this.#checkDone(question.by);
      return;
    }
    if (type !== 'request') {
      this.#asked.get(id)?.send(message);
      if (type === 'cancel') this.#waiting = this.#waiting.filter((waiting) => waiting.id !== id);
      return;
    }
    if (this.#serving === undefined) {
      this.#waiting.push(message);
      return;
    }
    this.#asked.set(id, this.#serving);
    this.#serving.send(message);
  }

  #fromGateway(gateway: ServingGateway, message: LineMessage): void {
    const { type, id: theirs } = message;
    if ((type === 'status' || type === 'exchanges') && gateway !== this.#serving) return;
    if (theirs === undefined || !type.startsWith('question')) {
      if (theirs !== undefined && (type === 'response' || type === 'failure')) this.#asked.delete(theirs);
      this.#editor.send(message);
      this.#checkDone(gateway);
      return;
    }
    if (type === 'question') {
      const id = ++this.#lastQuestion;
      this.#questions.set(id, { by: gateway, id: theirs });
      this.#editor.send({ ...message, id });
      return;
    }
    for (const [id, { by, id: known }] of this.#questions) {
      if (by === gateway && known === theirs) this.#editor.send({ ...message, id });
    }
  }
}

function endedBefore(id: number): LineMessage & { readonly error: { code: string; message: string } } {
  const error = { code: 'not_running', message: 'The gateway ended before it answered.' };
  return { type: 'failure', id, error };
}

function isRemembered(type: string): type is RememberedType {
  return (introduction as readonly string[]).includes(type);
}

function asMessage(raw: unknown): LineMessage | undefined {
  if (typeof raw !== 'object' || raw === null || !('type' in raw) || typeof raw.type !== 'string')
    return undefined;
  const id = 'id' in raw && typeof raw.id === 'number' ? raw.id : undefined;
  return { ...raw, type: raw.type, id };
}
