/**
 * A test build rings no real phone: with `DZVIN_TEST=true` a carrier that is not
 * on this machine is refused by name, whatever token stands beside it.
 *
 * The tests, the storm, the bench, the demo and whoever takes the sandbox's
 * settings run so. Asked where settings are read and once more where a service
 * is opened, since a test may have made its settings by hand.
 */
import { AppError } from "./errors.ts";

export type Outside = {
	telegram?: { apiRoot: string };
	twilio?: { apiRoot: string };
	gateway?: { name: string; apiRoot: string };
	callRelay?: { apiRoot: string };
	ukraineAlarm?: { apiRoot: string };
	heartbeatUrl?: string;
};

export type Refusal = { name: string; message: string };

/** What of these settings would reach the world. */
export function reachesOut({
	telegram,
	twilio,
	gateway,
	callRelay,
	ukraineAlarm,
	heartbeatUrl,
}: Outside): Refusal[] {
	return (
		[
			["TELEGRAM_API_ROOT", telegram?.apiRoot],
			["TWILIO_API_ROOT", twilio?.apiRoot],
			[apiRootOf(gateway?.name), gateway?.apiRoot],
			["CALL_RELAY_API_ROOT", callRelay?.apiRoot],
			["UKRAINE_ALARM_API_ROOT", ukraineAlarm?.apiRoot],
			["HEARTBEAT_URL", heartbeatUrl],
		] as [name: string, address: string | undefined][]
	).flatMap(([name, address]) =>
		address === undefined || onLoopback(address)
			? []
			: [
					{
						name,
						message:
							"expected an address of this machine such as http://127.0.0.1:8091, because DZVIN_TEST is true; what came, or stands there by default, is elsewhere. A test build reaches no real phone: take the production token or DZVIN_TEST away",
					},
				],
	);
}

/** The setting that says where a gateway is. */
export const apiRootOf = (gateway = ""): string =>
	gateway === "android"
		? "ANDROID_GATEWAY_API_ROOT"
		: `${gateway.toUpperCase()}_API_ROOT`;

/** Throws where a test build would reach the world. */
export function mustStayInside(
	settings: Outside,
	isTestBuild: string | undefined,
): void {
	const refusals = isTestBuild === "true" ? reachesOut(settings) : [];
	if (refusals.length > 0)
		throw new AppError("invalid", "A test build refuses production carriers:", {
			faults: refusals.map(({ name, message }) => ({ path: name, message })),
		});
}

export const onLoopback = (address: string): boolean =>
	URL.canParse(address) &&
	/^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);
