import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { Editor } from '../../helpers/vscode/editor.ts';
import { openVscode } from '../../helpers/vscode/openVscode.ts';
import type { Bench, BenchRow } from '../bench.ts';
import type { MeasuredServer } from '../cost/measuredServer.ts';
import { startUpstream } from '../cost/servers.ts';
import { heapMib, startProfile, stopProfile } from './hostProfile.ts';

const tabs = 200;
const requestsPerSecond = 20;
const seconds = 30;
const wantedPercent = 1;
const wantedMib = 15;
const model = 'whole';
/** Who takes the most. */
const shownEntries = 5;

/**
 * What Muxgate takes from the extension host of a real VS Code: its share of the time while agents ask and the user goes from tab to
 * tab, and its part of the heap, against the same window without Muxgate.
 */
export const hostLoadBench: Bench = {
  name: 'host',
  run: async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'muxgate-tabs-'));
    const upstream = await startUpstream();
    try {
      await writeFiles(folder);
      const without = await withoutMuxgate(folder);
      return await withMuxgate(folder, upstream, without);
    } finally {
      await upstream.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function writeFiles(folder: string): Promise<void> {
  const extensions = ['ts', 'md', 'py', 'json'];
  await mkdir(path.join(folder, 'src'));
  for (let index = 0; index < tabs; index++) {
    const name = `file${index}.${extensions[index % extensions.length] ?? 'ts'}`;
    await writeFile(path.join(folder, 'src', name), `${index}\n`);
  }
}

/** The heap of the window without the extension. */
async function withoutMuxgate(folder: string): Promise<number> {
  const editor = await openVscode({ folder, vsix: null });
  try {
    await openTabs(editor);
    return await heapMib(editor);
  } finally {
    await editor.close();
  }
}

async function withMuxgate(
  folder: string,
  upstream: MeasuredServer,
  heapWithout: number,
): Promise<BenchRow[]> {
  const provider = {
    type: 'openai-compatible',
    endpoint: `${upstream.url}/v1`,
    auth: 'none',
    models: [model],
  };
  const editor = await openVscode({
    folder,
    settings: {
      'muxgate.providers': { fake: provider },
      'muxgate.workspaces': {
        default: { model: `fake/${model}`, rules: [{ files: '*.md', model: `fake/${model}` }] },
      },
    },
  });
  const dispatcher = new Agent();
  try {
    await editor.waitForStatusBar(model);
    await openTabs(editor);
    await startProfile(editor);
    await Promise.all([load(editor, dispatcher), walkTabs(editor)]);
    const { wallMs, extensionMs, busyMs, entries } = await stopProfile(editor);
    const percent = (extensionMs / wallMs) * 100;
    const mib = (await heapMib(editor)) - heapWithout;
    return [
      {
        what: `time of the extension host, ${tabs} tabs, ${requestsPerSecond} requests a second`,
        value: percent,
        unit: '%',
        note: `under ${wantedPercent} is wanted; the host was busy ${((busyMs / wallMs) * 100).toFixed(1)} % of ${(wallMs / 1000).toFixed(0)} s`,
        missed: percent >= wantedPercent,
      },
      ...entries.slice(0, shownEntries).map(({ name, ms }): BenchRow => ({
        what: `  of it ${name}`,
        value: (ms / wallMs) * 100,
        unit: '%',
      })),
      {
        what: 'heap of the extension host',
        value: mib,
        unit: 'MiB more than without',
        note: `under ${wantedMib} is wanted; ${heapWithout.toFixed(1)} without`,
        missed: mib >= wantedMib,
      },
    ];
  } finally {
    await editor.close();
    await dispatcher.destroy();
  }
}

/** Opens every file in a tab of its own. */
async function openTabs(editor: Editor): Promise<void> {
  await editor.evaluate(async (vscode) => {
    for (const uri of await vscode.workspace.findFiles('src/*')) {
      await vscode.window.showTextDocument(uri, { preview: false });
    }
  });
}

/** Requests as agents send them, evenly spread. */
async function load(editor: Editor, dispatcher: Agent): Promise<void> {
  const asking: Promise<void>[] = [];
  for (let number = 0; number < requestsPerSecond * seconds; number++) {
    asking.push(ask(editor.gatewayUrl, dispatcher));
    await setTimeout(1000 / requestsPerSecond);
  }
  await Promise.all(asking);
}

async function ask(url: string, dispatcher: Agent): Promise<void> {
  const { statusCode, body } = await request(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: 'go' }] }),
    dispatcher,
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`${statusCode}: ${text}`);
}

/** Another tab twice a second, as somebody does who looks around. */
async function walkTabs(editor: Editor): Promise<void> {
  for (let step = 0; step < seconds * 2; step++) {
    await editor.evaluate(
      async (vscode, back) => {
        const tab = vscode.window.tabGroups.activeTabGroup.tabs.at(-back)?.input;
        if (tab instanceof vscode.TabInputText)
          await vscode.window.showTextDocument(tab.uri, { preview: false });
      },
      (step % tabs) + 1,
    );
    await setTimeout(500);
  }
}
