import type { NeutralTool } from '../toolModel.ts';
import { isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { opaqueName } from '../opaqueName.ts';
import { fromNestedExtras } from './nestedExtras.ts';
import type { RequestEncoding } from './requestEncoding.ts';

/**
 * Writes `tools` and `toolConfig`; a choice without any function is left out, as Google refuses it. Schemas go as
 * `parametersJsonSchema`, which takes every keyword, where `parameters` takes OpenAPI's few.
 */
export function encodeTools(encoding: RequestEncoding): void {
  const functions: JsonObject[] = [];
  const own: JsonObject[] = [];
  for (const tool of encoding.request.tools) {
    if (tool.type === 'opaque') {
      if (tool.format === 'gemini') own.push(tool.value);
      else encoding.body.drop(`tools.${opaqueName(tool.value)}`);
    } else if (tool.type === 'function') {
      functions.push(encodeFunction(tool, encoding));
    }
  }
  if (functions.length > 0) own.unshift({ functionDeclarations: functions });
  if (own.length > 0) encoding.body.set('tools', own);
  if (encoding.request.parallelToolCalls === false && functions.length > 0) {
    encoding.body.drop('parallel_tool_calls');
  }
  encodeToolConfig(encoding, functions.length > 0);
}

function encodeFunction(
  tool: Extract<NeutralTool, { type: 'function' }>,
  { functionName, sameFormat }: RequestEncoding,
): JsonObject {
  const hasParameters = tool.parameters !== undefined && Object.keys(tool.parameters).length > 0;
  return {
    name: functionName(tool.name),
    ...(tool.description === undefined ? {} : { description: tool.description }),
    ...(hasParameters ? { parametersJsonSchema: tool.parameters } : {}),
    ...(sameFormat ? tool.extras : {}),
  };
}

function encodeToolConfig(encoding: RequestEncoding, hasFunctions: boolean): void {
  const { request, sameFormat } = encoding;
  const { functionCallingConfig, ...kept } = sameFormat ? fromNestedExtras('toolConfig', request.extras) : {};
  const chosen = hasFunctions ? functionCallingChoice(encoding) : undefined;
  const calling = { ...(isObject(functionCallingConfig) ? functionCallingConfig : {}), ...chosen };
  const config = {
    ...kept,
    ...(Object.keys(calling).length === 0 ? {} : { functionCallingConfig: calling }),
  };
  if (Object.keys(config).length > 0) encoding.body.set('toolConfig', config);
}

/** `AUTO` knows no restriction to some functions; `VALIDATED` does, and holds arguments to their schema as `strict` asks. */
function functionCallingChoice({ request, functionName }: RequestEncoding): JsonObject | undefined {
  const { toolChoice, tools } = request;
  const isStrict = tools.some((tool) => tool.type === 'function' && tool.strict === true);
  const automatic = isStrict ? 'VALIDATED' : 'AUTO';
  switch (toolChoice?.type) {
    case undefined:
      return isStrict ? { mode: automatic } : undefined;
    case 'none':
      return { mode: 'NONE' };
    case 'tool':
      return { mode: 'ANY', allowedFunctionNames: [functionName(toolChoice.name)] };
    case 'auto':
    case 'required': {
      const allowed = toolChoice.allowed?.map((name) => functionName(name));
      const restriction = allowed === undefined ? {} : { allowedFunctionNames: allowed };
      if (toolChoice.type === 'required') return { mode: 'ANY', ...restriction };
      return { mode: allowed === undefined ? automatic : 'VALIDATED', ...restriction };
    }
  }
}
