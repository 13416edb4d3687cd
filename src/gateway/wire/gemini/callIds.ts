interface OpenCall {
  readonly id: string;
  readonly name: string;
}

/**
 * The ids of a history's tool calls. Many Gemini clients send none: a call then has the id of its place, the same in every turn,
 * and a result belongs to the first call of its name that has no result yet.
 */
export class CallIds {
  readonly #open: OpenCall[] = [];

  /** @param place says where the call stands, unlike any other */
  call(name: string, id: string | undefined, place: string): string {
    const known = id === undefined || id === '' ? `call_${place}` : id;
    this.#open.push({ id: known, name });
    return known;
  }

  /** The id of the call that a result answers; a result without a call gets an id of its own. */
  result(name: string, id: string | undefined, place: string): string {
    const byId = this.#open.findIndex((call) => call.id === id);
    const index = byId === -1 ? this.#open.findIndex((call) => call.name === name) : byId;
    if (index === -1) return id === undefined || id === '' ? `call_${place}` : id;
    const [call] = this.#open.splice(index, 1);
    return call?.id ?? `call_${place}`;
  }
}
