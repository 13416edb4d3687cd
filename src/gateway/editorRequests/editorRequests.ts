import type { ConfigScope } from '../../config/configScope.ts';
import { resolveConfig } from '../../config/resolveConfig.ts';
import { type ProviderConfig, providerSchema } from '../../config/schema.ts';
import type { RequestHandlers } from '../../protocol/gatewayRequests.ts';
import type { GatewayPhase } from '../../protocol/status.ts';
import { askForCompletion } from './askForCompletion.ts';
import { dryRunRequest, explainResult } from '../explain/dryRun.ts';
import { createExchangeRequests } from './exchangeRequests.ts';
import { countChatTokens } from '../editorChat/countChatTokens.ts';
import { offeredModels } from '../editorChat/offeredModels.ts';
import { GatewayError, invalidRequest } from '../errors.ts';
import type { Gateway } from '../gateway.ts';
import type { Log } from '../log.ts';
import { parseModelReference } from '../modelReference.ts';
import type { OwnPort } from './ownPort.ts';
import { previewRules } from '../explain/previewRules.ts';
import { createProvider } from '../providers/createProvider.ts';
import { discoverProviders } from '../providers/discovery.ts';
import { KeyRing } from '../providers/keyRing.ts';
import type { Provider } from '../providers/provider.ts';
import { providerTypeInfos } from '../providers/providerTypeInfos.ts';
import { testProvider } from '../providers/testProvider.ts';
import type { EditorWindow } from '../routing/window.ts';
import type { Database } from '../storage/database.ts';
import { exportPage } from '../usage/record/exportPage.ts';
import { countRequests } from '../usage/record/listRequests.ts';
import { answerUsage, type UsageSources } from '../usage/summary/answerUsage.ts';
import type { SignIns } from '../accounts/signIns.ts';
import { sendTestRequest } from './sendTestRequest.ts';

export interface EditorRequestSources {
  readonly gateway: () => Gateway;
  readonly window: () => EditorWindow | undefined;
  readonly phase: () => GatewayPhase;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
}

