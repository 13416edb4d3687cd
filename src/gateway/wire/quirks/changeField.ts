import type { JsonValue } from '../json.ts';
import type { Quirk, QuirkKind } from './quirk.ts';
import type { QuirkedBody } from './quirkedBody.ts';

/** The changes of some kinds. */
export type ChangeOf<Kind extends QuirkKind> = Extract<Quirk['change'], { readonly kind: Kind }>;

type FieldChange = ChangeOf<'refuses' | 'renames' | 'range' | 'most' | 'value' | 'sets'>;

/** Applies a quirk of one top-level field. */
export function changeField(body: QuirkedBody, change: FieldChange): void {
  const value = body.body[change.field];
  switch (change.kind) {
    case 'sets': {
      setField(body, change, value);
      return;
    }
    case 'refuses': {
      refuse(body, change, value);
      return;
    }
    case 'renames':
      if (value !== undefined) body.set({ [change.field]: undefined, [change.to]: value });
      return;
    case 'range': {
      clamp(body, change, value);
      return;
    }
    case 'most': {
      shorten(body, change, value);
      return;
    }
    case 'value': {
      replaceValue(body, change, value);
      return;
    }
  }
}

function setField(body: QuirkedBody, change: ChangeOf<'sets'>, value: JsonValue | undefined): void {
  if (change.unlessSet === true && value !== undefined) return;
  if (change.unlessStreamed === true && body.body['stream'] === true) return;
  if (JSON.stringify(value) === JSON.stringify(change.value)) return;
  body.set({ [change.field]: change.value });
  if (value !== undefined && change.emulated !== true) body.lose(change.field);
}

function refuse(body: QuirkedBody, { field }: ChangeOf<'refuses'>, value: JsonValue | undefined): void {
  if (value === undefined) return;
  body.remove(field);
  if (!saysNothing(field, value)) body.lose(field);
}

/** What a client may say without asking for anything: `n: 1`, `logprobs: false`, usage at the end of a stream. */
function saysNothing(field: string, value: JsonValue): boolean {
  if (field === 'stream_options') return true;
  return value === null || value === false || (field === 'n' && value === 1);
}

function clamp(
  body: QuirkedBody,
  { field, min, max }: ChangeOf<'range'>,
  value: JsonValue | undefined,
): void {
  if (typeof value !== 'number' || (value >= min && value <= max)) return;
  body.set({ [field]: Math.min(max, Math.max(min, value)) });
  body.lose(field);
}

function shorten(body: QuirkedBody, { field, count }: ChangeOf<'most'>, value: JsonValue | undefined): void {
  if (!Array.isArray(value) || value.length <= count) return;
  body.set({ [field]: value.slice(0, count) });
  body.lose(field);
}

function replaceValue(body: QuirkedBody, change: ChangeOf<'value'>, value: JsonValue | undefined): void {
  if (value === undefined) return;
  const { field, values, loses } = change;
  const replacement = (typeof value === 'string' ? values[value] : undefined) ?? values['*'];
  if (replacement === undefined || replacement[field] === value) return;
  body.set({ [field]: undefined, ...replacement });
  if (loses === true) body.lose(field);
}
