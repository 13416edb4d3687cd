/** A style sheet of a library, bundled as text (esbuild.mjs). */
declare module '*.css' {
  const text: string;
  export = text;
}
