import { parseArgs } from 'node:util';
import { type RecordOptions, recordOptions } from './recordOptions.ts';
import { UsageError } from './usageError.ts';

/** What flags and environment say; a flag wins over its variable, both over the file. */
export interface CommonOptions {
  readonly config?: string;
  readonly dataDir?: string;
  readonly host?: string;
  readonly port?: number;
  readonly json: boolean;
  readonly strict: boolean;
}

export interface CommandLine extends CommonOptions {
  readonly command: (typeof commands)[number] | 'version' | 'help';
  /** What follows the command: a file for `check`, text for `explain`, a request and what it is worth for `rate`. */
  readonly operands: readonly string[];
  readonly files: readonly string[];
  readonly request?: 'chat' | 'fim' | 'embeddings';
  readonly model?: string;
  /** What `requests` and `usage` are asked for. */
  readonly record: RecordOptions;
  /** `login` without a browser on this machine. */
  readonly code: boolean;
  /** File for the `doctor`'s report, as one would attach it to an issue. */
  readonly bundle?: string;
}

const commands = [
  'serve',
  'models',
  'explain',
  'check',
  'doctor',
  'login',
  'logout',
  'requests',
  'usage',
  'rate',
  'refresh-prices',
] as const;

/**
 * Reads the command line and the `MUXGATE_*` variables.
 * @param nowMs what spans of time count back from
 * @throws UsageError for an unknown command, flag or value
 */
export function parseCommandLine(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  nowMs: number = Date.now(),
): CommandLine {
  const { values, positionals } = parseFlags(args);
  const [word, ...operands] = positionals;
  const command = values.version ? 'version' : values.help ? 'help' : commandOf(word);
  return {
    command,
    operands,
    config: values.config ?? nonEmpty(env['MUXGATE_CONFIG']),
    dataDir: values.data ?? nonEmpty(env['MUXGATE_DATA_DIR']),
    host: values.host ?? nonEmpty(env['MUXGATE_HOST']),
    port: portOf('--port', values.port) ?? portOf('MUXGATE_PORT', nonEmpty(env['MUXGATE_PORT'])),
    json: values.json,
    strict: values.strict,
    files: values.file,
    request: requestOf(values.request),
    model: values.model,
    record: recordOptions(values, nowMs),
    code: values.code,
    bundle: values.bundle,
  };
}

function parseFlags(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        data: { type: 'string' },
        host: { type: 'string' },
        port: { type: 'string' },
        json: { type: 'boolean', default: false },
        strict: { type: 'boolean', default: false },
        file: { type: 'string', multiple: true, default: [] },
        request: { type: 'string' },
        model: { type: 'string' },
        since: { type: 'string' },
        client: { type: 'string' },
        provider: { type: 'string' },
        status: { type: 'string' },
        limit: { type: 'string' },
        by: { type: 'string' },
        format: { type: 'string' },
        bundle: { type: 'string' },
        code: { type: 'boolean', default: false },
        version: { type: 'boolean', short: 'v', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function commandOf(word: string | undefined): CommandLine['command'] {
  if (word === undefined) return 'help';
  const command = commands.find((known) => known === word);
  if (command === undefined)
    throw new UsageError(`unknown command "${word}"; there are: ${commands.join(', ')}`);
  return command;
}

function portOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new UsageError(`${name} takes a port from 0 (any free one) to 65535, not "${text}"`);
  }
  return port;
}

function requestOf(text: string | undefined): CommandLine['request'] {
  if (text === undefined || text === 'chat' || text === 'fim' || text === 'embeddings') return text;
  throw new UsageError(`--request takes chat, fim or embeddings, not "${text}"`);
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

export const helpText = `muxgate: one local port for every coding agent; which model answers is decided per request

  muxgate serve   [--config FILE] [--port N] [--host H] [--data DIR] [--strict]
  muxgate models  [--config FILE] [--json]                     what can be asked for
  muxgate explain [--file PATH]... [--request chat|fim|embeddings] [--model M] [--json] [TEXT]
                                                               which model would answer, and why
  muxgate check   FILE [--json]                                what is wrong with a configuration
  muxgate doctor  [--config FILE] [--json] [--bundle FILE]     what is wrong here, and what to do; 1 when something is broken
  muxgate requests [FILTER]... [--limit N] [--format table|csv|json]
                                                               what was asked, who answered and why
  muxgate usage   [--by provider|model|workspace|client|day|account|route|variant] [FILTER]...
                  [--limit N] [--format table|csv|json]        requests, failures, tokens, cost and speed
  muxgate rate    ID|last up|down|none                         how good an answer was, for usage --by variant
  muxgate login   PROVIDER [ACCOUNT] [--config FILE] [--code]  sign in to an account, in the browser or with a code
  muxgate logout  PROVIDER [ACCOUNT]                           forget that sign-in
  muxgate refresh-prices                                       fetch the newest prices of models
  muxgate --version

  FILTER: --since 2h|7d|2026-11-01, --client NAME, --provider ID, --model NAME (* for anything), --status 429|4xx|failed
  requests and usage read the record in the data folder (--data), also while a gateway runs.

  --port 0 picks a free port. MUXGATE_CONFIG, MUXGATE_PORT, MUXGATE_HOST and MUXGATE_DATA_DIR do what the flags do;
  MUXGATE_API_KEY is an access key that every request then needs.
`;
