import type { ConfigScope } from '../config/configScope.ts';
import { dataDirOf } from '../config/dataDir.ts';
import { saveLastGoodConfig } from '../config/lastGoodConfig.ts';
import { resolveConfig } from '../config/resolveConfig.ts';
import type { ConfigureMessage, KeysMessage } from '../protocol/gatewayMessages.ts';
import type { GatewayPhase } from '../protocol/status.ts';
import { buildStatus } from './buildStatus.ts';
import { EditorLink, type MessagePort } from './editorLink.ts';
import { createEditorRequests } from './editorRequests.ts';
import { createEditorStreams } from './editorStreams.ts';
import { Gateway } from './gateway.ts';
import { createLog } from './log.ts';
import { PortElection } from './portElection.ts';
import { identifyPortHolder } from './portHolder.ts';

/** How long running answers may go on after the editor has gone. */
const leaveTimeoutMs = 600_000;
/** Status is sent at most this often. */
const statusIntervalMs = 30;

export interface EditorGatewayOptions {
  readonly port: MessagePort;
  readonly env: NodeJS.ProcessEnv;
  readonly version: string;
}

/** A gateway that serves one editor window over IPC. */
export interface EditorGateway {
  /** Frees the port at once and resolves when the running answers have ended. */
  leave(): Promise<void>;
}

/** Starts the editor's gateway: it listens as soon as the first configuration has come. */
export function createEditorGateway({ port, env, version }: EditorGatewayOptions): EditorGateway {
  let windowId = '';
  let dataDir = dataDirOf(env);
  let phase: GatewayPhase = { phase: 'starting' };
  let configureMessage: ConfigureMessage | undefined;
  let keysMessage: KeysMessage | undefined;
  let address = '';
  let gateway: Gateway | undefined;

  const log = createLog(
    (level, message) => port.send({ type: 'log', level, message }),
    () => gateway?.config.logLevel ?? 'info',
  );

  let statusTimer: NodeJS.Timeout | undefined;
  const statusChanged = (): void => {
    statusTimer ??= setTimeout(() => {
      statusTimer = undefined;
      if (gateway === undefined) return;
      port.send({
        type: 'status',
        status: buildStatus({ phase, gateway, window: gateway.windows.get(windowId) }),
      });
    }, statusIntervalMs);
  };

  const election = new PortElection({
    createServer: () => {
      if (gateway === undefined) throw new Error('the editor has not said hello yet');
      return gateway.createServer();
    },
    identify: identifyPortHolder,
    onPhase: (next) => {
      if (next.phase === phase.phase && JSON.stringify(next) === JSON.stringify(phase)) return;
      phase = next;
      statusChanged();
    },
    log,
  });

  /** Applies the newest configuration and keys; both must have come once. */
  const apply = (): void => {
    if (gateway === undefined || configureMessage === undefined || keysMessage === undefined) return;
    const scopes: ConfigScope[] = configureMessage.scopes.map((scope) => ({
      kind: scope.scope,
      folder: scope.folder,
      value: scope.value,
    }));
    const config = resolveConfig(scopes, {
      env,
      trusted: configureMessage.trusted,
      confirmedWorkspaces: configureMessage.confirmedWorkspaces,
      extraAccessKeys: keysMessage.accessKeys,
    });
    gateway.configure(config, configureMessage.proxy);
    gateway.setKeys(keysMessage.keys);
    if (config.problems.every((problem) => problem.severity === 'warning')) {
      const own = scopes.filter((scope) => scope.kind === 'user');
      saveLastGoodConfig(dataDir, own).catch((error: unknown) => {
        log.warn(`the last good configuration could not be kept: ${String(error)}`);
      });
    }
    const wanted = `${config.host} ${config.port}`;
    if (wanted !== address) {
      address = wanted;
      void election.stand(config.host, config.port);
    }
    statusChanged();
  };

  let stopWatching: (() => void) | undefined;

  const requireGateway = (): Gateway => {
    if (gateway === undefined) throw new Error('the editor has not said hello yet');
    return gateway;
  };

  const leave = async (): Promise<void> => {
    clearTimeout(statusTimer);
    stopWatching?.();
    election.withdraw();
    link.close();
    gateway?.editors.close(windowId);
    await gateway?.drain(leaveTimeoutMs);
    await gateway?.close();
  };

  const link = new EditorLink(
    port,
    {
      hello: (message) => {
        ({ windowId } = message);
        dataDir = message.dataDir ?? dataDir;
        gateway = new Gateway({
          version,
          dataDir,
          env,
          log,
          now: Date.now,
          onChange: statusChanged,
          onLoginRenewed: (login) => port.send({ type: 'login-renewed', ...login }),
        });
        gateway.windows.open(windowId);
        gateway.editors.open(windowId, link.questions);
      },
      configure: (message) => {
        configureMessage = message;
        apply();
      },
      keys: (message) => {
        keysMessage = message;
        apply();
      },
      context: (message) => {
        gateway?.windows.updateContext(windowId, message);
        statusChanged();
      },
      override: (message) => {
        if (gateway === undefined) return;
        const before = gateway.windows.get(windowId)?.override;
        gateway.windows.updateOverride(windowId, message);
        if (before?.chat !== message.chat || before?.fim !== message.fim) gateway.forgetTurns();
        statusChanged();
      },
      watchExchanges: ({ on }) => {
        const before = stopWatching;
        stopWatching = on ? gateway?.live.watch((live) => port.send({ type: 'exchanges', live })) : undefined;
        // After the new one has begun, so that what ends between the two is told.
        before?.();
      },
      shutdown: () => {
        void leave().finally(() => process.exit(0));
      },
      requests: createEditorRequests({
        gateway: requireGateway,
        window: () => gateway?.windows.get(windowId),
        env,
        log,
        phase: () => phase,
      }),
      streams: createEditorStreams({ gateway: requireGateway, windowId: () => windowId }),
    },
    log,
  );
  return { leave };
}
