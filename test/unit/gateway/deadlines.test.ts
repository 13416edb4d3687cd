import assert from 'node:assert/strict';
import { Deadline, Deadlines } from '../../../src/gateway/deadlines.ts';
import { ManualClock } from '../../helpers/manualClock.ts';
import { ManualTimers } from '../../helpers/manualTimers.ts';

class NotedDeadline extends Deadline {
  readonly #onDue: () => void;

  constructor(dueAtMs: number, onDue: () => void) {
    super();
    this.dueAtMs = dueAtMs;
    this.#onDue = onDue;
  }

  override onDue(): void {
    this.#onDue();
  }
}

describe('deadlines', () => {
  let clock: ManualClock;
  let startMs: number;
  let deadlines: Deadlines;
  let passed: string[];

  beforeEach(() => {
    clock = new ManualClock();
    startMs = clock.now();
    deadlines = new Deadlines(clock);
    passed = [];
  });

  function watched(name: string, inMs: number): NotedDeadline {
    const deadline = new NotedDeadline(startMs + inMs, () => passed.push(name));
    deadlines.watch(deadline);
    return deadline;
  }

  it('says which have passed, each when it is due, in whatever order they came', () => {
    watched('second', 200);
    watched('first', 100);
    watched('third', 300);
    clock.advance(99);
    assert.deepEqual(passed, []);
    clock.advance(1);
    assert.deepEqual(passed, ['first']);
    clock.advance(200);
    assert.deepEqual(passed, ['first', 'second', 'third']);
  });

  it('are watched without end by timers that Node can take', () => {
    const delaysMs: number[] = [];
    const timers = new Deadlines({
      now: () => clock.now(),
      after: (delayMs, callback) => {
        delaysMs.push(delayMs);
        return clock.after(delayMs, callback);
      },
    });
    timers.watch(new NotedDeadline(startMs + 3_000_000_000, () => passed.push('far')));
    timers.watch(new NotedDeadline(Infinity, () => passed.push('never')));
    clock.advance(2_999_999_000);
    assert.deepEqual(passed, []);
    clock.advance(1000);
    assert.deepEqual(passed, ['far']);
    assert.ok(delaysMs.every((delayMs) => delayMs < 2 ** 31));
  });

  it('says nothing of what is forgotten, and all of the others', () => {
    const [first, , third] = [watched('first', 100), watched('second', 100), watched('third', 100)];
    deadlines.forget(first);
    deadlines.forget(third);
    deadlines.forget(third);
    clock.advance(1000);
    assert.deepEqual(passed, ['second']);
  });

  it('waits longer for what was put off meanwhile', () => {
    const deadline = watched('put off', 100);
    deadline.dueAtMs = startMs + 250;
    clock.advance(249);
    assert.deepEqual(passed, []);
    clock.advance(1);
    assert.deepEqual(passed, ['put off']);
  });

  it('is told of what is due earlier than before', () => {
    const deadline = watched('hastened', 1000);
    deadline.dueAtMs = startMs + 50;
    deadlines.watch(deadline);
    clock.advance(50);
    assert.deepEqual(passed, ['hastened']);
    clock.advance(2000);
    assert.deepEqual(passed, ['hastened']);
  });

  it('watches again what has passed', () => {
    const deadline = watched('again', 100);
    clock.advance(100);
    deadline.dueAtMs = startMs + 200;
    deadlines.watch(deadline);
    clock.advance(100);
    assert.deepEqual(passed, ['again', 'again']);
  });

  it('runs one timer for all, and none when nothing is watched', () => {
    const timers = new ManualTimers();
    const manual = new Deadlines(timers);
    const ends = [100, 200, 300].map((dueAtMs) => new NotedDeadline(dueAtMs, () => undefined));
    for (const end of ends) manual.watch(end);
    assert.deepEqual(timers.running, [100]);
    for (const end of ends) manual.forget(end);
    assert.deepEqual(timers.running, []);
  });
});
