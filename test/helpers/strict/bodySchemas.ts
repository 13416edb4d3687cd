import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { JsonObject, JsonValue } from '../../../src/gateway/wire/json.ts';
import type { StrictFormat } from './strictFormat.ts';
import { TypeSchemas } from './typeSchema.ts';

let schemas: TypeSchemas | undefined;
const validators = new Map<string, ValidateFunction>();

/**
 * Why a body is not of its format's type in requestTypes.ts, or undefined when it is. The types are read once a process:
 * that takes the compiler a second or two (`prepareSchemas`).
 */
export function schemaRefusal(format: StrictFormat, body: JsonObject): string | undefined {
  const validate = validators.get(format.bodyType) ?? compile(format.bodyType);
  if (validate(asSchemaHasIt(format, body))) return undefined;
  return describe(validate.errors ?? []);
}

/** Reads the types and compiles the schemas of these formats. */
export function prepareSchemas(formats: readonly StrictFormat[]): void {
  for (const { bodyType } of formats) if (!validators.has(bodyType)) compile(bodyType);
}

function asSchemaHasIt({ tolerated = [], readValue }: StrictFormat, body: JsonObject): unknown {
  return JSON.parse(JSON.stringify(body), (key, value: JsonValue) => {
    if (tolerated.includes(key)) return undefined;
    return readValue === undefined ? value : readValue(key, value);
  });
}

function compile(typeName: string): ValidateFunction {
  schemas ??= new TypeSchemas();
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schemas.schemaOf(typeName));
  validators.set(typeName, validate);
  return validate;
}

/**
 * What went wrong deepest in the body, in those branches of a union that were meant: a branch whose constants (`role`, `type`)
 * did not match is another one.
 */
function describe(errors: readonly ErrorObject[]): string {
  const others = new Set(errors.filter(({ keyword }) => keyword === 'const').map(branchOf));
  const meant = errors.filter((error) => error.keyword !== 'anyOf' && !others.has(branchOf(error)));
  const candidates = meant.length > 0 ? meant : errors;
  const deepest = Math.max(...candidates.map(depthOf));
  return candidates
    .filter((error) => depthOf(error) === deepest)
    .slice(0, 4)
    .map(({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`)
    .join('; ');
}

/** The definition that an error was found by. */
function branchOf({ schemaPath }: ErrorObject): string {
  return schemaPath.split('/').slice(0, 3).join('/');
}

function depthOf({ instancePath }: ErrorObject): number {
  return instancePath.split('/').length;
}
