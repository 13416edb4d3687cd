import type { ProviderTypeInfo } from '../../../src/protocol/gatewayRequests.ts';
import { accountRowsOf, type AccountRow, accountsValue, defaultAccount } from './accountDraft.ts';
import { isJsonObject, type JsonObject, textListMember, textMember, withMember } from './json.ts';
import { objectMember } from './objectFields.ts';
import {
  formatHeaderLines,
  formatTextList,
  parseHeaderLines,
  parseLines,
  parseTextList,
} from './textLists.ts';

/** How a provider is paid or proved: `header` is an API key in a header of the user's choice. */
export type AuthKind = 'none' | 'api-key' | 'header' | 'passthrough';

/** A provider while it is edited: what stands in the form's fields. Never holds a key. */
export interface ProviderDraft {
  readonly id: string;
  /** Its id in the settings; absent for a new one. */
  readonly savedId?: string;
  /** What the settings said when editing began. */
  readonly base?: unknown;
  /** The user has changed something. */
  readonly isTouched: boolean;
  /** The user typed an id, so the name makes no other. */
  readonly hasOwnId: boolean;
  readonly type: string;
  readonly name: string;
  readonly description: string;
  /** Empty: the type's own. */
  readonly endpoint: string;
  readonly auth: AuthKind;
  readonly keyHeader: string;
  /** Where the key is: in VS Code's SecretStorage, or in an environment variable. */
  readonly keySource: 'stored' | 'variable';
  readonly keyVariable: string;
  /** The settings that only the type has, by name. */
  readonly fields: Readonly<Record<string, string>>;
  readonly headerLines: string;
  readonly passthroughClients: string;
  readonly local: 'auto' | 'yes' | 'no';
  readonly modelLines: string;
  readonly includeModels: string;
  readonly excludeModels: string;
  readonly connectTimeoutMs: string;
  readonly firstByteTimeoutMs: string;
  readonly idleTimeoutMs: string;
  /** Empty: the provider has one account, whose key is the provider's own. */
  readonly accounts: readonly AccountRow[];
  readonly accountStrategy: string;
  readonly limits: JsonObject;
  readonly budget: JsonObject;
  readonly failover: JsonObject;
}

export const timeoutKeys = ['connectTimeoutMs', 'firstByteTimeoutMs', 'idleTimeoutMs'] as const;

/** How a provider of a type proves itself when nothing is said. */
function defaultAuth(type: ProviderTypeInfo | undefined): AuthKind {
  return type === undefined || type.needsKey === 'never' ? 'none' : 'api-key';
}

/** Begins a new provider of a type, with the type's defaults filled in. */
export function newProviderDraft(id: string, type: ProviderTypeInfo): ProviderDraft {
  const draft = providerDraftOf(id, { type: type.type }, [type]);
  return { ...draft, name: type.title, savedId: undefined, base: undefined, hasOwnId: false };
}

/** Begins to edit a provider of the settings. */
export function providerDraftOf(
  id: string,
  saved: unknown,
  types: readonly ProviderTypeInfo[],
): ProviderDraft {
  const value = isJsonObject(saved) ? saved : {};
  const type = textMember(value, 'type');
  const info = types.find((candidate) => candidate.type === type);
  const headers = value['headers'];
  const local = value['local'];
  const keyVariable = /^\$\{env:(.+)\}$/.exec(textMember(value, 'apiKey'))?.[1] ?? '';
  const number = (key: string): string => (typeof value[key] === 'number' ? String(value[key]) : '');
  return {
    id,
    savedId: id,
    base: saved,
    isTouched: false,
    hasOwnId: true,
    type,
    name: textMember(value, 'name'),
    description: textMember(value, 'description'),
    endpoint: textMember(value, 'endpoint') || (info?.defaultEndpoint ?? ''),
    ...authOf(value, info),
    keySource: keyVariable === '' ? 'stored' : 'variable',
    keyVariable,
    fields: Object.fromEntries((info?.fields ?? []).map(({ key }) => [key, textMember(value, key)])),
    headerLines: isJsonObject(headers) ? formatHeaderLines(headers) : '',
    passthroughClients: formatTextList(textListMember(value, 'passthroughClients')),
    local: typeof local === 'boolean' ? (local ? 'yes' : 'no') : 'auto',
    modelLines: textListMember(value, 'models').join('\n'),
    includeModels: formatTextList(textListMember(value, 'includeModels')),
    excludeModels: formatTextList(textListMember(value, 'excludeModels')),
    connectTimeoutMs: number('connectTimeoutMs'),
    firstByteTimeoutMs: number('firstByteTimeoutMs'),
    idleTimeoutMs: number('idleTimeoutMs'),
    accounts: accountRowsOf(value['accounts']),
    accountStrategy: textMember(value, 'accountStrategy') || 'priority',
    limits: objectMember(value, 'limits'),
    budget: objectMember(value, 'budget'),
    failover: objectMember(value, 'failover'),
  };
}

function authOf(
  value: JsonObject,
  type: ProviderTypeInfo | undefined,
): Pick<ProviderDraft, 'auth' | 'keyHeader'> {
  const auth = value['auth'];
  if (isJsonObject(auth)) return { auth: 'header', keyHeader: textMember(auth, 'header') };
  const isKnown = auth === 'none' || auth === 'api-key' || auth === 'passthrough';
  return { auth: isKnown ? auth : defaultAuth(type), keyHeader: '' };
}

