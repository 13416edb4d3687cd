const fileEndings = new Set(
  'js jsx cjs cjsx mjs mjsx ts tsx cts ctsx mts mtsx py rs go java kt cs cpp rb php sh yml yaml toml'.split(' '),
);
const longestEnding = 4;

/**
 * Whether a text holds a name of code: a call (`getUser()`), a source file (`main.rs`), `camelCase` or `snake_case`. In one pass
 * by hand: a regular expression tries each form anew at each character, and this runs for every chat request.
 */
export function hasCodeName(text: string): boolean {
  let isInWord = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isWordPart(code)) {
      if (!isInWord && isMixedName(text, at)) return true;
      isInWord = true;
      continue;
    }
    isInWord = false;
    if (code === openingParenthesis && isCall(text, at)) return true;
    if (code === dot && isSourceFile(text, at)) return true;
  }
  return false;
}

const openingParenthesis = 40;
const closingParenthesis = 41;
const dot = 46;
const dollar = 36;
const hyphen = 45;
const slash = 47;
const underscore = 95;

/** By their codes, 1 for characters of names. */
const nameCharacters = Uint8Array.from({ length: 128 }, (_, code) =>
  Number(/\w/.test(String.fromCharCode(code))),
);

/** Whether a name stands before the `(` and nothing but `)` behind it. */
function isCall(text: string, at: number): boolean {
  if (text.charCodeAt(at + 1) !== closingParenthesis) return false;
  let before = at - 1;
  while (text.charCodeAt(before) === dollar) before--;
  return isWordPart(text.charCodeAt(before));
}

/** Whether a path stands before the `.` and the ending of a source file behind it. */
function isSourceFile(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === slash || text.charCodeAt(before) === hyphen) before--;
  if (!isWordPart(text.charCodeAt(before))) return false;
  let end = at + 1;
  while (end - at - 1 <= longestEnding && isWordPart(text.charCodeAt(end))) end++;
  return fileEndings.has(text.slice(at + 1, end));
}

/** Whether the word at this place is `camelCase…` or `snake_case…`. */
function isMixedName(text: string, from: number): boolean {
  let at = from;
  while (isLowerCase(text.charCodeAt(at))) at++;
  if (at === from) return false;
  const code = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  return code === underscore ? isLowerCase(next) : isUpperCase(code) && isWordPart(next);
}

function isLowerCase(code: number): boolean {
  return code >= 97 && code <= 122;
}

function isUpperCase(code: number): boolean {
  return code >= 65 && code <= 90;
}

/** A character of a name; NaN, beyond the text, is none. */
function isWordPart(code: number): boolean {
  return code < 128 && nameCharacters[code] === 1;
}
