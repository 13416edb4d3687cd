import type { AccountLogin } from '../../config/accountSchema.ts';
import type { AuthConfig, ProviderType } from '../../config/schema.ts';
import type { WireFormat } from '../wire/exchange.ts';
import type { Quirk } from '../wire/quirks/quirk.ts';
import type { ModelCapabilities } from './capabilities/modelCapabilities.ts';
import type { TokenCountPath } from '../wire/tokenCounting.ts';

/** How a key is sent when the user named no header. */
export type KeyStyle = 'bearer' | 'x-api-key' | 'x-goog-api-key' | 'api-key' | 'none';

/** The formats that some models of a type speak, where not all speak the same. */
export interface FormatRule {
  /** Matched against the whole model name in lower case. */
  readonly pattern: RegExp;
  readonly formats: readonly (WireFormat | TokenCountPath)[];
}

/**
 * A format that a server speaks beside its own for plain requests: texts, images and functions. What else a request holds is
 * converted, and so is all of it where the server is from before it had the path.
 */
export interface PlainFormat {
  readonly format: 'messages' | 'responses';
  /** Models for which it takes everything, matched against the whole name in lower case. */
  readonly wholeFor?: RegExp;
  /** It keeps no responses: one that is to be kept is converted, and kept by Muxgate. */
  readonly keepsNothing?: true;
  readonly source: string;
}

/** Another endpoint of the same service: a region, or a plan. */
export interface EndpointVariant {
  readonly endpoint: string;
  readonly what: string;
}

/** Facts of an API's models that decide how a request must be written for them. */
export interface ModelFacts {
  /** The field for the output limit in the chat format. */
  readonly maxTokensField: 'max_tokens' | 'max_completion_tokens';
  /** Body fields that are answered with an error, or silently ignored where that would change the answer. */
  readonly refusedParameters: readonly string[];
  /** Accepted values of `reasoning_effort` or `output_config.effort`, weakest first; empty: none. */
  readonly reasoningEfforts: readonly string[];
  /** The output limit where the format demands one and the client named none. */
  readonly defaultMaxOutputTokens: number;
}

/** What is different for the models whose names match; `refusedParameters` come on top of the type's. */
export interface ModelRule extends Partial<ModelFacts> {
  /** Matched against the model's name in lower case, without a vendor's prefix (`openai/`). */
  readonly pattern: RegExp;
}

/** A setting that only some types have. */
export interface ProviderField {
  readonly key:
    'region' | 'profile' | 'project' | 'location' | 'apiVersion' | 'tokenFile' | 'credentialsFile';
  readonly label: string;
  readonly hint: string;
  readonly required?: true;
}

/** More about models: in one further list, or asked for model by model (`POST {model}`). Paths as in `paths`. */
export interface ModelDetailsSource {
  readonly kind: 'list' | 'each';
  readonly path: string;
}

