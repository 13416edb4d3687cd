import type { GatewayRequestError } from '../link/gatewayClient.ts';

export type ChatErrorKind = 'cancelled' | 'no permissions' | 'not found' | 'blocked' | 'other';

/** Which of VS Code's errors a failed request is. Blocked is what VS Code says of quotas and of filtered content. */
export function chatErrorKind({ code, status }: Pick<GatewayRequestError, 'code' | 'status'>): ChatErrorKind {
  if (code === 'cancelled') return 'cancelled';
  switch (status) {
    case 401:
    case 403:
      return 'no permissions';
    case 404:
      return 'not found';
    case 402:
    case 429:
      return 'blocked';
    default:
      return 'other';
  }
}
