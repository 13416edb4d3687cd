// A program that stands between the tests and a program that must not outlive them. It leads a process group with that
// program and its children, and ends the group once its standard input closes: the system does that for a test run that
// ended in whatever way, killed ones included.
import { spawn } from 'node:child_process';
import { writeSync } from 'node:fs';

const gracePeriodMs = 3_000;
const [command = '', ...args] = process.argv.slice(2);

function endGroup(lastWords: string): void {
  try {
    writeSync(process.stderr.fd, `${lastWords}\n`);
  } finally {
    // Also when nobody is left to read that.
    process.kill(-process.pid, 'SIGKILL');
  }
}

const program = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
program.on('error', (error) => endGroup(error.message));
program.on('exit', (code, signal) => endGroup(`${command} ended with ${code ?? signal}`));

process.stdin.on('close', () => {
  program.kill('SIGTERM');
  setTimeout(() => endGroup('not ended by SIGTERM, killed'), gracePeriodMs);
});
process.stdin.resume();
