// Besides style this file is the architecture: which folder may import which is checked here and fails the build.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { localizedTexts } from './scripts/lint/localizedTexts.mjs';

/** Forbids imports by path pattern, each with the reason a developer reads. */
function forbid(files, patterns) {
  return {
    files,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: patterns.map(([regex, message]) => ({ regex, message })) },
      ],
    },
  };
}

const onlyEditor = ['^vscode$', 'only src/editor may import vscode'];

const unwantedSyntax = [
  { selector: 'ExportDefaultDeclaration', message: 'export by name' },
  { selector: 'ExportAllDeclaration', message: 'no barrel files: import from the file that defines it' },
  { selector: 'TSAsExpression > TSAsExpression', message: 'no double casts' },
];

export default tseslint.config(
  { ignores: ['dist/**', 'out/**', 'node_modules/**'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/unified-signatures': 'off',
      // oauth4webapi marks it so that it stands out.
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', package: 'oauth4webapi', name: 'allowInsecureRequests' }] },
      ],
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...unwantedSyntax],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
    },
  },
  {
    // What runs for every request.
    files: ['src/gateway/{accounts,exchange,failover,http,routes,routing,upstream,usage,wire}/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...unwantedSyntax,
        {
          selector:
            'AssignmentExpression[left.type="MemberExpression"] > :matches(ArrowFunctionExpression, FunctionExpression).right',
          message:
            'V8 puts a function that is written where it is assigned to a property into the old generation, and all that it holds stays: hand it to a method or a function that assigns it',
        },
      ],
    },
  },
  {
    files: ['webview-ui/src/components/**/*.ts'],
    ignores: ['webview-ui/src/components/focus.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...unwantedSyntax,
        {
          selector: 'CallExpression[callee.property.name="focus"]',
          message: 'giveFocus() of focus.ts does not take it from the editor',
        },
      ],
    },
  },
  { files: ['test/**/*.ts'], rules: { 'max-lines': ['error', 480] } },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  forbid(
    ['src/config/**/*.ts'],
    [
      onlyEditor,
      ['/(gateway|protocol|editor|cli)/', 'config is the bottom layer: it imports nothing of ours'],
    ],
  ),
  forbid(
    ['src/protocol/**/*.ts'],
    [
      onlyEditor,
      ['/(config|gateway|editor|cli)/', 'protocol knows types and zod/mini only'],
      ['^zod$', 'use zod/mini in protocol: it is bundled into the extension'],
    ],
  ),
  forbid(['src/gateway/**/*.ts'], [onlyEditor, ['/(editor|cli)/', 'the gateway runs without the editor']]),
  forbid(
    ['src/gateway/wire/**/*.ts'],
    [onlyEditor, ['/(http|routing|providers|upstream|exchange|editor|cli)/', 'wire knows formats alone']],
  ),
  forbid(
    ['src/gateway/routing/**/*.ts', 'src/gateway/routes/**/*.ts'],
    [
      onlyEditor,
      ['/(http|providers|upstream|exchange|editor|cli)/', 'routing knows requests, rules and windows alone'],
    ],
  ),
  forbid(
    ['src/gateway/providers/**/*.ts'],
    [onlyEditor, ['/(http|routing|exchange|editor|cli)/', 'providers know nothing of http or routing']],
  ),
  forbid(
    ['src/gateway/upstream/**/*.ts'],
    [
      onlyEditor,
      ['/(http|routing|exchange|editor|cli)/', 'upstream sends one attempt; it knows nothing of who asked'],
    ],
  ),
  forbid(
    ['src/gateway/storage/**/*.ts'],
    [
      onlyEditor,
      ['/(http|routing|exchange|providers|wire|editor|cli)/', 'storage keeps rows, whatever they are about'],
    ],
  ),
  forbid(
    ['src/gateway/failover/**/*.ts'],
    [
      onlyEditor,
      [
        '/(http|exchange|routing|providers|upstream|editor|cli)/',
        'failover judges failures and orders candidates; exchange makes the attempts',
      ],
    ],
  ),
  forbid(
    ['src/gateway/accounts/**/*.ts'],
    [onlyEditor, ['/(http|routing|editor|cli)/', 'accounts know providers, not requests']],
  ),
  forbid(
    ['src/gateway/intent/**/*.ts'],
    [
      onlyEditor,
      [
        '/(http|exchange|routing|routes|providers|upstream|storage|editor|cli)/|/usage/(?!estimateTextTokens)',
        'intent reads words; routing asks it',
      ],
    ],
  ),
  forbid(
    ['src/gateway/cache/**/*.ts'],
    [
      onlyEditor,
      [
        '/(http|exchange|routes|providers|upstream|usage|storage|editor|cli)/',
        'the cache keeps answers alone',
      ],
    ],
  ),
  forbid(
    ['src/gateway/usage/**/*.ts'],
    [
      onlyEditor,
      [
        '/(http|routes|upstream|editor|cli)/|/exchange/(?!services|attemptRecord|routeName|clock)',
        'usage sees the records of exchanges, and nothing of how they are made',
      ],
    ],
  ),
  forbid(
    ['src/gateway/editorLine/**/*.ts'],
    [
      onlyEditor,
      [
        '/(exchange|routing|routes|providers|accounts|usage|editor|cli)/',
        'the line carries messages; what they ask is answered in editorRequests',
      ],
    ],
  ),
  forbid(
    ['src/gateway/explain/**/*.ts'],
    [onlyEditor, ['/(providers|accounts|upstream|editor|cli)/', 'explaining asks no provider']],
  ),
  forbid(['src/cli/**/*.ts'], [onlyEditor, ['/editor/', 'the headless command has no editor']]),
  forbid(
    ['src/editor/**/*.ts'],
    [
      ['/(gateway|cli|config)/', 'the editor starts the gateway process and talks protocol'],
      ['^zod$', 'no zod in the extension bundle'],
    ],
  ),
  forbid(
    ['webview-ui/**/*.ts'],
    [
      onlyEditor,
      ['/(config|gateway|editor|cli)/', 'the webview sees src/protocol alone'],
      ['/style-map', "the page's policy refuses style attributes: bind .style=${'left: 4px'} instead"],
    ],
  ),
  {
    files: ['src/editor/**/*.ts', 'src/protocol/**/*.ts', 'webview-ui/**/*.ts'],
    // Messages about the gateway's process go to the log; a page's HTML is markup; diagnostics are for whoever mends; shells read no l10n.
    ignores: [
      'src/editor/clients/**',
      'src/editor/link/**',
      'src/editor/webview/panelHtml.ts',
      'src/editor/doctor/doctorHtml.ts',
      'src/editor/issueReport/**',
      'src/editor/launcher/{launcherScript,pathAdvice}.ts',
      'src/protocol/diagnostics/**',
    ],
    plugins: { muxgate: { rules: { 'localized-texts': localizedTexts } } },
    rules: { 'muxgate/localized-texts': 'error' },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        AbortSignal: 'readonly',
      },
    },
  },
  {
    // Runs in the editor's page.
    files: ['test/bench/vscode/openingWatcher.mjs'],
    languageOptions: {
      globals: {
        location: 'readonly',
        performance: 'readonly',
        document: 'readonly',
        requestAnimationFrame: 'readonly',
      },
    },
  },
);
