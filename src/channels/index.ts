/**
 * The channels an installation has settings for; the others are off.
 */
import type { ChannelName } from "../core/kinds.ts";
import type { Channel } from "../ports.ts";
import type { Log } from "../service.ts";
import { consoleChannel } from "./console.ts";
import { smsChannel } from "./sms.ts";
import { telegramChannel } from "./telegram.ts";
import { twilioClient } from "./twilio.ts";
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
	};
	/** Prints alerts here. */
	console?: (line: string) => void;
};

export function createChannels(
	{ publicUrl, telegram, twilio, console: print }: ChannelSettings,
	{ log, wall }: { log: Log; wall: () => number },
): Map<ChannelName, Channel> {
	const channels: Channel[] = [];
	if (telegram) channels.push(telegramChannel({ ...telegram, log, wall }));
	if (twilio) {
		const client = twilioClient(twilio, wall);
		const { smsFrom, smsFrom2, voiceFrom } = twilio;
		if (smsFrom)
			channels.push(
				smsChannel({
					client,
					from: smsFrom,
					...(smsFrom2 ? { secondFrom: smsFrom2 } : {}),
					publicUrl,
				}),
			);
		if (voiceFrom)
			channels.push(voiceChannel({ client, from: voiceFrom, publicUrl }));
	}
	if (print) channels.push(consoleChannel(print, log));
	return new Map(channels.map((channel) => [channel.name, channel]));
}
