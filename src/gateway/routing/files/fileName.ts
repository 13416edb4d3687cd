import { baseName } from './filePath.ts';
import { isLanguageExtension } from './languages.ts';

/** Extensions of files that have no language in VS Code. */
const otherExtensions = new Set(
  (
    'csv tsv parquet pdf doc docx xls xlsx ppt pptx png jpg jpeg gif webp ico avif mp3 mp4 wav zip tar gz tgz whl jar wasm ' +
    'pem crt cer p12 pfx jks kdbx sqlite sqlite3 db lock snap lockb vsix exe dll dylib woff woff2 ttf adoc org astro ' +
    'cmake bzl bazel star rego cue jsonnet j2 jinja tpl mustache liquid http rest ipynb xcodeproj pbxproj storyboard'
  ).split(' '),
);

/** Endings that are as often a property, a method or a domain as a file: they need a folder before the name. */
const doubtfulExtensions = new Set(
  'log env conf directory profile props targets compute shader config key lock db http rest org star cue snap m v d r s sc ru ctx fx mm fs rt cl st pom pod properties bas sol zip'.split(
    ' ',
  ),
);

/** Names without an extension, or with none before the dot, that are files wherever they stand. */
const knownNames = new Set(
  (
    'Makefile GNUmakefile Dockerfile Containerfile Jenkinsfile Vagrantfile Gemfile Rakefile Podfile Brewfile Procfile Justfile ' +
    'Tiltfile CODEOWNERS .gitignore .gitattributes .gitmodules .dockerignore .npmrc .npmignore .nvmrc .editorconfig .eslintrc ' +
    '.prettierrc .prettierignore .babelrc .bashrc .zshrc .bash_profile .vimrc .htaccess .tool-versions .vscodeignore .netrc .pgpass ' +
    '.envrc yarn.lock Cargo.lock poetry.lock Gemfile.lock composer.lock uv.lock bun.lock flake.lock go.mod go.sum'
  ).split(' '),
);

/** Names that are files where a file is expected, but words in prose. */
const plainNames = new Set(
  'LICENSE LICENCE COPYING NOTICE README CHANGELOG CONTRIBUTING AUTHORS VERSION OWNERS BUILD WORKSPACE TODO'.split(
    ' ',
  ),
);

/** Products and sites that end like a file. */
const products = new Set(
  (
    'node.js next.js nuxt.js vue.js react.js angular.js ember.js express.js nest.js three.js d3.js chart.js backbone.js ' +
    'discord.js socket.io alpine.js solid.js svelte.js moment.js p5.js bun.sh brew.sh docs.rs asp.net vb.net ml.net'
  ).split(' '),
);

/**
 * How surely a path's last segment is a file's name: `sure` wherever it stands (`app.ts`, `Makefile`, `.env`), `likely` where
 * a file is expected or with a folder before it (`x.log`, `LICENSE`), `no` for the rest.
 */
export function fileNameCertainty(path: string): 'sure' | 'likely' | 'no' {
  const name = baseName(path);
  if (knownNames.has(name) || /^\.env(?:\.[\w-]+)?$/.test(name)) return 'sure';
  if (plainNames.has(name)) return 'likely';
  const dot = name.lastIndexOf('.');
  if (dot <= 0 || dot === name.length - 1 || !/\w/.test(name.slice(0, dot))) return 'no';
  const extension = name.slice(dot + 1).toLowerCase();
  if (!isLanguageExtension(extension) && !otherExtensions.has(extension)) return 'no';
  if (name === path && products.has(name.toLowerCase())) return 'no';
  return doubtfulExtensions.has(extension) ? 'likely' : 'sure';
}

/** Whether a text that stands where a file is expected is one: it has a folder, an extension or a known name. */
export function looksLikeFile(path: string): boolean {
  if (/[<>|"*?{}=]/.test(path)) return false;
  return path.includes('/') || fileNameCertainty(path) !== 'no';
}
