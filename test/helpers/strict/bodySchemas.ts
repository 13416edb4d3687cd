import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { JsonObject } from '../../../src/gateway/wire/json.ts';
import { TypeSchemas } from './typeSchema.ts';

let schemas: TypeSchemas | undefined;
const validators = new Map<string, ValidateFunction>();

/**
 * Why a body is not of a type of requestTypes.ts, or undefined when it is. The types are read once a process: that takes
 * the compiler a second or two.
 */
export function bodyRefusal(typeName: string, body: JsonObject): string | undefined {
  const validate = validators.get(typeName) ?? compile(typeName);
  if (validate(body)) return undefined;
  return describe(validate.errors ?? []);
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
