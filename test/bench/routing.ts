import type { RequestFile } from '../../src/gateway/routing/decision.ts';
import type { Router } from '../../src/gateway/routing/router.ts';
import type { EditorWindow } from '../../src/gateway/routing/window.ts';
import type { NeutralMessage } from '../../src/gateway/wire/exchange.ts';
import {
  asked,
  calls,
  chat,
  configOf,
  openFile,
  providerTable,
  results,
  routerOf,
  says,
  windowOf,
  windowsOf,
} from '../helpers/routing.ts';
import { medianMs } from './bench.ts';
import type { Bench, BenchRow } from './bench.ts';

const ruleCount = 1000;
const fileCount = 1000;
const extensions = ['ts', 'tsx', 'go', 'py', 'md', 'json', 'css', 'html', 'rs', 'java'];

/** A thousand different globs, none of which matches an open file: every rule must be asked. */
function rules(scope: string | undefined): Record<string, unknown>[] {
  return Array.from({ length: ruleCount }, (_, index) => ({
    files: `packages/part${index}/**/*.${extensions[index % extensions.length] ?? 'ts'}`,
    scope,
    model: 'a/m',
  }));
}

/** A thousand open files, the same number of each kind. */
function openFiles(): RequestFile[] {
  return Array.from({ length: fileCount }, (_, index) =>
    openFile(`src/module${index % 40}/file${index}.${extensions[index % extensions.length] ?? 'ts'}`),
  );
}

function windowWith(open: RequestFile[]): EditorWindow {
  return windowOf({ active: open[0], visible: open.slice(0, 4), open });
}

function routerWith(scope: string | undefined, guards: Record<string, unknown>[] = []): Router {
  const workspace = { model: 'd/m', rules: [...rules(scope), ...guards] };
  return routerOf({ config: configOf({ providers: providerTable, workspaces: { default: workspace } }) });
}

/** A long agent's history: tool calls with their results, about 1 MB of text. */
function longHistory(): NeutralMessage[] {
  const line =
    'const total = items.map((item) => item.price * item.count).reduce((sum, price) => sum + price, 0);\n';
  const turns: NeutralMessage[] = [];
  for (let index = 0; index < 100; index++) {
    turns.push(calls('Read', { file_path: `/home/me/shop/src/file${index}.ts` }), results(line.repeat(100)));
  }
  return [
    says('user', 'clean up the totals'),
    ...turns,
    says('user', `go on with src/file1.ts\n${line.repeat(50)}`),
  ];
}

/** Routing must add no measurable delay (issue: 1,000 rules against 1,000 open files in under 1 ms). */
export const routingBench: Bench = {
  name: 'routing',
  run: () => {
    const open = openFiles();
    const steady = windowsOf(windowWith(open));
    const everyTab = routerWith('open');
    const narrowest = routerWith(undefined);
    const guarded = routerWith(undefined, [{ files: 'secrets/**', model: 'local/m', localOnly: true }]);
    const hello = asked(chat('hello'));
    const named = asked(chat('fix src/app.ts and README.md'));
    const long = asked(chat(longHistory()));
    const wanted = 'under 1 ms is wanted';
    const rows: BenchRow[] = [
      {
        what: '1,000 rules, the active editor',
        value: medianMs(
          500,
          () => undefined,
          () => narrowest.decide(hello, steady),
        ),
        unit: 'ms',
        note: wanted,
      },
      {
        what: '1,000 rules, files named in the prompt',
        value: medianMs(
          500,
          () => undefined,
          () => narrowest.decide(named, steady),
        ),
        unit: 'ms',
        note: wanted,
      },
      {
        what: '1,000 rules against 1,000 open files',
        value: medianMs(
          500,
          () => undefined,
          () => everyTab.decide(hello, steady),
        ),
        unit: 'ms',
        note: wanted,
      },
      {
        what: '1,000 rules against 1,000 open files, just opened',
        value: medianMs(
          200,
          () => windowsOf(windowWith([...open])),
          (windows) => everyTab.decide(hello, windows),
        ),
        unit: 'ms',
        note: wanted,
      },
      {
        what: 'a 1 MB history, searched for localOnly',
        value: medianMs(
          50,
          () => undefined,
          () => guarded.decide(long, steady),
        ),
        unit: 'ms',
      },
      {
        what: 'compiling 1,000 rules',
        value: medianMs(
          10,
          () => undefined,
          () => routerWith('open'),
        ),
        unit: 'ms',
        note: 'once for a configuration, validation included',
      },
    ];
    return Promise.resolve(rows);
  },
};
