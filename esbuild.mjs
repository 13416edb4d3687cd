// Bundles the four programs: the extension (CommonJS, for the extension host), the gateway process and
// the headless command (ES modules that share chunks, so that rarely used code loads lazily), and the webview.
import { cp, mkdir, rm, chmod } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import * as esbuild from 'esbuild';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  legalComments: 'none',
  define: { MUXGATE_VERSION: JSON.stringify(version) },
};

/** @type {import('esbuild').BuildOptions[]} */
const programs = [
  {
    ...shared,
    entryPoints: { extension: 'src/editor/extension.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    mainFields: ['module', 'main'],
    metafile: true,
  },
  {
    ...shared,
    entryPoints: { cli: 'src/cli/cli.ts', gateway: 'src/gateway/main.ts' },
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'node',
    format: 'esm',
    splitting: true,
    target: 'node22',
    mainFields: ['module', 'main'],
    // CommonJS dependencies (undici) call require() for Node's own modules.
    banner: {
      js: "import { createRequire as muxgateCreateRequire } from 'node:module'; const require = muxgateCreateRequire(import.meta.url);",
    },
  },
  {
    ...shared,
    entryPoints: { webview: 'webview-ui/src/main.ts' },
    outdir: 'dist/webview',
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    loader: { '.css': 'css', '.ttf': 'file' },
  },
];

async function copyStaticFiles() {
  await mkdir('dist/webview', { recursive: true });
  const codicons = 'node_modules/@vscode/codicons/dist';
  await cp(`${codicons}/codicon.css`, 'dist/webview/codicon.css');
  await cp(`${codicons}/codicon.ttf`, 'dist/webview/codicon.ttf');
}

if (watch) {
  await copyStaticFiles();
  for (const program of programs) await (await esbuild.context(program)).watch();
} else {
  await rm('dist', { recursive: true, force: true });
  await Promise.all(programs.map((program) => esbuild.build(program)));
  await copyStaticFiles();
  await chmod('dist/cli.js', 0o755);
}
