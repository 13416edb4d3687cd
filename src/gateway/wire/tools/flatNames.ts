import { createHash } from 'node:crypto';
import type { ChatRequest } from '../exchange.ts';

/** A tool as the client names it. */
export interface NamedTool {
  readonly name: string;
  readonly namespace?: string;
}

const hashLength = 8;

/**
 * One name for each tool of a request, its namespace in front where it has one: `namespace__name`. Where two tools would
 * get the same, the namespaced one carries a hash of both its names. Encoders shorten what their target finds too long.
 */
export class FlatNames {
  readonly #flat = new Map<string, string>();
  readonly #taken = new Map<string, string>();

  /** `tools`: every tool that the request names. Those without a namespace keep their names. */
  constructor(tools: Iterable<NamedTool>) {
    const all = [...tools];
    for (const tool of all) if (tool.namespace === undefined) this.#take(tool, tool.name);
    for (const tool of all) if (tool.namespace !== undefined) this.#take(tool, joined(tool));
  }

  /** The flat name of a tool, of this request or of any other. */
  of(tool: NamedTool): string {
    return this.#flat.get(keyOf(tool)) ?? joined(tool);
  }

  #take(tool: NamedTool, name: string): void {
    const key = keyOf(tool);
    const owner = this.#taken.get(name) ?? key;
    const flat = owner === key ? name : `${name}_${hashOf(key)}`;
    this.#taken.set(flat, key);
    this.#flat.set(key, flat);
  }
}

/** Every tool that a request names: its own, those of the calls in its history, and its choice. */
export function namedTools(request: ChatRequest): NamedTool[] {
  const tools: NamedTool[] = [];
  for (const tool of request.tools) if (tool.type !== 'opaque') tools.push(tool);
  for (const { content } of request.messages) {
    for (const part of content) if (part.type === 'toolCall') tools.push(part);
  }
  if (request.toolChoice?.type === 'tool') tools.push(request.toolChoice);
  return tools;
}

function joined({ name, namespace }: NamedTool): string {
  return namespace === undefined ? name : `${namespace}__${name}`;
}

function keyOf({ name, namespace }: NamedTool): string {
  return JSON.stringify([namespace ?? null, name]);
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, hashLength);
}
