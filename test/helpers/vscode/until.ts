import { setTimeout } from 'node:timers/promises';

const pollIntervalMs = 50;
const timeoutMs = 30_000;

/**
 * Polls `probe` until it gives a value other than `undefined` and `false`, and returns that. For what nothing announces:
 * what is on the page is better waited for with Playwright's own locators.
 * @param what names the awaited thing in the error after 30 s
 */
export async function until<Value>(
  what: string,
  probe: () => Value | Promise<Value>,
): Promise<Exclude<Value, undefined | false>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) return value as Exclude<Value, undefined | false>;
    if (Date.now() > deadline) throw new Error(`${what} did not come within ${timeoutMs} ms`);
    await setTimeout(pollIntervalMs);
  }
}
