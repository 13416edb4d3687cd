import type * as vscodeApi from 'vscode';
import { FakeUpstream } from '../../helpers/fakeUpstream.ts';
import { askModel } from '../../helpers/vscode/askModel.ts';
import type { Editor } from '../../helpers/vscode/editor.ts';
import { muxgateSettings } from '../../helpers/vscode/muxgateSettings.ts';
import { openVscode } from '../../helpers/vscode/openVscode.ts';
import { until } from '../../helpers/vscode/until.ts';
import { type Bench, type BenchRow, median } from '../bench.ts';
import { type Opening, watchOpenings } from './watchOpenings.ts';

const rounds = 9;
const requests = 20;
const wantedMs = 300;

/**
 * How long the page takes to open once it was open before: from the command until rows of the record are painted. A webview with
 * one line of text opens in turns with it, which is what VS Code itself takes.
 */
export const pageBench: Bench = {
  name: 'page',
  run: async () => {
    const upstream = await FakeUpstream.start();
    let editor: Editor | undefined;
    try {
      editor = await openVscode({ settings: muxgateSettings(upstream) });
      await editor.waitForStatusBar('nested');
      for (let asked = 0; asked < requests; asked++) await askModel(editor.gatewayUrl);
      return await measure(editor);
    } finally {
      await editor?.close();
      await upstream.close();
    }
  },
};

async function measure(editor: Editor): Promise<BenchRow[]> {
  const openings = await watchOpenings(editor.page);
  const open = async (
    kind: Opening['kind'],
    command: (api: typeof vscodeApi) => unknown,
  ): Promise<Opening> => {
    const startedAtMs = Date.now();
    await editor.evaluate(command);
    const opening = await until(`the ${kind} page`, () => openings.find(({ kind: is }) => is === kind));
    openings.length = 0;
    await editor.evaluate((api) => api.commands.executeCommand('workbench.action.closeAllEditors'));
    return { ...since(opening, startedAtMs), kind };
  };
  const openPage = (): Promise<Opening> =>
    open('muxgate', (api) => api.commands.executeCommand('muxgate.showRequests'));
  const openEmpty = (): Promise<Opening> =>
    open('empty', (api) => {
      const panel = api.window.createWebviewPanel('muxgate.bench', 'Empty', api.ViewColumn.Active, {});
      panel.webview.html = '<!DOCTYPE html><html><body><p id="muxgate-bench">Empty</p></body></html>';
    });
  const [pages, empties]: [Opening[], Opening[]] = [[], []];
  await openPage();
  await openEmpty();
  for (let round = 0; round < rounds; round++) {
    pages.push(await openPage());
    empties.push(await openEmpty());
  }
  return rowsOf(pages, empties);
}

/** The same with times since the command instead of since 1970. */
function since(opening: Opening, startedAtMs: number): Opening {
  const { kind, ...times } = opening;
  const relative = Object.entries(times).map(([name, ms]) => [name, ms - startedAtMs]);
  return { kind, ...(Object.fromEntries(relative) as Omit<Opening, 'kind'>) };
}

function rowsOf(pages: readonly Opening[], empties: readonly Opening[]): BenchRow[] {
  const of = (openings: readonly Opening[], time: Exclude<keyof Opening, 'kind'>): number =>
    median(openings.map((opening) => opening[time]));
  const value = of(pages, 'paintedMs');
  const emptyMs = of(empties, 'paintedMs');
  const best = Math.min(...pages.map(({ paintedMs }) => paintedMs));
  return [
    {
      what: 'warm open of the page, command to rows painted',
      value,
      unit: 'ms',
      note:
        `under ${wantedMs} is wanted; at best ${best.toFixed(0)}; an empty webview took ${emptyMs.toFixed(0)}, ` +
        `this is ${(value / emptyMs).toFixed(2)} times that`,
      missed: value >= wantedMs,
    },
    { what: '  more than an empty webview', value: value - emptyMs, unit: 'ms' },
    { what: '  after: frame of the webview begun', value: of(pages, 'frameMs'), unit: 'ms' },
    { what: '  after: document begun', value: of(pages, 'documentMs'), unit: 'ms' },
    { what: '  after: script there', value: of(pages, 'scriptMs'), unit: 'ms' },
    { what: '  after: first frame of the page', value: of(pages, 'begunMs'), unit: 'ms' },
  ];
}
