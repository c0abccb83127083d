/**
 * Incidents as a screen shows them: invented people, an invented village night.
 * One board per thing a chief can meet.
 */
import type { BoardView } from "../../src/core/board.ts";
import type { LiveView } from "../../src/http/livePage/view.ts";
import { loadTexts } from "../../src/wording/load.ts";
import { createWording } from "../../src/wording/wording.ts";

export const REPORTED = Date.parse("2026-11-22T01:02:00Z");
const MINUTE = 60_000;
const at = (minutes: number): number => REPORTED + minutes * MINUTE;

export const wording = createWording(loadTexts());

export const viewOf = (
	board: BoardView,
	more: Partial<LiveView> = {},
): LiveView => ({
	board,
	now: at(7) + 12_000,
	speed: 1,
	wording,
	locale: "uk",
	timeZone: "Europe/Kyiv",
	token: "k7Qm2Xw9Rb4t",
	channels: ["telegram", "sms", "voice"],
	viewer: { name: "Петро Гнатюк", role: "chief" },
	...more,
});

type Responder = BoardView["responders"][number];
type Crew = BoardView["crews"][number];

/** The same person has the same id on every board. */
export const idOf = (index: number): string =>
	`0b7e3c1a-52d4-4f6e-9a10-${(0x5a3c91e40b27 + index * 7_919_317).toString(16).padStart(12, "0")}`;

const PEOPLE: readonly [string, string[]][] = [
	["Петро Гнатюк", ["leader", "firefighter"]],
	["Іван Мельничук", ["firefighter"]],
	["Олена Савчук", ["medic", "first_aid", "firefighter"]],
	["Микола Ткач", ["driver_c", "firefighter"]],
	["Оксана Бойко", ["firefighter", "keyholder"]],
	["Олег Романишин", ["driver_c", "ba", "firefighter"]],
	["Сергій Дячук", ["firefighter"]],
	["Ганна Левицька", ["keyholder", "firefighter"]],
	["Тарас Підлісний", ["ba", "firefighter"]],
	["Василь Кушнір", ["firefighter"]],
	["Роман Яремчук", ["firefighter"]],
	["Богдан Стефанишин", ["leader", "ba", "firefighter"]],
	["Юрій Паламар", ["firefighter"]],
];

export function responder(
	index: number,
	more: Partial<Responder> = {},
): Responder {
	const [name = "Ім'я", qualifications = []] =
		PEOPLE[index % PEOPLE.length] ?? [];
	const round = Math.floor(index / PEOPLE.length);
	return {
		id: idOf(index),
		name: round === 0 ? name : `${name} (${round + 1})`,
		brigadeId: "rosokhach",
		qualifications,
		alert: "sent",
		channel: "telegram",
		answer: "none",
		answeredAt: null,
		etaAt: null,
		to: "station",
		notDriving: false,
		progress: null,
		stoodDownAt: null,
		note: null,
		why: { code: "nearest", minutes: 4 },
		...more,
	};
}

const comes = (minute: number, more: Partial<Responder> = {}) => ({
	answer: "responding" as const,
	answeredAt: at(1),
	etaAt: at(minute),
	progress: "enRoute" as const,
	alert: "delivered" as const,
	...more,
});

const seat = (
	qualification: string | null,
	index?: number,
	minute = 6,
): Crew["seats"][number] => ({
	qualification,
	responderId: index === undefined ? null : idOf(index),
	etaAt: index === undefined ? null : at(minute),
});

const crew = (more: Partial<Crew> = {}): Crew => ({
	brigadeId: "rosokhach",
	brigade: "Росохач",
	vehicleId: "zil",
	vehicle: "ЗІЛ-130",
	state: "short",
	leavesAt: null,
	leftAt: null,
	seats: [],
	missing: [],
	chance: 0.87,
	...more,
});

const PLACE = { lat: 49.0298, lon: 25.8042 };
const STATIONS: BoardView["stations"] = [
	{
		brigadeId: "rosokhach",
		name: "Росохач",
		location: { lat: 49.017, lon: 25.795 },
		distanceMetres: 1570,
	},
	{
		brigadeId: "uhryn",
		name: "Угринь",
		location: { lat: 49.041, lon: 25.752 },
		distanceMetres: 4010,
	},
	{
		brigadeId: "bilobozhnytsia",
		name: "Білобожниця",
		location: { lat: 49.053, lon: 25.842 },
		distanceMetres: 3800,
	},
];

