import { clearInterval, setInterval } from 'node:timers';

const checkEveryMs = 250;

/**
 * Calls back once the process that started us is gone, when that was npm: a SIGTERM for npm ends npm and its shell, but
 * is not passed on to us. (Not on Windows, where it cannot be seen.)
 * @param {() => void} callback
 */
export function whenNpmIsGone(callback) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, checkEveryMs);
}
