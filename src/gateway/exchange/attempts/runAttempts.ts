import type { Failover } from '../../../config/effectiveConfig.ts';
import { GatewayError, toGatewayError } from '../../errors.ts';
import { CandidateQueue, type Candidate, type TargetCandidate } from '../../failover/candidateQueue.ts';
import { classifyFailure } from '../../failover/classifyFailure.ts';
import { allowsNext } from '../../failover/allowsNext.ts';
import { asItComes } from '../../failover/asItComes.ts';
import { failoverSettings } from '../../failover/failoverSettings.ts';
import { type FailedAttempt, summarize } from '../../failover/summarize.ts';
import { speakingFor } from '../../providers/speakingFor.ts';
import type { AttemptStep, PlannedTarget } from '../../routes/attemptPlan.ts';
import type { Decision } from '../../routing/decision.ts';
import type { NeutralAnswer } from '../../wire/exchange.ts';
import { ClientGone } from '../clientGone.ts';
import { wait } from '../clock.ts';
import type { ExchangeContext } from '../exchangeContext.ts';
import { Attempt, type AttemptTarget } from './attempt.ts';
import { startLanes } from './attemptLanes.ts';
import { type AttemptRequest, beginAttempt, type BeginOptions, type BegunAttempt } from './beginAttempt.ts';
import { type CollectedAnswer, noAnswerInTime, paidWithAnswers } from './collectAnswer.ts';
import { deliverAnswer } from './deliverAnswer.ts';
import { Fitness } from './fitness.ts';
import type { Joining } from './joinedAnswer.ts';
import { firstOf, type LostAttempt, type RunningAttempt } from './race.ts';
import type { AskProvider, AttemptContext, StartedAnswer } from './startedAnswer.ts';
import { TargetAccounts, type TargetGuard } from './targetAccounts.ts';
import { withCheaperModels } from './withCheaperModels.ts';

/** A rest this short is waited for when nobody else can answer. */
const shortRestMs = 5_000;
/** The last candidate's limit is waited for this long. */
const longestLimitWaitMs = 30_000;

export interface RunOptions extends AttemptRequest {
  /** Throws why a target cannot take this request at all. */
  readonly guard?: TargetGuard;
  /** How several answers become one; undefined: of a consensus the first target alone is asked. */
  readonly joining?: Joining;
  /** The request can be sent once only: a body that comes in while it is sent. */
  readonly once?: boolean;
}

/**
 * Has a request answered by the targets of its decision's plan, one after the other until one does. While others remain nothing
 * goes to the client before an answer's content has begun. Throws the first target's error when none answered.
 */