export const board = (more: Partial<BoardView> = {}): BoardView => ({
	id: "incident-118",
	number: 118,
	type: "structure_fire",
	mode: "actual",
	status: "open",
	location: { ...PLACE, accuracyMetres: 120 },
	place: "Росохач (Чортківська громада), вул. Шевченка, 12",
	description: "горить дах, дим на всю вулицю",
	peopleInDanger: false,
	source: "resident",
	reportedAt: REPORTED,
	alertedAt: at(1),
	endedAt: null,
	version: 24,
	externalId: null,
	possibleDuplicateOf: null,
	crews: [],
	responders: [],
	passedOver: [],
	marks: [],
	times: {},
	verdict: null,
	humanInCharge: null,
	reached: 0,
	degraded: [],
	stations: STATIONS,
	headline: { kind: "gathering", have: 0, need: 4 },
	...more,
});

const gatheringPeople: Responder[] = [
	responder(0, comes(6, { progress: "atStation" })),
	responder(1, comes(8)),
	responder(2, comes(10, { note: "Буду з аптечкою, забирайте біля школи" })),
	responder(6, comes(11, { to: "scene" })),
	responder(5, comes(12, { notDriving: true })),
	responder(3, { channel: "voice", alert: "sent" }),
	responder(8, { channel: "sms", alert: "delivered" }),
	responder(9, { answer: "noAnswer" }),
	responder(10, { alert: "unreachable", channel: "sms" }),
	responder(12, { answer: "later", answeredAt: at(2) }),
	responder(4, { answer: "notResponding", answeredAt: at(2) }),
];

const passedOver: BoardView["passedOver"] = [
	{ id: idOf(7), name: "Ганна Левицька", reason: "tooFar", minutes: 34 },
	{ id: idOf(11), name: "Богдан Стефанишин", reason: "committed", number: 117 },
	{ reason: "off", count: 2 },
];

const alertedMarks: BoardView["marks"] = [
	{ mark: "informed101", at: at(2), by: "Петро Гнатюк" },
];

export const BOARDS = {
	unconfirmed: board({
		status: "unconfirmed",
		alertedAt: null,
		headline: { kind: "unconfirmed" },
		peopleInDanger: true,
		stations: STATIONS.slice(0, 1),
	}),
	missingDriver: board({
		headline: { kind: "noDriver", have: 3, need: 4 },
		peopleInDanger: true,
		crews: [
			crew({
				seats: [
					seat("leader", 0, 6),
					seat("driver_c"),
					seat("firefighter", 1, 8),
					seat("firefighter", 2, 10),
				],
				missing: ["driver_c"],
			}),
		],
		responders: gatheringPeople,
		passedOver,
		marks: alertedMarks,
		verdict: { at: at(3), kind: "notGathering" },
		reached: 9,
		degraded: ["telegram"],
	}),
	leaving: board({
		headline: { kind: "leaves", at: at(12) },
		crews: [
			crew({
				state: "promised",
				leavesAt: at(12),
				seats: [
					seat("leader", 0, 6),
					seat("driver_c", 3, 12),
					seat("firefighter", 1, 8),
					seat("firefighter", 2, 10),
				],
			}),
		],
		responders: [
			responder(0, comes(6, { progress: "atStation" })),
			responder(1, comes(8, { progress: "atStation" })),
			responder(2, comes(10)),
			responder(3, comes(12)),
			responder(8, { answer: "later", answeredAt: at(2) }),
			responder(4, { answer: "notResponding", answeredAt: at(2) }),
			responder(9, comes(13, { stoodDownAt: at(4) })),
		],
		passedOver,
		marks: alertedMarks,
		verdict: { at: at(3), kind: "leaves" },
		humanInCharge: { name: "Петро Гнатюк", at: at(2) },
		reached: 7,
	}),
	left: board({
		headline: { kind: "left", at: at(12) },
		crews: [
			crew({
				state: "left",
				leavesAt: at(12),
				leftAt: at(12),
				seats: [0, 3, 1, 2].map((index) => seat(null, index)),
			}),
		],
		responders: [0, 1, 2, 3].map((index) =>
			responder(index, comes(6 + index, { progress: "departed" })),
		),
		marks: [
			...alertedMarks,
			{
				mark: "departed",
				at: at(12),
				by: "Микола Ткач",
				vehicleId: "zil",
				responderId: idOf(3),
			},
		],
		times: { alarmHandlingMs: MINUTE, turnoutMs: 11 * MINUTE },
		verdict: { at: at(3), kind: "leaves" },
		humanInCharge: { name: "Петро Гнатюк", at: at(2) },
		reached: 4,
	}),
	exercise: board({
		mode: "exercise",
		type: "vegetation_fire",
		number: 120,
		description: null,
		headline: { kind: "fewPeople", have: 2, need: 4 },
		crews: [
			crew({
				seats: [
					seat("leader", 0, 6),
					seat("driver_c", 3, 8),
					seat("firefighter"),
					seat("firefighter"),
				],
				missing: ["firefighter", "firefighter"],
			}),
		],
		responders: [
			responder(0, comes(6)),
			responder(3, comes(8)),
			responder(1),
			responder(6, { channel: "voice" }),
		],
		reached: 4,
	}),
	closed: board({
		status: "closed",
		headline: { kind: "closed" },
		endedAt: at(148),
		crews: [
			crew({
				state: "left",
				leftAt: at(12),
				seats: [0, 3, 1, 2].map((index) => seat(null, index)),
			}),
		],
		responders: [0, 1, 2, 3].map((index) =>
			responder(
				index,
				comes(6 + index, { progress: "onScene", stoodDownAt: at(148) }),
			),
		),
		marks: [
			...alertedMarks,
			{ mark: "departed", at: at(12), by: "Микола Ткач", vehicleId: "zil" },
			{ mark: "onScene", at: at(16), by: "Петро Гнатюк", vehicleId: "zil" },
			{ mark: "localised", at: at(58), by: "Петро Гнатюк" },
			{ mark: "out", at: at(131), by: "Петро Гнатюк" },
			{ mark: "returned", at: at(147), by: "Микола Ткач", vehicleId: "zil" },
		],
		times: {
			alarmHandlingMs: MINUTE,
			turnoutMs: 11 * MINUTE,
			travelMs: 4 * MINUTE,
		},
		verdict: { at: at(3), kind: "leaves" },
		humanInCharge: { name: "Петро Гнатюк", at: at(2) },
	}),
	sixty: sixty(),
} satisfies Record<string, BoardView>;

