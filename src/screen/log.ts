/**
 * Entries of an incident's log as sentences: every fact that tells a human something.
 * What only the machine needs (a step fell due) has no sentence.
 */
import type { IncidentEvent, WordRef } from "../core/incident.ts";
import type { Instant } from "../core/kinds.ts";
import { capital, type Screen } from "./screen.ts";

/** The API shows words instead of where they lie; `null` once they are erased. */
type Shown<Value> = Value extends WordRef
	? string | null
	: Value extends readonly (infer Item)[]
		? Shown<Item>[]
		: Value extends object
			? { [Key in keyof Value]: Shown<Value[Key]> }
			: Value;

export type LogEntry = Shown<IncidentEvent> & {
	seq: number;
	at: Instant;
	byName?: string;
};

export type LogRow = { seq: number; at: Instant; words: string };

/** The names of an incident, by id, as its board shows them. */
type Names = {
	person(id: string): string;
	vehicle(id: string | null | undefined): string;
	/** Of state crews. */
	state(of: { brigadeIds: readonly string[] } | { brigadeId: string }): string;
};

export function logRows(
	screen: Screen,
	entries: readonly LogEntry[],
): LogRow[] {
	const names = namesIn(screen);
	return entries.flatMap((entry) => {
		const words = wordsOf(screen, entry, names);
		return words ? { seq: entry.seq, at: entry.at, words } : [];
	});
}

function namesIn({ board }: Screen): Names {
	const people = new Map<string, string>([
		...board.passedOver.flatMap(({ id, name }) =>
			id && name ? [[id, name] as const] : [],
		),
		...(board.helpers ?? []).map(({ id, name }) => [id, name] as const),
		...board.responders.map(({ id, name }) => [id, name] as const),
	]);
	const states = new Map(
		(board.stateAsked ?? []).map(({ brigadeId, name }) => [brigadeId, name]),
	);
	const vehicles = new Map(
		board.crews.map(({ vehicleId, vehicle }) => [vehicleId, vehicle ?? ""]),
	);
	return {
		person: (id) => people.get(id) || "—",
		vehicle: (id) => (id ? (vehicles.get(id) ?? "") : ""),
		state: (of) =>
			("brigadeIds" in of ? of.brigadeIds : [of.brigadeId])
				.map((id) => states.get(id) ?? "—")
				.join(", "),
	};
}

/** «Дія · чия · ким», as far as each is known. */
const joined = (...parts: readonly (string | null | undefined)[]): string =>
	parts.filter(Boolean).join(" · ");

