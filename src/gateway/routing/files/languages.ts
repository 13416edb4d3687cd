/** VS Code language ids by file extension, several extensions a line. */
const extensionsByLanguage: Readonly<Record<string, string>> = {
  bat: 'bat cmd',
  bibtex: 'bib',
  c: 'c',
  clojure: 'clj cljs cljc edn',
  coffeescript: 'coffee',
  cpp: 'cpp cc cxx c++ hpp hh hxx h++ h ipp ino',
  csharp: 'cs csx cake',
  css: 'css',
  'cuda-cpp': 'cu cuh',
  dart: 'dart',
  diff: 'diff patch',
  dockerfile: 'dockerfile containerfile',
  elixir: 'ex exs',
  elm: 'elm',
  erlang: 'erl hrl',
  fsharp: 'fs fsi fsx fsscript',
  gleam: 'gleam',
  go: 'go',
  graphql: 'graphql gql graphqls',
  groovy: 'groovy gvy gradle nf',
  handlebars: 'handlebars hbs hjs',
  haskell: 'hs lhs',
  hlsl: 'hlsl fx cginc compute',
  html: 'html htm xhtml shtml ejs jshtm',
  ini: 'ini cfg',
  java: 'java jav',
  javascript: 'js mjs cjs es6',
  javascriptreact: 'jsx',
  json: 'json webmanifest har geojson',
  jsonc: 'jsonc code-workspace code-snippets',
  jsonl: 'jsonl ndjson',
  julia: 'jl',
  jupyter: 'ipynb',
  kotlin: 'kt kts',
  latex: 'tex ltx ctx',
  less: 'less',
  log: 'log',
  lua: 'lua',
  makefile: 'mk mak',
  markdown: 'md mkd mdwn mdown markdown mdx',
  nix: 'nix',
  'objective-c': 'm',
  'objective-cpp': 'mm',
  ocaml: 'ml mli',
  perl: 'pl pm pod psgi',
  php: 'php php4 php5 phtml ctp',
  plaintext: 'txt',
  powershell: 'ps1 psm1 psd1 pssc psrc',
  prisma: 'prisma',
  properties: 'properties conf directory gitattributes gitconfig gitmodules editorconfig npmrc env',
  proto3: 'proto',
  pug: 'pug jade',
  python: 'py pyi pyw pyx rpy cpy gyp',
  r: 'r rhistory rprofile rt',
  razor: 'cshtml razor',
  restructuredtext: 'rst',
  ruby: 'rb rbx rjs gemspec rake ru erb podspec',
  rust: 'rs',
  scala: 'scala sbt sc',
  scss: 'scss',
  sass: 'sass',
  shaderlab: 'shader',
  shellscript: 'sh bash zsh ksh csh bashrc zshrc profile ebuild',
  solidity: 'sol',
  sql: 'sql dsql',
  svelte: 'svelte',
  swift: 'swift',
  systemverilog: 'sv svh',
  terraform: 'tf tfvars hcl',
  toml: 'toml',
  typescript: 'ts mts cts',
  typescriptreact: 'tsx',
  vb: 'vb brs vbs bas vba',
  verilog: 'v vh',
  vhdl: 'vhd vhdl',
  vue: 'vue',
  xml: 'xml xsd csproj vbproj fsproj props targets wsdl svg plist xaml axml resx pom',
  xsl: 'xsl xslt',
  yaml: 'yaml yml eyaml eyml cff',
  zig: 'zig zon',
};

/** Languages of files that are known by their whole name, in lower case. */
const languageByName: Readonly<Record<string, string>> = {
  makefile: 'makefile',
  gnumakefile: 'makefile',
  dockerfile: 'dockerfile',
  containerfile: 'dockerfile',
  gemfile: 'ruby',
  rakefile: 'ruby',
  guardfile: 'ruby',
  podfile: 'ruby',
  vagrantfile: 'ruby',
  fastfile: 'ruby',
  brewfile: 'ruby',
  jenkinsfile: 'groovy',
  'cmakelists.txt': 'cmake',
  'go.mod': 'go.mod',
  'go.sum': 'go.sum',
  '.gitignore': 'ignore',
  '.dockerignore': 'ignore',
  '.npmignore': 'ignore',
  '.vscodeignore': 'ignore',
  '.eslintrc': 'jsonc',
  '.babelrc': 'jsonc',
  'tsconfig.json': 'jsonc',
  'jsconfig.json': 'jsonc',
  'settings.json': 'jsonc',
  '.bashrc': 'shellscript',
  '.zshrc': 'shellscript',
  '.profile': 'shellscript',
  '.bash_profile': 'shellscript',
  '.env': 'properties',
};

const languageByExtension: ReadonlyMap<string, string> = new Map(
  Object.entries(extensionsByLanguage).flatMap(([language, extensions]) =>
    extensions.split(' ').map((extension) => [extension, language] as const),
  ),
);

/** The VS Code language id of a file name as VS Code would choose it without extensions installed; undefined when unknown. */
export function languageOf(path: string): string | undefined {
  const base = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const byName = languageByName[base];
  if (byName !== undefined) return byName;
  if (base.startsWith('dockerfile.')) return 'dockerfile';
  if (base.startsWith('.env.')) return 'properties';
  const dot = base.lastIndexOf('.');
  return dot === -1 ? undefined : languageByExtension.get(base.slice(dot + 1));
}

/** Whether some language's files end like this (lower case, without the dot). */
export function isLanguageExtension(extension: string): boolean {
  return languageByExtension.has(extension);
}
