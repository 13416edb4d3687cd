import * as l10n from '@vscode/l10n';

const sentences: readonly (readonly [RegExp, string])[] = [
  [
    /ENOSPC|no space|quota|EDQUOT/i,
    l10n.t(
      'settings.json was not saved: the disk is full. Free some space, then save again. Nothing was changed.',
    ),
  ],
  [
    /EROFS|read-?only/i,
    l10n.t(
      'settings.json was not saved: it is on a read-only disk. Make it writable, then save again. Nothing was changed.',
    ),
  ],
  [
    /EACCES|EPERM|NoPermissions|permission/i,
    l10n.t(
      'settings.json was not saved: it may not be written. Check its permissions, then save again. Nothing was changed.',
    ),
  ],
];

/** Says why settings.json could not be saved and what to do; nothing was changed. */
export function saveFailureText(error: unknown): string {
  const detail = error instanceof Error ? error.message : String(error);
  const known = sentences.find(([pattern]) => pattern.test(detail))?.[1];
  return (
    known ??
    l10n.t(
      'settings.json was not saved: VS Code says: {0}. Put that right, then save again. Nothing was changed.',
      detail.replace(/\.$/, ''),
    )
  );
}
