/** What a fake model says, in no protocol's words. */
export interface SpokenAnswer {
  /** Thoughts before the answer, signed where the protocol signs. */
  readonly reasoning?: string;
  /** The answer's text in the pieces in which it is streamed. */
  readonly text?: readonly string[];
  /** Words of refusal, in protocols that have a place for them. */
  readonly refusal?: string;
  readonly calls?: readonly SpokenCall[];
  /** Where the text's first piece comes from, in protocols that have a place for it. */
  readonly citation?: { readonly url: string; readonly title: string };
  readonly finish: 'stop' | 'length' | 'toolCalls' | 'refusal';
}

export interface SpokenCall {
  readonly name: string;
  readonly arguments: string;
  /** The same call where the tool is a custom one: its own name and its raw input (Responses). */
  readonly custom?: { readonly name: string; readonly namespace?: string; readonly input: string };
}

/** What every answer costs: the cached tokens are part of the input, the reasoning part of the output. */
export const spokenUsage = { input: 40, cached: 16, output: 25, reasoning: 9 } as const;

/** The log probability of every piece of a text, where they are asked for. */
export const spokenLogprob = -0.25;

/** When an answer was created, in seconds. */
export const spokenAtS = 1_790_000_000;

export function wholeText({ text }: SpokenAnswer): string {
  return (text ?? []).join('');
}

/** Arguments as a model streams them: an empty piece first, then in two halves. */
export function argumentPieces({ arguments: text }: SpokenCall): string[] {
  const half = Math.ceil(text.length / 2);
  return ['', text.slice(0, half), text.slice(half)];
}

/** A piece of text with its log probability, as OpenAI writes them. */
export function spokenToken(token: string): {
  token: string;
  logprob: number;
  bytes: number[];
  top_logprobs: [];
} {
  return { token, logprob: spokenLogprob, bytes: [...Buffer.from(token)], top_logprobs: [] };
}