function wordsOf(
	screen: Screen,
	entry: LogEntry,
	names: Names,
): string | undefined {
	const { text, words, clock } = screen;
	const signed = (said: string, ...more: (string | null | undefined)[]) =>
		joined(said, ...more, entry.byName);
	const whom = (ids: readonly string[]) =>
		ids.length > 3
			? text("people", { count: ids.length })
			: ids.map(names.person).join(", ");
	switch (entry.type) {
		case "IncidentReported":
			return signed(
				text("timeline-reported", { source: text(`source-${entry.source}`) }),
				entry.place,
				entry.description,
			);
		case "IncidentConfirmed":
			return signed(text("timeline-confirmed"));
		case "IncidentCorrected":
			return signed(
				text("timeline-corrected"),
				entry.place,
				entry.incidentType && text(`type-${entry.incidentType}`),
				entry.peopleInDanger ? text("page-people-in-danger") : undefined,
			);
		case "HazardsFound":
			return entry.hazards.length > 0
				? text("board-log-hazards-found", {
						distance: words.distance(
							Math.min(...entry.hazards.map((one) => one.distanceMetres)),
						),
					})
				: entry.unknown
					? text("degraded-hazards")
					: undefined;
		case "HazardsAcknowledged":
			return signed(text("board-log-hazards-known"));
		case "WaterFoundDry":
			return signed(text("board-log-water-dry"));
		case "RespondersAlerted":
			return joined(
				text("timeline-wave", { wave: entry.wave }),
				text("timeline-alerted", { count: entry.people.length }),
			);
		case "RespondersAlertedAgain":
			return text("board-log-asked-again", { who: whom(entry.responderIds) });
		case "ResponderAcknowledged":
			return answered(screen, entry, names);
		case "ResponderWithdrew":
			return text("board-log-withdrew", {
				name: names.person(entry.responderId),
			});
		case "EtaChanged":
			return text("board-log-eta", {
				name: names.person(entry.responderId),
				time: clock(entry.etaAt),
			});
		case "AlertFailed":
			return joined(
				text("timeline-failed", { name: names.person(entry.responderId) }),
				text(`channel-${entry.channel}`),
			);
		case "ResponderUnreachable":
			return text("board-log-unreachable", {
				name: names.person(entry.responderId),
			});
		case "VerdictGiven":
			return entry.kind === "leaves" && entry.leavesAt !== undefined
				? joined(
						text("timeline-verdict-leaves", { time: clock(entry.leavesAt) }),
						entry.waits && text(`timeline-waits-${entry.waits}`),
					)
				: joined(text("timeline-verdict-not"), words.missing(entry.missing));
		case "HumansCalled":
			return text("board-log-humans", { count: entry.responderIds.length });
		case "TakenOver":
			return text("timeline-taken-over", { name: entry.byName ?? "" });
		case "AskedAtStation":
			return text("board-log-asked-station", {
				name: names.person(entry.responderId),
			});
		case "SeatOpened":
			return text("timeline-seat-opened", {
				name: names.person(entry.responderId),
			});
		case "HouseholdSaid":
			return text("board-log-said", {
				name: names.person(entry.responderId),
				words: text(`state-${entry.said}`),
			});
		case "HouseholdFreed":
			return text("board-log-said", {
				name: whom(entry.responderIds),
				words: text("state-freed"),
			});
		case "Marked":
			return signed(
				entry.words
					? text("timeline-handed-over", { unit: entry.words })
					: capital(text(`mark-${entry.mark}`)),
				names.vehicle(entry.vehicleId),
				entry.responderId && names.person(entry.responderId),
				entry.withoutWord && text("page-live-without-word"),
			);
		case "RespondersStoodDown":
			return entry.responderIds.length === 1
				? text("timeline-stood-down-one", { name: whom(entry.responderIds) })
				: joined(text("timeline-stood-down"), whom(entry.responderIds));
		case "RespondersCalledBack":
			return text("board-log-called-back", { who: whom(entry.responderIds) });
		case "CrewPromised":
			return joined(
				text("timeline-promised", { time: clock(entry.leavesAt) }),
				names.vehicle(entry.vehicleId),
			);
		case "CrewFellShort":
			return joined(
				text("timeline-short"),
				names.vehicle(entry.vehicleId),
				words.missing(entry.missing),
			);
		case "VehicleWentDown":
			return signed(
				text("timeline-vehicle-down"),
				names.vehicle(entry.vehicleId),
			);
		case "VehicleTaken":
			return joined(
				text("board-log-vehicle-taken", { number: String(entry.number) }),
				names.vehicle(entry.vehicleId),
			);
		case "StoodDown":
			return signed(text("timeline-stood-down"), entry.words);
		case "IncidentClosed":
			return signed(text("timeline-closed"), entry.words);
		case "IncidentCancelled":
			return signed(
				entry.into
					? text("page-live-merged-into", {
							number: String(entry.into.number),
						})
					: text("timeline-cancelled", { reason: reasonOf(screen, entry) }),
			);
		case "CancelProposed":
			return signed(
				text("board-log-proposed", { reason: reasonOf(screen, entry) }),
			);
		case "NobodyReached":
			return text("page-desk-reached-nobody");
		case "IncidentMerged":
			return signed(
				text("page-live-merged-from", {
					number: String(entry.from.number),
				}),
				entry.from.place,
			);
		case "MergeUndone":
			return text("board-log-merge-undone");
		case "IncidentReopened":
			return signed(text("timeline-reopened"), entry.words);
		case "AirRaidSeen":
			return text(`timeline-airRaid-${entry.airRaid.state}`);
		case "ObserversInformed":
			return text("timeline-observers", { count: entry.observers.length });
		case "StateCrewsAsked":
			return signed(text("timeline-state-asked", { name: names.state(entry) }));
		case "StateCrewHeard":
			return text("timeline-state-heard", { name: names.state(entry) });
		case "HelpersAsked":
			return signed(
				text("timeline-helpers", { count: entry.helpers.length }),
				whom(entry.helpers.map(({ responderId }) => responderId)),
			);
		case "HelperAnswered":
			return text("timeline-answered", {
				name: names.person(entry.responderId),
				answer: [
					text(`state-${entry.answer}`),
					...(entry.etaAt === undefined ? [] : [clock(entry.etaAt)]),
				].join(", "),
			});
		case "ImpactSuspected":
			return text("timeline-impact-suspected");
		case "ImpactAsked":
			return joined(text("timeline-impact-asked"), whom(entry.responderIds));
		case "DepartureAsked":
			return joined(text("timeline-departure-asked"), whom(entry.responderIds));
		case "DepartureAllowed":
			return signed(text("timeline-allowed"));
		case "AskedAfterAllClear":
			return text("timeline-after-all-clear", {
				who: whom(entry.responderIds),
			});
		case "ImpactAnswered":
			return signed(
				text("board-log-impact", { answer: entry.impact ? "yes" : "no" }),
			);
		case "Noted":
			return text("board-log-said", {
				name: names.person(entry.responderId),
				words: entry.note ?? "—",
			});
		case "CrewWritten":
			return signed(
				text("board-log-written", {
					to: text(`bot-words-${entry.to}`),
					words: entry.words ?? "—",
				}),
			);
		default:
			return undefined;
	}
}

function answered(
	{ text, clock }: Screen,
	entry: Extract<LogEntry, { type: "ResponderAcknowledged" }>,
	names: Names,
): string {
	const { answer, etaAt, to, notDriving, channel, note } = entry;
	const says =
		answer === "responding" && to === "scene"
			? text("state-toScene")
			: text(entry.afterAllClear ? "state-afterAllClear" : `state-${answer}`);
	return joined(
		text("timeline-answered", {
			name: names.person(entry.responderId),
			answer: [
				says,
				...(notDriving ? [text("state-notDriving")] : []),
				...(answer === "responding" && etaAt !== undefined
					? [clock(etaAt)]
					: []),
			].join(", "),
		}),
		channel === "behalf" ? text("board-log-behalf") : undefined,
		note,
	);
}

/** Their own words; else the code's. */
const reasonOf = (
	{ text, words }: Screen,
	{ reason, words: said }: { reason: string; words?: string | null },
): string =>
	said || (words.has(`cancel-${reason}`) ? text(`cancel-${reason}`) : "—");
