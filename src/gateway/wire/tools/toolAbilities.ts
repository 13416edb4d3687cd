import type { EncodeTarget } from '../codec.ts';
import type { WireFormat } from '../exchange.ts';

/** What a target can say of tools; `flattenTools` says the rest in plain functions. */
export interface ToolAbilities {
  /** Tools whose input is free text. */
  readonly customTools: boolean;
  /** Tools in groups. */
  readonly namespaces: boolean;
  /** A choice among some of the defined tools. */
  readonly allowedTools: boolean;
}

const plainFunctions: ToolAbilities = { customTools: false, namespaces: false, allowedTools: false };

/**
 * What a format can say, and in chat what this target understands: custom tools and allowed tools came to that format
 * together, and servers that are only compatible have neither.
 */
export function toolAbilities(format: WireFormat, target: EncodeTarget): ToolAbilities {
  const customTools = target.customTools === true;
  switch (format) {
    case 'responses':
      return { customTools: true, namespaces: true, allowedTools: true };
    case 'chat':
      return { customTools, namespaces: false, allowedTools: customTools };
    case 'gemini':
      return { ...plainFunctions, allowedTools: true };
    default:
      return plainFunctions;
  }
}
