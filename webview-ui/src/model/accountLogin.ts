import type { JsonObject } from './json.ts';
import { textMember } from './json.ts';
import { objectMember, type ObjectField, withObjectMember } from './objectFields.ts';

const loginType: ObjectField = {
  key: 'type',
  label: 'Identifies itself by',
  kind: 'choice',
  byDefault: '',
  options: [
    ['', 'Its API key'],
    ['oauth', 'Signing in (OAuth)'],
    ['claude-setup-token', 'Claude: setup token'],
    ['codex', 'Codex: its login'],
  ],
};

const webAddress = { pattern: /^https?:\/\/[^\s/]+/, problem: 'An http or https URL.' } as const;

const oauthFields: readonly ObjectField[] = [
  { key: 'issuer', label: 'Issuer', kind: 'text', hint: 'Its metadata names the endpoints.', ...webAddress },
  { key: 'clientId', label: 'Client id', kind: 'text' },
  { key: 'scopes', label: 'Scopes', kind: 'text', hint: 'Separated by spaces.', byDefault: 'none' },
];

const fileField: ObjectField = {
  key: 'file',
  label: 'File with the login',
  kind: 'text',
  hint: 'Read where it is, never written.',
};

/** The fields about an account's sign-in, as far as they apply. */
export function loginFields(account: JsonObject): readonly ObjectField[] {
  switch (textMember(objectMember(account, 'login'), 'type')) {
    case 'oauth':
      return [loginType, ...oauthFields];
    case 'claude-setup-token':
    case 'codex':
      return [loginType, fileField];
    default:
      return [loginType];
  }
}

/** The account after its sign-in was changed; members of another kind of sign-in go with it. */
export function withLogin(account: JsonObject, login: JsonObject): JsonObject {
  const before = textMember(objectMember(account, 'login'), 'type');
  const type = textMember(login, 'type');
  if (type === '') return withObjectMember(account, 'login', {});
  return withObjectMember(account, 'login', before === type ? login : { type });
}

/** Why an account cannot sign in yet, or undefined. */
export function loginProblem(account: JsonObject): string | undefined {
  const login = objectMember(account, 'login');
  if (textMember(login, 'type') !== 'oauth') return undefined;
  if (textMember(login, 'clientId') === '') return 'Signing in needs a client id.';
  const hasEndpoints = 'authorizationEndpoint' in login && 'tokenEndpoint' in login;
  return textMember(login, 'issuer') === '' && !hasEndpoints ? 'Signing in needs an issuer.' : undefined;
}
