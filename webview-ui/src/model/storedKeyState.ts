import type { AppState } from '../state/appState.ts';

/** What is known of the stored key: for this endpoint, for another one only, or none. */
export type StoredKeyState = 'for this endpoint' | 'for another endpoint' | 'none';

/**
 * What is known of an account's stored key.
 * @param savedId the provider's id in the settings; undefined for a new one, which has none
 * @param origin of the endpoint that the key would be sent to
 */
export function storedKeyState(
  { page }: Pick<AppState, 'page'>,
  savedId: string | undefined,
  account: string,
  origin: string | undefined,
): StoredKeyState {
  const stored = (page?.keyOrigins ?? []).filter(
    (key) => key.provider === savedId && key.account === account,
  );
  if (stored.length === 0) return 'none';
  return stored.some((key) => key.origin === origin) ? 'for this endpoint' : 'for another endpoint';
}
