import type { RuleExplanation } from '../../../protocol/gatewayRequests.ts';
import type { RuleOutcome } from '../../routing/decision.ts';

/** More rules than this nobody reads one by one. */
const maxRules = 40;
const maxWhyLength = 200;

const outcomes: readonly RuleOutcome['outcome'][] = [
  'matched',
  'not matched',
  'broken',
  'disabled',
  'not reached',
  'guard',
];

/** The rules of a decision as they stood, in short; undefined: none was asked. */
export function rulesText(rules: readonly RuleOutcome[] | undefined): string | undefined {
  if (rules === undefined || rules.length === 0) return undefined;
  const rows = rules
    .slice(0, maxRules)
    .map(({ number, outcome, text, why, name }) => [
      number,
      outcomes.indexOf(outcome),
      text,
      why.slice(0, maxWhyLength),
      ...(name === undefined ? [] : [name]),
    ]);
  return JSON.stringify(rows);
}

/** What `rulesText` wrote; of anything else nothing. */
export function readRules(text: string | undefined): RuleExplanation[] {
  if (text === undefined) return [];
  const rows: unknown = JSON.parse(text);
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row: unknown) => {
    if (!Array.isArray(row)) return [];
    const [number, code, rule, why, name] = row as unknown[];
    const outcome = typeof code === 'number' ? outcomes[code] : undefined;
    if (typeof number !== 'number' || typeof rule !== 'string' || outcome === undefined) return [];
    return [
      {
        number,
        outcome,
        text: rule,
        why: typeof why === 'string' ? why : '',
        name: typeof name === 'string' ? name : undefined,
      },
    ];
  });
}