/** One entry of the catalog: everything that Muxgate knows of a type of provider, as data. */
export interface ProviderTypeEntry extends ModelFacts {
  readonly type: ProviderType;
  readonly title: string;
  /** undefined: the user must give one. */
  readonly defaultEndpoint?: string;
  /** Further endpoints that the user may choose by hand. */
  readonly endpointVariants?: readonly EndpointVariant[];
  /** The paths hang below the endpoint as it is: no version is added to it. */
  readonly unversioned?: true;
  /** What must be configured besides, or may be: shown in the form. */
  readonly fields?: readonly ProviderField[];
  readonly keyStyle: KeyStyle;
  /** `optional`: local servers that may run without a key. */
  readonly needsKey: 'required' | 'optional' | 'never';
  /** Environment variables that usually hold the key, in order of preference. */
  readonly keyVariables: readonly string[];
  /**
   * The formats this type speaks, each with its path below the versioned base, or with `~/` below the server's root (see
   * endpointUrl.ts), e.g. `chat: '/chat/completions'`. The first chat-like format listed is the native one.
   */
  readonly paths: Partial<Record<WireFormat | TokenCountPath, string>>;
  /** The chat-like format that is preferred when the provider does not speak the client's. */
  readonly nativeChatFormat:
    'chat' | 'messages' | 'responses' | 'gemini' | 'ollama-chat' | 'cohere-chat' | 'vscode-lm';
  readonly modelList:
    | {
        readonly path: string;
        readonly shape: 'openai' | 'anthropic' | 'ollama' | 'gemini' | 'cohere';
        /** The list holds what is loaded now: a model that is missing may still be there. */
        readonly loadedOnly?: boolean;
        /** Of a list that holds much else, these models. */
        readonly only?: RegExp;
        /** Where the server says more of its models. */
        readonly details?: ModelDetailsSource;
      }
    | undefined;
  /** The models of a type that has no list to ask for; absent there: the user types them. */
  readonly builtInModels?: readonly ListedModel[];
  /** Whether a server of this type on loopback is local. */
  readonly localOnLoopback: boolean;
  /** Where discovery looks for it. */
  readonly defaultPort?: number;
  /** The formats by model, the first rule that matches; absent, or none matches: every format that has a path. */
  readonly formatRules?: readonly FormatRule[];
  /** Those of `paths` that only plain requests are passed through in. */
  readonly plainFormats?: readonly PlainFormat[];
  /** The models that take custom (free-form) tools in the chat format; none where absent. */
  readonly customToolModels?: RegExp;
  /** Its completions take a `suffix` for every model and write the tokens around the gap themselves. */
  readonly writesGapTokens?: true;
  /** What its API does otherwise than the formats say. */
  readonly quirks?: readonly Quirk[];
  /** Headers always sent, such as `anthropic-version` when the client sent none. */
  readonly defaultHeaders: Readonly<Record<string, string>>;
  /** Repairs are allowed (missing tool index, usage, `event:` lines); never for openai and anthropic. */
  readonly repairs: boolean;
  /** Exceptions from the facts above by model; the first that matches holds. */
  readonly modelRules: readonly ModelRule[];
}

export interface ProviderTimeouts {
  readonly connectTimeoutMs: number;
  readonly firstByteTimeoutMs: number;
  readonly idleTimeoutMs: number;
}

/** A configured provider, ready to be called. */
export interface Provider {
  readonly id: string;
  /** The account whose credential is sent; `default` where the provider has no `accounts`. */
  readonly account: string;
  /** Shown to people. */
  readonly name: string;
  readonly entry: ProviderTypeEntry;
  /** The endpoint as configured or by default; no trailing slash. Empty for `demo`. */
  readonly endpoint: string;
  readonly auth: AuthConfig;
  readonly headers: Readonly<Record<string, string>>;
  readonly passthroughClients: readonly string[];
  /** The settings that only its type has, by key. */
  readonly fields: Readonly<Partial<Record<ProviderField['key'], string>>>;
  /** Nothing sent here leaves the machine (before looking at the model, see isLocalTarget.ts). */
  readonly local: boolean;
  readonly timeouts: ProviderTimeouts;
  /** Typed by hand; replaces the list. */
  readonly models?: readonly string[];
  readonly includeModels?: readonly string[];
  readonly excludeModels?: readonly string[];
  /** Resolved `${env:NAME}` or literal key of the headless file; SecretStorage keys are in the KeyRing. */
  readonly configuredKey?: string;
  /** The account signs in: a bearer token goes instead of a key. */
  readonly login?: AccountLogin;
  /** `${env:NAME}` names a variable that is not set. */
  readonly missingVariable?: string;
}

/** A model as a provider lists it, with what the list says that it can do. */
export interface ListedModel extends ModelCapabilities {
  readonly id: string;
  readonly name?: string;
  /** Unix time in seconds. */
  readonly createdAtS?: number;
  readonly ownedBy?: string;
  /** Ollama serves it from its cloud: never local. */
  readonly remote?: boolean;
}

/** Why a provider's list or test failed, one word a cause that the user can act on. */
export type ProviderFailureKind =
  | 'refused'
  | 'dns'
  | 'tls'
  | 'timeout'
  | 'unauthorized'
  | 'no model list'
  | 'key missing'
  | 'key bound elsewhere'
  | 'failed';

export interface ProviderState {
  readonly id: string;
  readonly state: 'unknown' | 'checking' | 'reachable' | 'failing' | 'key missing' | 'broken';
  readonly failure?: { readonly kind: ProviderFailureKind; readonly message: string };
  readonly models: readonly ListedModel[];
  /** When the list was last fetched, ms since 1970; undefined: never. */
  readonly fetchedAtMs?: number;
}
