/**
 * Observers and helpers of the place where it burns, as a decision needs them.
 *
 * An alarm never waits for them and never fails of them: what cannot be read in
 * time is not known, and a later step asks again.
 */
import { availabilityAt, placeAt } from "../core/availability.ts";
import { distanceMetres, ROAD_FACTOR } from "../core/eta.ts";
import type { Command, Incident, Known, Observer } from "../core/incident.ts";
import type { IncidentType, Location, Point } from "../core/kinds.ts";
import type { Candidates, Reach } from "../core/roster.ts";
import { brigadesInOrder } from "../core/selection.ts";
import type { Facts } from "../core/turn.ts";
import { availabilityOf, placesOf } from "../people/whereabouts.ts";
import type { ChannelStateRow, ResponderRow } from "../ports.ts";
import type { Service } from "../service.ts";
import { soon } from "../soon.ts";

export type OthersDeps = Pick<
	Service,
	"settings" | "roster" | "areas" | "others" | "secrets" | "clock"
>;

type Fire = {
	incidentType: IncidentType;
	location?: Location | undefined;
	/** The hromada of the brigade whose fire it is. */
	areaCode?: string | undefined;
};

/** Commands that may call people, and steps after which it is looked again. */
const MAY_CALL: ReadonlySet<Command["type"]> = new Set<Command["type"]>([
	"Report",
	"AddReport",
	"RefineReport",
	"ReporterSays",
	"Confirm",
	"Correct",
	"AlertNext",
	"Reopen",
	"MergeFrom",
	"StepDue",
]);

/** Undefined: not asked about, or not known in time. Who was informed once is not looked for again. */
export async function observersFor(
	deps: OthersDeps,
	incident: Incident,
	command: Command,
	candidates: Candidates | undefined,
): Promise<Facts["observers"]> {
	const known = incident.status === "unknown" ? undefined : incident;
	if (!MAY_CALL.has(command.type) || (known?.observers.length ?? 0) > 0)
		return undefined;
	const mode = known?.mode ?? (command.type === "Report" && command.mode);
	if (mode !== "actual") return undefined;
	const fire = fireOf(known, command, candidates);
	return fire && soon(() => observersOf(deps, fire, candidates));
}

async function observersOf(
	deps: OthersDeps,
	fire: Fire,
	candidates: Candidates | undefined,
): Promise<Observer[]> {
	const { codes, hromada } = await whereIs(deps, fire);
	if (codes.length === 0) return [];
	const rows = (await deps.others.observersOf(codes)).filter(
		({ types }) => !types || types.includes(fire.incidentType),
	);
	const people = await reachable(
		deps,
		rows.map(({ responderId }) => responderId),
	);
	return [
		...rows.flatMap(({ responderId, kind }): Observer[] => {
			const reach = people.get(responderId)?.reach;
			return reach ? [{ responderId, kind, reach }] : [];
		}),
		...securityCentres(candidates, hromada),
	];
}

/** A Security Centre's desk is informed of its hromada without being listed. */
const securityCentres = (
	candidates: Candidates | undefined,
	hromada: string | undefined,
): Observer[] =>
	(candidates?.brigades ?? [])
		.filter(
			({ kind, areaCode }) =>
				kind === "security_centre" &&
				areaCode !== undefined &&
				areaCode === hromada,
		)
		.flatMap(({ roles }) => roles)
		.filter(({ role }) => role === "dutyOfficer")
		.flatMap(({ responderId }): Observer[] => {
			const desk = candidates?.responders.find(({ id }) => id === responderId);
			return desk
				? [{ responderId, kind: "securityCentre", reach: desk.reach }]
				: [];
		});

// A tractor on a field road; a lorry with a barrel is faster, and nobody counts on it.
const TRACTOR_METRES_PER_MS = 20_000 / 3_600_000;

/** Who agreed to be asked there for this type and is not away, the nearest first. */
export async function helpersFor(
	deps: OthersDeps,
	incident: Incident,
	command: Command,
): Promise<Facts["helpers"]> {
	if (command.type !== "AskHelpers" || incident.status === "unknown")
		return undefined;
	return soon(() => helpersOf(deps, incident));
}

