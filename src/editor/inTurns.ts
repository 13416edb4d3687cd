/** Something that runs until it is disposed. */
interface Running {
  dispose(): unknown;
}

/**
 * Begins parts in their order, each in a turn of the event loop of its own: together they would hold up whatever else the extension host
 * does. Disposing ends what has begun, the last first, and what has not never begins.
 * @param onError told what a part throws as it begins; the others begin all the same
 */
export function inTurns(parts: readonly (() => Running)[], onError: (error: unknown) => void): Running {
  const waiting = [...parts];
  const running: Running[] = [];
  const beginNext = (): void => {
    const begin = waiting.shift();
    if (begin === undefined) return;
    turn = setImmediate(beginNext);
    try {
      running.push(begin());
    } catch (error) {
      onError(error);
    }
  };
  let turn = setImmediate(beginNext);
  return {
    dispose: () => {
      clearImmediate(turn);
      for (const part of running.reverse()) part.dispose();
    },
  };
}
