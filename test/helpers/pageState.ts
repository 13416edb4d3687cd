import type { PageState } from '../../src/protocol/webviewMessages.ts';
import { gatewayStatus } from './editor/gatewayStatus.ts';

/** What the settings page shows of an empty configuration, but for `changes`. */
export function pageState(changes: Partial<PageState> = {}): PageState {
  return {
    windowId: 'window-1',
    status: gatewayStatus(),
    settings: { providers: {}, workspaces: {}, modelOverrides: {}, routes: {}, objects: {} },
    opened: [],
    trusted: true,
    providerTypes: [],
    keyOrigins: [],
    languages: [],
    ...changes,
  };
}
