import type { WireEvent } from '../codec.ts';

const byteOrderMark = 0xfeff;

/**
 * The `event` and `data` fields of one server-sent event's text (WHATWG HTML, 9.2.6): several `data` lines are joined by
 * line feeds, one space after the colon is dropped, comments and other fields are ignored.
 */
export function parseSseFields(text: string): WireEvent {
  // Nearly all events are one `data` line, LF and the blank line.
  if (text.startsWith('data: ') && text.indexOf('\n') === text.length - 2 && !text.includes('\r')) {
    return { event: undefined, data: text.slice('data: '.length, -2) };
  }
  let event: string | undefined;
  let data: string | undefined;
  for (const line of linesOf(text)) {
    const colon = line.indexOf(':');
    if (colon === 0 || line === '') continue;
    const name = colon === -1 ? line : line.slice(0, colon);
    if (name === 'data')
      data = data === undefined ? fieldValue(line, colon) : `${data}\n${fieldValue(line, colon)}`;
    else if (name === 'event') event = fieldValue(line, colon);
  }
  return { event, data: data ?? '' };
}

function linesOf(text: string): string[] {
  const content = text.charCodeAt(0) === byteOrderMark ? text.slice(1) : text;
  return content.includes('\r') ? content.split(/\r\n|\n|\r/) : content.split('\n');
}

function fieldValue(line: string, colon: number): string {
  if (colon === -1) return '';
  return line.slice(line.startsWith(' ', colon + 1) ? colon + 2 : colon + 1);
}
