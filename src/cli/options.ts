import { parseArgs } from 'node:util';

/** A command line that cannot be understood; the message says what would be right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

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
  readonly command: 'serve' | 'models' | 'explain' | 'check' | 'version' | 'help';
  /** What follows the command: a file for `check`, text for `explain`. */
  readonly operands: readonly string[];
  readonly files: readonly string[];
  readonly request?: 'chat' | 'fim' | 'embeddings';
  readonly model?: string;
}

const commands = ['serve', 'models', 'explain', 'check'] as const;

/**
 * Reads the command line and the `MUXGATE_*` variables.
 * @throws UsageError for an unknown command, flag or value
 */
export function parseCommandLine(args: readonly string[], env: NodeJS.ProcessEnv): CommandLine {
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
  muxgate --version

  --port 0 picks a free port. MUXGATE_CONFIG, MUXGATE_PORT, MUXGATE_HOST and MUXGATE_DATA_DIR do what the flags do;
  MUXGATE_API_KEY is an access key that every request then needs.
`;
