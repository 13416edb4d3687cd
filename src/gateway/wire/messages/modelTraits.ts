/** What differs between the models behind the messages format, as far as a request must be written differently. */
export interface ModelTraits {
  /** How thinking is asked for: by a token budget, or adaptively by effort. Each kind refuses the other. */
  readonly thinking: 'budget' | 'adaptive';
  /** Whether temperature, top_p and top_k are accepted at all. */
  readonly takesSampling: boolean;
}

/** Claude models of before adaptive thinking. The list is complete: no later model joins it. */
const budgetClaude = /claude-(?:[123]\b|instant|(?:opus|sonnet|haiku)-4(?:-[015])?(?!\d|-\d{1,2}\b))/;
/** The one generation that thinks adaptively and still takes sampling parameters. */
const adaptiveSamplingClaude = /claude-(?:opus|sonnet|haiku)-4-6(?!\d)/;

/**
 * The traits of a model by its name. Other vendors' models behind this format follow its older form; a Claude model that
 * is not known here is a newer one.
 */
export function modelTraits(model: string): ModelTraits {
  const name = model.replaceAll('.', '-');
  if (!name.includes('claude') || budgetClaude.test(name)) return { thinking: 'budget', takesSampling: true };
  return { thinking: 'adaptive', takesSampling: adaptiveSamplingClaude.test(name) };
}
