import type { Quirk } from '../wire/quirks/quirk.ts';
import { providerCatalog } from './catalog.ts';
import type { FormatRule, ProviderTypeEntry } from './provider.ts';
import { quirkText } from './quirkText.ts';

/** docs/providers.md: every type of provider with its endpoints, formats, key variables, models and quirks. */
export function providersMarkdown(): string {
  const entries = Object.values(providerCatalog);
  return `# Types of providers

Generated from \`src/gateway/providers/catalog.ts\` by \`node scripts/exportProviderTable.ts\`.

A client's format that a provider speaks is passed through; every other is converted to the provider's first one. A format
marked *plain* is passed through for requests of texts, images and functions alone: the server knows no more of it. What holds
more (documents, custom tools and groups, a schema for the answer), responses that are to be kept where the server keeps none, and everything where
the server is too old to have the path (which is tried again every ten minutes), is converted.

| type | endpoint | formats | key variables | models |
| ---- | -------- | ------- | ------------- | ------ |
${entries.map(typeRow).join('\n')}

\`GITHUB_TOKEN\` is on purpose no key variable of \`github-models\`: it is set for other ends in codespaces and workflows.
\`azure-openai\` takes a token of Microsoft Entra as the key, too, and sends it as a bearer. \`bedrock\` signs with the
environment's credentials, those of \`profile\` or AWS's default chain when it has no API key. \`vertex\` uses the service account of
\`credentialsFile\`, or application default credentials. \`openai-subscription\` reads the login in \`tokenFile\` for every call and
never renews it: \`codex\` does.

# Quirks

What an API does otherwise than its format says. Applied to requests that Muxgate converts; *also where bytes pass through*:
to the client's own bytes too, since they would be refused. What gets lost is named in \`x-muxgate-dropped\`.

${entries
  .filter(({ quirks = [] }) => quirks.length > 0)
  .map(quirkSection)
  .join('\n\n')}
`;
}

function typeRow(entry: ProviderTypeEntry): string {
  const cells = [
    `\`${entry.type}\`<br>${entry.title}`,
    endpointsText(entry),
    formatsText(entry),
    entry.keyVariables.map((name) => `\`${name}\``).join('<br>'),
    modelsText(entry),
  ];
  return `| ${cells.join(' | ')} |`;
}

function endpointsText({ defaultEndpoint, endpointVariants = [], fields = [] }: ProviderTypeEntry): string {
  return [
    defaultEndpoint ?? 'to be given',
    ...endpointVariants.map(({ endpoint, what }) => `${endpoint} (${what})`),
    ...fields.map(({ key, required }) => `\`${key}\`${required === true ? ' (needed)' : ''}`),
  ].join('<br>');
}

function formatsText({
  paths,
  nativeChatFormat,
  formatRules = [],
  plainFormats = [],
}: ProviderTypeEntry): string {
  const plainText = (format: string): string => {
    const plain = plainFormats.find((one) => one.format === format);
    if (plain === undefined) return '';
    const whole = plain.wholeFor === undefined ? '' : `, whole for models ${code(plain.wholeFor)}`;
    return ` *plain${whole}* (${plain.source})`;
  };

  const formats = Object.entries(paths).toSorted(
    ([a], [b]) => Number(b === nativeChatFormat) - Number(a === nativeChatFormat),
  );
  return [
    ...formats.map(([format, path]) => `${format} \`${path}\`${plainText(format)}`),
    ...formatRules.map((rule) => `models ${code(rule.pattern)}: ${ruleFormats(rule)}`),
  ].join('<br>');
}

function ruleFormats({ formats }: FormatRule): string {
  return formats.join(', ');
}

function modelsText({ modelList, builtInModels }: ProviderTypeEntry): string {
  if (modelList !== undefined) return `\`${modelList.path}\``;
  return builtInModels === undefined ? 'typed by hand' : 'built in';
}

function quirkSection({ type, quirks = [] }: ProviderTypeEntry): string {
  return [
    `## ${type}`,
    '',
    '| format | models | what | source |',
    '| ------ | ------ | ---- | ------ |',
    ...quirks.map(quirkRow),
  ].join('\n');
}

function quirkRow({ change, models, formats, always, source }: Quirk): string {
  const what = `${quirkText(change)}${always === true ? ' *(also where bytes pass through)*' : ''}`;
  return `| ${formats.join(', ')} | ${models === undefined ? 'all' : code(models)} | ${what} | ${source} |`;
}

/** A pattern, whose bars would end the cell. */
function code(pattern: RegExp): string {
  return `\`${pattern.source.replaceAll('|', '\\|')}\``;
}
