import type { ChatRequest, NeutralMessage, NeutralPart, ToolCallPart } from '../exchange.ts';
import type { NeutralTool, ToolChoice } from '../toolModel.ts';
import { customToolArguments, customToolParameters } from './customToolForm.ts';
import { FlatNames, namedTools } from './flatNames.ts';
import type { NamedTool } from './flatNames.ts';
import type { ToolAbilities } from './toolAbilities.ts';

/** A tool of the client behind the name that went upstream. */
export interface OriginalTool {
  readonly name: string;
  readonly namespace?: string;
  /** It became a function with one string property: the answer's arguments are to be unwrapped. */
  readonly unwraps: boolean;
}

export interface FlattenedTools {
  readonly request: ChatRequest;
  /** The client's tools by their names in `request`, before an encoder shortens those. */
  readonly originals: ReadonlyMap<string, OriginalTool>;
  /** What could not be said at all. */
  readonly dropped: readonly string[];
}

/**
 * A request whose tools the target can express: a custom tool becomes a function whose only property is the input, a
 * namespace a part of the tool's name, a choice among allowed tools a shorter list of tools; calls and results in the
 * history alike. `ToolRestorer` leads the answer back.
 */
export function flattenTools(request: ChatRequest, abilities: ToolAbilities): FlattenedTools {
  const limited = abilities.allowedTools ? { request, dropped: [] } : limitTools(request);
  return { ...flattenForms(limited.request, abilities), dropped: limited.dropped };
}

function flattenForms(request: ChatRequest, abilities: ToolAbilities): Omit<FlattenedTools, 'dropped'> {
  const named = namedTools(request);
  const keepsNames = abilities.namespaces || named.every(({ namespace }) => namespace === undefined);
  const nameOf = keepsNames ? ownName : flatName(named);
  const hasCustom = request.tools.some(({ type }) => type === 'custom') || callsCustom(request);
  const keepsCustom = abilities.customTools || !hasCustom;
  if (keepsNames && keepsCustom) return { request, originals: new Map() };
  const form: Form = { nameOf, keepsNames, keepsCustom };
  const flattened = {
    ...request,
    tools: request.tools.map((tool) => flattenTool(tool, form)),
    messages: request.messages.map((message) => flattenMessage(message, form)),
    ...(request.toolChoice === undefined
      ? {}
      : { toolChoice: flattenChoice(request.toolChoice, request, form) }),
  };
  return { request: flattened, originals: originalsOf(request, form) };
}

type Renaming = (tool: NamedTool) => string;

const ownName: Renaming = ({ name }) => name;

function flatName(named: readonly NamedTool[]): Renaming {
  const names = new FlatNames(named);
  return (tool) => names.of(tool);
}

/** What is kept as it is, and the names that the rest gets. */
interface Form {
  readonly nameOf: Renaming;
  readonly keepsNames: boolean;
  readonly keepsCustom: boolean;
}

function callsCustom({ messages }: ChatRequest): boolean {
  return messages.some(({ content }) =>
    content.some((part) => (part.type === 'toolCall' || part.type === 'toolResult') && part.custom === true),
  );
}

function originalsOf(request: ChatRequest, { nameOf, keepsCustom }: Form): Map<string, OriginalTool> {
  const originals = new Map<string, OriginalTool>();
  for (const tool of namedTools(request)) {
    const { name, namespace } = tool;
    originals.set(nameOf(tool), { name, namespace, unwraps: false });
  }
  for (const tool of request.tools) {
    if (tool.type !== 'custom') continue;
    const { name, namespace } = tool;
    originals.set(nameOf(tool), { name, namespace, unwraps: !keepsCustom });
  }
  return originals;
}

function flattenTool(tool: NeutralTool, { nameOf, keepsNames, keepsCustom }: Form): NeutralTool {
  if (tool.type === 'opaque') return tool;
  const renamed = keepsNames ? tool : { ...tool, name: nameOf(tool), namespace: undefined };
  if (renamed.type === 'function' || keepsCustom) return renamed;
  const { name, namespace, description } = renamed;
  return { type: 'function', name, namespace, description, parameters: customToolParameters(renamed) };
}

function flattenMessage(message: NeutralMessage, form: Form): NeutralMessage {
  const concerned = message.content.some(({ type }) => type === 'toolCall' || type === 'toolResult');
  return concerned
    ? { ...message, content: message.content.map((part) => flattenPart(part, form)) }
    : message;
}

function flattenPart(part: NeutralPart, form: Form): NeutralPart {
  if (part.type === 'toolCall') return flattenCall(part, form);
  if (part.type !== 'toolResult' || form.keepsCustom || part.custom !== true) return part;
  return { ...part, custom: undefined };
}

function flattenCall(call: ToolCallPart, { nameOf, keepsNames, keepsCustom }: Form): ToolCallPart {
  const renamed = keepsNames ? call : { ...call, name: nameOf(call), namespace: undefined };
  if (keepsCustom || call.custom !== true) return renamed;
  return { ...renamed, custom: undefined, argumentsJson: customToolArguments(call.argumentsJson) };
}

function flattenChoice(
  choice: ToolChoice,
  request: ChatRequest,
  { nameOf, keepsNames, keepsCustom }: Form,
): ToolChoice {
  if (choice.type === 'tool') {
    return {
      type: 'tool',
      name: nameOf(choice),
      ...(keepsNames ? { namespace: choice.namespace } : {}),
      ...(keepsCustom ? { custom: choice.custom } : {}),
    };
  }
  if (choice.allowed === undefined || keepsNames) return choice;
  const allowed = choice.allowed.flatMap((name) =>
    request.tools.flatMap((tool) => (tool.type !== 'opaque' && tool.name === name ? [nameOf(tool)] : [])),
  );
  return { ...choice, allowed };
}

/**
 * The request with the allowed tools alone, for a target that has no word for them. Where the history calls another tool,
 * all stay, as targets refuse calls of tools that are not defined; that the choice was wider is reported.
 */
function limitTools(request: ChatRequest): { request: ChatRequest; dropped: readonly string[] } {
  const choice = request.toolChoice;
  if (choice === undefined || choice.type === 'tool' || choice.allowed === undefined) {
    return { request, dropped: [] };
  }
  const allowed = new Set(choice.allowed);
  if (allowed.size === 0) return { request: { ...request, toolChoice: { type: 'none' } }, dropped: [] };
  const toolChoice = { type: choice.type };
  const tools = request.tools.filter((tool) => tool.type !== 'opaque' && allowed.has(tool.name));
  const isCalled = request.messages.some(({ content }) =>
    content.some((part) => part.type === 'toolCall' && !allowed.has(part.name)),
  );
  if (isCalled || tools.length === 0) {
    return { request: { ...request, toolChoice }, dropped: ['tool_choice.allowed_tools'] };
  }
  return { request: { ...request, tools, toolChoice }, dropped: [] };
}
