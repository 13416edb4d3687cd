/** Set by the bundler; absent when the sources run as they are. */
declare const MUXGATE_VERSION: string | undefined;

/** This Muxgate's version, as package.json has it. */
export const version = typeof MUXGATE_VERSION === 'string' ? MUXGATE_VERSION : '0.0.0-source';
