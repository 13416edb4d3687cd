import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { EditorMessage, GatewayMessage } from '../../src/protocol/gatewayMessages.ts';
import { bundledGateway } from './bundledGateway.ts';
import { TestEditor, type TestEditorOptions } from './testEditor.ts';

/** A window with a gateway process of its own, the real program over IPC, which can be killed. */
export class EditorRun extends TestEditor {
  readonly process: ChildProcess;

  private constructor(options: TestEditorOptions, program: string) {
    super(options);
    this.process = fork(program, [], {
      execArgv: [],
      env: { PATH: process.env['PATH'], MUXGATE_DATA_DIR: options.dataDir, ...options.env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.process.on('message', (message) => this.receive(message as GatewayMessage));
    this.introduce();
  }

  static async start(options: TestEditorOptions): Promise<EditorRun> {
    return new EditorRun(options, await bundledGateway());
  }

  override send(message: EditorMessage): void {
    this.process.send(message, undefined, undefined, () => undefined);
  }

  /** The window closes, reloads or crashes: its gateway process sees the same. */
  close(): void {
    if (this.process.connected) this.process.disconnect();
  }

  /** kill -9 */
  override async end(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill('SIGKILL');
    await once(this.process, 'exit');
  }
}
