import type { WireFormat } from '../exchange.ts';
import type { JsonObject } from '../json.ts';
import { changeField } from './changeField.ts';
import { changeMessages } from './changeMessages.ts';
import { changeSchemas } from './changeSchemas.ts';
import { changeTurns } from './changeTurns.ts';
import type { Quirk } from './quirk.ts';
import { QuirkedBody } from './quirkedBody.ts';

export interface QuirkTarget {
  readonly format: WireFormat;
  /** In lower case, without a vendor's prefix. */
  readonly model: string;
  /** The body is the client's own: only what would be refused is changed. */
  readonly passesThrough?: boolean;
}

/**
 * A request body as a provider with these quirks takes it; the given one stays as it is.
 * @returns the body, whether it is different, and the names of the fields that got lost
 * @throws GatewayError `invalid_request` for what can neither be sent nor left out
 */
export function applyQuirks(body: JsonObject, quirks: readonly Quirk[], target: QuirkTarget): QuirkedBody {
  const quirked = new QuirkedBody(body);
  for (const quirk of quirks) if (isMeant(quirk, target)) applyQuirk(quirked, quirk);
  return quirked;
}

function isMeant({ formats, models, always }: Quirk, target: QuirkTarget): boolean {
  if (target.passesThrough === true && always !== true) return false;
  return formats.includes(target.format) && models?.test(target.model) !== false;
}

function applyQuirk(body: QuirkedBody, { change }: Quirk): void {
  switch (change.kind) {
    case 'refuses':
    case 'renames':
    case 'range':
    case 'most':
    case 'value':
    case 'sets': {
      changeField(body, change);
      return;
    }
    case 'messageField':
    case 'role':
    case 'toolCallIds':
    case 'reasoning':
    case 'needsReasoning':
    case 'imageUrls': {
      changeMessages(body, change);
      return;
    }
    case 'alternates':
    case 'userAfterTool':
    case 'prefix': {
      changeTurns(body, change);
      return;
    }
    case 'schemaKeywords':
    case 'schemaInPrompt': {
      changeSchemas(body, change);
      return;
    }
  }
}
