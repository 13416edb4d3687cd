import type { AccountStatus, GatewayPhase, ProviderStatus } from '../../../src/protocol/status.ts';

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
      return { icon: 'loading', tone: 'quiet', text: 'The gateway is starting…' };
    case 'listening':
      return { icon: 'pass-filled', tone: 'good', text: `http://${hostText(phase.host)}:${phase.port}` };
    case 'served-elsewhere':
      return { icon: 'pass', tone: 'good', text: `Port ${phase.port} is served by another window` };
    case 'port-taken':
      return {
        icon: 'warning',
        tone: 'warn',
        text: `Port ${phase.port} is taken by ${phase.by ?? 'another program'}`,
      };
    case 'refused':
      return { icon: 'error', tone: 'bad', text: phase.message };
    case 'crashed':
      return {
        icon: 'warning',
        tone: 'warn',
        text: `The gateway stopped; it starts again in ${Math.ceil(phase.retryInMs / 1000)} s`,
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
      return { icon: 'pass-filled', tone: 'good', text: 'Reachable' };
    case 'checking':
      return { icon: 'loading', tone: 'quiet', text: 'Checking…' };
    case 'unknown':
      return {
        icon: 'circle-outline',
        tone: 'quiet',
        text: models.length > 0 ? 'Not checked yet' : 'Not checked',
      };
    case 'key missing':
      return { icon: 'key', tone: 'warn', text: message ?? 'The key is missing' };
    case 'failing':
      return { icon: 'error', tone: 'bad', text: message ?? 'Failing' };
    case 'broken':
      return { icon: 'warning', tone: 'bad', text: message ?? 'The entry in settings.json is not right' };
  }
}

/** How an account stands, with until when and why. */
export function accountText({ state, untilMs, message, limits }: AccountStatus, nowMs: number): StateText {
  const until = untilMs === undefined ? '' : ` until ${clockText(untilMs, nowMs)}`;
  const why = message === undefined ? '' : `: ${message}`;
  switch (state) {
    case 'active':
      return { icon: 'pass-filled', tone: 'good', text: ['Active', ...limits.map(limitText)].join(' · ') };
    case 'disabled':
      return { icon: 'circle-slash', tone: 'quiet', text: 'Off' };
    case 'cooling':
      return { icon: 'watch', tone: 'warn', text: `Rests${until}${why}` };
    case 'limited':
      return { icon: 'watch', tone: 'warn', text: `At its limit${until}${why}` };
    case 'key rejected':
      return { icon: 'error', tone: 'bad', text: `Key rejected${why}` };
    case 'key missing':
      return { icon: 'key', tone: 'warn', text: message ?? 'The key is missing' };
    case 'over budget':
      return { icon: 'error', tone: 'bad', text: `Over its budget${until}` };
  }
}

function limitText({ what, window, used, limit }: AccountStatus['limits'][number]): string {
  return `${used.toLocaleString('en')} of ${limit.toLocaleString('en')} ${what} this ${window}`;
}

/** A time as a clock shows it, with the date when it is another day. */
function clockText(timeMs: number, nowMs: number): string {
  const time = new Date(timeMs);
  const clock = time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const isToday = new Date(nowMs).toDateString() === time.toDateString();
  return isToday ? clock : `${time.toLocaleDateString([], { month: 'short', day: 'numeric' })} ${clock}`;
}

/** Time since then, as people say it. */
export function agoText(thenMs: number, nowMs: number): string {
  const minutes = Math.floor((nowMs - thenMs) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}
