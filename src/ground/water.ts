/**
 * What is said of water: added, changed, taken away, works or is dry. Who drives to a
 * fire is believed; a resident's word only marks the point, and asks whoever leads there.
 */
import { type Administrator, newId, writeRoster } from "../administer.ts";
import { distanceMetres } from "../core/eta.ts";
import type { By, Known } from "../core/incident.ts";
import type { Point } from "../core/kinds.ts";
import type { WaterPointRow } from "../ports.ts";
import type { Service } from "../service.ts";
import { type Courtesy, tellInChat } from "../tellInChat.ts";
import { hazardIn, mustSeePlace, waterIn } from "./sight.ts";

export type WaterInput = Omit<
	WaterPointRow,
	"id" | "state" | "stateAt" | "saidDryAt"
> & { state?: WaterPointRow["state"] };
/** Absent = as it was; `null` = not known any more. */
export type WaterChange = Partial<Pick<WaterInput, "kind" | "location">> & {
	[F in "ref" | "name" | "access"]?: string | null;
} & { [F in "refillMinutes" | "testedAt"]?: number | null };

export async function addWater(
	service: Service,
	who: Administrator,
	{ state = "unknown", ...input }: WaterInput,
): Promise<WaterPointRow> {
	await mustSeePlace(service, who.scope, input.location);
	const row: WaterPointRow = {
		id: newId(),
		...input,
		state,
		stateAt: service.clock.now(),
	};
	await write(service, "WaterAdded", who.by, row);
	return row;
}

export async function changeWater(
	service: Service,
	who: Administrator,
	id: string,
	change: WaterChange,
): Promise<WaterPointRow> {
	const before = await waterIn(service, who.scope, id);
	if (change.location) await mustSeePlace(service, who.scope, change.location);
	const row = Object.fromEntries(
		Object.entries({ ...before, ...change }).filter(
			([, value]) => value !== null && value !== undefined,
		),
	) as WaterPointRow;
	await write(service, "WaterChanged", who.by, row);
	return row;
}

export async function removeWater(
	service: Service,
	who: Administrator,
	id: string,
): Promise<void> {
	await waterIn(service, who.scope, id);
	await writeRoster(service, async () => ({
		event: { type: "WaterRemoved", by: who.by, waterPointId: id },
		roster: [{ delete: "waterPoint" as const, id }],
		result: undefined,
	}));
}

/** Whoever looked has the last word over what residents say. */
export async function setWaterState(
	service: Service,
	who: Administrator,
	id: string,
	state: WaterPointRow["state"],
): Promise<WaterPointRow> {
	return stated(service, who.by, await waterIn(service, who.scope, id), state);
}

export async function removeHazard(
	service: Service,
	who: Administrator,
	id: string,
): Promise<void> {
	await hazardIn(service, who.scope, id);
	await writeRoster(service, async () => ({
		event: { type: "HazardRemoved", by: who.by, hazardAreaId: id },
		roster: [{ delete: "hazardArea" as const, id }],
		result: undefined,
	}));
}

/** Who comes or leads sees it; who said no, or nothing, is at home. */
export const mayTellOfWater = (
	incident: Known,
	responderId: string,
): boolean => {
	const person = incident.people.get(responderId);
	return (
		(person?.answer === "responding" && person.stoodDownAt === undefined) ||
		person?.progress === "onScene" ||
		incident.humans.some((human) => human.responderId === responderId)
	);
};

// --- Said to be dry ----------------------------------------------------------------

export type DrySaid = {
	point: WaterPointRow;
	/** False: it was known before, nobody was told again. */
	isNews: boolean;
};

/** A resident who describes a place means the water there, not the next pond. */
const MEANT_METRES = 300;

/**
 * Somebody says that it is dry. By who comes to an incident or leads it: it is, and the
 * chief is told once. By a resident: it is only marked, and the nearest brigade's chief
 * asked. Undefined: no such water.
 */
export async function sayDry(
	service: Service,
	what: { pointId: string } | { near: Point },
	by:
		| { kind: "driver"; responderId: string; incident: Known; name: string }
		| { kind: "resident" },
	courtesy: Courtesy = (_chat, send) => send(),
): Promise<DrySaid | undefined> {
	const point = await meant(service, what);
	if (!point) return undefined;
	return by.kind === "driver"
		? dryByDriver(service, point, by, courtesy)
		: dryByResident(service, point, courtesy);
}

