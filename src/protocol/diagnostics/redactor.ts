/** What must not be in a text that leaves the machine, besides what is known by its looks. */
export interface PrivateFacts {
  /** Keys and passwords, replaced wherever they stand. */
  readonly secrets: readonly string[];
  /** The user's home folder. */
  readonly home?: string;
  /** Of the user, the machine, folders and branches. */
  readonly names: readonly string[];
  /** Ids that the user gave to entries, with what stands for them, e.g. `corp` and `provider-1`. */
  readonly ids: ReadonlyMap<string, string>;
  /** Hosts that everybody knows and that may be named: those of the provider types. */
  readonly publicHosts: readonly string[];
}

/** Words that look like names of users or folders and tell nobody who it is. */
const commonNames: ReadonlySet<string> = new Set([
  'root',
  'user',
  'admin',
  'node',
  'home',
  'src',
  'app',
  'test',
]);

/** What keys look like, by whoever gives them out. */
const secretPatterns: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]+-----[^]*?(?:-----END [A-Z ]+-----|$)/g, '‹key›'],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^/\s@"'<>]+@/gi, '$1‹credentials›@'],
  [/\b(Bearer|Basic|Token|Digest|Negotiate)\s+[A-Za-z0-9._~+/=*:-]{6,}/gi, '$1 ‹key›'],
  [
    /\b(?:sk|rk|pk|gsk|xai|nvapi|pplx|hf|csk|fw|tgp|mg|ghp|gho|ghu|ghs|ghr|glpat|xox[a-z])[-_][\w.*-]{8,}/g,
    '‹key›',
  ],
  [/\b(?:AIza|ya29\.|github_pat_|AKIA|ASIA|eyJ)[\w.*/+=-]{8,}/g, '‹key›'],
  [
    /(["']?\b(?:[\w-]*(?:api[-_]?key|access[-_]?key|secret|token|passw(?:or)?d|credential)s?|authorization|cookie|set-cookie|x-[\w-]*key)["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,;&"'}\])]+)/gi,
    '$1‹key›',
  ],
  [/([?&](?:key|sig|signature|code|state)=)[^&\s"']+/gi, '$1‹key›'],
  // Without a prefix: long, and of a mixture that no word has.
  [/\b(?=[\w+/=-]*[a-z])(?=[\w+/=-]*[A-Z])(?=[\w+/=-]*\d)[\w+/=-]{24,}/g, '‹token›'],
  [/\b(?=[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{30,}\b/gi, '‹token›'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '‹id›'],
];

const email = /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/g;
const windowsPath = /(?:\b[A-Za-z]:|\\\\[\w.-]+)[\\/][^\s"'`<>|,;)]*/g;
const fileUri = /\b(?:file|vscode-[\w-]+):\/\/[^\s"'`<>)]*/gi;
const posixPath =
  /(?<![\w.:/])\/(?:Users|Volumes|applications|data|etc|home|media|mnt|opt|private|proc|projects|repos|root|run|snap|srv|tmp|usr|var|work|workspace|workspaces)\b[^\s"'`<>|,;)]*/gi;
const homePath = /(?<![\w])~[\\/][^\s"'`<>|,;)]*/g;
/** A relative path or a file's name. */
const fileName =
  /(?<![\w@./-])(?:[\w.@-]+\/)*[\w.@-]+\.(?:astro|bat|c|cc|cfg|conf|cpp|cs|css|csv|dart|db|docx?|env|ex|go|gradle|h|hpp|html?|ini|ipynb|java|jsonc?|jsx?|kts?|log|lua|mdx?|mjs|cjs|pdf|pem|php|png|proto|ps1|py|rb|rs|scala|scss|sh|sql|svelte|svg|swift|tf|toml|tsx?|txt|vue|xlsx?|xml|ya?ml|zig)\b(?![\w/])/gi;
const url = /\b(https?|wss?|socks5?):\/\/(\[[0-9a-f:.]+\]|[\w.‹›-]+)(:\d+)?([^\s"'`<>)\]]*)/gi;
const domain =
  /(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|net|org|io|dev|ai|app|cloud|co|eu|de|fr|uk|us|ca|cn|jp|in|nl|ch|se|local|lan|home|internal|intranet|corp|example|test|invalid)\b(?![\w.-]*\()/gi;
const ipv4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g;
const ipv6 =
  /(?<![\w:])(?=[0-9a-f:]*(?:::|(?::[0-9a-f]{1,4}){7}))(?:[0-9a-f]{1,4}:){2,7}[0-9a-f]{0,4}(?::[0-9a-f]{1,4})*(?![\w:])|(?<![\w:])::(?:[0-9a-f]{1,4}:)*[0-9a-f]{1,4}(?![\w:])/gi;

/** Takes what is private out of texts; the same host is always called the same. */
export class Redactor {
  readonly #facts: PrivateFacts;
  readonly #hosts = new Map<string, string>();
  readonly #words: readonly (readonly [RegExp, string])[];

  constructor(facts: PrivateFacts) {
    this.#facts = facts;
    const names = facts.names.filter((name) => name.length >= 3 && !commonNames.has(name.toLowerCase()));
    // The longest first, so that no name is replaced inside of another.
    this.#words = [
      ...[...facts.ids].map(([id, substitute]) => ({ word: id, pattern: idPattern(id), substitute })),
      ...names.map((name) => ({ word: name, pattern: wordPattern(name), substitute: '‹name›' })),
    ]
      .toSorted((a, b) => b.word.length - a.word.length)
      .map(({ pattern, substitute }) => [pattern, substitute]);
  }

  /** A text for everybody's eyes. */
  text(text: string): string {
    let result = text;
    for (const secret of this.#facts.secrets.toSorted((a, b) => b.length - a.length)) {
      if (secret.length >= 4) result = result.replaceAll(secret, '‹key›');
    }
    for (const [pattern, substitute] of secretPatterns) result = result.replace(pattern, substitute);
    result = result.replace(email, '‹email›');
    const { home } = this.#facts;
    if (home !== undefined && home.length > 1) result = result.replaceAll(home, '~');
    result = result
      .replace(fileUri, '‹path›')
      .replace(url, (_whole, scheme: string, host: string, port = '', path: string) =>
        this.#isPublic(host)
          ? `${scheme}://${host}${port as string}${path.replace(/[?#].*$/, '')}`
          : `${scheme}://${this.#host(host)}${port as string}`,
      )
      .replace(windowsPath, '‹path›')
      .replace(homePath, '‹path›')
      .replace(posixPath, '‹path›')
      .replace(fileName, '‹file›')
      .replace(domain, (host: string) => (this.#isPublic(host) ? host : this.#host(host)))
      .replace(ipv4, (host: string) => (this.#isPublic(host) ? host : this.#host(host)))
      .replace(ipv6, (host: string) => (this.#isPublic(host) ? host : this.#host(host)));
    for (const [word, substitute] of this.#words) result = result.replace(word, substitute);
    return result;
  }

  #host(host: string): string {
    const name = host.toLowerCase();
    if (/^host-\d+$/.test(name)) return name;
    const known = this.#hosts.get(name);
    if (known !== undefined) return known;
    const substitute = `host-${this.#hosts.size + 1}`;
    this.#hosts.set(name, substitute);
    return substitute;
  }

  #isPublic(host: string): boolean {
    const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
    if (name === 'localhost' || name === '::1' || name === '::' || name === '0.0.0.0') return true;
    return /^127(?:\.\d{1,3}){3}$/.test(name) || this.#facts.publicHosts.includes(name);
  }
}

function wordPattern(word: string): RegExp {
  return new RegExp(`(?<![\\w-])${literal(word)}(?![\\w-])`, 'gi');
}

/** A short id is also a word of every sentence: it counts where ids stand, in quotes, paths and references, and alone. */
function idPattern(id: string): RegExp {
  if (id.length > 3) return wordPattern(id);
  const text = literal(id);
  return new RegExp(`(?<=["“'@.])${text}(?=["”'./[])|(?<![\\w-])${text}(?=/)|^${text}$`, 'gi');
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
