import { type ErrorCode, errorTable } from './errors.ts';
import { anthropicErrorShape, openaiErrorShape } from './wire/errorShapes.ts';

/** docs/errors.md: every error code with status, type and details, and how it looks in each protocol. */
export function errorTableMarkdown(): string {
  const codes = Object.keys(errorTable) as ErrorCode[];
  const rows = codes.map((code) => {
    const { status, type, meaning, details } = errorTable[code];
    return `| ${status} | \`${code}\` | \`${type}\` | ${details.map((key) => `\`${key}\``).join(', ')} | ${meaning} |`;
  });
  const example = {
    status: 404,
    type: errorTable.model_not_found.type,
    code: 'model_not_found',
    message: 'There is no provider "opnai"; did you mean "openai"?',
    details: { model: 'opnai/gpt-4o' },
    requestId: 'req_0123',
  };
  return `# Errors

Generated from \`src/gateway/errors.ts\` by \`node scripts/exportErrorTable.ts\`.

These are Muxgate's own errors. A provider's error keeps its status, text and \`retry-after\`.

| status | code | type | details | when |
| ------ | ---- | ---- | ------- | ---- |
${rows.join('\n')}

## In the OpenAI protocols

\`\`\`json
${JSON.stringify(openaiErrorShape.body(example), null, 2)}
\`\`\`

## In the Anthropic protocol

\`\`\`json
${JSON.stringify(anthropicErrorShape.body(example), null, 2)}
\`\`\`
`;
}
