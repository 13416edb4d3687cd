import * as l10n from '@vscode/l10n';
import { portTakerText } from '../../../src/protocol/portTaker.ts';
import type { AccountStatus, GatewayPhase, ProviderStatus } from '../../../src/protocol/status.ts';
import { pageLocale } from './pageLocale.ts';

/** How something stands: an icon, a colour and words. */
export interface StateText {
  readonly icon: string;
  readonly tone: 'good' | 'bad' | 'warn' | 'quiet';
  readonly text: string;
}

/** Where the gateway stands, in a few words. */
export function gatewayText(phase: GatewayPhase): StateText {
  switch (phase.phase) {
    case 'starting':
      return { icon: 'loading', tone: 'quiet', text: l10n.t('The gateway is starting…') };
    case 'listening':
      return {
        icon: 'pass-filled',
        tone: 'good',
        text: `http://${hostText(phase.host)}:${phase.port}`,
      };
    case 'served-elsewhere':
      return {
        icon: 'warning',
        tone: 'warn',
        text: l10n.t('Another Muxgate of yours has port {0}, which this window cannot join', phase.port),
      };
    case 'port-taken':
      return {
        icon: 'warning',
        tone: 'warn',
        text: l10n.t('Port {0} is taken by {1}', phase.port, portTakerText(phase.by)),
      };
    case 'refused':
      return { icon: 'error', tone: 'bad', text: phase.message };
    case 'crashed':
      return {
        icon: 'warning',
        tone: 'warn',
        text: l10n.t('The gateway stopped; it starts again in {0} s', Math.ceil(phase.retryInMs / 1000)),
      };
  }
}

function hostText(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** How a provider stands, with the reason when something is wrong. */
export function providerText({ state, message, models }: ProviderStatus): StateText {
  switch (state) {
    case 'reachable':
      return { icon: 'pass-filled', tone: 'good', text: l10n.t('Reachable') };
    case 'checking':
      return { icon: 'loading', tone: 'quiet', text: l10n.t('Checking…') };
    case 'unknown':
      return {
        icon: 'circle-outline',
        tone: 'quiet',
        text: models.length > 0 ? l10n.t('Not checked yet') : l10n.t('Not checked'),
      };
    case 'key missing':
      return { icon: 'key', tone: 'warn', text: message ?? l10n.t('The key is missing') };
    case 'failing':
      return { icon: 'error', tone: 'bad', text: message ?? l10n.t('Failing') };
    case 'broken':
      return {
        icon: 'warning',
        tone: 'bad',
        text: message ?? l10n.t('The entry in settings.json is not right'),
      };
  }
}

/** The accounts of a provider that cannot be used now, where its own state does not say so already. */
export function troubledAccounts({ accounts = [] }: ProviderStatus): readonly AccountStatus[] {
  return accounts.filter(({ state }) => {
    switch (state) {
      case 'active':
      case 'disabled':
        return false;
      case 'key missing':
        return accounts.length > 1;
      case 'cooling':
      case 'limited':
      case 'key rejected':
      case 'over budget':
        return true;
    }
  });
}

/** How an account stands, with until when and why. */
export function accountText({ state, untilMs, message, limits }: AccountStatus, nowMs: number): StateText {
  const until = untilMs === undefined ? undefined : clockText(untilMs, nowMs);
  switch (state) {
    case 'active':
      return {
        icon: 'pass-filled',
        tone: 'good',
        text: [l10n.t('Active'), ...limits.map(limitText)].join(' · '),
      };
    case 'disabled':
      return { icon: 'circle-slash', tone: 'quiet', text: l10n.t('Off') };
    case 'cooling':
      return {
        icon: 'watch',
        tone: 'warn',
        text: withReason(until === undefined ? l10n.t('Rests') : l10n.t('Rests until {0}', until), message),
      };
    case 'limited':
      return {
        icon: 'watch',
        tone: 'warn',
        text: withReason(
          until === undefined ? l10n.t('At its limit') : l10n.t('At its limit until {0}', until),
          message,
        ),
      };
    case 'key rejected':
      return { icon: 'error', tone: 'bad', text: withReason(l10n.t('Key rejected'), message) };
    case 'key missing':
      return { icon: 'key', tone: 'warn', text: message ?? l10n.t('The key is missing') };
    case 'over budget':
      return {
        icon: 'error',
        tone: 'bad',
        text: until === undefined ? l10n.t('Over its budget') : l10n.t('Over its budget until {0}', until),
      };
  }
}

function withReason(text: string, reason: string | undefined): string {
  return reason === undefined ? text : l10n.t('{0}: {1}', text, reason);
}

function limitText({ what, window, used, limit }: AccountStatus['limits'][number]): string {
  const numbers = [used.toLocaleString('en'), limit.toLocaleString('en')];
  switch (what) {
    case 'requests':
      return window === 'minute'
        ? l10n.t('{0} of {1} requests this minute', ...numbers)
        : l10n.t('{0} of {1} requests this day', ...numbers);
    case 'tokens':
      return window === 'minute'
        ? l10n.t('{0} of {1} tokens this minute', ...numbers)
        : l10n.t('{0} of {1} tokens this day', ...numbers);
  }
}

/** A time as a clock shows it, with the date when it is another day. */
function clockText(timeMs: number, nowMs: number): string {
  const time = new Date(timeMs);
  const clock = time.toLocaleTimeString(pageLocale(), { hour: '2-digit', minute: '2-digit' });
  const isToday = new Date(nowMs).toDateString() === time.toDateString();
  return isToday
    ? clock
    : `${time.toLocaleDateString(pageLocale(), { month: 'short', day: 'numeric' })} ${clock}`;
}

/** Time since then, as people say it. */
export function agoText(thenMs: number, nowMs: number): string {
  const minutes = Math.floor((nowMs - thenMs) / 60_000);
  if (minutes < 1) return l10n.t('just now');
  if (minutes < 60) return l10n.t('{0} min ago', minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? l10n.t('{0} h ago', hours) : l10n.t('{0} days ago', Math.floor(hours / 24));
}
