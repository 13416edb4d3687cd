/** What a pair of protocols cannot do, and why. A gap that closes makes the matrix fail, so that the table stays true. */
export interface ExpectedGap {
  /** Undefined: every one. */
  readonly clients?: readonly string[];
  /** Undefined: every one, and what the client's own provider says to it without a gateway. */
  readonly upstreams?: readonly string[];
  /** The beginning of the scenarios' names. */
  readonly scenario: string;
  readonly reason: string;
}

const namesItemsById = 'this client names what it got by its id, and the provider has it';

const expectedGaps: readonly ExpectedGap[] = [
  {
    clients: ['ollama'],
    upstreams: ['messages', 'responses', 'gemini'],
    scenario: 'what signs',
    reason: 'Ollama’s messages have no place for a signature',
  },
  {
    clients: ['ai-sdk openai-compatible'],
    upstreams: ['messages', 'responses'],
    scenario: 'what signs',
    reason: 'this client sends no field of an answer back that it does not know',
  },
  {
    clients: ['ai-sdk openai, stored'],
    upstreams: ['openai', 'responses'],
    scenario: 'the results',
    reason: namesItemsById,
  },
  {
    clients: ['ai-sdk openai, stored'],
    upstreams: ['responses'],
    scenario: 'what signs',
    reason: namesItemsById,
  },
  { clients: ['ollama'], scenario: 'tools that must not', reason: 'Ollama has no such parameter' },
  { clients: ['ollama'], scenario: 'a PDF', reason: 'Ollama’s messages have no place for documents' },
  { clients: ['ollama'], scenario: 'citations', reason: 'Ollama’s answers have no place for them' },
  {
    clients: ['ai-sdk openai-compatible'],
    scenario: 'citations',
    reason: 'this client reads no annotations',
  },
  {
    clients: [
      'anthropic',
      'ai-sdk openai-compatible',
      'ai-sdk openai',
      'ai-sdk openai, stored',
      'ai-sdk anthropic',
      'ai-sdk google',
    ],
    scenario: 'log probabilities',
    reason: 'this client does not ask for them',
  },
  { upstreams: ['ollama', 'cohere'], scenario: 'a PDF', reason: 'this provider reads no documents' },
  { upstreams: ['ollama'], scenario: 'citations', reason: 'Ollama gives none' },
  { upstreams: ['messages'], scenario: 'log probabilities', reason: 'Anthropic gives none' },
];

/**
 * The gap that is expected of this cell of the matrix.
 * @param upstream undefined: the client's own provider, without a gateway
 */
export function gapOf(
  client: string,
  upstream: string | undefined,
  scenario: string,
): ExpectedGap | undefined {
  return expectedGaps.find(
    (gap) =>
      gap.clients?.includes(client) !== false &&
      (gap.upstreams === undefined || (upstream !== undefined && gap.upstreams.includes(upstream))) &&
      scenario.startsWith(gap.scenario),
  );
}
