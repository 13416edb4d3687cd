import * as l10n from '@vscode/l10n';

/** A program that has the port, as far as can be told; nothing of it is proven. */
export type PortTaker =
  /** `server`: as it names itself. */
  | { readonly kind: 'http'; readonly server?: string }
  /** One that does not know our secret. */
  | {
      readonly kind: 'muxgate';
      readonly version?: string;
      readonly whose: 'another user' | 'another machine' | 'this user';
    };

/** Who it may be, as a phrase for people: `Port 8989 is taken by …`. */
export function portTakerText(taker: PortTaker | undefined): string {
  if (taker === undefined) return l10n.t('another program');
  if (taker.kind === 'http')
    return taker.server === undefined
      ? l10n.t('an HTTP server')
      : l10n.t('an HTTP server ({0})', taker.server);
  const version = taker.version ?? '?';
  switch (taker.whose) {
    case 'another user':
      return l10n.t('a Muxgate ({0}) that seems to be another user’s', version);
    case 'another machine':
      return l10n.t(
        'a Muxgate ({0}) that seems to run on another machine or in a container, its port forwarded here',
        version,
      );
    case 'this user':
      return l10n.t('a Muxgate ({0}) that seems to be yours, but older or with another data folder', version);
  }
}
