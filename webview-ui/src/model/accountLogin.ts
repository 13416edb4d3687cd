import * as l10n from '@vscode/l10n';
import { type JsonObject, textMember, withMember } from './json.ts';
import { objectMember, type ObjectField } from './objectFields.ts';

/** How an account proves that it may: a key that is stored or in a variable, or a sign-in. */
export const proofs = [
  ['stored', l10n.t('Key, stored by VS Code')],
  ['variable', l10n.t('Key in an environment variable')],
  ['claude-setup-token', l10n.t('Sign-in by Claude Code (claude setup-token)')],
  ['codex', l10n.t('Sign-in by Codex (codex login)')],
  ['oauth', l10n.t('Sign-in with OAuth')],
] as const;

export type Proof = (typeof proofs)[number][0];

/** How an account proves itself as it is written. */
export function proofOf(account: JsonObject): Proof {
  const type = textMember(objectMember(account, 'login'), 'type');
  if (type === 'claude-setup-token' || type === 'codex' || type === 'oauth') return type;
  return keyVariable(account) === undefined ? 'stored' : 'variable';
}

/**
 * The account with another proof.
 * @param variable the environment variable that such a key is mostly in
 */
export function withProof(account: JsonObject, proof: Proof, variable: string): JsonObject {
  const apiKey = proof === 'variable' ? `\${env:${variable}}` : undefined;
  const login = proof === 'stored' || proof === 'variable' ? undefined : { type: proof };
  return withMember(withMember(account, 'apiKey', apiKey), 'login', login);
}

const url = { pattern: /^https?:\/\/[^\s/]+/, problem: l10n.t('An http or https URL.') };
const loginFile: ObjectField = {
  key: 'login.file',
  label: l10n.t('Its file'),
  kind: 'text',
  byDefault: l10n.t('where it mostly is'),
  hint: l10n.t('Read where it is and never written.'),
};

/** What a sign-in needs to be told. */
export function loginFields(proof: Proof): readonly ObjectField[] {
  switch (proof) {
    case 'stored':
    case 'variable':
      return [];
    case 'claude-setup-token':
    case 'codex':
      return [loginFile];
    case 'oauth':
      return [
        { key: 'login.clientId', label: l10n.t('Client id'), kind: 'text' },
        {
          key: 'login.issuer',
          label: l10n.t('Issuer'),
          kind: 'text',
          byDefault: 'https://auth.example.com',
          hint: l10n.t('Its metadata names the endpoints.'),
          ...url,
        },
        { key: 'login.scopes', label: l10n.t('Scopes'), kind: 'list', hint: l10n.t('Separated by commas.') },
        { key: 'login.authorizationEndpoint', label: l10n.t('Authorization endpoint'), kind: 'text', ...url },
        { key: 'login.tokenEndpoint', label: l10n.t('Token endpoint'), kind: 'text', ...url },
        { key: 'login.deviceAuthorizationEndpoint', label: l10n.t('Device endpoint'), kind: 'text', ...url },
      ];
  }
}

/** The variable that an account's key is in; undefined when it is stored by VS Code. */
export function keyVariable(account: JsonObject): string | undefined {
  return /^\$\{env:(.*)\}$/.exec(textMember(account, 'apiKey'))?.[1];
}

/** Why an account cannot sign in yet, or undefined. */
export function loginProblem(account: JsonObject): string | undefined {
  const login = objectMember(account, 'login');
  if (textMember(login, 'type') !== 'oauth') return undefined;
  if (textMember(login, 'clientId') === '') return l10n.t('Signing in needs a client id.');
  const hasEndpoints = 'authorizationEndpoint' in login && 'tokenEndpoint' in login;
  return textMember(login, 'issuer') === '' && !hasEndpoints
    ? l10n.t('Signing in needs an issuer.')
    : undefined;
}
