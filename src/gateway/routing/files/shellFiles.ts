import { cleanPath, isAbsolutePath, joinPath } from './filePath.ts';
import { fileNameCertainty } from './fileName.ts';
import type { FoundFile } from './foundFile.ts';

/** What stands beyond is a script's or a file's text, whose words say nothing of what is read. */
const longestCommand = 20_000;
const deepest = 3;
const hereDocument = /<<-?\s*(['"]?)(\w+)\1([^\n]*)\n[\s\S]*?(?:\n[ \t]*\2(?=\n|$)|$)/g;
/** One word of a command, quoted parts and escapes included; or an operator. */
const shellWord = /(?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\;&|()<>`])+|[;&|<>()`\n]/g;
/** Programs whose bare arguments are files or folders. */
const fileReaders = new Set(
  (
    'cat bat head tail less more nl tac sed awk gawk grep egrep fgrep rg ag ls tree find fd cp mv ln tar zip unzip gzip zcat ' +
    'base64 xxd od hexdump strings wc sort uniq cut diff cmp tee rm touch chmod file stat jq yq open code vim vi nano ' +
    'python python3 node source . type get-content gc select-string'
  ).split(' '),
);
const prefixes = new Set(['sudo', 'env', 'time', 'xargs', 'exec', 'nohup', 'command']);
const shells = new Set(['bash', 'sh', 'zsh', 'dash', 'pwsh', 'powershell']);

/**
 * Files in a shell command. A word that is unmistakably a file is `named`; other words with a folder, and bare words given to
 * a program that reads files, are `possible`. `cd` is followed, so that `cd secrets && cat key.pem` names `secrets/key.pem`.
 */
export function shellFiles(command: string, folder = '', depth = 0): FoundFile[] {
  const files: FoundFile[] = [];
  const text = command.slice(0, longestCommand).replace(hereDocument, '$3\n');
  let currentFolder = folder;
  let program: string | undefined;
  let previous = '';
  for (const [raw] of text.matchAll(shellWord)) {
    if (/^[;&|()`\n]$/.test(raw)) {
      program = undefined;
      continue;
    }
    if (raw === '<' || raw === '>') continue;
    const word = unquote(raw);
    if (program === undefined) {
      if (/^\w+=/.test(word) || prefixes.has(word)) continue;
      program = (word.split(/[/\\]/).at(-1) ?? word).toLowerCase();
      if (/[/\\]/.test(word)) files.push(...wordFiles(word, '', currentFolder));
    } else if (program === 'cd' || program === 'pushd') {
      const target = cleanPath(word);
      if (target === undefined || word.startsWith('-')) continue;
      currentFolder = resolveIn(currentFolder, target);
      files.push({ path: currentFolder, as: 'possible' });
    } else if (shells.has(program) && /^-\w*c\w*$/i.test(previous) && depth < deepest) {
      files.push(...shellFiles(word, currentFolder, depth + 1));
    } else {
      files.push(...wordFiles(word, program, currentFolder));
    }
    previous = word;
  }
  return files;
}

function wordFiles(word: string, program: string, folder: string): FoundFile[] {
  const value = word.startsWith('-') ? (/^--?[\w-]+=(.+)$/.exec(word)?.[1] ?? '') : word;
  if (value === '' || value === '/dev/null' || value.includes('\n') || /^\w+:\/\/(?!\/)/.test(value))
    return [];
  const path = cleanPath(value);
  if (path === undefined) return [];
  const certainty = /[*?$={}]/.test(path) ? 'no' : fileNameCertainty(path);
  if (certainty === 'sure' || (certainty === 'likely' && (path.includes('/') || fileReaders.has(program)))) {
    return [{ path: resolveIn(folder, path), as: 'named' }];
  }
  return path.includes('/') || fileReaders.has(program)
    ? [{ path: resolveIn(folder, path), as: 'possible' }]
    : [];
}

function resolveIn(folder: string, path: string): string {
  return folder === '' || isAbsolutePath(path) || path.startsWith('~') ? path : joinPath(folder, path);
}

/** Quotes away; a backslash before a letter stays, as it separates folders on Windows. */
function unquote(word: string): string {
  return word.replace(
    /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\([\s"'$`])/g,
    (_all, double?: string, single?: string, escaped?: string) =>
      double !== undefined ? double.replace(/\\(["\\$`])/g, '$1') : (single ?? escaped ?? ''),
  );
}
