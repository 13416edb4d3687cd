/** Raised whenever editor and gateway could misunderstand each other. */
export const protocolVersion = 1;
