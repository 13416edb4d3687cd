import type { Editor } from '../../helpers/vscode/editor.ts';
import { openVscode } from '../../helpers/vscode/openVscode.ts';
import { until } from '../../helpers/vscode/until.ts';
import { type Bench, type BenchRow, median } from '../bench.ts';
import { emptyExtension, emptyExtensionId } from './emptyExtension.ts';

const rounds = 9;
const wantedMs = 50;
/** VS Code's own extension in the same windows, as what a number of this machine is worth. */
const comparedId = 'vscode.git';

/** What VS Code says about one activation; it shows the sum as the extension's activation time. */
interface Activation {
  readonly loadCodeMs: number;
  readonly callActivateMs: number;
}

/**
 * VS Code's own activation time of the packaged extension, over reloads of a window with the sample folder. VS Code starts all extensions
 * of an event together and counts for each what it does for the others meanwhile: so one that does nothing is there beside it.
 */
export const activationBench: Bench = {
  name: 'activation',
  run: async () => {
    const editor = await openVscode({ others: [await emptyExtension()] });
    try {
      const [own, empty, compared]: [Activation[], Activation[], Activation[]] = [[], [], []];
      for (let round = 0; round < rounds; round++) {
        await editor.reload();
        const page = await startupPerformance(editor);
        own.push(activationIn(page, 'muxgate.muxgate'));
        empty.push(activationIn(page, emptyExtensionId));
        compared.push(activationIn(page, comparedId));
      }
      return rowsOf(own, empty, compared);
    } finally {
      await editor.close();
    }
  },
};

function rowsOf(
  own: readonly Activation[],
  empty: readonly Activation[],
  compared: readonly Activation[],
): BenchRow[] {
  const allMs = own.map(shownMs);
  const value = median(allMs);
  const emptyMs = median(empty.map(shownMs));
  const loadCodeMs = median(own.map((activation) => activation.loadCodeMs));
  const callActivateMs = median(own.map((activation) => activation.callActivateMs));
  const note =
    `under ${wantedMs} is wanted; load code ${loadCodeMs}, activate ${callActivateMs}; ` +
    `from ${Math.min(...allMs)} to ${Math.max(...allMs)}; an empty extension took ${emptyMs}, ` +
    `this is ${(value / emptyMs).toFixed(2)} times that; ${comparedId} took ${median(compared.map(shownMs))}`;
  return [
    { what: 'activation of the extension', value, unit: 'ms', note, missed: value >= wantedMs },
    {
      what: '  more than an empty extension',
      value: median(
        own.map((activation, round) => shownMs(activation) - shownMs(empty[round] ?? activation)),
      ),
      unit: 'ms',
    },
  ];
}

function shownMs({ loadCodeMs, callActivateMs }: Activation): number {
  return loadCodeMs + callActivateMs;
}

/** The text of VS Code's page *Startup Performance* once the extension is active; extensions can see it. */
async function startupPerformance(editor: Editor): Promise<string> {
  await until('the activation of the extension', () =>
    editor.evaluate((vscode) => vscode.extensions.getExtension('muxgate.muxgate')?.isActive),
  );
  await editor.runCommand('Developer: Startup Performance');
  const page = await until('the numbers of Startup Performance', () =>
    editor.evaluate((vscode) =>
      vscode.workspace.textDocuments
        .filter(({ uri }) => uri.scheme === 'perf')
        .map((document) => document.getText())
        .find((text) => text.includes('Extension Activation Stats')),
    ),
  );
  // A page that the next reload brings back would be written before the extension is active.
  await editor.evaluate((vscode) => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  return page;
}

/** @throws when the page has no row of this extension: `| id | eager | load code | call activate | …` */
function activationIn(page: string, extension: string): Activation {
  const row = page.split('\n').find((line) => line.startsWith(`| ${extension} `));
  const [, loadCode, callActivate] = /^\|[^|]+\|[^|]+\| (\d+) +\| (\d+) +\|/.exec(row ?? '') ?? [];
  if (loadCode === undefined || callActivate === undefined)
    throw new Error(`no activation of ${extension} in Startup Performance`);
  return { loadCodeMs: Number(loadCode), callActivateMs: Number(callActivate) };
}
