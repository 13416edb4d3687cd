/** Whether a process of this user runs. */
export function isRunning(pid: number): boolean {
  try {
    // Signal 0 only asks whether it could be sent.
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
