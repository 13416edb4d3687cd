/** What a launcher runs. */
export interface LauncherTarget {
  /** The editor's own runtime: Electron, which runs as Node when told so, or a remote server's Node. */
  readonly runtime: string;
  /** The extension's folder. */
  readonly extension: string;
}

/** By this line a launcher of ours is known; any other `muxgate` belongs to somebody else. */
export const launcherMark = 'Written by the VS Code extension muxgate.muxgate';

const usage = `"Muxgate: Uninstall 'muxgate' Command" in the editor removes this file.`;
const gone = 'muxgate: the extension Muxgate is not installed here any more';
const noRuntime = 'muxgate: the editor has moved; start it once, or install Node 22 or newer';

/** The launcher for a platform: `dist/cli.js` with the editor's own runtime, wherever an update has put them. */
export function launcherScript(target: LauncherTarget, platform: NodeJS.Platform): string {
  return platform === 'win32' ? batchScript(target) : shellScript(target);
}

/** POSIX `sh`, with its own commands alone, so that nothing has to be on the PATH. */
function shellScript({ runtime, extension }: LauncherTarget): string {
  return `#!/bin/sh
# ${launcherMark}: its command line, run by the editor's own runtime.
# ${usage}
runtime=${quoted(runtime)}
extension=${quoted(extension)}

# The extension was updated: the newest of its folders.
if [ ! -f "$extension/dist/cli.js" ]; then
  newest=
  for folder in "\${extension%/*}"/muxgate.muxgate-*; do
    [ -f "$folder/dist/cli.js" ] || continue
    if [ -z "$newest" ] || [ "$folder/dist/cli.js" -nt "$newest/dist/cli.js" ]; then newest=$folder; fi
  done
  if [ -z "$newest" ]; then
    echo ${quoted(`${gone}.`)} >&2
    exit 127
  fi
  extension=$newest
fi

# The editor was updated and not started since.
if [ ! -x "$runtime" ]; then
  runtime=$(command -v node) || {
    echo ${quoted(`${noRuntime}.`)} >&2
    exit 127
  }
fi

ELECTRON_RUN_AS_NODE=1 exec "$runtime" "$extension/dist/cli.js" "$@"
`;
}

function batchScript({ runtime, extension }: LauncherTarget): string {
  const lines = [
    '@echo off',
    `rem ${launcherMark}: its command line, run by the editor's own runtime.`,
    `rem ${usage}`,
    'setlocal',
    `set "MUXGATE_RUNTIME=${batchPath(runtime)}"`,
    `set "MUXGATE_EXTENSION=${batchPath(extension)}"`,
    // dir lists the oldest first, so that the last one stays.
    'if not exist "%MUXGATE_EXTENSION%\\dist\\cli.js" for /f "delims=" %%d in (\'dir /b /ad /od "%MUXGATE_EXTENSION%\\..\\muxgate.muxgate-*" 2^>nul\') do set "MUXGATE_NEWEST=%%d"',
    'if defined MUXGATE_NEWEST for %%p in ("%MUXGATE_EXTENSION%\\..") do set "MUXGATE_EXTENSION=%%~fp\\%MUXGATE_NEWEST%"',
    `if not exist "%MUXGATE_EXTENSION%\\dist\\cli.js" (echo ${gone}.>&2 & exit /b 127)`,
    'if not exist "%MUXGATE_RUNTIME%" for %%n in (node.exe) do set "MUXGATE_RUNTIME=%%~$PATH:n"',
    `if not exist "%MUXGATE_RUNTIME%" (echo ${noRuntime}.>&2 & exit /b 127)`,
    'set ELECTRON_RUN_AS_NODE=1',
    '"%MUXGATE_RUNTIME%" "%MUXGATE_EXTENSION%\\dist\\cli.js" %*',
    'exit /b %ERRORLEVEL%',
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * A batch file is read in the code page of its console, so that a user's name may come out wrong: what lies below the
 * user's folder is said by its variable.
 */
function batchPath(path: string): string {
  const below = /^[A-Za-z]:\\Users\\[^\\]+(?=\\|$)/i.exec(path)?.[0];
  const rest = path.slice(below?.length ?? 0).replaceAll('%', '%%');
  return below === undefined ? rest : `%USERPROFILE%${rest}`;
}
