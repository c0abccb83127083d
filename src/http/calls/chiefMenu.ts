/**
 * A chief rings: one saved contact with pauses (`+380…,,1234#1`) raises the alarm half
 * asleep. PIN, hash, key: 1 house, 2 grass, 3 vehicle, 4 other, 5 to decide a doubt.
 *
 * The alarm is raised by the key alone and before anything is said; then he is asked for
 * the place, which opens every call from then on. Where the conversation is stands in
 * the address, signed: a restart of ours in the middle of the call loses nothing.
 */
import { incidentNow, isOver } from "../../answer.ts";
import { PERSIST } from "../../channels/persistence.ts";
import type { Sentence, Speech } from "../../channels/twilioWebhooks.ts";
import type { Known } from "../../core/incident.ts";
import type { IncidentType } from "../../core/kinds.ts";
import { about } from "../../core/turn.ts";
import { isUnavailable } from "../../errors.ts";
import { type Leading, leadingOf } from "../../people/leading.ts";
import { tryPin } from "../../people/pin.ts";
import type { ResponderRow } from "../../ports.ts";
import type { Raise } from "../../report.ts";
import type { Service } from "../../service.ts";
import type { Conversations } from "./conversation.ts";
import { type Heard, type Menu, saying } from "./heard.ts";

const TYPES: Readonly<Record<string, IncidentType>> = {
	1: "structure_fire",
	2: "vegetation_fire",
	3: "vehicle_fire",
	4: "other",
};
const TIMES = 3;
/** More than one brigade ever has in doubt at once. */
const LOOK_AT = 20;

export type ChiefMenu = ReturnType<typeof chiefMenu>;

