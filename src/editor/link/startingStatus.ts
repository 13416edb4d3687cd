import type { GatewayStatus } from '../../protocol/status.ts';

/** What is known before the gateway has spoken: nothing. */
export const startingStatus: GatewayStatus = {
  gateway: { phase: 'starting' },
  preview: { workspace: '', localOnly: false, warnings: [] },
  activeWorkspace: '',
  workspaces: [],
  unconfirmedWorkspaces: [],
  providers: [],
  problems: [],
  requestCount: 0,
  errorCount: 0,
  override: {},
  accessKeysSet: false,
};
