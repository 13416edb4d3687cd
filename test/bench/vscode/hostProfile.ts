import type { Session } from 'node:inspector/promises';
import type { Editor } from '../../helpers/vscode/editor.ts';

/** What an extension host did in a while. Times in ms. */
export interface HostProfile {
  readonly wallMs: number;
  readonly busyMs: number;
  /**
   * With the extension's code on the stack, what VS Code does for its calls included; and all reading of lines to forked processes,
   * where Node does not say whose line it is: VS Code's language servers have such lines, too.
   */
  readonly extensionMs: number;
  /** Whose code began it, as `function line:column of the bundle`, the longest first. */
  readonly entries: readonly { readonly name: string; readonly ms: number }[];
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
    const lines = 'node:internal/child_process';
    /** The function of the extension that began what this sample does, or the reading of a line; undefined: others did. */
    const entryOf = (sample: number): string | undefined => {
      let [entry, isLine, isForeign]: [string | undefined, boolean, boolean] = [undefined, false, false];
      for (let at: number | undefined = sample; at !== undefined; at = parents.get(at)) {
        const {
          url = '',
          functionName = '',
          lineNumber = 0,
          columnNumber = 0,
        } = nodes.get(at)?.callFrame ?? {};
        if (url.includes(folder))
          entry = `${functionName || 'callback'} ${lineNumber + 1}:${columnNumber + 1}`;
        else if (url.startsWith('/') || url.startsWith('file:')) isForeign = true;
        isLine ||= url.startsWith(lines);
      }
      // Git and others start processes and write to theirs: their code is on the stack then.
      return entry ?? (isLine && !isForeign ? 'lines to forked processes' : undefined);
    };
    const idle = new Set(
      profile.nodes.filter(({ callFrame }) => callFrame.functionName === '(idle)').map(({ id }) => id),
    );
    const sum = { wallMs: 0, extensionMs: 0, busyMs: 0 };
    const entries = new Map<string, number>();
    for (const [index, id] of (profile.samples ?? []).entries()) {
      const ms = (profile.timeDeltas?.[index] ?? 0) / 1000;
      sum.wallMs += ms;
      if (idle.has(id)) continue;
      sum.busyMs += ms;
      const entry = entryOf(id);
      if (entry === undefined) continue;
      sum.extensionMs += ms;
      entries.set(entry, (entries.get(entry) ?? 0) + ms);
    }
    const longestFirst = [...entries].sort(([, one], [, other]) => other - one);
    return { ...sum, entries: longestFirst.map(([name, ms]) => ({ name, ms })) };
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
