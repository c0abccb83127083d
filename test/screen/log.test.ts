/** Entries of the log as sentences, in both languages; what is the machine's own has none. */
import { describe, expect, it } from "vitest";
import { LOCALES, type Locale } from "../../src/core/kinds.ts";
import { type LogEntry, logRows } from "../../src/screen/log.ts";
import { screenOf } from "../../src/screen/screen.ts";
import { BOARDS, idOf, REPORTED, wording } from "../http/boards.ts";

const screenIn = (locale: Locale) =>
	screenOf({
		board: BOARDS.missingDriver,
		now: REPORTED,
		speed: 1,
		locale,
		timeZone: "Europe/Kyiv",
		words: wording.onScreen(locale),
		channels: ["telegram", "sms", "voice"],
		viewer: { name: "Петро Гнатюк" },
	});

let seq = 0;
const entry = (type: string, more: object = {}): LogEntry =>
	({ seq: ++seq, at: REPORTED, type, ...more }) as LogEntry;
const read = (type: string, more: object = {}, locale: Locale = "uk") =>
	logRows(screenIn(locale), [entry(type, more)])[0]?.words;

const WORDED: readonly (readonly [string, object])[] = [
	["IncidentReported", { source: "resident", place: "Росохач" }],
	["IncidentConfirmed", {}],
	["IncidentCorrected", { incidentType: "vehicle_fire", peopleInDanger: true }],
	["RespondersAlerted", { wave: 1, people: [{}, {}] }],
	["RespondersAlertedAgain", { responderIds: [idOf(1)] }],
	[
		"ResponderAcknowledged",
		{ responderId: idOf(1), answer: "later", to: "station", channel: "sms" },
	],
	["ResponderWithdrew", { responderId: idOf(1) }],
	["EtaChanged", { responderId: idOf(1), etaAt: REPORTED }],
	["AlertFailed", { responderId: idOf(1), channel: "voice" }],
	["ResponderUnreachable", { responderId: idOf(1) }],
	["VerdictGiven", { kind: "leaves", leavesAt: REPORTED, missing: [] }],
	["HumansCalled", { responderIds: [idOf(0)] }],
	["NobodyReached", { asked: 4 }],
	["TakenOver", { byName: "Петро" }],
	["AskedAtStation", { responderId: idOf(1) }],
	["SeatOpened", { responderId: idOf(1) }],
	["ObserversInformed", { observers: [{}, {}] }],
	["StateCrewsAsked", { brigadeIds: ["dprch"], byName: "Петро" }],
	["StateCrewHeard", { brigadeId: "dprch", responderId: idOf(1) }],
	["HelpersAsked", { helpers: [{ responderId: idOf(1) }] }],
	[
		"HelperAnswered",
		{ responderId: idOf(1), answer: "responding", etaAt: REPORTED },
	],
	["Marked", { mark: "handedOver", words: "12-та ДПРЧ" }],
	["HouseholdSaid", { responderId: idOf(1), said: "waking" }],
	["HouseholdFreed", { by: idOf(0), responderIds: [idOf(1)] }],
	["Marked", { mark: "departed", vehicleId: "zil" }],
	["RespondersStoodDown", { responderIds: [idOf(1)] }],
	["RespondersCalledBack", { responderIds: [idOf(1), idOf(2)] }],
	["CrewPromised", { leavesAt: REPORTED, vehicleId: "zil" }],
	[
		"CrewFellShort",
		{ vehicleId: "zil", missing: [{ qualification: "driver_c", count: 1 }] },
	],
	["VehicleWentDown", { vehicleId: "zil" }],
	["VehicleTaken", { vehicleId: "zil", number: 117 }],
	["StoodDown", { words: null }],
	["AirRaidSeen", { airRaid: { state: "red" } }],
	["AirRaidSeen", { airRaid: { state: "unknown" } }],
	["ImpactSuspected", { why: "red" }],
	["ImpactAsked", { responderIds: [idOf(0)], round: 1 }],
	["DepartureAsked", { why: "airRaid", responderIds: [idOf(0)] }],
	["DepartureAllowed", { byName: "Петро" }],
	["AskedAfterAllClear", { responderIds: [idOf(1)] }],
	["Marked", { mark: "departed", vehicleId: "zil", withoutWord: "airRaid" }],
	[
		"VerdictGiven",
		{ kind: "leaves", leavesAt: REPORTED, missing: [], waits: "airRaid" },
	],
	["IncidentClosed", {}],
	["IncidentCancelled", { reason: "false" }],
	["CancelProposed", { reason: "other", words: null }],
	["IncidentReopened", {}],
	["IncidentMerged", { from: { number: 119, place: null } }],
	["MergeUndone", { from: "119" }],
	["ImpactAnswered", { impact: true }],
	["Noted", { responderId: idOf(1), note: "Забирайте біля школи" }],
	["CrewWritten", { to: "silent", words: "Беріть рукави" }],
];

describe("the log in words", () => {
	for (const locale of LOCALES)
		it(`has a sentence for whatever tells a human something, ${locale}`, () => {
			for (const [type, more] of WORDED) {
				const words = read(type, more, locale);
				expect(words, type).toMatch(/\p{L}/u);
				expect(words, type).not.toMatch(/undefined|null|[{}]/);
			}
		});

	it("says who, where to, when, by whose word", () => {
		expect(
			read("ResponderAcknowledged", {
				responderId: idOf(3),
				answer: "responding",
				etaAt: REPORTED + 480_000,
				to: "scene",
				notDriving: true,
				channel: "behalf",
				note: "з братом",
			}),
		).toBe(
			"Микола Ткач: одразу на пожежу, не водієм, 03:10 · відповіли за людину · з братом",
		);
		expect(
			read("Marked", {
				mark: "onScene",
				vehicleId: "zil",
				byName: "Черговий 101",
			}),
		).toBe("На пожежі · ЗІЛ-130 · Черговий 101");
	});

	it("names many people by their number only", () => {
		expect(
			read("RespondersStoodDown", { responderIds: [0, 1, 2, 3, 4].map(idOf) }),
		).toBe("Відбій виїзду · 5 осіб");
	});

	it("keeps silent about what only the machine needs", () => {
		expect(read("StepReached", { step: "widen", round: 1 })).toBeUndefined();
	});
});
