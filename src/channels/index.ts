/**
 * The channels an installation has settings for; the others are off.
 */
import type { ChannelName } from "../core/kinds.ts";
import type { Channel } from "../ports.ts";
import type { Log } from "../service.ts";
import { consoleChannel } from "./console.ts";
import {
	type CallRelaySettings,
	callRelayChannel,
	type GatewaySettings,
	gatewayChannel,
} from "./gateways/index.ts";
import { withSecondSender } from "./gateways/secondSender.ts";
import { smsChannel } from "./sms.ts";
import { telegramChannel } from "./telegram.ts";
import { type TwilioClient, twilioClient } from "./twilio.ts";
import { voiceChannel } from "./voice.ts";

export type ChannelSettings = {
	publicUrl: string;
	telegram?: { token: string; apiRoot: string };
	twilio?: {
		accountSid: string;
		authToken: string;
		apiRoot: string;
		smsFrom?: string;
		smsFrom2?: string;
		voiceFrom?: string;
		voiceDrill?: string;
		twoWay?: boolean;
	};
	/** Sends SMS before Twilio does; Twilio's number is its second sender then. */
	gateway?: GatewaySettings;
	/** Rings instead of Twilio. */
	callRelay?: CallRelaySettings;
	/** What a segment and a call cost. */
	prices?: { segment?: number; call?: number };
	/** Prints alerts here. */
	console?: (line: string) => void;
};

export function createChannels(
	settings: ChannelSettings,
	{ log, wall }: { log: Log; wall: () => number },
): Map<ChannelName, Channel> {
	const { telegram, twilio, console: print } = settings;
	const client = twilio && twilioClient(twilio, wall);
	const channels = [
		telegram && telegramChannel({ ...telegram, log, wall }),
		smsOf(settings, client, wall),
		voiceOf(settings, client, wall),
		print && consoleChannel(print, log),
	].filter((channel) => channel !== undefined);
	return new Map(channels.map((channel) => [channel.name, channel]));
}

function smsOf(
	{ publicUrl, twilio, gateway, prices }: ChannelSettings,
	client: TwilioClient | undefined,
	wall: () => number,
): Channel | undefined {
	const { smsFrom, smsFrom2, twoWay = false } = twilio ?? {};
	const price =
		prices?.segment === undefined ? {} : { unitPrice: prices.segment };
	const own =
		client && smsFrom
			? smsChannel({
					client,
					from: smsFrom,
					...(smsFrom2 ? { secondFrom: smsFrom2 } : {}),
					publicUrl,
					twoWay,
					...price,
				})
			: undefined;
	if (!gateway) return own;
	const first = gatewayChannel(gateway, { publicUrl, wall, ...price });
	return own ? withSecondSender(first, own) : first;
}

function voiceOf(
	{ publicUrl, twilio, callRelay, prices }: ChannelSettings,
	client: TwilioClient | undefined,
	wall: () => number,
): Channel | undefined {
	const price = prices?.call === undefined ? {} : { unitPrice: prices.call };
	if (callRelay)
		return callRelayChannel(callRelay, { publicUrl, wall, ...price });
	if (!client || !twilio?.voiceFrom) return undefined;
	const { voiceFrom, voiceDrill } = twilio;
	return voiceChannel({
		client,
		from: voiceFrom,
		...(voiceDrill ? { drillFrom: voiceDrill } : {}),
		publicUrl,
		...price,
	});
}