/** The answers to what the editor asks: one handler a method of `protocol/gatewayRequests.ts`. */
export function createEditorRequests(sources: EditorRequestSources): RequestHandlers {
  const { gateway, env } = sources;
  /** The window may have come to another gateway when the user is done. */
  const begunAt = new Map<string, SignIns>();
  return {
    ...createExchangeRequests(sources),

    explain: (params) => {
      const run = dryRunRequest({ ...params, windowId: sources.window()?.id });
      return Promise.resolve(explainResult(gateway().services().explain(run), run.request.kind));
    },

    testProvider: async (params, signal) => {
      const config = { ...parseProvider(params.value), id: params.id };
      const provider = createProvider(config, env, params.account ?? firstAccount(config));
      const keyRing = params.key === undefined ? gateway().keyRing : keyRingFor(provider, params.key);
      const result = await testProvider(provider, { send: gateway().send, keyRing, signal });
      const isStored = params.key === undefined && provider.entry.modelList !== undefined;
      if (result.ok && isStored) gateway().accounts.recovered(provider.id, provider.account);
      return result;
    },

    refreshModels: async (params, signal) => {
      const states = await gateway().refreshModels(params.provider, signal);
      const failed = states.flatMap(({ id, failure }) =>
        failure === undefined ? [] : [{ provider: id, message: failure.message }],
      );
      return { failed };
    },

    refreshPrices: async (_params, signal) => {
      await gateway().treasury.refreshPrices(signal);
      return {};
    },

    discover: async (_params, signal) => ({
      found: await discoverProviders({
        send: gateway().send,
        env,
        signal,
        configured: gateway().providers(),
      }),
    }),

    validate: (params) => {
      const scope: ConfigScope = { kind: 'user', value: params.value };
      const { problems } = resolveConfig([scope], { env, trusted: true, confirmedWorkspaces: [] });
      return Promise.resolve({
        problems: problems.map(({ path, message, severity }) => ({ path, message, severity })),
      });
    },

    previewRules: ({ rules }) => {
      const { config, router } = gateway();
      return Promise.resolve({ rules: previewRules(rules, config, router, sources.window()) });
    },

    offeredModels: async () => ({ models: await offeredModels(gateway().services()) }),

    countChatTokens: async (params) => ({ tokens: await countChatTokens(params) }),

    exportUsage: (params) => {
      const { database } = gateway();
      // What was just answered should be in it.
      if (params.before === undefined) database.flush();
      const page = database.read((connection) => ({
        ...exportPage(connection, params),
        total: params.before === undefined ? countRequests(connection, params) : undefined,
      }));
      if (page !== undefined) return Promise.resolve(page);
      throw unreadable(database);
    },

    usage: (params, signal) => {
      const { config, database, treasury } = gateway();
      const sources: UsageSources = {
        read: (query) => {
          const answer = database.read((connection) => ({ value: query(connection) }));
          if (answer !== undefined) return answer.value;
          throw unreadable(database);
        },
        ratesOf: (model) => {
          const target = parseModelReference(model);
          return target === undefined ? Promise.resolve(undefined) : treasury.ratesOf(target);
        },
        isRecording: config.record.enabled,
        nowMs: Date.now(),
      };
      return answerUsage(params, sources, signal);
    },

    doctor: async ({ check, texts }, signal) => {
      const { answerDoctor } = await import('../doctor/answerDoctor.ts');
      const surroundings = { phase: sources.phase(), window: sources.window() };
      return { findings: await answerDoctor(gateway(), check, { ...surroundings, texts }, signal) };
    },

    providerTypes: () => Promise.resolve({ types: providerTypeInfos() }),

    beginSignIn: ({ provider: id, account, redirectUri }) => {
      const provider = gateway().services().providerFor(id, account);
      if (provider === undefined) {
        throw invalidRequest('account', `"${id}" has no account "${account}"; save it first`);
      }
      const { signIns } = gateway();
      const sign =
        redirectUri === undefined
          ? signIns.beginWithCode(provider)
          : signIns.beginInBrowser(provider, redirectUri);
      return sign.then((begun) => {
        begunAt.set(begun.id, signIns);
        return begun;
      });
    },

    finishSignIn: ({ id, callbackUrl }, signal) => {
      const signIns = begunAt.get(id) ?? gateway().signIns;
      begunAt.delete(id);
      return signIns.finish(id, callbackUrl, signal);
    },

    completeCode: (params, signal) => askForCompletion(ownPort(sources), params, signal),

    sendTestRequest: (params, signal) => sendTestRequest(ownPort(sources), params, signal),
  };
}

/** Throws while the gateway does not listen. */
function ownPort({ gateway, phase, window }: EditorRequestSources): OwnPort {
  const now = phase();
  if (now.phase !== 'listening') {
    throw new GatewayError(
      'provider_unavailable',
      'No gateway of ours has the port, so there is none to ask.',
    );
  }
  return { port: now.port, accessKey: gateway().config.accessKeys[0], windowId: window()?.id };
}

function unreadable({ problem }: Database): GatewayError {
  return new GatewayError('internal_error', problem ?? 'The record cannot be read; see the log.');
}

function parseProvider(value: Record<string, unknown>): ProviderConfig {
  const result = providerSchema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw invalidRequest(
    issue?.path.join('.') ?? 'provider',
    issue?.message ?? 'the provider is not understood',
  );
}

/** A key just typed in, for the endpoint it was typed for. */
function keyRingFor({ id, account, endpoint }: Provider, key: string): KeyRing {
  const keyRing = new KeyRing();
  if (endpoint !== '') keyRing.replace([{ provider: id, account, origin: new URL(endpoint).origin, key }]);
  return keyRing;
}

/** undefined: it has no accounts. */
function firstAccount({ accounts = {} }: ProviderConfig): string | undefined {
  const ids = Object.keys(accounts);
  return ids.find((id) => accounts[id]?.enabled !== false) ?? ids[0];
}
