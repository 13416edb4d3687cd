import type { PagePlace, PreparedAnswers } from '../../protocol/webviewMessages.ts';

/** Addresses of the page's own files as the webview reaches them, and the origin that they come from. */
export interface PageResources {
  readonly script: string;
  /** What the script imports: named here, so that it is not asked for one after the other. */
  readonly imported: string;
  readonly codicons: string;
  /** `webview.cspSource` */
  readonly source: string;
  /** At least 128 random bits, new for each page. */
  readonly nonce: string;
  /** BCP 47 tag of the language that the page's texts are in. */
  readonly language: string;
  /** English text to text in that language; undefined when it is English. */
  readonly translations: Readonly<Record<string, string>> | undefined;
  /** The page that is going to be shown, as far as that is known. */
  readonly page: PagePlace['page'] | undefined;
  /** What the page is going to ask first, with the answers. */
  readonly prepared: PreparedAnswers | undefined;
}

/**
 * The page's HTML. Its policy lets in the one script with what it imports, and the style sheet, font and images that lie in the extension;
 * no connection, no inline script, no inline style. (`data:` images are in the toolkit's style sheets.)
 */
export function panelHtml(resources: PageResources): string {
  const { script, imported, codicons, source, nonce, language, translations, page, prepared } = resources;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    `img-src ${source} data:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Muxgate</title>
<link rel="modulepreload" nonce="${nonce}" href="${imported}">
<link rel="preload" as="style" href="${codicons}">
${translations === undefined ? '' : dataBlock('translations', translations)}${prepared === undefined ? '' : dataBlock('prepared', prepared)}<script type="module" nonce="${nonce}" src="${script}"></script>
</head>
<body data-codicons="${codicons}"${page === undefined ? '' : ` data-page="${page}"`}></body>
</html>`;
}

/** JSON that the page reads by id. It is no script to the browser, and nothing in it ends the element. */
function dataBlock(id: string, value: unknown): string {
  return `<script type="application/json" id="${id}">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>\n`;
}
