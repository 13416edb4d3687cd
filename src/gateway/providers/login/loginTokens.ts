import { asNumber, asString, parseObject } from '../../wire/json.ts';

/** What a sign-in gave. */
export interface LoginTokens {
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** ms since 1970; undefined: the server did not say. */
  readonly expiresAtMs?: number;
}

/** Tells a stored sign-in from a key that was typed in. */
const prefix = 'muxgate-login:';

/** A sign-in as it is kept where keys are. */
export function formatLogin(tokens: LoginTokens): string {
  return `${prefix}${JSON.stringify(tokens)}`;
}

/** Reads what `formatLogin` wrote; a bare bearer token, pasted or printed by a vendor's tool, is one without an end. */
export function parseLogin(text: string): LoginTokens {
  const tokens = text.startsWith(prefix) ? parseObject(text.slice(prefix.length)) : undefined;
  const accessToken = asString(tokens?.['accessToken']);
  if (tokens === undefined || accessToken === undefined) return { accessToken: text };
  return {
    accessToken,
    refreshToken: asString(tokens['refreshToken']),
    expiresAtMs: asNumber(tokens['expiresAtMs']),
  };
}

/** The answer of a token endpoint (RFC 6749, section 5.1). A server that sends no new refresh token means the old one to stay. */
export function tokensOf(
  answer: {
    readonly access_token: string;
    readonly refresh_token?: string;
    readonly expires_in?: number;
  },
  nowMs: number,
  previousRefreshToken?: string,
): LoginTokens {
  const { access_token, refresh_token, expires_in } = answer;
  return {
    accessToken: access_token,
    refreshToken: refresh_token ?? previousRefreshToken,
    expiresAtMs: expires_in === undefined ? undefined : nowMs + expires_in * 1000,
  };
}
