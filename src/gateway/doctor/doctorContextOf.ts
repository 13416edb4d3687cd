import type { GatewayPhase } from '../../protocol/status.ts';
import type { Gateway } from '../gateway.ts';
import type { EditorWindow } from '../routing/window.ts';
import type { DoctorContext } from './doctorContext.ts';

/** What the doctor looks at in a running gateway, from the point of view of one window. */
export function doctorContextOf(
  gateway: Gateway,
  surroundings: {
    readonly phase: GatewayPhase | undefined;
    readonly window: EditorWindow | undefined;
    readonly env: NodeJS.ProcessEnv;
  },
): DoctorContext {
  return {
    phase: surroundings.phase,
    config: gateway.config,
    providerFor: (id, account) => gateway.providerFor(id, account),
    providerStates: gateway.providerStates(),
    standings: gateway.accounts.standings(),
    spending: gateway.treasury.status(),
    keyRing: gateway.keyRing,
    send: gateway.send,
    database: gateway.database,
    preview: gateway.router.preview(surroundings.window),
    proxy: gateway.proxy,
    env: surroundings.env,
    now: Date.now,
  };
}
