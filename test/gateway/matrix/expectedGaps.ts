/** What a pair of protocols cannot do, and why. A gap that closes makes the matrix fail, so that the table stays true. */
export interface ExpectedGap {
  readonly client: string;
  readonly upstreams: readonly string[];
  /** The beginning of the scenarios' names. */
  readonly scenario: string;
  readonly reason: string;
}

const namesItemsById = 'this client names what it got by its id, and the provider has it';

export const expectedGaps: readonly ExpectedGap[] = [
  {
    client: 'ollama',
    upstreams: ['messages', 'responses', 'gemini'],
    scenario: 'what signs',
    reason: 'Ollama’s messages have no place for a signature',
  },
  {
    client: 'ai-sdk openai-compatible',
    upstreams: ['messages', 'responses'],
    scenario: 'what signs',
    reason: 'this client sends no field of an answer back that it does not know',
  },
  {
    client: 'ai-sdk openai, stored',
    upstreams: ['openai', 'responses'],
    scenario: 'the results',
    reason: namesItemsById,
  },
  {
    client: 'ai-sdk openai, stored',
    upstreams: ['responses'],
    scenario: 'what signs',
    reason: namesItemsById,
  },
];

/** The gap that is expected of this cell of the matrix. */
export function gapOf(client: string, upstream: string, scenario: string): ExpectedGap | undefined {
  return expectedGaps.find(
    (gap) => gap.client === client && gap.upstreams.includes(upstream) && scenario.startsWith(gap.scenario),
  );
}
