/**
 * Recordings at Twilio: made by <Record>, fetched as sound, gone when deleted.
 *
 * https://www.twilio.com/docs/voice/api/recording
 */
import { soundOf } from "./sound.ts";
import type { World } from "./world.ts";

export type Recording = {
	sid: string;
	callSid: string;
	sound: Uint8Array<ArrayBuffer>;
	seconds: number;
	createdAt: number;
};

export type TwilioRecordings = ReturnType<typeof twilioRecordings>;

export function twilioRecordings(
	world: World,
	{ accountSid }: { accountSid: string },
) {
	const bySid = new Map<string, Recording>();

	return {
		/** Kept, and what Twilio tells of it. */
		add(
			callSid: string,
			{ words, lastsMs }: { words: string; lastsMs: number },
		): Record<string, string> {
			const sid = world.sid("RE");
			const seconds = Math.max(1, Math.round(lastsMs / 1000));
			bySid.set(sid, {
				sid,
				callSid,
				sound: soundOf(words, lastsMs),
				seconds,
				createdAt: world.now(),
			});
			return {
				RecordingSid: sid,
				RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${sid}`,
				RecordingDuration: String(seconds),
			};
		},
		get: (sid: string) => bySid.get(sid),
		remove: (sid: string) => void bySid.delete(sid),
		all: (): readonly Recording[] => [...bySid.values()],
	};
}
