import type { ChatRequest, NeutralMessage } from '../../wire/exchange.ts';
import { textOf } from '../turns/ownWords.ts';

/** Marks of a client's own prompt format. */
interface TagMark {
  readonly client: string;
  /** Looked for in the first system message. */
  readonly system?: RegExp;
  /** Looked for at the end of the newest user message, where clients put their state. */
  readonly user?: RegExp;
}

/** How much of a text is looked at: formats show at its ends, and what users paste is mostly between. */
const headLength = 8000;
const tailLength = 16_000;

/** Formats, not names: a product's name in somebody's code must not make it that product's request. */
const tagMarks: readonly TagMark[] = [
  {
    client: 'roo',
    user: /<environment_details>[\s\S]*?^# Current Mode\n<slug>[\s\S]*<\/environment_details>\s*$/m,
  },
  {
    client: 'cline',
    user: /<environment_details>[\s\S]*?^# Current Mode\n(?:ACT|PLAN) MODE[\s\S]*<\/environment_details>/m,
  },
  { client: 'cline', user: /<environment_details>\s*^# Visual Studio Code Visible Files$/m },
  { client: 'continue', system: /^\s*<important_rules>\n/ },
  {
    client: 'aider',
    system: /^\*SEARCH\/REPLACE block\* Rules:|\*SEARCH\/REPLACE block\*[\s\S]{0,4000}^<<<<<<< SEARCH$/m,
  },
];

/** The client of a request by its prompt's format; undefined when it has none that is known. */
export function clientByTags(request: ChatRequest): string | undefined {
  const systemMessage = request.messages.find(({ role }) => role === 'system' || role === 'developer');
  const userMessage = request.messages.findLast(({ role }) => role === 'user');
  if (systemMessage === undefined && !hasState(userMessage)) return undefined;
  const system = systemMessage === undefined ? '' : textOf(systemMessage).slice(0, headLength);
  const user = userMessage === undefined ? '' : textOf(userMessage).slice(-tailLength);
  const mark = tagMarks.find(
    (candidate) => (candidate.system?.test(system) ?? false) || (candidate.user?.test(user) ?? false),
  );
  return mark?.client;
}

/** All marks of user messages begin with it. */
function hasState(message: NeutralMessage | undefined): boolean {
  return (
    message?.content.some((part) => part.type === 'text' && part.text.includes('<environment_details>')) ===
    true
  );
}
