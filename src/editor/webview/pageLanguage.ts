import * as vscode from 'vscode';
import type { PageResources } from './panelHtml.ts';

/** The language of a page's texts: the editor's where the extension is translated into it, else English. */
export function pageLanguage(): Pick<PageResources, 'language' | 'translations'> {
  const translations = vscode.l10n.bundle;
  return { language: translations === undefined ? 'en' : vscode.env.language, translations };
}
