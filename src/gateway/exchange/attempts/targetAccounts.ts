import { defaultAccount } from '../../../config/accountSchema.ts';
import type { AccountCandidate, CallSize } from '../../accounts/accountPool.ts';
import { GatewayError, toGatewayError } from '../../errors.ts';
import { formatModelReference, type ModelReference } from '../../modelReference.ts';
import { isLocalTarget } from '../../providers/isLocalTarget.ts';
import type { Provider } from '../../providers/provider.ts';
import type { PlannedTarget } from '../../routes/attemptPlan.ts';
import type { Decision } from '../../routing/decision.ts';
import type { ExchangeContext } from '../exchangeContext.ts';
import { type AttemptRequest, callSize } from './beginAttempt.ts';

/** Throws why a target cannot take the request at all. */
export type TargetGuard = (target: ModelReference, provider: Provider) => void;

/** Who may answer for a target, and why nobody may. */
export class TargetAccounts {
  readonly #context: ExchangeContext;
  readonly #decision: Decision;
  readonly #request: AttemptRequest & { readonly guard?: TargetGuard };
  #refusal: GatewayError | undefined;

  constructor(
    context: ExchangeContext,
    decision: Decision,
    request: AttemptRequest & { readonly guard?: TargetGuard },
  ) {
    this.#context = context;
    this.#decision = decision;
    this.#request = request;
  }

  /** The accounts that may answer for a target, best first; none where it cannot be asked. */
  accountsOf(planned: PlannedTarget): readonly AccountCandidate[] {
    try {
      return this.#accountsOf(planned);
    } catch (thrown) {
      this.#refusal ??= toGatewayError(thrown);
      return [];
    }
  }

  /** A provider bound to an account. Throws `provider_unavailable` when it is not configured. */
  provider(id: string, account: string): Provider {
    const { services } = this.#context;
    const provider = services.providerFor(id, account);
    if (provider !== undefined) return provider;
    throw new GatewayError('provider_unavailable', `The provider ${id} is not configured (any more).`, {
      details: { provider: id },
    });
  }

  /** Whether a model could be named instead. */
  mayAnswer(target: ModelReference): boolean {
    const provider = this.#context.services.provider(target.provider);
    if (provider === undefined) return false;
    if (this.#decision.localOnly !== undefined && !isLocalTarget(provider, target.model)) return false;
    try {
      this.#request.guard?.(target, provider);
      return true;
    } catch {
      return false;
    }
  }

  /** Why nobody could be asked. */
  refusal(): GatewayError {
    return this.#refusal ?? new GatewayError('provider_unavailable', 'No target can answer this request.');
  }

  #accountsOf(planned: PlannedTarget): readonly AccountCandidate[] {
    const { services } = this.#context;
    const { target, account: only } = planned;
    const provider = services.provider(target.provider) ?? this.provider(target.provider, defaultAccount);
    this.#request.guard?.(target, provider);
    this.#keepCredentials(provider);
    if (provider.entry.type === 'demo') return [demoCandidate];
    const { conversation } = this.#request;
    const candidates = services.accounts.candidates(target, {
      size: this.#sizeOf(target),
      only: only ?? this.#givenAccount(),
      conversation,
    });
    const allowed = candidates.filter(({ account }) => this.#isAllowed(target, account.id));
    if (allowed.length > 0) return allowed;
    throw candidates.length > 0 ? this.#notLocal(target) : this.#noAccount(provider);
  }

  /** What it needs decides between accounts only where there are several. */
  #sizeOf(target: ModelReference): CallSize {
    const { accounts, ledger } = this.#context.services;
    const { paid } = this.#request;
    const matters = paid !== undefined && accounts.accounts(target.provider).length > 1;
    return callSize(matters ? ledger.estimate(target, paid.size) : undefined);
  }

  /** A client's own key goes to the provider that was chosen for it, and to no other instead. */
  #keepCredentials({ id, auth }: Provider): void {
    if (auth !== 'passthrough' || id === this.#decision.target.provider) return;
    throw new GatewayError(
      'provider_unavailable',
      `"${id}" passes the client's own key on, and is never asked in the place of another provider.`,
      { details: { provider: id } },
    );
  }

  #givenAccount(): string | undefined {
    return this.#decision.cause === 'given id' ? this.#context.progress.given?.account : undefined;
  }

  /** An account may have an endpoint of its own, which need not be local. */
  #isAllowed(target: ModelReference, account: string): boolean {
    if (this.#decision.localOnly === undefined) return true;
    return isLocalTarget(this.provider(target.provider, account), target.model);
  }

  #notLocal(target: ModelReference): GatewayError {
    const { rule, file } = this.#decision.localOnly ?? { rule: '', file: '' };
    return new GatewayError(
      'policy_violation',
      `${formatModelReference(target)} is not local, and the rule ${rule} lets only local models see ${file}.`,
      { details: { rule, file } },
    );
  }

  /** Why a provider has no account that may be used: the words about its missing key, where that is it. */
  #noAccount(provider: Provider): GatewayError {
    const { services, incoming } = this.#context;
    try {
      services.credentials(provider, { headers: incoming.headers, named: true });
    } catch (thrown) {
      return toGatewayError(thrown);
    }
    return new GatewayError(
      'provider_unavailable',
      `All accounts of "${provider.id}" are disabled or have no key. Enable one, or enter its key.`,
      { details: { provider: provider.id } },
    );
  }
}

/** The built-in provider has no accounts and no limits. */
const demoCandidate: AccountCandidate = {
  account: {
    provider: 'demo',
    id: defaultAccount,
    name: 'demo',
    enabled: true,
    priority: 0,
    weight: 1,
    limits: {},
    flatRate: true,
  },
  standing: { state: 'active' },
  readyAtMs: 0,
};
