import { readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

/** package.json as VS Code sees it in English: every `%key%` is the text of package.nls.json. */
export function englishManifest(): unknown {
  const texts = JSON.parse(readFileSync(new URL('package.nls.json', root), 'utf8')) as Record<string, string>;
  return JSON.parse(readFileSync(new URL('package.json', root), 'utf8'), (_, value: unknown) => {
    const key = typeof value === 'string' ? /^%(.+)%$/.exec(value)?.[1] : undefined;
    if (key === undefined) return value;
    if (texts[key] === undefined) throw new Error(`package.nls.json has no ${key}`);
    return texts[key];
  });
}
