import type { Failover } from '../../../config/effectiveConfig.ts';
import { GatewayError, toGatewayError } from '../../errors.ts';
import { CandidateQueue, type Candidate, type TargetCandidate } from '../../failover/candidateQueue.ts';
import { classifyFailure, type FailureVerdict } from '../../failover/classifyFailure.ts';
import { failoverSettings } from '../../failover/failoverSettings.ts';
import { type FailedAttempt, summarize } from '../../failover/summarize.ts';
import { speakingFor } from '../../providers/speakingFor.ts';
import type { AttemptStep } from '../../routes/attemptPlan.ts';
import type { Decision } from '../../routing/decision.ts';
import { wait } from '../clock.ts';
import type { ExchangeContext } from '../exchangeContext.ts';
import { type AttemptRequest, beginAttempt, type BegunAttempt } from './beginAttempt.ts';
import { deliverAnswer } from './deliverAnswer.ts';
import { Fitness } from './fitness.ts';
import { TargetAccounts, type TargetGuard } from './targetAccounts.ts';

/** A rest this short is waited for when nobody else can answer. */
const shortRestMs = 5_000;
/** The last candidate's limit is waited for this long. */
const longestLimitWaitMs = 30_000;

export interface RunOptions extends AttemptRequest {
  /** Throws why a target cannot take this request at all. */
  readonly guard?: TargetGuard;
  /** The request can be sent once only: a body that comes in while it is sent. */
  readonly once?: boolean;
}

/**
 * Has a request answered by the targets of its decision's plan, one after the other until one does. While others remain nothing
 * goes to the client before an answer's content has begun. Throws the first target's error when none answered.
 */
export async function runAttempts(
  context: ExchangeContext,
  decision: Decision,
  options: RunOptions,
): Promise<void> {
  await new AttemptRun(context, decision, options).run();
}

class AttemptRun {
  readonly #context: ExchangeContext;
  readonly #decision: Decision;
  readonly #options: RunOptions;
  readonly #targets: TargetAccounts;
  readonly #queue: CandidateQueue;
  readonly #fitness: Fitness;
  readonly #failures: FailedAttempt[];
  #calls = 0;

  constructor(context: ExchangeContext, decision: Decision, options: RunOptions) {
    const { services, progress } = context;
    this.#context = context;
    this.#decision = decision;
    this.#options = options;
    this.#failures = progress.failures;
    this.#targets = new TargetAccounts(context, decision, options);
    this.#fitness = new Fitness(services, options.paid?.size);
    this.#queue = new CandidateQueue({
      steps: decision.plan.steps.flatMap(inTurn),
      accountsOf: (target) => this.#targets.accountsOf(target),
      now: () => services.clock.now(),
    });
  }

  async run(): Promise<void> {
    for (;;) {
      const candidate = this.#queue.next(this.#suits, this.#prefers);
      if (candidate === undefined) throw this.#failed();
      const begun = await this.#begin(candidate);
      if (begun === undefined) continue;
      await deliverAnswer(this.#context, begun);
      return;
    }
  }

  /** undefined: it failed, and another may be tried. */
  async #begin(candidate: Candidate): Promise<BegunAttempt | undefined> {
    if (candidate.kind !== 'one') throw new GatewayError('internal_error', 'not yet');
    const { target } = candidate.planned;
    const settings = this.#settings(target.provider);
    const mayGoOn = this.#mayGoOn(settings, this.#calls + 1) && this.#queue.has(this.#suits);
    await this.#rest(candidate);
    try {
      const begun = await beginAttempt(this.#context, this.#attemptTarget(candidate), this.#options, {
        holds: mayGoOn && (settings.onError || settings.onRateLimit),
        maxWaitMs: mayGoOn ? 0 : longestLimitWaitMs,
      });
      this.#calls++;
      return begun;
    } catch (thrown) {
      if (this.#context.client.signal.aborted) throw thrown;
      this.#noteFailure(candidate, toGatewayError(thrown), settings);
      return undefined;
    }
  }

  /** Throws when the client is to be told. */
  #noteFailure({ planned, account }: TargetCandidate, error: GatewayError, settings: Failover): void {
    const attempt = this.#context.progress.attempts.at(-1);
    if (attempt?.isSent === true) this.#calls++;
    this.#failures.push({ name: attempt?.name ?? account.id, error });
    const verdict = classifyFailure(error);
    if (!allows(settings, verdict) || !this.#mayGoOn(settings, this.#calls)) throw this.#failed();
    this.#fitness.note(verdict, planned.target, attempt?.provider.endpoint);
  }

  readonly #suits = (candidate: Candidate): boolean =>
    candidate.kind !== 'one' || this.#fitness.suits(candidate.planned.target);

  readonly #prefers = (candidate: Candidate): boolean =>
    candidate.kind !== 'one' ||
    !this.#fitness.isUnreachable(this.#attemptTarget(candidate).provider.endpoint);

  #settings(provider: string): Failover {
    return failoverSettings(this.#context.services.config(), provider, this.#decision.plan.route);
  }

  #mayGoOn({ attempts, withinSeconds }: Failover, calls: number): boolean {
    const { services, progress } = this.#context;
    if (this.#options.once === true && calls > 0) return false;
    return calls < attempts && services.clock.now() - progress.startedAtMs < withinSeconds * 1000;
  }

  /** Nobody else is there: one that soon will be is waited for, another asked at once. */
  async #rest({ readyAtMs, standing }: TargetCandidate): Promise<void> {
    const { services, client } = this.#context;
    const restMs = readyAtMs - services.clock.now();
    if (standing.state !== 'cooling' || restMs <= 0 || restMs > shortRestMs) return;
    await wait(services.clock, restMs, client.signal);
  }

  #attemptTarget({ planned, account }: TargetCandidate): Parameters<typeof beginAttempt>[1] {
    const provider = this.#targets.provider(planned.target.provider, account.id);
    return { planned, account, provider: speakingFor(provider, planned.target.model) };
  }

  /** Of all that failed, the error that the client gets. */
  #failed(): GatewayError {
    const [first, ...others] = this.#failures;
    if (first === undefined) return this.#targets.refusal();
    const error = summarize([first, ...others], this.#context.services.clock.now());
    return error.code === 'insufficient_budget' ? this.#withCheaper(error) : error;
  }

  /** Over budget: which models would not have been. */
  #withCheaper(error: GatewayError): GatewayError {
    const { paid } = this.#options;
    if (paid === undefined) return error;
    const { target, plan, workspace } = this.#decision;
    const cheaper = this.#context.services.ledger.cheaper(
      { target, workspace, route: plan.route },
      paid.size,
      (model) => this.#targets.mayAnswer(model),
    );
    const { message, cause, headers, details } = error;
    return new GatewayError(error.code, message, { cause, headers, details: { ...details, cheaper } });
  }
}

/** Several targets, one after the other. */
function inTurn(step: AttemptStep): AttemptStep[] {
  return step.kind === 'one' ? [step] : step.targets.map((target) => ({ kind: 'one', target }));
}

/** Whether the user wants it to go on after such a failure. */
function allows({ onError, onRateLimit }: Failover, verdict: FailureVerdict): boolean {
  switch (verdict.next) {
    case 'none':
      return false;
    case 'fitting':
      return onError;
    case 'any':
      if (verdict.because === 'budget') return true;
      return verdict.because === 'rate limit' ? onRateLimit : onError;
  }
}
