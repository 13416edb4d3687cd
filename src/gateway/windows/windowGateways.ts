import type { EffectiveConfig } from '../../config/effectiveConfig.ts';
import type { ConfigureMessage, KeysMessage } from '../../protocol/gatewayMessages.ts';
import type { GatewayServices } from '../exchange/services.ts';
import { Gateway, type GatewayOptions } from '../gateway.ts';
import { GatewayCore } from '../gatewayCore.ts';
import { ignoresCase } from '../routing/globs.ts';
import { placeRequest } from '../routing/placeRequest.ts';

/** What a window's settings and keys make. */
export interface WindowSetup {
  readonly config: EffectiveConfig;
  readonly proxy: ConfigureMessage['proxy'];
  readonly keys: KeysMessage['keys'];
  /** The variables that the settings see. */
  readonly env: NodeJS.ProcessEnv;
  /** The text of all that was told: setups of the same text are the same. */
  readonly content: string;
}

/** Whoever has a setup: a window's session. */
export interface SetupHolder {
  /** undefined: its editor has not said hello yet. */
  readonly windowId: string | undefined;
}

interface Held {
  readonly gateway: Gateway;
  readonly content: string;
}

export type WindowGatewaysOptions = Omit<GatewayOptions, 'onLoginRenewed'> & {
  /** Keeps a renewed sign-in in the windows that have this gateway. */
  readonly onLoginRenewed: (gateway: Gateway, login: Parameters<GatewayOptions['onLoginRenewed']>[0]) => void;
};

/** The gateways of all windows, one for each distinct setup, over one core; a request gets that of its window. */
export class WindowGateways {
  readonly core: GatewayCore;
  readonly #options: WindowGatewaysOptions;
  readonly #held = new Map<SetupHolder, Held>();
  /** That of the window which holds the port: it decides what there is once, such as the record. */
  #primary: Gateway;
  #primaryHolder: SetupHolder | undefined;

  constructor(options: WindowGatewaysOptions) {
    this.#options = options;
    this.core = new GatewayCore(options, () => this.#primary.config);
    this.#primary = this.#create(options.env);
  }

  get primary(): Gateway {
    return this.#primary;
  }

  /** The gateway of a window; before its settings have come, that of the window which holds the port. */
  of(holder: SetupHolder): Gateway {
    return this.#held.get(holder)?.gateway ?? this.#primary;
  }

  /** Gives a window the gateway of its setup: one that another window has already, else its own one anew, else another. */
  assign(holder: SetupHolder, setup: WindowSetup, isPrimary: boolean): void {
    if (isPrimary) this.#primaryHolder = holder;
    const before = this.#held.get(holder);
    if (before?.content === setup.content) return;
    const gateway = this.#sameSetup(setup.content) ?? this.#configured(holder, before, setup);
    this.#held.set(holder, { gateway, content: setup.content });
    if (isPrimary) this.#makePrimary(gateway);
    this.#shareAccessKeys();
    this.#retireUnused(before?.gateway);
  }

  /** A window has gone. */
  release(holder: SetupHolder): void {
    const before = this.#held.get(holder);
    if (before === undefined) return;
    this.#held.delete(holder);
    this.#shareAccessKeys();
    this.#retireUnused(before.gateway);
  }

  /**
   * What the HTTP server gets: who may call is decided for all windows, everything else for the window of a request.
   * @param settled resolves when the windows that requests wait for are here; undefined: none
   */
  services(settled: () => Promise<void> | undefined): GatewayServices {
    const { core } = this;
    const made = this.#primary;
    const options = { ignoreCase: ignoresCase(process.platform) };
    return {
      ...made.services(),
      config: () => ({ ...this.#primary.config, accessKeys: core.accessKeys }),
      windows: {
        settled,
        place: (request, caller) => {
          // One window, one setup: the decision finds the window itself.
          if (core.windows.size < 2 && this.#gateways().length < 2 && made === this.#primary)
            return undefined;
          return placeRequest(request, core.windows, { ...options, caller }).then((place) => ({
            place,
            services: this.#gatewayOf(place.resolved?.window.id).services(),
          }));
        },
        configs: () => this.#gateways().map(({ config }) => config),
        forWindow: (id) => {
          const known = id === undefined ? undefined : core.windows.get(id);
          const window = known ?? core.windows.all().sort((a, b) => b.focusedAtMs - a.focusedAtMs)[0];
          return this.#gatewayOf(window?.id).services();
        },
      },
    };
  }

  /** Ends everything, running answers too. */
  async close(): Promise<void> {
    await Promise.all([...new Set([...this.#gateways(), this.#primary])].map((gateway) => gateway.close()));
    await this.core.close();
  }

  #gatewayOf(windowId: string | undefined): Gateway {
    if (windowId === undefined) return this.#primary;
    for (const [holder, { gateway }] of this.#held) if (holder.windowId === windowId) return gateway;
    return this.#primary;
  }

  #gateways(): Gateway[] {
    return [...new Set([...this.#held.values()].map(({ gateway }) => gateway))];
  }

  #sameSetup(content: string): Gateway | undefined {
    return [...this.#held.values()].find((held) => held.content === content)?.gateway;
  }

  /** A gateway that nobody else has goes on with the new setup, and keeps what it knows and whom it is connected to. */
  #configured(holder: SetupHolder, before: Held | undefined, setup: WindowSetup): Gateway {
    const candidate = before?.gateway ?? (holder === this.#primaryHolder ? this.#primary : undefined);
    const isShared = [...this.#held].some(
      ([other, { gateway }]) => other !== holder && gateway === candidate,
    );
    const gateway = candidate === undefined || isShared ? this.#create(setup.env) : candidate;
    gateway.configure(setup.config, setup.proxy, setup.env);
    gateway.setKeys(setup.keys);
    return gateway;
  }

  #create(env: NodeJS.ProcessEnv): Gateway {
    const gateway: Gateway = new Gateway(
      {
        ...this.#options,
        env,
        onLoginRenewed: (login) => this.#options.onLoginRenewed(gateway, login),
      },
      this.core,
    );
    return gateway;
  }

  #makePrimary(gateway: Gateway): void {
    const before = this.#primary;
    this.#primary = gateway;
    this.#retireUnused(before);
  }

  /** Requests that still run with it come to their end. */
  #retireUnused(gateway: Gateway | undefined): void {
    if (gateway === undefined || gateway === this.#primary || this.#gateways().includes(gateway)) return;
    gateway.retire();
  }

  /** Any window's key lets in, and as soon as one window asks for keys, nobody comes in without. */
  #shareAccessKeys(): void {
    const keys = [this.#primary, ...this.#gateways()].flatMap(({ config }) => config.accessKeys);
    this.core.accessKeys = [...new Set(keys)];
  }
}
