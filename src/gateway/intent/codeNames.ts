const call = /\b[\w$]+\(\)/;
const sourceFile = /\b\w[\w/-]*\.(?:[cm]?[jt]sx?|py|rs|go|java|kt|cs|cpp|rb|php|sh|ya?ml|toml)\b/;
const mixedName = /\b[a-z]+(?:[A-Z]\w|_[a-z])/;

/**
 * What such names have in them. Looked for first: the patterns above try anew at every character, and this runs for every chat
 * request.
 */
const sourceFileEnding = /\.(?:[cm]?[jt]sx?|py|rs|go|java|kt|cs|cpp|rb|php|sh|ya?ml|toml)\b/;
const mixedNamePart = /[a-z](?:[A-Z]\w|_[a-z])/;

/** Whether a text holds a name of code: a call (`getUser()`), a source file (`main.rs`), `camelCase` or `snake_case`. */
export function hasCodeName(text: string): boolean {
  return (
    (text.includes('()') && call.test(text)) ||
    (sourceFileEnding.test(text) && sourceFile.test(text)) ||
    (mixedNamePart.test(text) && mixedName.test(text))
  );
}
