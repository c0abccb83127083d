/**
 * A chief's own words about the place: fetched once, sealed, played before every call,
 * hung on the cards, and sent to the chats of who was alerted, after their alerts. A
 * caller's words go to who decides: the chief's chat, and the call that asks «Горить?».
 *
 * Nothing waits for it: the alarm rings from the key that raised it, and a sound that
 * never arrives is missed by nobody but the ear.
 */
import { Buffer } from "node:buffer";
import { timingSafeEqual } from "node:crypto";
import { incidentNow, isOver } from "./answer.ts";
import type { RecordingSource } from "./channels/twilioRecordings.ts";
import type { Sound } from "./channels/twilioWebhooks.ts";
import type { Known } from "./core/incident.ts";
import type { Deliverer } from "./deliver.ts";
import { firstSeconds, silence } from "./mp3.ts";
import type { NewRow, RecordingRow, Sealed } from "./ports.ts";
import type { Service } from "./service.ts";

/** What a carrier told: which recording belongs to which alarm. */
export type Spoken = {
	recordingSid: string;
	seconds: number;
	incidentId: string;
	/** Who spoke. */
	responderId: string;
};

/** What is remembered of one: the sound itself stays in the database. */
type Kept = Pick<RecordingRow, "id" | "responderId" | "seconds" | "at">;

/** Whose words: a chief's are for everybody, a caller's for who decides. */
export type Speaker = "chief" | "caller";

export type ChiefsWords = ReturnType<typeof chiefsWords>;

/** Before the spoken alert: who is woken must hear the keys within six seconds. */
const OPENING_SECONDS = 6;
/** The carrier has it within seconds; after that long nobody drives by it any more. */
const GIVEN_UP_AFTER_MS = 15 * 60_000;
const SEND_WITHIN_MS = 5_000;
/** Incidents of which we remember whether somebody spoke. */
const MOST_KNOWN = 1_000;

