/**
 * The gateway process that the editor forks. Everything arrives over IPC; when IPC ends, for whatever reason, the port is
 * free at once, running answers end by themselves (10 minutes at most), and the process exits.
 */
import { BatchedLog } from './batchedLog.ts';
import { createEditorGateway } from './editorLine/editorGateway.ts';
import type { MessagePort } from './editorLine/editorLink.ts';
import { systemClock } from './exchange/clock.ts';
import { version } from './version.ts';

const log = new BatchedLog((message) => {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}, systemClock);
/** The IPC channel to the parent; what can no longer be sent is dropped, since `disconnect` follows. */
const port: MessagePort = {
  send: (message) => log.send(message),
  onMessage: (listener) => process.on('message', listener),
};

if (process.send === undefined) {
  process.stderr.write('gateway.js is started by the editor; use `muxgate serve` without one.\n');
  process.exitCode = 1;
} else {
  const gateway = createEditorGateway({ port, env: process.env, version });
  process.on('disconnect', () => {
    void gateway.leave().finally(() => process.exit(0));
  });
  // The editor's own signals (Ctrl-C in a debug terminal) end the editor, which disconnects.
  process.on('SIGINT', () => undefined);
}
