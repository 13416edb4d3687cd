import assert from 'node:assert/strict';
import { providerTypes } from '../../../../src/config/schema.ts';
import { providerCatalog } from '../../../../src/gateway/providers/catalog.ts';
import { applyQuirks } from '../../../../src/gateway/wire/quirks/applyQuirks.ts';
import type { Quirk } from '../../../../src/gateway/wire/quirks/quirk.ts';
import { quirkExample } from '../../../helpers/quirkExample.ts';

/** Every line of every type's quirks, applied alone to a body that it is about. */
describe('the quirks of the catalog', () => {
  for (const type of providerTypes) {
    for (const quirk of providerCatalog[type].quirks ?? []) {
      it(`${type}: ${describeQuirk(quirk)}`, () => {
        for (const format of quirk.formats) {
          const { body, after, lost, throws } = quirkExample(quirk.change, format);
          const apply = () => applyQuirks(body, [{ ...quirk, models: undefined }], { format, model: 'any' });
          if (throws !== undefined) {
            assert.throws(apply, throws);
            continue;
          }
          const before = structuredClone(body);
          const quirked = apply();
          assert.deepEqual(quirked.body, after);
          assert.deepEqual(quirked.lost, lost);
          assert.deepEqual(body, before, 'the given body stays as it is');
          const again = applyQuirks(quirked.body, [{ ...quirk, models: undefined }], {
            format,
            model: 'any',
          });
          assert.deepEqual(again.body, quirked.body, 'a body that is right already stays so');
        }
      });

      it(`${type}: ${describeQuirk(quirk)}: has a source and a format that the type speaks`, () => {
        assert.match(quirk.source, /^[\w.-]+\.\w+\/|^docs\./);
        for (const format of quirk.formats) assert.notEqual(providerCatalog[type].paths[format], undefined);
      });
    }
  }
});

function describeQuirk({ change, formats, models }: Quirk): string {
  const { kind, ...rest } = change;
  const what = Object.values(rest).map((value) =>
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  );
  return [formats.join('+'), kind, ...what, models === undefined ? '' : `(${models.source})`]
    .join(' ')
    .trim();
}