async function meant(
	{ ground }: Service,
	what: { pointId: string } | { near: Point },
): Promise<WaterPointRow | undefined> {
	const found =
		"pointId" in what
			? await ground.waterByIds([what.pointId])
			: await ground.water({
					near: what.near,
					withinMetres: MEANT_METRES,
					limit: 1,
				});
	return found[0];
}

async function dryByDriver(
	service: Service,
	point: WaterPointRow,
	{
		responderId,
		incident,
		name,
	}: { responderId: string; incident: Known; name: string },
	courtesy: Courtesy,
): Promise<DrySaid> {
	if (point.state === "dry") return { point, isNews: false };
	const dry = await stated(
		service,
		{ kind: "responder", id: responderId },
		point,
		"dry",
	);
	// By the point, so that two who say it together are one fact.
	await service.handle(
		incident.id,
		{
			type: "FindDry",
			waterPointId: point.id,
			by: { kind: "responder", id: responderId },
		},
		{ commandId: `dry:${point.id}:${dry.stateAt}` },
	);
	const chief =
		incident.humans.find(({ role }) => role === "chief") ?? incident.humans[0];
	if (chief && chief.responderId !== responderId)
		await tell(service, courtesy, chief.responderId, (text) => ({
			words: text("bot-water-told", {
				name,
				water: nameOf(point, text),
				number: String(incident.number),
			}),
		}));
	return { point: dry, isNews: true };
}

async function dryByResident(
	service: Service,
	point: WaterPointRow,
	courtesy: Courtesy,
): Promise<DrySaid> {
	// Asked once; who answers by «Вода є» makes the next word news again.
	if (point.state === "dry" || point.saidDryAt !== undefined)
		return { point, isNews: false };
	const marked = { ...point, saidDryAt: service.clock.now() };
	await write(service, "WaterSaidDry", { kind: "service" }, marked);
	const chief = await chiefNear(service, point.location);
	if (chief)
		await tell(service, courtesy, chief, (text) => ({
			words: text("bot-water-asked", { water: nameOf(point, text) }),
			buttons: [
				[
					{
						text: text("button-water-is-dry"),
						data: `~water:is:dry:${point.id}`,
					},
					{
						text: text("button-water-works"),
						data: `~water:is:works:${point.id}`,
					},
				],
			],
		}));
	return { point: marked, isNews: true };
}

/** Nearer than a truck would come to fill. */
const ASKED_METRES = 30_000;

async function chiefNear(
	{ roster }: Service,
	place: Point,
): Promise<string | undefined> {
	const { brigades } = await roster.candidates({
		place,
		brigadeIds: [],
		limit: 1,
	});
	const near = brigades
		.map((brigade) => ({
			brigade,
			metres: distanceMetres(brigade.location, place),
		}))
		.filter(({ metres }) => metres <= ASKED_METRES)
		.sort((a, b) => a.metres - b.metres);
	for (const { brigade } of near) {
		const chief =
			brigade.roles.find(({ role }) => role === "chief") ??
			brigade.roles.find(({ role }) => role === "deputy");
		if (chief) return chief.responderId;
	}
	return undefined;
}

type Text = (id: string, args?: Record<string, string | number>) => string;

async function tell(
	service: Service,
	courtesy: Courtesy,
	responderId: string,
	say: (text: Text) => Omit<Parameters<typeof tellInChat>[2], "chat">,
): Promise<void> {
	const { roster, secrets, wording } = service;
	const [row] = await roster.people([responderId]);
	if (!row?.telegramChat) return;
	await tellInChat(service, courtesy, {
		chat: secrets.open(row.telegramChat),
		...say((id, args) => wording.text(row.locale, id, args)),
	});
}

export const nameOf = (
	{ name, kind }: Pick<WaterPointRow, "name" | "kind">,
	text: Text,
): string => name ?? text(`water-kind-${kind}`);

// --- Rows --------------------------------------------------------------------------

async function stated(
	service: Service,
	by: By,
	{ saidDryAt: _said, ...point }: WaterPointRow,
	state: WaterPointRow["state"],
): Promise<WaterPointRow> {
	const row = { ...point, state, stateAt: service.clock.now() };
	await write(service, "WaterStated", by, row);
	return row;
}

const write = (
	service: Service,
	type: string,
	by: By,
	row: WaterPointRow,
): Promise<void> =>
	writeRoster(service, async () => ({
		event: { type, by, waterPointId: row.id, state: row.state },
		roster: [{ table: "waterPoints" as const, rows: [row] }],
		result: undefined,
	}));
