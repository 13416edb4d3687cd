// Bundles the four programs: the extension (CommonJS, for the extension host), the gateway process and
// the headless command (ES modules that share chunks, so that rarely used code loads lazily), and the webview.
//   node esbuild.mjs [--production] [--watch] [--outdir FOLDER]
import { cp, mkdir, readdir, readFile, rm, chmod } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';

const {
  values: { production, watch, outdir },
} = parseArgs({
  options: {
    production: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
    outdir: { type: 'string', default: 'dist' },
  },
});
const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  legalComments: 'none',
  define: { MUXGATE_VERSION: JSON.stringify(version) },
  metafile: true,
};

/**
 * What the extension imports on demand is a file of its own: VS Code compiles the extension's file at every start.
 * @type {import('esbuild').Plugin}
 */
const onDemand = {
  name: 'on demand',
  setup({ onResolve }) {
    onResolve({ filter: /\/(?:onDemand|muxgateChat)\.ts$/ }, ({ kind, path: file }) =>
      kind === 'dynamic-import' ? { path: `./${path.basename(file, '.ts')}.cjs`, external: true } : undefined,
    );
  },
};

/**
 * `vscode` as it is. A namespace import of it would be a copy with some hundred getters, made anew by every file as it loads: most of
 * what loading the extension took.
 * @type {import('esbuild').Plugin}
 */
const plainVscode = {
  name: 'plain vscode',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]editor[\\/].+\.ts$/ }, async ({ path: file }) => ({
      contents: (await readFile(file, 'utf8')).replace(
        /^import \* as vscode from 'vscode';$/m,
        "const vscode = require('vscode');",
      ),
      loader: 'ts',
    }));
  },
};

/**
 * The price data as JSON, without its prose: half the size, and quicker to load than a literal of 30,000 lines.
 * @type {import('esbuild').Plugin}
 */
const prices = {
  name: 'prices',
  setup({ onLoad }) {
    onLoad({ filter: /genai-prices[\\/]dist[\\/]index\.js$/ }, async ({ path: file }) => {
      const source = readFileSync(file, 'utf8');
      const literal = /^const \w+ = (\[\n[^]*?\n\])(?=[,;]\s*(?:const )?\w+ = )/.exec(source);
      if (literal?.[1] === undefined) throw new Error(`${file} does not begin with its data any more`);
      const { waitForUpdate } = await import('@pydantic/genai-prices');
      const prose = ['description', 'price_comments', 'pricing_urls', 'extractors'];
      const json = JSON.stringify(await waitForUpdate(), (key, value) =>
        prose.includes(key) ? undefined : value,
      );
      return {
        contents: source.replace(literal[1], () => `JSON.parse(${JSON.stringify(json)})`),
        loader: 'js',
      };
    });
  },
};

/** @type {import('esbuild').BuildOptions[]} */
const programs = [
  {
    ...shared,
    entryPoints: {
      extension: 'src/editor/extension.ts',
      onDemand: 'src/editor/onDemand.ts',
      muxgateChat: 'src/editor/chat/muxgateChat.ts',
    },
    outdir,
    outExtension: { '.js': '.cjs' },
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    plugins: [onDemand, plainVscode],
    supported: { 'dynamic-import': false },
    mainFields: ['module', 'main'],
    // The one for Node also reads bundles from files, which VS Code has done already.
    alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
  },
  {
    ...shared,
    entryPoints: { cli: 'src/cli/cli.ts', gateway: 'src/gateway/main.ts' },
    outdir,
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'node',
    format: 'esm',
    splitting: true,
    target: 'node22',
    mainFields: ['module', 'main'],
    plugins: [prices],
    alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
    // CommonJS dependencies (undici) call require() for Node's own modules.
    banner: {
      js: "import { createRequire as muxgateCreateRequire } from 'node:module'; const require = muxgateCreateRequire(import.meta.url);",
    },
  },
  {
    ...shared,
    entryPoints: { webview: 'webview-ui/src/main.ts' },
    outdir: `${outdir}/webview`,
    // Three files: what is shown first, the other pages, and what both need, which the HTML names (panelHtml.ts).
    splitting: true,
    chunkNames: '[name]',
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    loader: { '.css': 'text', '.ttf': 'file' },
  },
];

async function copyStaticFiles() {
  await mkdir(`${outdir}/webview`, { recursive: true });
  const codicons = 'node_modules/@vscode/codicons/dist';
  for (const file of ['codicon.css', 'codicon.ttf'])
    await cp(`${codicons}/${file}`, `${outdir}/webview/${file}`);
  await cp('src/editor/doctor/doctor.css', `${outdir}/webview/doctor.css`);
}

/** Removes what an earlier build left. After the build, so that a gateway that runs from here never misses a chunk. */
async function removeStaleFiles(results) {
  const written = new Set(
    results.flatMap((result) => Object.keys(result.metafile.outputs)).map(path.normalize),
  );
  for (const entry of await readdir(outdir, { recursive: true, withFileTypes: true })) {
    const file = path.relative('.', path.join(entry.parentPath, entry.name));
    if (entry.isFile() && !written.has(file)) await rm(file);
  }
}

if (watch) {
  await copyStaticFiles();
  for (const program of programs) await (await esbuild.context(program)).watch();
} else {
  const results = await Promise.all(programs.map((program) => esbuild.build(program)));
  await removeStaleFiles(results);
  await copyStaticFiles();
  await chmod(`${outdir}/cli.js`, 0o755);
}
