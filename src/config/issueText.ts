import type { z } from 'zod';
import { nearest } from './nearest.ts';

export type PathSegment = string | number;

/** One thing that a schema found wrong, as a person reads it. */
export interface Issue {
  readonly path: readonly PathSegment[];
  readonly message: string;
}

/** Writes a path the way people do: `workspaces.default.rules[2].model`. */
export function pathText(path: readonly PathSegment[]): string {
  return path
    .map((segment, index) =>
      typeof segment === 'number' ? `[${segment}]` : index === 0 ? segment : `.${segment}`,
    )
    .join('');
}

function toSegments(path: readonly PropertyKey[]): PathSegment[] {
  return path.map((segment) => (typeof segment === 'number' ? segment : String(segment)));
}

/** What an unknown key should have been. */
export function unknownKeyText(key: string, known: readonly string[]): string {
  const likely = nearest(key, known);
  return `unknown key "${key}"${likely === undefined ? `; known keys: ${known.join(', ')}` : `; did you mean "${likely}"?`}`;
}

/**
 * Turns zod's issues into texts that name the entry and what is expected.
 * @param base path of the value that was parsed
 * @param knownKeys the keys that the value may have, for "did you mean"
 */
export function toIssues(
  error: z.ZodError,
  base: readonly PathSegment[],
  knownKeys: readonly string[],
): Issue[] {
  return error.issues.flatMap((issue): Issue[] => {
    const path = [...base, ...toSegments(issue.path)];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: [...path, key], message: unknownKeyText(key, knownKeys) }));
    }
    if (issue.code === 'invalid_value') {
      return [
        { path, message: `expected one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}` },
      ];
    }
    if (issue.code === 'invalid_union') return [{ path, message: unionText(issue) }];
    return [{ path, message: issue.message.replace(/^Invalid input: /, '') }];
  });
}

/** The alternatives of a union, joined by "or". */
function unionText(issue: z.core.$ZodIssueInvalidUnion): string {
  const alternatives = issue.errors.flatMap((errors) =>
    errors.flatMap((inner) => {
      if (inner.code === 'invalid_value') return inner.values.map((value) => JSON.stringify(value));
      if (inner.code === 'invalid_type') return [inner.expected];
      return [inner.message];
    }),
  );
  return `expected ${[...new Set(alternatives)].join(' or ')}`;
}
