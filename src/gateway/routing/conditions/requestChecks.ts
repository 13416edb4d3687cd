import type { RequestClass } from '../../../config/conditionSchema.ts';
import { orList } from '../phrases.ts';
import type { ConditionCheck } from './conditionCheck.ts';
import { compileNameGlobs } from './nameGlobs.ts';

/** `hasTools`: the client offers the model tools, or does not. */
export function hasToolsCheck(wanted: boolean): ConditionCheck {
  return {
    asks: `a request ${wanted ? 'with' : 'without'} tools`,
    test: ({ prompt }) => prompt.hasTools() === wanted,
    found: ({ prompt }) => (prompt.hasTools() ? 'this one has tools' : 'this one has none'),
  };
}

/** `hasImages`: there is an image anywhere in the request, older turns and tool results included. */
export function hasImagesCheck(wanted: boolean): ConditionCheck {
  return {
    asks: `a request ${wanted ? 'with' : 'without'} images`,
    test: ({ prompt }) => prompt.hasImages() === wanted,
    found: ({ prompt }) => (prompt.hasImages() ? 'this one has an image' : 'this one has none'),
  };
}

/** `requestClass`: what the agent asks for. */
export function requestClassCheck(wanted: readonly RequestClass[]): ConditionCheck | [] {
  if (wanted.length === 0) return [];
  const classes = new Set(wanted);
  return {
    asks: `a ${orList(wanted)} request`,
    test: ({ prompt }) => classes.has(prompt.requestClass()),
    found: ({ prompt }) => `this one is a ${prompt.requestClass()} request`,
  };
}

/** `requestedModel`: globs on the model name that the client sent. */
export function requestedModelCheck(patterns: readonly string[]): ConditionCheck | [] {
  const matches = compileNameGlobs(patterns);
  if (matches === undefined) return [];
  return {
    asks: `a request for ${orList(patterns)}`,
    test: ({ request }) => matches(request.request.model ?? ''),
    found: ({ request }) => `this one asks for ${request.request.model ?? 'no model'}`,
  };
}