export function chiefsWords(
	service: Service,
	{
		source,
		courtesy,
	}: Pick<Deliverer, "courtesy"> & {
		/** Absent = no carrier that records. */
		source?: RecordingSource;
	},
) {
	const { store, secrets, clock, settings, log } = service;
	const startedAt = clock.now();
	/** By speaker and incident. */
	const known = new Map<string, Kept | undefined>();
	/** Who has it in the chat, by incident, or by recording of a caller; Telegram's own id of the sound, by recording. */
	const sent = new Set<string>();
	const soundIds = new Map<string, string>();

	service.onChange((incidentId) => {
		if (source && service.channels.get("telegram")?.sendSound)
			void spreadNew(incidentId);
	});

	return {
		/** Fetches and keeps it; throws `unavailable` when it must be tried again. */
		async take(spoken: Spoken, saidAt?: number): Promise<void> {
			const { recordingSid, incidentId } = spoken;
			const incident = await incidentNow(service, incidentId);
			if (!source || !incident) return;
			const isLate =
				saidAt !== undefined && clock.now() - saidAt > GIVEN_UP_AFTER_MS;
			if (isOver(incident) || isLate) {
				await source.forget(recordingSid);
				return;
			}
			const { sound, mediaType } = await source.fetch(recordingSid);
			const row: RecordingRow = {
				id: recordingSid,
				incidentId,
				responderId: spoken.responderId,
				audio: secrets.seal(Buffer.from(sound).toString("base64")),
				mediaType,
				seconds: spoken.seconds,
				at: clock.now(),
			};
			await store.append({
				at: clock.now(),
				recordings: [row],
				outbox:
					speakerOf(incident, row) === "chief" ? cardsOf(incident, row) : [],
			});
			remember(speakerOf(incident, row), incidentId, row);
			service.wake.wake();
			if (!(await source.forget(recordingSid)))
				log.warn("a recording is ours now and still lies at the carrier", {
					recordingSid,
				});
			void spread(incident, row);
		},

		/** How long somebody speaks of this incident's place; what cannot be read now is not shown. */
		async seconds(incidentId: string): Promise<number | undefined> {
			const incident = await incidentNow(service, incidentId).catch(
				() => undefined,
			);
			const row =
				incident &&
				(await recordingOf("chief", incident).catch(() => undefined));
			return row?.seconds;
		},

		/** What a call plays before it speaks. `whole` for who asks to hear it again. */
		async opening(
			incidentId: string,
			{ whole, of = "chief" }: { whole: boolean; of?: Speaker },
		): Promise<Sound | undefined> {
			const incident = await incidentNow(service, incidentId);
			if (!incident || !(await recordingOf(of, incident))) return undefined;
			const name = of === "chief" ? incidentId : `${CALLER}${incidentId}`;
			return {
				play: `${settings.publicUrl}/carriers/twilio/recording/${name}.${proof(name)}${whole ? "?whole" : ""}`,
			};
		},

		/** The sound behind such an address; undefined for an address of nobody's. */
		async sound(
			token: string,
			how: { whole: boolean },
		): Promise<
			{ sound: Uint8Array<ArrayBuffer>; mediaType: string } | undefined
		> {
			const [name = "", given = ""] = token.split(".");
			if (!same(given, proof(name))) return undefined;
			const of: Speaker = name.startsWith(CALLER) ? "caller" : "chief";
			const incidentId = of === "caller" ? name.slice(CALLER.length) : name;
			const incident = await incidentNow(service, incidentId);
			const row =
				incident &&
				(await store
					.recording(incidentId, whoIs(of, incident))
					.catch(() => undefined));
			// A call was promised a sound: without one it would end instead of speaking the alert.
			if (!row || !incident || isOver(incident))
				return { sound: silence(), mediaType: "audio/mpeg" };
			const whole = soundIn(row);
			return {
				sound: how.whole ? whole : firstSeconds(whole, OPENING_SECONDS),
				mediaType: row.mediaType,
			};
		},
	};

	/** Says that the address is ours; of an incident nobody knows it says nothing. */
	function proof(name: string): string {
		return secrets.token(`recording|${name}`);
	}

	function soundIn({ audio }: RecordingRow): Uint8Array<ArrayBuffer> {
		return Uint8Array.from(Buffer.from(secrets.open(audio), "base64"));
	}

	async function soundNow(incident: Known, { id, responderId }: Kept) {
		const row = await store.recording(incident.id, { only: [responderId] });
		return row?.id === id ? soundIn(row) : undefined;
	}

	async function recordingOf(
		of: Speaker,
		incident: Known,
	): Promise<Kept | undefined> {
		const key = `${of}/${incident.id}`;
		if (!known.has(key))
			remember(
				of,
				incident.id,
				await store.recording(incident.id, whoIs(of, incident)),
			);
		return known.get(key);
	}

	function remember(
		of: Speaker,
		incidentId: string,
		row: RecordingRow | undefined,
	): void {
		const key = `${of}/${incidentId}`;
		const [oldest] = known.keys();
		if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
		if (!row) known.set(key, undefined);
		else {
			const { id, responderId, seconds, at } = row;
			known.set(key, { id, responderId, seconds, at });
		}
	}

	/** Every card shows that there is something to hear. */
	function cardsOf(incident: Known, { id }: Kept): NewRow[] {
		return [...incident.people.values()].map(({ responderId }) => ({
			id: `${id}.card.${responderId}`,
			incidentId: incident.id,
			kind: "card",
			key: `card:${responderId}`,
			responderId,
			lane: "telegram",
			laneClass: 5,
			rank: 0,
			dueAt: clock.now(),
			units: 1,
			body: secrets.seal("null"),
			createdAt: clock.now(),
		}));
	}

	/** Who is called later hears it too; who was called before this process began has it, or does without. */
	async function spreadNew(incidentId: string): Promise<void> {
		try {
			const incident = await incidentNow(service, incidentId);
			if (!incident || isOver(incident)) return;
			const row = await recordingOf("chief", incident);
			if (row) await spread(incident, row, Math.max(row.at, startedAt));
			const caller = await recordingOf("caller", incident);
			// Of a process before this one, whoever decides has it.
			if (caller && caller.at >= startedAt) await spread(incident, caller);
		} catch {
			// The next change of the incident brings it.
		}
	}

	async function spread(
		incident: Known,
		row: Kept,
		alertedSince = Number.NEGATIVE_INFINITY,
	): Promise<void> {
		const of = speakerOf(incident, row);
		const ids =
			of === "caller"
				? incident.humans.map(({ responderId }) => responderId)
				: [...incident.people.values()]
						.filter(({ alertedAt }) => alertedAt >= alertedSince)
						.map(({ responderId }) => responderId);
		const what = of === "caller" ? row.id : incident.id;
		const waiting = ids.filter(
			(id) => id !== row.responderId && !sent.has(`${what}/${id}`),
		);
		if (waiting.length === 0) return;
		for (const id of waiting) sent.add(`${what}/${id}`);
		const people = await service.roster.people(waiting);
		for (const { id, telegramChat, locale } of people)
			if (telegramChat) void send(incident, row, id, telegramChat, locale);
	}

	async function send(
		incident: Known,
		row: Kept,
		responderId: string,
		chat: Sealed,
		locale: "uk" | "en",
	): Promise<void> {
		const channel = service.channels.get("telegram");
		await courtesy(
			"telegram",
			`voice/${responderId}`,
			async () => {
				const sound = soundIds.get(row.id) ?? (await soundNow(incident, row));
				// Erased while it waited for its turn.
				if (sound === undefined) return;
				const outcome = await channel?.sendSound?.(
					{
						to: secrets.open(chat),
						sound,
						seconds: row.seconds,
						words: service.wording.text(
							locale,
							speakerOf(incident, row) === "caller"
								? "telegram-callers-voice"
								: "telegram-chiefs-voice",
							{ number: String(incident.number) },
						),
					},
					SEND_WITHIN_MS,
				);
				if (outcome?.outcome === "accepted" && outcome.soundId)
					soundIds.set(row.id, outcome.soundId);
			},
			{ behindAlerts: true },
		);
	}
}

/** Before the incident's id in the address of a caller's words. */
const CALLER = "caller-";

const reportersOf = ({ reports }: Known): string[] =>
	[...reports.values()].flatMap(({ reporterId }) => reporterId ?? []);

const speakerOf = (incident: Known, { responderId }: Kept): Speaker =>
	reportersOf(incident).includes(responderId) ? "caller" : "chief";

const whoIs = (of: Speaker, incident: Known) =>
	of === "caller"
		? { only: reportersOf(incident) }
		: { except: reportersOf(incident) };

function same(given: string, expected: string): boolean {
	const [a, b] = [Buffer.from(given), Buffer.from(expected)];
	return a.length === b.length && timingSafeEqual(a, b);
}
