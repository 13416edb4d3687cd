const reasons: readonly (readonly [RegExp, string])[] = [
  [/ENOSPC|no space|quota|EDQUOT/i, 'the disk is full. Free some space'],
  [/EROFS|read-?only/i, 'it is on a read-only disk. Make it writable'],
  [/EACCES|EPERM|NoPermissions|permission/i, 'it may not be written. Check its permissions'],
];

/** Says why settings.json could not be saved and what to do; nothing was changed. */
export function saveFailureText(error: unknown): string {
  const detail = error instanceof Error ? error.message : String(error);
  const known = reasons.find(([pattern]) => pattern.test(detail))?.[1];
  const reason = known === undefined ? `VS Code says: ${detail.replace(/\.$/, '')}. Put that right` : known;
  return `settings.json was not saved: ${reason}, then save again. Nothing was changed.`;
}
