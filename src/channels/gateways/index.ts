/**
 * The SMS gateway and the call relay an installation has settings for.
 */
import type { Channel } from "../../ports.ts";
import { type AlphaSmsOptions, alphaSms } from "./alphasms.ts";
import { type AndroidOptions, androidGateway } from "./android.ts";
import { type CallRelayOptions, callRelay } from "./callRelay.ts";
import { type KyivstarOptions, kyivstar } from "./kyivstar.ts";
import { type TurboSmsOptions, turboSms } from "./turbosms.ts";

export const GATEWAYS = [
	"turbosms",
	"alphasms",
	"kyivstar",
	"android",
] as const;
export type GatewayName = (typeof GATEWAYS)[number];

type Own<Options> = Omit<Options, "unitPrice" | "wall" | "webhookUrl">;
export type GatewaySettings =
	| ({ name: "turbosms" } & Own<TurboSmsOptions>)
	| ({ name: "alphasms" } & Own<AlphaSmsOptions>)
	| ({ name: "kyivstar" } & Own<KyivstarOptions>)
	| ({ name: "android" } & Own<AndroidOptions>);

export type CallRelaySettings = Own<CallRelayOptions>;

export type GatewayContext = {
	/** Without a slash at the end. */
	publicUrl: string;
	wall?: () => number;
	unitPrice?: number;
};

/** Where a gateway calls us; signed over the raw body. */
export const GATEWAY_SMS = "/carriers/gateway/sms";
export const GATEWAY_CALL = "/carriers/gateway/call";

export function gatewayChannel(
	settings: GatewaySettings,
	{ publicUrl, ...context }: GatewayContext,
): Channel {
	switch (settings.name) {
		case "turbosms":
			return turboSms({ ...settings, ...context });
		case "alphasms":
			return alphaSms({ ...settings, ...context });
		case "kyivstar":
			return kyivstar({ ...settings, ...context });
		case "android":
			return androidGateway({
				...settings,
				...context,
				webhookUrl: `${publicUrl}${GATEWAY_SMS}`,
			});
	}
}

export const callRelayChannel = (
	settings: CallRelaySettings,
	{ publicUrl: _unused, ...context }: GatewayContext,
): Channel => callRelay({ ...settings, ...context });
