import { holdersOf } from '../../providers/passedPaths/familyHolders.ts';
import { passedPaths, type PathFamily } from '../../providers/passedPaths/passedPath.ts';

/** docs/other-paths.md: the paths that are passed on, and what is kept here so that ids can be gone on with. */
export function passedPathsMarkdown(): string {
  return `# Other paths

Generated from \`src/gateway/providers/passedPaths/\` by \`node scripts/exportPassedPaths.ts\`.

Besides chats, completions and embeddings, these paths are passed on, request and answer byte for byte: files, sounds, events
and forms too. A form with a file goes on while it still comes in. All stand below \`/w/{workspace}\` and \`/window/{id}\` as well.

| what | paths | types of provider | may have it |
| ---- | ----- | ----------------- | ----------- |
${[...new Set(passedPaths.map(({ family }) => family))].map(row).join('\n')}

## Which provider answers

1. The one that the model names: \`"model": "my-groq/whisper-large-v3"\`, in JSON or in a form; the provider gets the name
   without \`my-groq/\`. This works for types that are not in the table too.
2. The one that gave out an id in the path, in the query's \`after\` or in the body (\`input_file_id\`, \`file_ids\`,
   \`previous_response_id\` …).
3. The first that lists the model, in the order of the configuration.
4. The first that has the path, then the first that may have it. When there is none, the answer is 404 and names the types that
   would have it.

Of 3 and 4, providers whose key is missing come last.

Rules, pins and the catch-all do not choose here. \`localOnly\` rules hold for everything that has a body: its texts, the names of
its files and the active editor are looked at; a local provider that has the path answers, or nobody (403). Where such
rules exist a form is read whole before it goes on. Anthropic's \`/v1/files\` is told from OpenAI's by the client's \`anthropic-version\`.

## Ids

Which provider gave out an id (of a response, a stored chat, a file, a batch, a conversation, a vector store, a container) is
remembered in \`ids.json\` in the data folder, which only its owner can read: the id, the provider, the model and the time, nothing of
the content; 20,000 ids at most. A Responses request with a \`previous_response_id\` that a provider keeps goes to that provider and its
model, whatever the rules say, unless the request names a model of its own or a \`localOnly\` rule holds.

A chat, Responses or Messages request that names a file, vector store or container by such an id goes to the provider that gave it out
too: to the model that the rules choose where it is of that provider, else to the model that the request asks for where that
provider lists it, else the answer is 400 and says which provider it is. A request that names another provider goes where it says.

## Responses that no provider keeps

Where a provider of another format answers \`POST /v1/responses\`, Muxgate keeps the response itself unless \`store\` is false, and puts
the conversation in the place of \`previous_response_id\` and of references to items. \`GET\` and \`DELETE /v1/responses/{id}\` and
\`/input_items\` answer from there. It is kept in memory alone, as it holds prompts: the last 1000 responses and 64 MiB at
most, until the gateway ends. After that the answer is 400 \`previous_response_not_found\`, as at OpenAI.
`;
}

function row(family: PathFamily): string {
  const paths = passedPaths
    .filter((path) => path.family === family)
    .map(({ pattern, methods }) => `${methods.join(', ')} \`${publicPath(pattern)}\``);
  const { sure, perhaps } = holdersOf(family);
  return `| ${family} | ${paths.join('<br>')} | ${sure.join(', ')} | ${perhaps.join(', ')} |`;
}

function publicPath(pattern: string): string {
  return (pattern.startsWith('v2/') ? `/${pattern}` : `/v1/${pattern}`).replace(/\*$/, '…');
}
