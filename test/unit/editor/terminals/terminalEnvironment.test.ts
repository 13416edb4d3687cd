import assert from 'node:assert/strict';
import {
  TerminalEnvironment,
  type TerminalEnvironmentParts,
} from '../../../../src/editor/terminals/terminalEnvironment.ts';
import type { GatewayStatus } from '../../../../src/protocol/status.ts';
import { gatewayStatus } from '../../../helpers/editor/gatewayStatus.ts';

/** VS Code's collection, in memory. */
class Collection {
  persistent = true;
  description: unknown;
  readonly variables = new Map<string, string>();
  changes = 0;

  replace(name: string, value: string): void {
    this.variables.set(name, value);
    this.changes++;
  }

  clear(): void {
    this.variables.clear();
  }
}

describe('the environment of terminals', () => {
  let collection: Collection;
  let status: GatewayStatus;
  let settings: { environment: boolean; accessKey: boolean };

  function create(differences: Partial<TerminalEnvironmentParts> = {}): TerminalEnvironment {
    return new TerminalEnvironment({
      collection,
      windowId: 'w-1',
      env: {},
      status: () => status,
      settings: () => settings,
      accessKeys: () => Promise.resolve(['mg-secret']),
      isClaudeSignedIn: () => Promise.resolve(false),
      isSameMachine: true,
      ...differences,
    });
  }
  const address = (): string | undefined => collection.variables.get('ANTHROPIC_BASE_URL');

  beforeEach(() => {
    collection = new Collection();
    status = gatewayStatus();
    settings = { environment: true, accessKey: false };
  });

  it('is as it was unless the user turns it on, and never outlives the window', async () => {
    settings.environment = false;
    collection.replace('OLD', 'x');
    await create().update();
    assert.equal(collection.variables.size, 0);
    assert.equal(collection.persistent, false);
  });

  it("has this window's address, and says in the terminal's tooltip what it is", async () => {
    await create().update();
    assert.equal(address(), 'http://127.0.0.1:8989/window/w-1');
    assert.equal(collection.description, 'Points agents at Muxgate: http://127.0.0.1:8989');
  });

  it('follows the port, and is gone with the setting', async () => {
    const environment = create();
    await environment.update();
    status = gatewayStatus({ gateway: { phase: 'listening', host: '127.0.0.1', port: 9000 } });
    await environment.update();
    assert.equal(address(), 'http://127.0.0.1:9000/window/w-1');
    settings.environment = false;
    await environment.update();
    assert.equal(collection.variables.size, 0);
  });

  it('is not touched by a status that changes nothing about it', async () => {
    const environment = create();
    await environment.update();
    const { changes } = collection;
    status = gatewayStatus({ requestCount: 7 });
    await environment.update();
    assert.equal(collection.changes, changes);
  });

  it('stays while the gateway starts again', async () => {
    const environment = create();
    await environment.update();
    status = gatewayStatus({ gateway: { phase: 'crashed', retryInMs: 500 } });
    await environment.update();
    assert.equal(address(), 'http://127.0.0.1:8989/window/w-1');
  });

  it('is empty while another program holds the port', async () => {
    const environment = create();
    await environment.update();
    status = gatewayStatus({
      gateway: { phase: 'port-taken', port: 8989, by: { kind: 'http', server: 'nginx' } },
    });
    await environment.update();
    assert.equal(collection.variables.size, 0);
  });

  it('is empty where terminals are on another machine', async () => {
    await create({ isSameMachine: false }).update();
    assert.equal(collection.variables.size, 0);
  });

  it('holds the access key only when the user says so, and follows it', async () => {
    status = gatewayStatus({ accessKeysSet: true });
    let key = 'mg-1';
    const environment = create({ accessKeys: () => Promise.resolve([key]) });
    await environment.update();
    assert.equal(collection.variables.get('OPENAI_API_KEY'), undefined);
    settings.accessKey = true;
    await environment.update();
    assert.equal(collection.variables.get('OPENAI_API_KEY'), 'mg-1');
    key = 'mg-2';
    await environment.update({ keysChanged: true });
    assert.equal(collection.variables.get('OPENAI_API_KEY'), 'mg-2');
  });

  it('is what was asked for last, however long looking up takes', async () => {
    let answer: (value: boolean) => void = () => undefined;
    const environment = create({ isClaudeSignedIn: () => new Promise((resolve) => (answer = resolve)) });
    const first = environment.update();
    settings.environment = false;
    await environment.update();
    answer(false);
    await first;
    assert.equal(collection.variables.size, 0);
  });
});
