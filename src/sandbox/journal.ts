/**
 * What each phone really received and did, and every request that reached a carrier.
 *
 * Append-only and nothing of the product's: storm and bench compare it with the
 * database afterwards, so it knows phones and texts, never incidents.
 */
export type CarrierName = "telegram" | "twilio" | "gateway";

export type EntryKind =
	/** A Telegram message, its edit, its end, and what flashes after a tap. */
	| "message"
	| "edit"
	| "delete"
	| "toast"
	| "sms"
	/** A phone rings, is picked up, hears a sentence, is over. */
	| "call"
	| "callAnswered"
	| "spoken"
	/** What the person said into the phone. */
	| "saidAloud"
	| "callEnded"
	/** The service answered with TwiML that Twilio would not carry out. */
	| "twimlError"
	/** What the person did. */
	| "tap"
	| "say"
	| "key"
	| "smsReply"
	| "ringBack"
	| "block"
	| "unblock";

export type JournalEntry = {
	n: number;
	/** The sandbox's clock, ms UTC. */
	at: number;
	/** `performance.now()` of the sandbox's process. */
	machineMs: number;
	carrier: CarrierName;
	kind: EntryKind;
	/** The phone's id. */
	phone: string;
	name: string;
	number: string;
	text?: string;
	/** message_id, MessageSid or CallSid. */
	ref?: string;
	silent?: boolean;
	segments?: number;
	/** Labels of the buttons under a message. */
	buttons?: string[];
	/** How a call ended, or that a key found nobody listening. */
	status?: string;
};

export type RequestEntry = {
	n: number;
	at: number;
	machineMs: number;
	carrier: CarrierName;
	/** `sendMessage`, `Messages.create`, `Calls.update` … */
	method: string;
	/** Chat id or phone number addressed. */
	to?: string;
	/** HTTP status answered; 0 = the connection broke or was left hanging. */
	status: number;
	/** Carrier's error code of a refusal. */
	code?: number;
	/** The fault that met it. */
	fault?: string;
	/** Whether it took effect, whatever was answered. */
	accepted: boolean;
	ref?: string;
};

export type Journal = ReturnType<typeof createJournal>;

type Person = { id: string; name: string; number: string };

export function createJournal(now: () => number) {
	const entries: JournalEntry[] = [];
	const requests: RequestEntry[] = [];
	const byPhone = new Map<string, JournalEntry[]>();

	return {
		entries: entries as readonly JournalEntry[],
		requests: requests as readonly RequestEntry[],
		/** Where `machineMs` counts from, ms UTC; for readers in another process. */
		timeOriginMs: performance.timeOrigin,

		/** Entries of one phone, by its number, name or id. */
		of: (phone: string): readonly JournalEntry[] => byPhone.get(phone) ?? [],

		write(
			person: Person,
			entry: Omit<
				JournalEntry,
				"n" | "at" | "machineMs" | "phone" | "name" | "number"
			>,
		): JournalEntry {
			const { id, name, number } = person;
			const written: JournalEntry = {
				n: entries.length,
				at: now(),
				machineMs: performance.now(),
				...entry,
				phone: id,
				name,
				number,
			};
			entries.push(written);
			for (const key of new Set([id, name, number])) {
				const list = byPhone.get(key);
				if (list) list.push(written);
				else byPhone.set(key, [written]);
			}
			return written;
		},

		writeRequest(request: Omit<RequestEntry, "n" | "at" | "machineMs">): void {
			requests.push({
				n: requests.length,
				at: now(),
				machineMs: performance.now(),
				...request,
			});
		},
	};
}