/** The draft after another type was chosen: what the old type had filled in gives way to what the new one does. */
export function withType(
  draft: ProviderDraft,
  from: ProviderTypeInfo | undefined,
  to: ProviderTypeInfo,
): ProviderDraft {
  const hadDefaultEndpoint = draft.endpoint === '' || draft.endpoint === from?.defaultEndpoint;
  return {
    ...draft,
    type: to.type,
    name: draft.name === '' || draft.name === from?.title ? to.title : draft.name,
    endpoint: hadDefaultEndpoint ? (to.defaultEndpoint ?? '') : draft.endpoint,
    auth: draft.auth === defaultAuth(from) ? defaultAuth(to) : draft.auth,
    keyVariable: from?.keyVariables.includes(draft.keyVariable) === true ? '' : draft.keyVariable,
    fields: Object.fromEntries((to.fields ?? []).map(({ key }) => [key, draft.fields[key] ?? ''])),
  };
}

/** The provider as it would be written: defaults are left out, keys that the form does not know stay. */
export function providerValue(draft: ProviderDraft, type: ProviderTypeInfo | undefined): JsonObject {
  const base = isJsonObject(draft.base) ? draft.base : {};
  const headers = parseHeaderLines(draft.headerLines);
  const members: readonly (readonly [string, unknown])[] = [
    ['type', draft.type],
    ['name', unlessDefault(draft.name.trim(), draft.id, base['name'])],
    ['description', draft.description.trim()],
    ['endpoint', unlessDefault(draft.endpoint.trim(), type?.defaultEndpoint, base['endpoint'])],
    ['auth', authValue(draft, base, type)],
    ['apiKey', apiKeyValue(draft, base)],
    ...(type?.fields ?? []).map(({ key }): [string, unknown] => [key, (draft.fields[key] ?? '').trim()]),
    ['headers', 'headers' in headers ? headers.headers : base['headers']],
    ['passthroughClients', parseTextList(draft.passthroughClients)],
    ['local', draft.local === 'auto' ? undefined : draft.local === 'yes'],
    ['models', parseLines(draft.modelLines)],
    ['includeModels', parseTextList(draft.includeModels)],
    ['excludeModels', parseTextList(draft.excludeModels)],
    ...timeoutKeys.map((key): [string, unknown] => [key, draft[key].trim() === '' ? '' : Number(draft[key])]),
    ['accounts', accountsValue(draft.accounts)],
    ['accountStrategy', unlessDefault(draft.accountStrategy, 'priority', base['accountStrategy'])],
    ['limits', draft.limits],
    ['budget', draft.budget],
    ['failover', draft.failover],
  ];
  return members.reduce(
    (value: JsonObject, [key, member]) =>
      withMember(value, key, isEmpty(member) ? keptEmpty(base, key) : member),
    base,
  );
}

/** The value, or nothing when it is the default and was not written before either. */
function unlessDefault(value: string, byDefault: string | undefined, before: unknown): string | undefined {
  return value === byDefault && before !== value ? undefined : value;
}

/** An entry that is written as empty (`"models": []`) and left so stays. */
function keptEmpty(base: JsonObject, key: string): unknown {
  return isEmpty(base[key]) ? base[key] : undefined;
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === undefined || value === '' || (isJsonObject(value) && Object.keys(value).length === 0);
}

function authValue(draft: ProviderDraft, base: JsonObject, type: ProviderTypeInfo | undefined): unknown {
  if (draft.auth === 'header') return { type: 'api-key', header: draft.keyHeader.trim() };
  return unlessDefault(draft.auth, defaultAuth(type), base['auth']);
}

function apiKeyValue(draft: ProviderDraft, base: JsonObject): unknown {
  if (draft.auth !== 'api-key' && draft.auth !== 'header') return undefined;
  if (draft.accounts.length > 0) return base['accounts'] === undefined ? undefined : base['apiKey'];
  const before = textMember(base, 'apiKey');
  if (draft.keySource === 'variable') return `\${env:${draft.keyVariable.trim()}}`;
  // What is neither a variable nor a stored key is left for the gateway to complain about.
  return before.startsWith('${env:') ? undefined : base['apiKey'];
}

/** The draft with its one key as the account `default`, so that others can stand next to it. */
export function withDefaultAccount(draft: ProviderDraft): ProviderDraft {
  const apiKey = apiKeyValue(draft, isJsonObject(draft.base) ? draft.base : {});
  const value = apiKey === undefined ? {} : { apiKey };
  return {
    ...draft,
    accounts: [{ key: 0, id: defaultAccount, isSaved: draft.savedId !== undefined, value }],
  };
}

/** One account of a provider as if it were the provider's only one: what is tested. */
export function accountAlone(provider: JsonObject, { value }: Pick<AccountRow, 'value'>): JsonObject {
  const rest = ['accounts', 'accountStrategy', 'apiKey'].reduce(
    (alone, key) => withMember(alone, key, undefined),
    provider,
  );
  const own = ['apiKey', 'endpoint'].filter((key) => value[key] !== undefined);
  return own.reduce((alone, key) => withMember(alone, key, value[key]), rest);
}

/** Where an account's key goes: its own endpoint, the provider's, or the type's. */
export function accountEndpoint(
  draft: Pick<ProviderDraft, 'endpoint'>,
  row: Pick<AccountRow, 'value'> | undefined,
  type: ProviderTypeInfo | undefined,
): string {
  return textMember(row?.value ?? {}, 'endpoint') || draft.endpoint || (type?.defaultEndpoint ?? '');
}

/** Scheme, host and port of an endpoint; undefined when it is not a URL. A key is bound to it. */
export function originOf(endpoint: string): string | undefined {
  const url = URL.parse(endpoint.trim());
  return url !== null && /^https?:$/.test(url.protocol) ? url.origin : undefined;
}
