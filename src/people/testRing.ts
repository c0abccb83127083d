/**
 * A test ring: the call of a fire without a fire. Only who heard it and pressed a key
 * has joined; the time stands in the roster.
 *
 * It rings from the number that calls for fires, or it would prove nothing about the
 * ringtone and the do-not-disturb exception that hang on that number. It is no
 * incident and no row: a call of courtesy, behind every alert. Who is rung stands in the
 * call's own id, so that a key counts after a restart of ours as well.
 */
import { writeRoster } from "../administer.ts";
import { PERSIST } from "../channels/persistence.ts";
import type { Speech } from "../channels/twilioWebhooks.ts";
import type { Deliverer } from "../deliver.ts";
import { isUnavailable } from "../errors.ts";
import { type Heard, saying } from "../http/calls/heard.ts";
import { EVERYTHING, type ResponderRow } from "../ports.ts";
import type { Service } from "../service.ts";

export type RingResult = "heard" | "unanswered" | "notSent";
export type Ringing =
	| "ringing"
	/** Twice within ten minutes is enough. */
	| "tooOften"
	/** No such person, or no channel that rings. */
	| "cannot";

export type TestRings = ReturnType<typeof testRings>;

const CALL = "test-ring-";
export const isTestRing = (attemptId: string): boolean =>
	attemptId.startsWith(CALL);

const SEND_DEADLINE_MS = 5_000;
const WITHIN_MS = 10 * 60_000;
const AT_MOST = 2;
const TIMES_SAID = 3;
/** Calls that ended without the key. */
const OVER = new Set(["completed", "no-answer", "busy", "failed", "canceled"]);

export function testRings(
	service: Service,
	{ courtesy }: Pick<Deliverer, "courtesy">,
) {
	const { clock, secrets, roster, channels, settings } = service;
	const say = saying(service);
	const rungAt = new Map<string, number[]>();
	/** Who waits to be told how a call ended; a restart forgets them, the roster does not. */
	const waiting = new Map<string, (result: RingResult) => void>();

	return {
		/** `onResult` is told once: heard, or not. */
		async ringTest(
			responderId: string,
			onResult: (result: RingResult) => void = () => {},
		): Promise<Ringing> {
			const voice = channels.get("voice");
			const [person] = await roster.people([responderId]);
			if (!voice || !person) return "cannot";
			if (isTooOften(responderId)) return "tooOften";
			const attemptId = `${CALL}${responderId}.${crypto.randomUUID()}`;
			waiting.set(attemptId, onResult);
			void courtesy(
				"voice",
				`test/${responderId}`,
				async () => {
					const { outcome } = await voice.send(
						{
							attemptId,
							to: secrets.open(person.phone),
							// What it says is asked for when it is picked up.
							body: JSON.stringify({ channel: "console", text: "" }),
							incidentId: "",
						},
						SEND_DEADLINE_MS,
					);
					// Unknown may be ringing; whoever hears it presses the key.
					if (outcome !== "accepted" && outcome !== "unknown")
						tell(attemptId, "notSent");
				},
				{ behindAlerts: true },
			);
			return "ringing";
		},

		/** What the call says, and what its key does. */
		async heard(attemptId: string, heard: Heard): Promise<Speech> {
			const person = await personOf(attemptId);
			if (!person) return {};
			const { locale } = person;
			const round = Number(heard.query.get("heard") ?? 0);
			if (heard.digits === "1") {
				const id = await hasHeard(person);
				tell(attemptId, "heard");
				return { before: [say(locale, id)] };
			}
			if (round >= TIMES_SAID)
				return { before: [say(locale, "voice-goodbye-informed")] };
			return {
				ask: {
					sentences: [
						say(locale, "voice-testRing"),
						say(locale, "voice-testRing.prompt"),
					],
					action: `${settings.publicUrl}/carriers/twilio/voice/${attemptId}?heard=${round + 1}${PERSIST}`,
				},
			};
		},

		/** The call is over; after a key it was told already. */
		ended(attemptId: string, status: string): void {
			if (OVER.has(status)) tell(attemptId, "unanswered");
		},
	};

	function tell(attemptId: string, result: RingResult): void {
		const onResult = waiting.get(attemptId);
		waiting.delete(attemptId);
		onResult?.(result);
	}

	function isTooOften(responderId: string): boolean {
		const now = clock.now();
		const recent = (rungAt.get(responderId) ?? []).filter(
			(at) => now - at < WITHIN_MS,
		);
		if (recent.length >= AT_MOST) return true;
		rungAt.set(responderId, [...recent, now]);
		return false;
	}

	async function personOf(
		attemptId: string,
	): Promise<ResponderRow | undefined> {
		const [id = ""] = attemptId.slice(CALL.length).split(".");
		const [person] = await roster.people([id]);
		return person;
	}

	/** Says which sentence follows: it is only true when it is written. */
	async function hasHeard(
		person: ResponderRow,
	): Promise<"voice-testRing-heard" | "voice-not-written"> {
		try {
			await writeRoster(service, async () => {
				const before = await roster.responder(EVERYTHING, person.id);
				if (!before) return { result: undefined };
				return {
					event: {
						type: "BellHeard",
						by: { kind: "responder", id: person.id },
						responderId: person.id,
					},
					roster: [
						{ table: "responder", row: { ...before, rungAt: clock.now() } },
					],
					result: undefined,
				};
			});
			return "voice-testRing-heard";
		} catch (error) {
			if (!isUnavailable(error)) throw error;
			return "voice-not-written";
		}
	}
}
