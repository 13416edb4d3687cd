import type { FakeUpstream } from '../fakeUpstream.ts';

/**
 * User settings with two providers on this machine, `strong` and `local` (which counts as local), and a workspace with rules for
 * Markdown, Python by its language and private files.
 */
export function muxgateSettings(upstream: FakeUpstream): Record<string, unknown> {
  const endpoint = `${upstream.url}/v1`;
  return {
    'muxgate.providers': {
      strong: {
        type: 'openai-compatible',
        name: 'Strong',
        endpoint,
        auth: 'none',
        models: ['big', 'small', 'vendor/nested'],
      },
      local: { type: 'openai-compatible', endpoint, auth: 'none', local: true, models: ['coder:1.5b'] },
    },
    'muxgate.workspaces': {
      default: {
        model: 'strong/vendor/nested',
        rules: [
          { files: '*.md', model: 'strong/small' },
          { languages: ['python'], model: 'strong/big' },
          { name: 'private files', files: 'secrets/**', model: 'local/coder:1.5b', localOnly: true },
        ],
      },
      writing: { name: 'Writing', model: 'strong/big' },
    },
  };
}
