// The first import of every script (main.ts, otherPages.ts), so that texts at the top of a module are translated too. The host puts
// the translations into the document (`panelHtml.ts`); in English there are none.
import * as l10n from '@vscode/l10n';
import { usePageLocale } from './model/pageLocale.ts';

const texts = document.getElementById('translations')?.textContent ?? '';
if (texts !== '') l10n.config({ contents: texts });
usePageLocale(document.documentElement.lang || 'en');
