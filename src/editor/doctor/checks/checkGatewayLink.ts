import * as l10n from '@vscode/l10n';
import type { Finding } from '../../../protocol/doctor.ts';
import type { GatewayStatus } from '../../../protocol/status.ts';

/** Whether this window has a gateway that speaks. Everything else of the gateway is asked of it. */
export function checkGatewayLink({ gateway }: GatewayStatus): readonly Finding[] {
  switch (gateway.phase) {
    case 'crashed':
      return [
        {
          severity: 'broken',
          title: l10n.t('The gateway has crashed; it starts again in {0} s.', gateway.retryInMs / 1000),
          meaning: l10n.t('No agent reaches Muxgate until then. The log says what it wrote last.'),
          advice: l10n.t('Restart it. If it crashes again, report an issue.'),
          remedy: { action: 'restartGateway' },
        },
      ];
    case 'starting':
      return [
        {
          severity: 'warning',
          title: l10n.t('The gateway is starting.'),
          advice: l10n.t('If that lasts, look at the log: another extension may keep the editor busy.'),
          remedy: { action: 'showLog' },
        },
      ];
    case 'refused':
      return [
        {
          severity: 'broken',
          title: gateway.message,
          advice: l10n.t('Reload the window if Muxgate has just been updated.'),
          remedy: { action: 'reloadWindow' },
        },
      ];
    case 'listening':
    case 'served-elsewhere':
    case 'port-taken':
      return [{ severity: 'good', title: l10n.t('This window talks to its gateway.') }];
  }
}
