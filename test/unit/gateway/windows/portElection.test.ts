import assert from 'node:assert/strict';
import {
  PortElection,
  type PortMeeting,
  type WonPort,
} from '../../../../src/gateway/windows/portElection.ts';
import { Latch } from '../../../helpers/latch.ts';
import { createLog } from '../../../../src/gateway/log.ts';
import type { PortTaker } from '../../../../src/protocol/portTaker.ts';
import type { GatewayPhase } from '../../../../src/protocol/status.ts';

const silent = createLog(
  () => undefined,
  () => 'error',
);

/** A port that others may hold. */
class FakePort {
  taken = false;
  freed = 0;

  win = (_host: string, port: number): Promise<WonPort> =>
    this.taken
      ? Promise.reject(Object.assign(new Error('in use'), { code: 'EADDRINUSE' }))
      : Promise.resolve({
          port: port === 0 ? 5000 : port,
          free: () => {
            this.freed++;
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

function electionOn(port: FakePort, meet: () => PortMeeting, phases: Phases): PortElection {
  return new PortElection({
    win: port.win,
    meet: () => Promise.resolve(meet()),
    onPhase: phases.add,
    log: silent,
    retryMs: 1,
  });
}

const stranger = (by?: PortTaker) => (): PortMeeting => ({ kind: 'foreign', by });
const nginx: PortTaker = { kind: 'http', server: 'nginx' };

describe('PortElection', () => {
  it('wins a free port and says where it listens', async () => {
    const phases = new Phases();
    const election = electionOn(new FakePort(), stranger(), phases);
    await election.stand('127.0.0.1', 0);
    assert.deepEqual(phases.seen, [{ phase: 'listening', host: '127.0.0.1', port: 5000 }]);
    assert.ok(election.hasWon);
    election.withdraw();
    assert.ok(!election.hasWon);
  });

  it('says nothing of itself while it follows, and takes over when who it follows is gone', async () => {
    const port = new FakePort();
    port.taken = true;
    const phases = new Phases();
    const gone = new Latch();
    const meet = (): PortMeeting => ({ kind: 'followed', gone: gone.opened, leave: () => undefined });
    const election = electionOn(port, meet, phases);
    await election.stand('127.0.0.1', 8989);
    assert.deepEqual(phases.seen, []);
    const won = phases.next('listening');
    port.taken = false;
    gone.open();
    await won;
    election.withdraw();
  });

  it('meets the winner of a takeover again until it can be followed, without calling it a stranger', async () => {
    const port = new FakePort();
    port.taken = true;
    const phases = new Phases();
    const gone = new Latch();
    const followed = new Latch();
    let meetings = 0;
    const meet = (): PortMeeting => {
      meetings++;
      if (meetings === 1) return { kind: 'followed', gone: gone.opened, leave: () => undefined };
      if (meetings < 4) return { kind: 'foreign' };
      followed.open();
      return { kind: 'followed', gone: new Promise(() => undefined), leave: () => undefined };
    };
    const election = electionOn(port, meet, phases);
    await election.stand('127.0.0.1', 8989);
    gone.open();
    await followed.opened;
    assert.deepEqual(phases.seen, []);
    election.withdraw();
  });

  it('binds at once when an older version has freed the port', async () => {
    const port = new FakePort();
    port.taken = true;
    const phases = new Phases();
    const meet = (): PortMeeting => {
      port.taken = false;
      return { kind: 'left' };
    };
    const election = electionOn(port, meet, phases);
    await election.stand('127.0.0.1', 8989);
    assert.deepEqual(phases.seen, [{ phase: 'listening', host: '127.0.0.1', port: 8989 }]);
    election.withdraw();
  });

  it('says that a Muxgate serves which it cannot join, and leaves that alone', async () => {
    const port = new FakePort();
    port.taken = true;
    const phases = new Phases();
    let hasLeft = false;
    const meet = (): PortMeeting => ({
      kind: 'apart',
      version: '9.9.9',
      why: 'another version',
      gone: new Promise(() => undefined),
      leave: () => {
        hasLeft = true;
      },
    });
    const election = electionOn(port, meet, phases);
    await election.stand('127.0.0.1', 8989);
    assert.deepEqual(phases.seen, [{ phase: 'served-elsewhere', port: 8989, version: '9.9.9' }]);
    election.withdraw();
    assert.ok(hasLeft);
  });

  it('names a foreign program on the port, and takes the port when that ends', async () => {
    const port = new FakePort();
    port.taken = true;
    const phases = new Phases();
    const election = electionOn(port, stranger(nginx), phases);
    await election.stand('127.0.0.1', 8989);
    assert.deepEqual(phases.seen[0], { phase: 'port-taken', port: 8989, by: nginx });
    const won = phases.next('listening');
    port.taken = false;
    await won;
    election.withdraw();
  });

  it('gives the old address up when it stands for another', async () => {
    const port = new FakePort();
    const election = electionOn(port, stranger(), new Phases());
    await election.stand('127.0.0.1', 1);
    await election.stand('127.0.0.1', 2);
    assert.equal(port.freed, 1);
    election.withdraw();
  });

  it('does not try again for anything but a taken port', async () => {
    const phases = new Phases();
    const election = new PortElection({
      win: () => Promise.reject(new Error('host 0.0.0.0 needs accessKeys')),
      meet: () => Promise.reject(new Error('nobody is met')),
      onPhase: phases.add,
      log: silent,
      retryMs: 1,
    });
    await election.stand('0.0.0.0', 1);
    assert.deepEqual(phases.seen, [{ phase: 'refused', message: 'host 0.0.0.0 needs accessKeys' }]);
  });
});
