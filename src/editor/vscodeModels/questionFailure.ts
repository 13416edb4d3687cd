import type { QuestionFailureCode } from '../../protocol/editorQuestions.ts';

/** What extensions behind models say, in codes and in words, when an allowance is used up (Copilot's `ChatQuotaExceeded`). */
const usedUp = /quota|rate.?limit|too many requests|limit (?:reached|exceeded)|\b429\b/i;
const notSignedIn = /sign(?:ed)? ?in|not logged in|unauthori[sz]ed|login ?failed|\b401\b/i;

/** Which failure an error of a model of VS Code's is: by VS Code's own kinds, else by what it says. */
export function questionFailureCode(thrown: unknown): QuestionFailureCode {
  const { code = '', message = '', cause } = errorFacts(thrown);
  switch (code) {
    case 'NoPermissions':
      return 'no_permissions';
    case 'Blocked':
      return 'blocked';
    case 'NotFound':
      return 'not_found';
  }
  const inner = errorFacts(cause);
  const text = [code, message, inner.code, inner.message].join(' ');
  if (usedUp.test(text)) return 'blocked';
  return notSignedIn.test(text) ? 'no_permissions' : 'failed';
}

function errorFacts(thrown: unknown): {
  readonly code?: string;
  readonly message?: string;
  readonly cause?: unknown;
} {
  if (typeof thrown !== 'object' || thrown === null) return {};
  const { code, message, cause } = thrown as { code?: unknown; message?: unknown; cause?: unknown };
  return {
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof message === 'string' ? { message } : {}),
    cause,
  };
}
