import { parseObject } from '../../wire/json.ts';

export interface AskedToolCall {
  readonly name: string;
  readonly argumentsJson: string;
}

/**
 * The last `call NAME {json}` in a text. Clients wrap prompts in quotes and put their own text around them, so the JSON ends
 * with its closing brace, and may be escaped as inside a string.
 */
export function findAskedToolCall(text: string): AskedToolCall | undefined {
  const calls = [...text.matchAll(/\bcall\s+([\w.:/-]+)\s*(?=\{)/g)];
  for (const call of calls.toReversed()) {
    const [before, name = ''] = call;
    const json = leadingObject(text.slice(call.index + before.length));
    if (json !== undefined) return { name, argumentsJson: json };
  }
  return undefined;
}

/** The JSON object that a text begins with. */
function leadingObject(text: string): string | undefined {
  for (const candidate of [text, text.replaceAll('\\"', '"')]) {
    for (let end = candidate.indexOf('}'); end !== -1; end = candidate.indexOf('}', end + 1)) {
      const json = candidate.slice(0, end + 1);
      if (parseObject(json) !== undefined) return json;
      if (end > maxObjectLength) break;
    }
  }
  return undefined;
}

const maxObjectLength = 10_000;
