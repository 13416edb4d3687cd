import type { ExchangeDetail } from '../../../src/protocol/exchanges.ts';
import type { JsonObject } from './json.ts';

/** A rule for requests like this one: of its client and kind, about such files, for the model that answered. */
export function ruleFromExchange({ row, files }: ExchangeDetail): JsonObject {
  const [file] = files;
  const isCompletion = ['completions', 'fim'].includes(row.endpoint);
  const isEmbeddings = ['embeddings', 'ollama-embed'].includes(row.endpoint);
  const kind = isCompletion ? 'fim' : isEmbeddings ? 'embeddings' : 'chat';
  return {
    request: kind,
    ...(file === undefined ? {} : { files: [patternOf(file)] }),
    ...(row.client === undefined ? {} : { clients: [row.client] }),
    ...(row.provider === undefined || row.model === undefined
      ? {}
      : { model: `${row.provider}/${row.model}` }),
  };
}

/** Where the rule goes: before the one that decided, which would take the request again; undefined: at the end. */
export function placeOfRule({ row }: ExchangeDetail): number | undefined {
  const number = Number.parseInt(row.rule ?? '', 10);
  return Number.isNaN(number) ? undefined : number - 1;
}

/** All files of its kind; a file without an extension itself. */
function patternOf(file: string): string {
  const extension = /[^/]\.([A-Za-z0-9]+)$/.exec(file)?.[1];
  return extension === undefined ? file : `*.${extension}`;
}
