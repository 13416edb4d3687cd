/** What a pair of protocols cannot do, and why. A gap that closes makes the matrix fail, so that the table stays true. */
export interface ExpectedGap {
  /** Absent: every client. */
  readonly client?: string;
  /** Absent: every provider. */
  readonly upstream?: string;
  /** The beginning of the scenario's name. */
  readonly scenario: string;
  readonly reason: string;
}

const tokenLimitName = 'the client’s max_tokens passes through as it is, and a reasoning model refuses it';

const namesItemsById = 'this client names what it got by its id, and the provider has it';

export const expectedGaps: readonly ExpectedGap[] = [
  ...[
    'text',
    'usage',
    'one tool',
    'three',
    'the results',
    'what signs',
    'an image',
    'reasoning',
    'a refusal',
    'a stop',
    'structured',
  ].map((scenario) => ({
    client: 'ai-sdk openai-compatible',
    upstream: 'openai',
    scenario,
    reason: tokenLimitName,
  })),
  {
    client: 'ai-sdk openai-compatible',
    upstream: 'openai',
    scenario: 'an error before',
    reason: tokenLimitName,
  },
  ...['messages', 'responses', 'gemini'].map((upstream) => ({
    client: 'ollama',
    upstream,
    scenario: 'what signs',
    reason: 'Ollama’s messages have no place for a signature',
  })),
  ...['messages', 'responses'].map((upstream) => ({
    client: 'ai-sdk openai-compatible',
    upstream,
    scenario: 'what signs',
    reason: 'this client sends no field of an answer back that it does not know',
  })),
  {
    client: 'ai-sdk openai, stored',
    upstream: 'openai',
    scenario: 'the results',
    reason: namesItemsById,
  },
  ...['the results', 'what signs'].map((scenario) => ({
    client: 'ai-sdk openai, stored',
    upstream: 'responses',
    scenario,
    reason: namesItemsById,
  })),
  ...['compatible-chat', 'messages', 'ollama', 'gemini', 'cohere'].flatMap((upstream) =>
    ['the results', 'reasoning', 'what signs'].map((scenario) => ({
      client: 'ai-sdk openai, stored',
      upstream,
      scenario,
      reason: 'this client names what it got by its id, and single items are not stored here',
    })),
  ),
];

/** Whether a gap is expected of this cell of the matrix. */
export function isGapOf(
  gap: ExpectedGap,
  cell: { readonly client: string; readonly upstream: string; readonly name: string },
): boolean {
  return (
    (gap.client ?? cell.client) === cell.client &&
    (gap.upstream ?? cell.upstream) === cell.upstream &&
    cell.name.startsWith(gap.scenario)
  );
}