export function chiefMenu(
	service: Service,
	{
		raise,
		converse,
		told,
		address,
		recorded,
	}: Pick<Conversations, "converse" | "told"> & {
		raise: Raise;
		/** Of the calls that come in. */
		address: string;
		/** Told when a recording about this incident can be fetched. */
		recorded(incidentId: string, responderId: string): string;
	},
) {
	const say = saying(service);

	return {
		/** Digits that are no key: a PIN, perhaps with the hash and a key of the menu behind it. */
		isPin: ({ pinHash }: ResponderRow, { digits = "" }: Heard): boolean =>
			pinHash !== undefined && digits.replace(/#$/, "").length > 1,

		async pin(person: ResponderRow, from: string, heard: Heard) {
			const [, pin = "", key = ""] =
				/^([^#]*)#?(.*)$/.exec(heard.digits ?? "") ?? [];
			const { locale } = person;
			const leading = await leadingOf(service, person);
			const tried = leading
				? await countable(tryPin(service, person, from, pin))
				: "wrong";
			switch (tried) {
				case "closed":
					service.log.warn("a PIN was tried too often, the number is closed", {
						responderId: person.id,
					});
					return { before: [say(locale, "voice-pin-closed")] };
				case "wrong":
					return askPin(person, heard);
				default:
					return menu(person, leading, { ...heard, digits: key[0] });
			}
		},

		/** A key after the PIN. */
		async menu(person: ResponderRow, heard: Heard): Promise<Speech> {
			return menu(person, await leadingOf(service, person), heard);
		},

		/** The place is said, or he hung up after it. */
		async told(person: ResponderRow, heard: Heard): Promise<Speech> {
			const incident = await named(heard);
			const thanks = say(person.locale, "voice-chief-heard");
			if (!incident || person.brigadeIds.length === 0)
				return { before: [thanks] };
			const isFirst = !heard.query.has("heard");
			const { digits: _key, ...rest } = heard;
			const speech = await converse(
				{
					voice: await told(
						{ ...about(incident), kind: "askRaiser" },
						incident,
						person,
					),
					incidentId: incident.id,
					person,
					address,
					query: { menu: "told", incident: incident.id },
				},
				// The key that ended the recording answers nothing.
				isFirst ? { ...rest, digits: undefined } : heard,
			);
			return isFirst ? { ...speech, before: [thanks] } : speech;
		},

		/** Confirms or dismisses what somebody else reported. */
		async doubt(person: ResponderRow, heard: Heard): Promise<Speech> {
			const incident = await named(heard);
			return incident
				? askDoubt(person, incident, heard)
				: { before: [say(person.locale, "bot-note-nobody")] };
		},
	};

	async function named({ query }: Heard): Promise<Known | undefined> {
		const id = query.get("incident");
		return id === null ? undefined : incidentNow(service, id);
	}

	/** What cannot be counted cannot be tried. */
	async function countable<T>(trying: Promise<T>): Promise<T | "closed"> {
		try {
			return await trying;
		} catch (error) {
			if (isUnavailable(error)) return "closed";
			throw error;
		}
	}

	function at(menu: Menu, more: Record<string, string> = {}): string {
		const query = new URLSearchParams({ ...(menu ? { menu } : {}), ...more });
		return `${address}?${query}${PERSIST}`;
	}

	function askPin({ locale }: ResponderRow, { query }: Heard): Speech {
		const round = Number(query.get("heard") ?? 0) + 1;
		return {
			ask: {
				sentences: [say(locale, "voice-pin-wrong")],
				action: at("pin", { heard: String(round) }),
				several: true,
			},
		};
	}

	async function menu(
		person: ResponderRow,
		leading: Leading | undefined,
		heard: Heard,
	): Promise<Speech> {
		const { locale } = person;
		if (!leading) return { before: [say(locale, "bot-answer-not-yours")] };
		const { digits = "" } = heard;
		const type = TYPES[digits];
		if (type) return raised(person, leading, type, heard);
		const doubts = await inDoubt(leading);
		const [doubt] = doubts;
		if (digits === "5" && doubt)
			return askDoubt(person, doubt, { ...heard, digits: undefined });
		const round = Number(
			heard.query.get("menu") === "chief" ? heard.query.get("heard") : 0,
		);
		if (digits === "0" || round >= TIMES)
			return { before: [say(locale, "voice-goodbye-informed")] };
		return {
			ask: {
				sentences: [
					...(digits === "" || digits === "*"
						? []
						: [say(locale, "voice-said-unknown")]),
					say(locale, "voice-chief"),
					...(doubt ? [say(locale, "voice-chief-doubt")] : []),
				],
				action: at("chief", { heard: String(round + 1) }),
			},
		};
	}

	/** One alarm a call: the same request brought twice by the carrier is the same alarm. */
	async function raised(
		person: ResponderRow,
		{ brigadeIds, source }: Leading,
		type: IncidentType,
		{ callSid }: Heard,
	): Promise<Speech> {
		const { locale } = person;
		try {
			const { incidentId } = await raise(
				{
					type,
					mode: "actual",
					peopleInDanger: false,
					source,
					brigadeIds,
					force: true,
					reporterVerified: true,
					...(person.brigadeIds.length > 0 ? { raisedBy: person.id } : {}),
				},
				{
					by: { kind: "responder", id: person.id },
					keyId: `phone/${person.id}`,
					idempotencyKey: callSid,
				},
			);
			return {
				before: [say(locale, "voice-chief-raised")],
				record: {
					action: at("told", { incident: incidentId }),
					ready: recorded(incidentId, person.id),
					otherwise: [say(locale, "voice-chief-silent")],
				},
			};
		} catch (error) {
			if (!isUnavailable(error)) throw error;
			return {
				ask: {
					sentences: [say(locale, "voice-chief-failed")],
					action: at("chief", { heard: "1" }),
				},
			};
		}
	}

	/** What waits for a human's word in his brigades, the newest first. */
	async function inDoubt({ brigadeIds }: Leading): Promise<Known[]> {
		const { items } = await service.store
			.heads(
				{ kind: "brigades", ids: brigadeIds },
				{ status: ["unconfirmed"], limit: LOOK_AT },
			)
			// An alarm can be raised while nothing can be looked up.
			.catch(() => ({ items: [] }));
		const doubts = await Promise.all(
			items.map(({ id }) => incidentNow(service, id)),
		);
		return doubts
			.filter((incident) => incident !== undefined)
			.filter((incident) => incident.status === "unconfirmed")
			.sort((a, b) => b.reportedAt - a.reportedAt);
	}

	async function askDoubt(
		person: ResponderRow,
		incident: Known,
		heard: Heard,
	): Promise<Speech> {
		const over: Sentence = say(person.locale, "page-answer-closed");
		if (isOver(incident)) return { before: [over] };
		return converse(
			{
				voice: await told(
					{
						...about(incident),
						kind: "askConfirm",
						impact: incident.incidentType === "shelling_impact",
					},
					incident,
					person,
				),
				incidentId: incident.id,
				person,
				address,
				query: { menu: "doubt", incident: incident.id },
				opens: "caller",
			},
			heard,
		);
	}
}
