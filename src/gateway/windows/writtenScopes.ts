import type { ConfigScope } from '../../config/configScope.ts';
import type { ConfigureMessage } from '../../protocol/gatewayMessages.ts';

/** What a window has written in its settings, by scope, as the configuration takes it. */
export function writtenScopes(scopes: ConfigureMessage['scopes']): ConfigScope[] {
  return scopes.map(({ scope, folder, value }) => ({ kind: scope, folder, value }));
}
