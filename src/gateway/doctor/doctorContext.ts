import type { EffectiveConfig } from '../../config/effectiveConfig.ts';
import type { Finding } from '../../protocol/doctor.ts';
import type { GatewayPhase, SpendingStatus } from '../../protocol/status.ts';
import type { AccountPool } from '../accounts/accountPool.ts';
import type { KeyRing } from '../providers/keyRing.ts';
import type { Provider, ProviderState } from '../providers/provider.ts';
import type { Explanation } from '../routing/decision.ts';
import type { Database } from '../storage/database.ts';
import type { ProxySettings, SendAttempt } from '../upstream/attempt.ts';

/** The running gateway, as far as the doctor looks at it. */
export interface DoctorContext {
  /** undefined: it does not listen, it only examines (the command line). */
  readonly phase: GatewayPhase | undefined;
  readonly config: EffectiveConfig;
  readonly providerFor: (id: string, account: string) => Provider | undefined;
  readonly providerStates: readonly ProviderState[];
  readonly standings: ReturnType<AccountPool['standings']>;
  readonly spending: SpendingStatus;
  readonly keyRing: KeyRing;
  readonly send: SendAttempt;
  readonly database: Pick<Database, 'problem' | 'file' | 'read'>;
  /** What a chat would get now. */
  readonly preview: Pick<Explanation, 'decision' | 'error'>;
  readonly proxy: ProxySettings;
  readonly env: NodeJS.ProcessEnv;
  /** Time in ms since 1970. */
  readonly now: () => number;
}

/** Looks at one thing. May throw: then it could not be looked at, which is a finding of its own. */
export type DoctorCheck = (context: DoctorContext, signal: AbortSignal) => Promise<readonly Finding[]>;
