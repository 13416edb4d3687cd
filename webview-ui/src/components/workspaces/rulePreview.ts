import { sameJson } from '../../../../src/protocol/sameJson.ts';
import type { RequestResults } from '../../../../src/protocol/gatewayRequests.ts';
import type { RuleStatus } from '../../../../src/protocol/status.ts';

/** So that typing asks once, when it pauses. */
const pauseMs = 150;

type Ask = (rules: unknown[]) => Promise<RequestResults['previewRules']>;

/** Asks the gateway what rules would match, as they are edited. Only the newest answer counts. */
export class RulePreview {
  readonly #ask: Ask;
  readonly #show: (preview: readonly RuleStatus[] | undefined) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  #shown: readonly RuleStatus[] | undefined;

  /** @param show gets `undefined` while the gateway does not answer */
  constructor(ask: Ask, show: (preview: readonly RuleStatus[] | undefined) => void) {
    this.#ask = ask;
    this.#show = show;
  }

  ask(rules: readonly unknown[]): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send([...rules]), pauseMs);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#asked++;
  }

  async #send(rules: unknown[]): Promise<void> {
    const asked = ++this.#asked;
    const answer = await this.#ask(rules).catch(() => undefined);
    if (asked !== this.#asked || sameJson(answer?.rules, this.#shown)) return;
    this.#shown = answer?.rules;
    this.#show(this.#shown);
  }
}
