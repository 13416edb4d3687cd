import assert from 'node:assert/strict';
import { PortElection, type PortServer } from '../../../src/gateway/portElection.ts';
import { createLog } from '../../../src/gateway/log.ts';
import type { PortHolder } from '../../../src/gateway/portHolder.ts';
import type { GatewayPhase } from '../../../src/protocol/status.ts';

const silent = createLog(
  () => undefined,
  () => 'error',
);

/** A port that others may hold. */
class FakePort {
  taken = false;
  stopped = 0;

  createServer = (): PortServer => ({
    listen: (_host, port) =>
      this.taken
        ? Promise.reject(Object.assign(new Error('in use'), { code: 'EADDRINUSE' }))
        : Promise.resolve({ port: port === 0 ? 5000 : port }),
    stopAccepting: () => {
      this.stopped++;
    },
  });
}

/** Collects phases and lets a test await the next one of a kind. */
class Phases {
  readonly seen: GatewayPhase[] = [];
  #waiting: { phase: string; resolve: (phase: GatewayPhase) => void }[] = [];

  add = (phase: GatewayPhase): void => {
    this.seen.push(phase);
    for (const waiting of this.#waiting.filter((entry) => entry.phase === phase.phase))
      waiting.resolve(phase);
  };

  next(phase: GatewayPhase['phase']): Promise<GatewayPhase> {
    return new Promise((resolve) => this.#waiting.push({ phase, resolve }));
  }
}

function electionOn(port: FakePort, holder: PortHolder, phases: Phases): PortElection<PortServer> {
  return new PortElection({
    createServer: port.createServer,
    identify: () => Promise.resolve(holder),
    onPhase: phases.add,
    log: silent,
    retryMs: 1,
  });
}

describe('PortElection', () => {
  it('wins a free port and says where it listens', async () => {
    const phases = new Phases();
    const election = electionOn(new FakePort(), { kind: 'other' }, phases);
    await election.stand('127.0.0.1', 0);
    assert.deepEqual(phases.seen, [{ phase: 'listening', host: '127.0.0.1', port: 5000 }]);
    assert.ok(election.server !== undefined);
    election.withdraw();
  });

  it('says that another Muxgate serves, and takes over when it leaves', async () => {
    const port = new FakePort();
    port.taken = true;
    const phases = new Phases();
    const election = electionOn(port, { kind: 'muxgate', version: '9.9.9' }, phases);
    await election.stand('127.0.0.1', 8989);
    assert.deepEqual(phases.seen[0], { phase: 'served-elsewhere', port: 8989, version: '9.9.9' });
    const won = phases.next('listening');
    port.taken = false;
    await won;
    election.withdraw();
  });

  it('names a foreign program on the port', async () => {
    const port = new FakePort();
    port.taken = true;
    const phases = new Phases();
    const election = electionOn(port, { kind: 'other', description: 'an HTTP server (nginx)' }, phases);
    await election.stand('127.0.0.1', 8989);
    assert.deepEqual(phases.seen[0], { phase: 'port-taken', port: 8989, by: 'an HTTP server (nginx)' });
    election.withdraw();
  });

  it('gives the old address up when it stands for another', async () => {
    const port = new FakePort();
    const election = electionOn(port, { kind: 'other' }, new Phases());
    await election.stand('127.0.0.1', 1);
    await election.stand('127.0.0.1', 2);
    assert.equal(port.stopped, 1);
    election.withdraw();
  });

  it('does not try again for anything but a taken port', async () => {
    const phases = new Phases();
    const election = new PortElection({
      createServer: (): PortServer => ({
        listen: () => Promise.reject(new Error('host 0.0.0.0 needs accessKeys')),
        stopAccepting: () => undefined,
      }),
      identify: () => Promise.resolve({ kind: 'other' }),
      onPhase: phases.add,
      log: silent,
      retryMs: 1,
    });
    await election.stand('0.0.0.0', 1);
    assert.deepEqual(phases.seen, [{ phase: 'refused', message: 'host 0.0.0.0 needs accessKeys' }]);
  });
});
