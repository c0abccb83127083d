/**
 * Every call: those we made, people who ring back, numbers that are let ring.
 *
 * Whoever rings us is known by their number alone: enough to answer an alert of one's
 * own and to set one's own hours; an alarm needs a PIN, and a stranger changes nothing.
 */
import { incidentNow, isOver } from "../../answer.ts";
import type { TextAnswers } from "../../answerText.ts";
import type { Speech } from "../../channels/twilioWebhooks.ts";
import { about } from "../../core/turn.ts";
import type { KeptAnswer } from "../../keptAnswers.ts";
import type { ConsentRings } from "../../others/consentRing.ts";
import type { OutboxRow, ResponderRow } from "../../ports.ts";
import type { ChiefsWords } from "../../recordings.ts";
import type { Raise } from "../../report.ts";
import type { Service } from "../../service.ts";
import type { Rendered, RenderedVoice } from "../../wording/rendered.ts";
import { personOfPhone } from "../people.ts";
import { type CalledBack, callBacks } from "./callBack.ts";
import { chiefMenu } from "./chiefMenu.ts";
import { conversations } from "./conversation.ts";
import { type Heard, type Menu, saying } from "./heard.ts";
import { missedCalls } from "./missedCall.ts";
import { OPENED, ownIncidents } from "./ownIncident.ts";
import { shiftMenu } from "./shiftMenu.ts";
import type { Tell } from "./tell.ts";

export type CallParts = {
	rowOf(rowId: string): Promise<OutboxRow | undefined>;
	/** Takes an answer the database does not; throws when nothing does. */
	keep(answer: KeptAnswer): Promise<void>;
	/** Of the calls that come in; a call we made adds its attempt. */
	address: string;
	/** Told when a recording about this incident can be fetched. */
	recorded(incidentId: string, responderId: string): string;
	raise: Raise;
	answers: TextAnswers;
	tell: Tell;
	words: Pick<ChiefsWords, "opening">;
	residents: CalledBack;
	consentRings: Pick<ConsentRings, "theirs">;
};

export type Calls = ReturnType<typeof calls>;

export function calls(service: Service, parts: CallParts) {
	const { store, roster, secrets, settings } = service;
	const { address } = parts;
	const say = saying(service);
	const talking = conversations(service, {
		keep: parts.keep,
		opening: parts.words.opening,
	});
	const { converse, switchQuestion } = talking;
	const own = ownIncidents(service, talking);
	const shifts = shiftMenu(service, address);
	const asked = callBacks(service, parts.residents);
	const chief = chiefMenu(service, { ...parts, ...talking });

	return {
		/** A call we made was picked up, or a key was pressed in it. */
		async ours(attemptId: string, heard: Heard): Promise<Speech> {
			const attempt = await store.attempt(attemptId);
			const row = attempt && (await parts.rowOf(attempt.rowId));
			// Of a resident who reported: nobody of the roster, and asked one thing only.
			if (attempt?.responderId && row?.messageKind === "callBack")
				return asked.ours(attempt.responderId, attempt.incidentId, {
					...heard,
					address: `${address}/${attemptId}`,
				});
			const [person] = attempt?.responderId
				? await roster.people([attempt.responderId])
				: [];
			// Erased with a person while it rang: there is nothing more to say.
			const planned = row?.body ? voiceIn(secrets.open(row.body)) : undefined;
			// Whose key it was cannot be read, so it cannot be kept either: whoever pressed must know.
			if (heard.digits && !row && service.degraded().includes("store"))
				return { before: [say(settings.locale, "voice-said-again")] };
			if (!attempt || !planned || !person) return {};
			const { incidentId } = attempt;
			const opens = OPENED[row?.messageKind ?? ""];
			const isSwitch = heard.query.get("ask") === "switch";
			return converse(
				{
					voice: isSwitch
						? await switchQuestion(incidentId, person, heard)
						: opens === "chief"
							? await saidNow(planned, incidentId, person, row?.messageKind)
							: planned,
					incidentId,
					person,
					address: `${address}/${attemptId}`,
					query: {},
					...(isSwitch || !opens ? {} : { opens }),
				},
				heard,
			);
		},

		/** Somebody rings us: a missed call, a key pressed too late, a chief, hours to set. */
		async theirs(from: string, heard: Heard): Promise<Speech> {
			const person = await personOfPhone(service, from);
			if (!person)
				return (
					(await asked.theirs(from, { ...heard, address })) ?? {
						before: [say(settings.locale, "bot-phone-unknown")],
					}
				);
			const menu = (heard.query.get("menu") ?? undefined) as Menu;
			if (menu !== "chief" && menu !== "told" && menu !== "doubt") {
				if (chief.isPin(person, heard) || menu === "pin")
					return heard.digits
						? chief.pin(person, from, heard)
						: { before: [say(person.locale, "voice-goodbye-informed")] };
				return menu === "availability"
					? shifts.heard(person, oneKey(heard))
					: aboutFire(person, oneKey(heard), menu === "consent");
			}
			return menu === "chief"
				? chief.menu(person, heard)
				: chief[menu](person, heard);
		},

		/** A number of ours was let ring. */
		missed: missedCalls(service, { ...parts, ...talking }),
	};

	/** The place may be known since it was planned; what cannot be read now is said as planned. */
	async function saidNow(
		planned: RenderedVoice,
		incidentId: string,
		person: ResponderRow,
		kind: string | undefined,
	): Promise<RenderedVoice> {
		try {
			const incident = await incidentNow(service, incidentId);
			if (!incident) return planned;
			const alert = { ...about(incident), repeat: false } as const;
			return await talking.told(
				kind === "calledBack"
					? { ...alert, kind: "calledBack" }
					: { ...alert, kind: "alert" },
				incident,
				person,
			);
		} catch {
			return planned;
		}
	}

	async function aboutFire(
		person: ResponderRow,
		heard: Heard,
		isConsent: boolean,
	): Promise<Speech> {
		const named = heard.query.get("incident");
		// A key says what the question was, also when a fire has come in between.
		const incident = named
			? await incidentNow(service, named)
			: isConsent
				? undefined
				: await own.concerning(person);
		if (!incident)
			return person.brigadeIds.length > 0 || person.pinHash
				? shifts.heard(person, heard)
				: ((await parts.consentRings.theirs(person, heard)) ?? {
						before: [say(person.locale, "bot-note-nobody")],
					});
		if (isOver(incident))
			return { before: [say(person.locale, "page-answer-closed")] };
		const question =
			heard.query.get("ask") === "switch"
				? {
						voice: await switchQuestion(incident.id, person, heard),
					}
				: await own.questionOf(incident, person);
		return converse(
			{
				...question,
				incidentId: incident.id,
				person,
				address,
				query: { incident: incident.id },
				...(person.pinHash ? { several: true } : {}),
			},
			heard,
		);
	}
}

/** «1#» of somebody used to ending with the hash is the key before it. */
const oneKey = (heard: Heard): Heard =>
	heard.digits === undefined || heard.digits.length < 2
		? heard
		: { ...heard, digits: heard.digits.replace(/#$/, "") };

function voiceIn(body: string): RenderedVoice | undefined {
	const rendered = JSON.parse(body) as Rendered;
	return rendered.channel === "voice" ? rendered : undefined;
}
