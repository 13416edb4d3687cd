/** Our vendor in VS Code's list of language models; package.json contributes it. */
export const chatVendor = 'muxgate';
