import { cleanPath } from './filePath.ts';
import type { FoundFile } from './foundFile.ts';
import type { PromptText } from './promptText.ts';

/** What Codex' editor extensions write above the user's words. */
const ideContext =
  /^# (?:Context from my IDE setup|Files mentioned by the user):?[^\n]*\n([\s\S]*?)(?=^## My request\b|(?![\s\S]))/m;

/**
 * Editor state as clients report it: Cline's, Roo's and Kilo's `<environment_details>`, Claude Code's `<ide_opened_file>`
 * and reminders, Copilot's `<editorContext>`, Codex' IDE context. It fills the editor layers where no window reports them.
 */
export function editorStateFiles(text: PromptText): FoundFile[] {
  const files = text.elements.flatMap(({ name, body }) => {
    switch (name) {
      case 'environment_details':
        return environmentFiles(body);
      case 'ide_opened_file':
      case 'system-reminder':
      case 'editorContext':
        return [...openedFile(body), ...selectedFile(body)];
      case 'ide_selection':
        return selectedFile(body);
      default:
        return [];
    }
  });
  const context = hasIdeContext(text.prose) ? ideContext.exec(text.prose)?.[1] : undefined;
  return context === undefined ? files : [...files, ...ideContextFiles(context)];
}

/** The user's words without a block of Codex' IDE context. */
export function withoutIdeContext(prose: string): string {
  return hasIdeContext(prose) ? prose.replace(ideContext, '') : prose;
}

function hasIdeContext(prose: string): boolean {
  return prose.includes('# Context from my IDE') || prose.includes('# Files mentioned by the user');
}

function environmentFiles(body: string): FoundFile[] {
  const files: FoundFile[] = [];
  let as: FoundFile['as'] | undefined;
  for (const line of body.split('\n')) {
    if (line.startsWith('# ')) {
      as = /visible files/i.test(line) ? 'visible' : /open tabs/i.test(line) ? 'open' : undefined;
    } else if (as !== undefined && line.trim() !== '' && !line.startsWith('(')) {
      // Cline writes a line a file, Roo and Kilo one line with commas.
      for (const entry of line.split(',')) files.push(...found(entry, as));
    }
  }
  return files;
}

function openedFile(body: string): FoundFile[] {
  const match =
    /\bThe user opened the file ([^\n]{1,1024}?) in the IDE\b/.exec(body) ??
    /\bThe user's current file is ([^\n]{1,1024}?)\.(?:\s|$)/.exec(body);
  return found(match?.[1], 'active');
}

function selectedFile(body: string): FoundFile[] {
  return found(
    /\bselected the lines? \d+(?: to \d+)? from ([^\n]{1,1024}?):?(?:\n|$)/.exec(body)?.[1],
    'named',
  );
}

function ideContextFiles(context: string): FoundFile[] {
  const files: FoundFile[] = [];
  let isTabList = false;
  for (const line of context.split('\n')) {
    const heading = /^##\s+(.{1,300}?):(?:\s+(.{1,1024}))?$/.exec(line);
    if (heading !== null) {
      const [, title = '', value] = heading;
      isTabList = /^open tabs$/i.test(title);
      if (/^active file$/i.test(title)) files.push(...found(value, 'active'));
      else if (!isTabList) files.push(...found(value, 'named'));
    } else if (isTabList) {
      files.push(...found(/^[-*]\s+(?:.{1,300}?:\s+)?(.{1,1024})$/.exec(line)?.[1], 'open'));
    }
  }
  return files;
}

function found(written: string | undefined, as: FoundFile['as']): FoundFile[] {
  const path = written === undefined ? undefined : cleanPath(written);
  return path === undefined ? [] : [{ path, as }];
}
