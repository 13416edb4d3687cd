const escape = String.fromCharCode(27);
const bell = String.fromCharCode(7);

/** What steers a terminal: titles and links (OSC), colours and movements (CSI), and single commands (ECMA-48, section 5). */
const controlSequences = new RegExp(
  [
    `${escape}\\][^${bell}${escape}]*(?:${bell}|${escape}\\\\)`,
    `${escape}\\[[0-?]*[ -/]*[@-~]`,
    `${escape}[@-Z\\\\-_]`,
  ].join('|'),
  'g',
);

/**
 * The token that `claude setup-token` has printed into a terminal, which may have broken it over lines.
 * @param output everything that was printed, control sequences included
 */
export function printedToken(output: string): string | undefined {
  const lines = output.replace(controlSequences, '').split(/\r?\n|\r/);
  const first = lines.findIndex((line) => line.includes('sk-ant-oat'));
  if (first < 0) return undefined;
  const start = /sk-ant-oat[\w-]*\s*$/.exec(lines[first] ?? '')?.[0].trim();
  if (start === undefined) return /sk-ant-oat[\w-]+/.exec(lines[first] ?? '')?.[0];
  const rest = lines.slice(first + 1);
  const end = rest.findIndex((line) => !/^\s*[\w-]{2,}\s*$/.test(line));
  const more = (end < 0 ? rest : rest.slice(0, end)).map((line) => line.trim());
  return [start, ...more].join('');
}