export function runAttempts(
  context: ExchangeContext,
  decision: Decision,
  options: RunOptions,
): Promise<void> {
  return new AttemptRun(context, decision, options).run();
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
      steps: decision.plan.steps,
      accountsOf: (planned) =>
        asItComes(this.#settings(planned.target.provider), this.#targets.accountsOf(planned)),
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
  #begin(candidate: Candidate): Promise<BegunAttempt | undefined> {
    switch (candidate.kind) {
      case 'one':
        return this.#beginOne(candidate);
      case 'race':
        return this.#race(candidate);
      case 'consensus':
        return this.#consensus(candidate);
    }
  }

  async #beginOne(candidate: TargetCandidate): Promise<BegunAttempt | undefined> {
    const settings = this.#settings(candidate.planned.target.provider);
    const others = this.#mayGoOn(settings, this.#calls + 1) && this.#queue.has(this.#suits);
    const resting = this.#rest(candidate);
    if (resting !== undefined) await resting;
    const attempt = this.#attempt(candidate);
    try {
      const begun = await beginAttempt(this.#context, attempt, this.#options, {
        // Of the last one too, so that the client gets the first one's error where none answers.
        holds: (others || this.#failures.length > 0) && (settings.onError || settings.onRateLimit),
        maxWaitMs: others ? 0 : longestLimitWaitMs,
        cooldownSeconds: settings.cooldownSeconds,
      });
      this.#calls++;
      return begun;
    } catch (thrown) {
      this.#noteFailures([{ attempt, error: this.#unlessGone(thrown) }]);
      return undefined;
    }
  }

  /** All at once: the first good answer wins. */
  async #race({ targets }: AttemptStep & { kind: 'race' }): Promise<BegunAttempt | undefined> {
    const running = this.#runningAt(targets, (attempt) =>
      beginAttempt(this.#context, attempt, this.#options, this.#together(attempt)),
    );
    const { results, lost, cancelled } = await firstOf(running, 1);
    const [winner] = results;
    if (winner === undefined) this.#noteFailures(lost);
    else this.#calls += lost.length + cancelled.length + 1;
    return winner;
  }

  /** All at once: their answers become one. */
  async #consensus(step: AttemptStep & { kind: 'consensus' }): Promise<BegunAttempt | undefined> {
    const { joining } = this.#options;
    const [first] = step.targets;
    if (joining === undefined) return first === undefined ? undefined : await this.#beginFirst(first);
    const { services, client } = this.#context;
    const running = this.#runningAt(step.targets, (attempt) => this.#collect(attempt, joining));
    let cancelDeadline = (): void => undefined;
    const deadline = new Promise<void>((resolve) => {
      cancelDeadline = services.clock.after(step.deadlineMs, resolve);
    });
    const { results, lost, cancelled } = await firstOf(running, step.quorum, deadline);
    cancelDeadline();
    if (client.signal.aborted) throw new ClientGone();
    const [best] = results;
    if (best === undefined) {
      const missed = cancelled.map((attempt) => ({ attempt, error: noAnswerInTime(step.deadlineMs) }));
      this.#noteFailures([...lost, ...missed]);
      return undefined;
    }
    for (const { attempt, error } of lost) this.#failures.push({ name: attempt.name, error });
    return await this.#join(step.summarizer, results, best, joining);
  }

  async #collect(attempt: Attempt, joining: Joining): Promise<CollectedAnswer> {
    let collected: NeutralAnswer | undefined;
    const ask = async (context: AttemptContext): Promise<StartedAnswer> => {
      collected = await joining.collect(context);
      return { write: () => Promise.resolve() };
    };
    await beginAttempt(this.#context, attempt, { ...this.#options, ask }, this.#together(attempt));
    if (collected === undefined) throw new GatewayError('internal_error', 'an answer was not collected');
    attempt.succeeded(collected.usage);
    return { attempt, answer: collected };
  }

  /** What the summarizer makes of the answers; where it fails, or there is but one, an answer as it is. */
  async #join(
    summarizer: PlannedTarget,
    results: readonly CollectedAnswer[],
    { attempt, answer }: CollectedAnswer,
    joining: Joining,
  ): Promise<BegunAttempt> {
    const only = { attempt, answer: joining.only({ ...this.#context, attempt }, answer) };
    const [account] = results.length < 2 ? [] : this.#targets.accountsOf(summarizer);
    if (account === undefined) return only;
    const joiner = this.#attempt({ ...account, kind: 'one', planned: summarizer });
    const answers = results.map((result) => result.answer);
    const ask: AskProvider = (context, holds) => joining.join(context, answers, holds);
    try {
      return await beginAttempt(
        this.#context,
        joiner,
        { ...this.#options, paid: paidWithAnswers(this.#options.paid, answers), ask },
        this.#together(joiner),
      );
    } catch (thrown) {
      this.#failures.push({ name: joiner.name, error: this.#unlessGone(thrown) });
      return only;
    }
  }

  /** How one of several calls for one answer begins. */
  #together({ provider }: Attempt): BeginOptions {
    const { cooldownSeconds } = this.#settings(provider.id);
    return { holds: true, maxWaitMs: 0, cooldownSeconds };
  }

  /** A request whose answers cannot be joined. */
  async #beginFirst(planned: PlannedTarget): Promise<BegunAttempt | undefined> {
    const [account] = this.#targets.accountsOf(planned);
    return account === undefined ? undefined : await this.#beginOne({ ...account, kind: 'one', planned });
  }

  #runningAt<Result>(
    targets: readonly PlannedTarget[],
    begin: (attempt: Attempt) => Promise<Result>,
  ): RunningAttempt<Result>[] {
    return startLanes(targets, {
      accountsOf: (planned) => this.#targets.accountsOf(planned),
      createAttempt: (candidate) => this.#attempt(candidate),
      begin,
      mayTakePlace: ({ provider }, error, calls) => {
        const settings = this.#settings(provider.id);
        const verdict = classifyFailure(error);
        const isOfAccount = verdict.next === 'any' && verdict.because !== 'unreachable';
        return isOfAccount && allowsNext(settings, verdict) && this.#mayGoOn(settings, this.#calls + calls);
      },
    });
  }

  #attempt(candidate: TargetCandidate): Attempt {
    const { services, client, progress } = this.#context;
    const attempt = new Attempt(this.#attemptTarget(candidate), services.clock, client.signal);
    progress.attempts.push(attempt);
    return attempt;
  }

  /** Throws what was thrown when it is that the client left. */
  #unlessGone(thrown: unknown): GatewayError {
    if (this.#context.client.signal.aborted) throw thrown;
    return toGatewayError(thrown);
  }

  /** Throws when the client is to be told. */
  #noteFailures(lost: readonly LostAttempt[]): void {
    if (this.#context.client.signal.aborted) throw new ClientGone();
    let mayGoOn = lost.length === 0;
    this.#calls += lost.filter(({ attempt }) => attempt.isSent).length;
    for (const { attempt, error } of lost) {
      this.#failures.push({ name: attempt.name, error });
      const verdict = classifyFailure(error);
      const settings = this.#settings(attempt.provider.id);
      mayGoOn ||= allowsNext(settings, verdict) && this.#mayGoOn(settings, this.#calls);
      this.#fitness.note(verdict, attempt.target, attempt.provider.endpoint);
    }
    if (!mayGoOn) throw this.#failed();
  }

  readonly #suits = (candidate: Candidate): boolean =>
    candidate.kind !== 'one' || this.#fitness.suits(candidate.planned.target);

  readonly #prefers = (candidate: Candidate): boolean =>
    candidate.kind !== 'one' ||
    !this.#fitness.hasUnreachable ||
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
  #rest({ readyAtMs, standing }: TargetCandidate): Promise<void> | undefined {
    if (standing.state !== 'cooling') return undefined;
    const { services, client } = this.#context;
    const restMs = readyAtMs - services.clock.now();
    return restMs <= 0 || restMs > shortRestMs ? undefined : wait(services.clock, restMs, client.signal);
  }

  #attemptTarget({ planned, account }: TargetCandidate): AttemptTarget {
    const provider = this.#targets.provider(planned.target.provider, account.id);
    return { planned, account, provider: speakingFor(provider, planned.target.model) };
  }

  /** Of all that failed, the error that the client gets. */
  #failed(): GatewayError {
    const [first, ...others] = this.#failures;
    if (first === undefined) return this.#targets.refusal();
    const error = summarize([first, ...others], this.#context.services.clock.now());
    const { paid } = this.#options;
    if (error.code !== 'insufficient_budget' || paid === undefined) return error;
    return withCheaperModels(error, {
      ledger: this.#context.services.ledger,
      decision: this.#decision,
      size: paid.size,
      mayAnswer: (model) => this.#targets.mayAnswer(model),
    });
  }
}