/** Three brigades, three trucks, sixty people asked: the largest page a phone must still open on 2G. */
function sixty(): BoardView {
	const asked = Array.from({ length: 60 }, (_, index) => {
		if (index < 22)
			return responder(
				index,
				comes(6 + index, {
					note: index % 5 === 0 ? "Їду тракторами з плугом, двоє з нами" : null,
				}),
			);
		if (index < 46) return responder(index, { channel: "voice" });
		if (index < 56) return responder(index, { answer: "notResponding" });
		return responder(index, comes(20, { stoodDownAt: at(5) }));
	});
	const truck = (name: string, brigade: string, from: number): Crew =>
		crew({
			vehicleId: idOf(100 + from),
			vehicle: name,
			brigadeId: brigade,
			brigade,
			state: from === 0 ? "promised" : "short",
			leavesAt: from === 0 ? at(12) : null,
			seats: [
				seat("leader", from, 6),
				seat("driver_c", from + 1, 8),
				seat("firefighter", from + 2, 9),
				from === 0 ? seat("firefighter", from + 3, 12) : seat("firefighter"),
			],
			missing: from === 0 ? [] : ["firefighter"],
		});
	return board({
		type: "industrial_fire",
		headline: { kind: "leaves", at: at(12) },
		place:
			"Білобожниця (Білобожницька громада), вул. Незалежності, 45-А, елеватор",
		crews: [
			truck("ЗІЛ-130", "Росохач", 0),
			truck("ГАЗ-66", "Угринь", 4),
			truck("МАЗ-5337", "Білобожниця", 8),
		],
		responders: asked,
		passedOver: [
			...Array.from({ length: 11 }, (_, index) => ({
				id: idOf(60 + index),
				name: responder(index).name,
				reason: "tooFar",
				minutes: 31 + index,
			})),
			{ reason: "laterWave", count: 41 },
		],
		marks: [
			...alertedMarks,
			...Array.from({ length: 8 }, (_, index) => ({
				mark: "atStation" as const,
				at: at(5 + index),
				by: asked[index]?.name ?? "",
				responderId: idOf(index),
			})),
		],
		verdict: { at: at(3), kind: "leaves" },
		humanInCharge: { name: "Петро Гнатюк", at: at(2) },
		reached: 58,
		degraded: ["sms"],
	});
}
