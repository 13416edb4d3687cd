import type { Session } from 'node:inspector/promises';
import type { Editor } from '../../helpers/vscode/editor.ts';

/** What an extension host did in a while. Times in ms. */
export interface HostProfile {
  readonly wallMs: number;
  /** With frames of the extension on the stack, or of the line to a forked process, which reads and writes its messages. */
  readonly extensionMs: number;
  readonly busyMs: number;
}

/** Samples the extension host from now on. */
export async function startProfile(editor: Editor): Promise<void> {
  await editor.evaluate(async () => {
    const { Session } = process.getBuiltinModule('node:inspector/promises');
    const session = new Session();
    session.connect();
    Object.assign(globalThis, { muxgateProfile: session });
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 500 });
    await session.post('Profiler.start');
  });
}

/** Ends the sampling and sums up whose the time was; summed in the host, as a profile has megabytes. */
export async function stopProfile(editor: Editor): Promise<HostProfile> {
  return editor.evaluate(async (vscode) => {
    const session = Reflect.get(globalThis, 'muxgateProfile') as Session;
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    const folder = vscode.extensions.getExtension('muxgate.muxgate')?.extensionPath ?? '';
    const parents = new Map(
      profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
    );
    const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
    const isOurs = (id: number | undefined): boolean => {
      for (let at = id; at !== undefined; at = parents.get(at)) {
        const url = nodes.get(at)?.callFrame.url ?? '';
        if (url.includes(folder) || url === 'node:internal/child_process') return true;
      }
      return false;
    };
    const idle = new Set(
      profile.nodes.filter(({ callFrame }) => callFrame.functionName === '(idle)').map(({ id }) => id),
    );
    const sum = { wallMs: 0, extensionMs: 0, busyMs: 0 };
    for (const [index, id] of (profile.samples ?? []).entries()) {
      const ms = (profile.timeDeltas?.[index] ?? 0) / 1000;
      sum.wallMs += ms;
      if (!idle.has(id)) sum.busyMs += ms;
      if (isOurs(id)) sum.extensionMs += ms;
    }
    return sum;
  });
}

/** What lives on the extension host's heap after a full collection, in MiB. */
export async function heapMib(editor: Editor): Promise<number> {
  return editor.evaluate(async () => {
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
    const collect = process.getBuiltinModule('node:vm').runInNewContext('gc') as () => void;
    // What finalizers let go is collected by the next ones.
    for (let round = 0; round < 4; round++) {
      collect();
      await new Promise((resolve) => setImmediate(resolve));
    }
    return process.memoryUsage().heapUsed / 2 ** 20;
  });
}
