import type { MarkedWord } from '../../wire/markedWords.ts';

/** Keys and values that stand in every request with an image, a document or sound, in whichever format. */
const mediaWords: readonly MarkedWord[] = [
  ...(['image', 'images', 'image_url', 'input_image', 'audio', 'input_audio', 'file', 'input_file'] as const),
  ...(['document', 'inlineData', 'inline_data', 'fileData', 'file_data', 'base64'] as const),
];

/** Whether there may be images, documents or sound in a request in which these marked words stand. */
export function mayHoldMedia(words: ReadonlySet<string>): boolean {
  return mediaWords.some((word) => words.has(word));
}
