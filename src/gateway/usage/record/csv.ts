import type { SQLOutputValue } from 'node:sqlite';

/** What may stand in a cell; nothing is an empty one. */
export type Cell = SQLOutputValue | undefined;

/** One line of comma-separated values as RFC 4180 has them, its end included. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  const text = cell instanceof Uint8Array ? Buffer.from(cell).toString('base64') : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
