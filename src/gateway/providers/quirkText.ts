import type { QuirkChange } from '../wire/quirks/quirk.ts';

/** A quirk's change in words, for the table of providers. */
export function quirkText(change: QuirkChange): string {
  switch (change.kind) {
    case 'refuses':
      return `\`${change.field}\` is left out and reported`;
    case 'renames':
      return `\`${change.field}\` is called \`${change.to}\``;
    case 'range':
      return `\`${change.field}\` is kept between ${change.min} and ${change.max}; a change is reported`;
    case 'most':
      return `of \`${change.field}\` the first ${change.count === 1 ? 'one goes' : `${change.count} go`}; a loss is reported`;
    case 'value':
      return `\`${change.field}\`: ${valuesText(change)}${change.loses === true ? '; a change is reported' : ''}`;
    case 'sets':
      return setsText(change);
    case 'messageField':
      return `\`${change.field}\` of messages is left out and reported`;
    case 'role':
      return `the role \`${change.role}\` becomes \`${change.to}\``;
    case 'toolCallIds':
      return `ids of tool calls that are not ${change.length} letters and digits become their hash`;
    case 'reasoning':
      return reasoningText(change.as);
    case 'needsReasoning':
      return `an assistant’s message ${change.of === 'tool calls' ? 'with tool calls ' : ''}without \`reasoning_content\` gets an empty one`;
    case 'alternates':
      return 'neighbouring messages of one role are joined';
    case 'userAfterTool':
      return `an assistant’s “${change.text}” stands between a tool’s result and a user’s message`;
    case 'prefix':
      return 'an assistant’s message at the end gets `prefix: true`';
    case 'imageUrls':
      return 'an image by URL is refused with 400: only data is taken';
    case 'schemaKeywords':
      return `of JSON schemas ${change.keywords.map(code).join(', ')} are left out and reported`;
    case 'schemaInPrompt':
      return '`json_schema` becomes `json_object` with the schema in the system text';
  }
}

function valuesText({ values }: Extract<QuirkChange, { kind: 'value' }>): string {
  return Object.entries(values)
    .map(
      ([value, fields]) =>
        `${value === '*' ? 'any other value' : code(value)} is said as ${fieldsText(fields)}`,
    )
    .join(', ');
}

function fieldsText(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .map(([name, value]) =>
      value === undefined ? `no \`${name}\`` : code(`${name}: ${JSON.stringify(value)}`),
    )
    .join(' and ');
}

function setsText({
  field,
  value,
  unlessSet,
  unlessStreamed,
}: Extract<QuirkChange, { kind: 'sets' }>): string {
  const when =
    unlessSet === true
      ? ' where it is missing'
      : unlessStreamed === true
        ? ' where the answer is not streamed'
        : '';
  return `${code(`${field}: ${JSON.stringify(value)}`)} is set${when}`;
}

function reasoningText(as: Extract<QuirkChange, { kind: 'reasoning' }>['as']): string {
  switch (as) {
    case 'reasoning':
      return 'reasoning in the history is called `reasoning`';
    case 'thinking parts':
      return 'reasoning in the history stands in `thinking` parts of the content';
    case 'nothing':
      return 'reasoning in the history is left out and reported';
  }
}

function code(text: string): string {
  return `\`${text}\``;
}
