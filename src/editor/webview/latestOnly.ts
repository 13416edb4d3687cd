/**
 * Runs an asynchronous task whenever asked, one run at a time. Asked again during a run, it runs once more afterwards, so
 * that the last run always began after the last asking.
 * @param task its errors go to `onError`
 */
export function latestOnly(task: () => Promise<void>, onError: (error: unknown) => void): () => void {
  let asked = 0;
  let isRunning = false;
  const run = async (): Promise<void> => {
    isRunning = true;
    for (let served = 0; served !== asked;) {
      served = asked;
      await task().catch(onError);
    }
    isRunning = false;
  };
  return () => {
    asked++;
    if (!isRunning) void run();
  };
}
