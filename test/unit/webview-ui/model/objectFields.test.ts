import assert from 'node:assert/strict';
import type { z } from 'zod';
import { accountSchema } from '../../../../src/config/accountSchema.ts';
import { budgetSchema, failoverSchema, limitsSchema } from '../../../../src/config/limitsSchema.ts';
import { assumedTokensSchema, priceSchema } from '../../../../src/config/moneySchema.ts';
import {
  cacheSettingsSchema,
  intentSettingsSchema,
  recordSettingsSchema,
  telemetrySchema,
} from '../../../../src/config/recordSchema.ts';
import {
  orderStrategies,
  routeStrategies,
  targetParametersSchema,
} from '../../../../src/config/routeSchema.ts';
import { accountFields } from '../../../../webview-ui/src/model/accountDraft.ts';
import { loginFields, withProof } from '../../../../webview-ui/src/model/accountLogin.ts';
import type { JsonObject } from '../../../../webview-ui/src/model/json.ts';
import {
  fieldChoices,
  fieldProblem,
  fieldText,
  type ObjectField,
  objectProblem,
  withFieldText,
  withSwitch,
} from '../../../../webview-ui/src/model/objectFields.ts';
import { priceFields } from '../../../../webview-ui/src/model/prices.ts';
import * as fields from '../../../../webview-ui/src/model/settingFields.ts';
import { orderTexts, routeStrategyTexts } from '../../../../webview-ui/src/model/strategies.ts';

const tables: readonly (readonly [string, readonly ObjectField[], z.ZodType])[] = [
  ['limits', fields.limitFields, limitsSchema],
  ['budget', fields.budgetFields, budgetSchema],
  ['failover', fields.failoverFields(), failoverSchema],
  ['intent', fields.intentFields, intentSettingsSchema],
  ['record', fields.recordFields, recordSettingsSchema],
  ['cache', fields.cacheFields, cacheSettingsSchema],
  ['telemetry', fields.telemetryFields, telemetrySchema],
  ['assumedTokens', fields.assumedTokenFields, assumedTokensSchema],
  ['parameters', fields.parameterFields, targetParametersSchema],
  ['an account', accountFields, accountSchema],
  ['a price', priceFields, priceSchema],
];

/** Something right to type into a field. */
function sample(field: ObjectField): string {
  switch (field.kind) {
    case 'count':
      return '12';
    case 'amount':
    case 'share':
    case 'seconds':
    case 'price':
      return '0.5';
    case 'choice':
      return field.options.find(([value]) => value !== field.byDefault)?.[0] ?? '';
    case 'decision':
      return 'no';
    case 'model':
      return 'openai/gpt-5-mini';
    case 'list':
      return 'a, b';
    case 'text':
      if (field.key === 'login.clientId') return 'muxgate';
      return field.key === 'dayResetsAt' ? '00:00 America/Los_Angeles' : 'http://127.0.0.1:4318';
    case 'switch':
      return '';
  }
}

describe('the fields of single settings', () => {
  for (const [name, table, schema] of tables) {
    it(`write what the configuration takes: ${name}`, () => {
      const value = table.reduce(
        (object: JsonObject, field) =>
          field.kind === 'switch'
            ? withSwitch(object, field, !field.byDefault)
            : withFieldText(object, field, sample(field)),
        {},
      );
      const result = schema.safeParse(value);
      assert.ok(result.success, result.error?.message);
      assert.equal(objectProblem(value, table), undefined);
    });
  }

  for (const proof of ['oauth', 'codex', 'claude-setup-token'] as const) {
    it(`write a sign-in that the configuration takes: ${proof}`, () => {
      const value = loginFields(proof).reduce(
        (object: JsonObject, field) => withFieldText(object, field, sample(field)),
        withProof({ name: 'Work', apiKey: '${env:K}' }, proof, 'K'),
      );
      const result = accountSchema.safeParse(value);
      assert.ok(result.success, result.error?.message);
      assert.equal(value['apiKey'], undefined);
      assert.deepEqual(withProof(value, 'variable', 'K'), { name: 'Work', apiKey: '${env:K}' });
    });
  }

  it('offer every strategy that there is', () => {
    assert.deepEqual(
      orderTexts('account').map(({ strategy }) => strategy),
      orderStrategies,
    );
    assert.deepEqual(
      routeStrategyTexts.map(({ strategy }) => strategy),
      routeStrategies,
    );
  });

  it('keep what is typed and is no number, and say so', () => {
    const [requests] = fields.limitFields;
    assert.ok(requests);
    assert.deepEqual(withFieldText({}, requests, '60K'), { requestsPerMinute: 60_000 });
    const wrong = withFieldText({}, requests, 'many');
    assert.equal(fieldText(wrong, requests), 'many');
    assert.match(fieldProblem(wrong, requests) ?? '', /whole number/);
    assert.match(objectProblem(wrong, fields.limitFields) ?? '', /^Requests per minute/);
  });

  it('leave out what is empty or the default, members of members too', () => {
    const model = fields.intentFields.find(({ key }) => key === 'secondOpinion.model');
    assert.ok(model);
    const chosen = withFieldText({ lowConfidence: 0.3 }, model, 'a/b');
    assert.deepEqual(chosen, { lowConfidence: 0.3, secondOpinion: { model: 'a/b' } });
    assert.deepEqual(withFieldText(chosen, model, ''), { lowConfidence: 0.3 });
    const mode = fields.budgetFields.at(-1);
    assert.ok(mode?.kind === 'choice');
    assert.deepEqual(withFieldText({ mode: 'advisory' }, mode, 'hard'), {});
    assert.equal(fieldChoices({}, mode).chosen, 'hard');
  });

  it('turn a yes, a no and neither into true, false and nothing', () => {
    const [onError] = fields.failoverFields();
    assert.ok(onError?.kind === 'decision');
    assert.deepEqual(withFieldText({}, onError, 'no'), { onError: false });
    assert.equal(fieldChoices({ onError: true }, onError).chosen, 'yes');
    assert.deepEqual(withFieldText({ onError: true }, onError, ''), {});
  });
});
