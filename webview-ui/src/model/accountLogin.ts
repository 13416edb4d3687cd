import { type JsonObject, textMember, withMember } from './json.ts';
import { objectMember, type ObjectField } from './objectFields.ts';

/** How an account proves that it may: a key that is stored or in a variable, or a sign-in. */
export const proofs = [
  ['stored', 'Key, stored by VS Code'],
  ['variable', 'Key in an environment variable'],
  ['claude-setup-token', 'Sign-in by Claude Code (claude setup-token)'],
  ['codex', 'Sign-in by Codex (codex login)'],
  ['oauth', 'Sign-in with OAuth'],
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

const url = { pattern: /^https?:\/\/[^\s/]+/, problem: 'An http or https URL.' };
const loginFile: ObjectField = {
  key: 'login.file',
  label: 'Its file',
  kind: 'text',
  byDefault: 'where it mostly is',
  hint: 'Read where it is and never written.',
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
        { key: 'login.clientId', label: 'Client id', kind: 'text' },
        {
          key: 'login.issuer',
          label: 'Issuer',
          kind: 'text',
          byDefault: 'https://auth.example.com',
          hint: 'Its metadata names the endpoints.',
          ...url,
        },
        { key: 'login.scopes', label: 'Scopes', kind: 'list', hint: 'Separated by commas.' },
        { key: 'login.authorizationEndpoint', label: 'Authorization endpoint', kind: 'text', ...url },
        { key: 'login.tokenEndpoint', label: 'Token endpoint', kind: 'text', ...url },
        { key: 'login.deviceAuthorizationEndpoint', label: 'Device endpoint', kind: 'text', ...url },
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
  if (textMember(login, 'clientId') === '') return 'Signing in needs a client id.';
  const hasEndpoints = 'authorizationEndpoint' in login && 'tokenEndpoint' in login;
  return textMember(login, 'issuer') === '' && !hasEndpoints ? 'Signing in needs an issuer.' : undefined;
}
