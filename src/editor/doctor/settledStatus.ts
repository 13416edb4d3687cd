import type { GatewayStatus } from '../../protocol/status.ts';
import type { GatewayClient } from '../link/gatewayClient.ts';
import type { StartTimer } from '../startTimer.ts';

/** A gateway that takes longer to start deserves a finding. */
const startTimeoutMs = 5_000;

/** The status of a gateway that has started, or the one there is when it takes too long. */
export function settledStatus(
  gateway: Pick<GatewayClient, 'status' | 'onStatus'>,
  startTimer: StartTimer,
): Promise<GatewayStatus> {
  if (gateway.status.gateway.phase !== 'starting') return Promise.resolve(gateway.status);
  return new Promise((resolve) => {
    const done = (): void => {
      stopTimer();
      listener.dispose();
      resolve(gateway.status);
    };
    const stopTimer = startTimer(startTimeoutMs, done);
    const listener = gateway.onStatus(({ gateway: { phase } }) => {
      if (phase !== 'starting') done();
    });
  });
}