async function helpersOf(
	deps: OthersDeps,
	incident: Known,
): Promise<NonNullable<Facts["helpers"]>> {
	const { codes } = await whereIs(deps, incident);
	const rows = (await deps.others.helpersOf(codes)).filter(
		({ types }) => !types || types.includes(incident.incidentType),
	);
	const people = await reachable(
		deps,
		rows.map(({ responderId }) => responderId),
	);
	const now = deps.clock.now();
	const { timeZone } = deps.settings;
	return rows
		.flatMap(({ responderId, equipment }) => {
			const person = people.get(responderId);
			if (!person) return [];
			const { row, reach } = person;
			const isAway =
				availabilityAt(availabilityOf(deps.secrets, row), now, timeZone) ===
				"off";
			if (isAway) return [];
			const from = placeAt(placesOf(deps.secrets, row), now, timeZone);
			const toSceneMs = drive(from, incident.location);
			return [
				{
					responderId,
					equipment,
					reach,
					brigadeIds: row.brigadeIds,
					...(toSceneMs === undefined ? {} : { toSceneMs }),
				},
			];
		})
		.sort(
			(a, b) =>
				(a.toSceneMs ?? Number.POSITIVE_INFINITY) -
					(b.toSceneMs ?? Number.POSITIVE_INFINITY) || 0,
		);
}

const drive = (
	from: Point | undefined,
	to: Location | undefined,
): number | undefined =>
	from && to
		? Math.round(
				(distanceMetres(from, to) * ROAD_FACTOR) / TRACTOR_METRES_PER_MS,
			)
		: undefined;

// --- where it burns ----------------------------------------------------------------

/** Beyond it the nearest settlement says nothing about whose ground it is. */
const FARTHEST_METRES = 10_000;

/** Its settlement and with it everything above; where none is known, the hromada of the brigade. */
async function whereIs(
	{ areas }: OthersDeps,
	{ location, areaCode }: Pick<Fire, "location" | "areaCode">,
): Promise<{ codes: string[]; hromada?: string }> {
	const [settlement] = location
		? await areas.find({
				words: [],
				near: [location],
				within: { metres: FARTHEST_METRES },
				limit: 1,
			})
		: [];
	if (settlement)
		return {
			codes: [settlement.code],
			...(settlement.parentCode ? { hromada: settlement.parentCode } : {}),
		};
	return areaCode === undefined
		? { codes: [] }
		: { codes: [areaCode], hromada: areaCode };
}

function fireOf(
	known: Known | undefined,
	command: Command,
	candidates: Candidates | undefined,
): Fire | undefined {
	const told = command.type === "Report" ? command : known;
	if (!told) return undefined;
	const location =
		("location" in command ? command.location : undefined) ?? told.location;
	const incidentType =
		(command.type === "Correct" ? command.incidentType : undefined) ??
		told.incidentType;
	const areaCode =
		known?.areaCode ??
		(candidates && brigadesInOrder(told, candidates)[0]?.areaCode);
	return { incidentType, location, areaCode };
}

// --- how they are reached ------------------------------------------------------------

async function reachable(
	{ roster, settings }: OthersDeps,
	ids: readonly string[],
): Promise<Map<string, { row: ResponderRow; reach: Reach }>> {
	if (ids.length === 0) return new Map();
	const [rows, states] = await Promise.all([
		roster.people([...new Set(ids)]),
		roster.channelStates([...new Set(ids)]),
	]);
	return new Map(
		rows.map((row) => [
			row.id,
			{ row, reach: reachOf(row, states, settings.channels) },
		]),
	);
}

function reachOf(
	row: ResponderRow,
	states: readonly ChannelStateRow[],
	channels: Service["settings"]["channels"],
): Reach {
	const works = (channel: "telegram" | "sms" | "voice") =>
		channels.includes(channel) &&
		!states.some(
			(state) =>
				state.responderId === row.id &&
				state.channel === channel &&
				state.state !== "works",
		);
	return {
		telegram: row.telegramChat !== undefined && works("telegram"),
		// In a trial without carriers the console prints what an SMS would say.
		sms:
			Boolean(row.phone) &&
			(works("sms") ||
				(channels.includes("console") && !channels.includes("telegram"))),
		voice: Boolean(row.phone) && works("voice"),
	};
}
