/**
 * The log of an incident as lines people read: village seconds since the report,
 * who was called, who answered what, when the truck left and who may sleep.
 */
import type { Api, LogEntry } from "./api.ts";
import type { Say } from "./texts.ts";

export type Names = {
	/** Of people and brigades, by id of the service. */
	people: ReadonlyMap<
		string,
		{ name: string; qualifications: readonly string[] }
	>;
	brigades: ReadonlyMap<string, string>;
	vehicles: ReadonlyMap<string, string>;
};

export type Followed = {
	reportedAt: number;
	entries: readonly LogEntry[];
	/** A vehicle left, and who is not in it was stood down. */
	departedAt: number | undefined;
	stoodDownAt: number | undefined;
	onScene: boolean;
	over: boolean;
};

/** Reads what the log holds anew and prints it. Call it again and again. */
export function followIncident(
	api: Api,
	incidentId: string,
	names: Names,
	say: Say,
	print: (line: string) => void,
): () => Promise<Followed> {
	const entries: LogEntry[] = [];
	let reportedAt = 0;
	return async () => {
		const last = entries.at(-1)?.seq ?? 0;
		const { items } = await api.get<{ items: LogEntry[] }>(
			`/v1/incidents/${incidentId}/log?limit=1000&cursor=${last}`,
		);
		for (const entry of items) {
			if (entry.type === "IncidentReported") reportedAt = Date.parse(entry.at);
			entries.push(entry);
			for (const text of wordsFor(entry, names, say, reportedAt))
				print(stamped(say, Date.parse(entry.at) - reportedAt, text));
		}
		return summed(reportedAt, entries);
	};
}

export const stamped = (say: Say, ms: number, text: string): string =>
	`${say("line-seconds", { seconds: Math.round(ms / 1000) }).padStart(8)}  ${text}`;

function summed(reportedAt: number, entries: readonly LogEntry[]): Followed {
	const departed = entries.find(
		(entry) => entry.type === "Marked" && entry.mark === "departed",
	);
	const stoodDown = entries.find(
		(entry) => entry.type === "RespondersStoodDown" && entry.why === "left",
	);
	return {
		reportedAt,
		entries,
		departedAt: departed && Date.parse(departed.at),
		stoodDownAt: stoodDown && Date.parse(stoodDown.at),
		onScene: entries.some(
			(entry) => entry.type === "Marked" && entry.mark === "onScene",
		),
		over: entries.some(({ type }) =>
			["IncidentClosed", "IncidentCancelled"].includes(type),
		),
	};
}

type Alerted = { responderId: string; brigadeId: string };

function wordsFor(
	entry: LogEntry,
	names: Names,
	say: Say,
	reportedAt: number,
): string[] {
	const one = nameOf(names, say, String(entry.responderId));
	const many = (ids: unknown): string =>
		(ids as string[]).map((id) => names.people.get(id)?.name ?? id).join(", ");
	const brigade = names.brigades.get(String(entry.brigadeId)) ?? "";
	const vehicle =
		names.vehicles.get(String(entry.vehicleId)) ?? say("no-vehicle");
	const since = (at: unknown): number =>
		Math.round((Date.parse(String(at)) - reportedAt) / 1000);
	switch (entry.type) {
		case "RespondersAlerted":
			return alerted(entry, names, say);
		case "RespondersAlertedAgain":
			return [say("again", { count: (entry.responderIds as string[]).length })];
		case "ResponderAcknowledged":
			return [
				say(`answer-${String(entry.answer)}`, {
					name: one,
					channel: say(`channel-${String(entry.channel)}`),
					eta: entry.etaAt === undefined ? "" : since(entry.etaAt),
				}),
			];
		case "ResponderUnreachable":
			return [say("unreachable", { name: one })];
		case "CrewPromised":
			return [
				say("promised", {
					brigade,
					vehicle,
					seconds: since(entry.leavesAt),
					names: many(entry.responderIds),
				}),
			];
		case "CrewFellShort":
			return [say("fell-short", { vehicle })];
		case "VerdictGiven":
			return [
				entry.kind === "leaves"
					? say("verdict-leaves", {
							seconds: since(entry.leavesAt),
							count: Number(entry.coming),
						})
					: say("verdict-notGathering", { count: Number(entry.coming) }),
			];
		case "HumansCalled":
			return [say("humans-called", { names: many(entry.responderIds) })];
		case "TakenOver":
			return [say("taken-over", { name: byOf(entry, names, say) })];
		case "AskedAtStation":
			return [say("asked-at-station", { name: one })];
		case "SeatOpened":
			return [say("seat-opened", { name: one })];
		case "RespondersCalledBack":
			return [say("called-back", { names: many(entry.responderIds) })];
		case "RespondersStoodDown":
			return stoodDown(entry, many, say);
		case "Marked":
			return marked(
				entry,
				{ brigade, vehicle, name: byOf(entry, names, say) },
				say,
			);
		case "IncidentClosed":
			return [say("closed")];
		case "IncidentCancelled":
			return [say("cancelled")];
		default:
			return [];
	}
}

function alerted(entry: LogEntry, names: Names, say: Say): string[] {
	const people = entry.people as Alerted[];
	if (people.length === 0) return [say("alerted-nobody")];
	const byBrigade = Map.groupBy(people, ({ brigadeId }) => brigadeId);
	return [
		say("alerted", { count: people.length, wave: Number(entry.wave) }),
		...[...byBrigade].map(([brigadeId, members]) =>
			say("alerted-brigade", {
				brigade: names.brigades.get(brigadeId) ?? "",
				names: members
					.map(({ responderId }) => nameOf(names, say, responderId))
					.join(", "),
			}),
		),
	];
}

function stoodDown(
	entry: LogEntry,
	many: (ids: unknown) => string,
	say: Say,
): string[] {
	const ids = entry.responderIds as string[];
	return entry.why === "reserve"
		? [say("reserve", { names: many(ids) })]
		: [
				say("stood-down", { count: ids.length }),
				say("stood-down-names", { names: many(ids) }),
			];
}

function marked(
	entry: LogEntry,
	words: { brigade: string; vehicle: string; name: string },
	say: Say,
): string[] {
	const { mark } = entry;
	if (mark === "atStation" || mark === "departed" || mark === "onScene")
		return [say(`marked-${mark}`, words)];
	return [];
}

function nameOf(names: Names, say: Say, id: string): string {
	const person = names.people.get(id);
	if (!person) return id;
	const roles = ["driver_c", "leader", "medic"]
		.filter((one) => person.qualifications.includes(one))
		.map((one) => say(`role-${one}`));
	return roles.length > 0
		? `${person.name} (${roles.join(", ")})`
		: person.name;
}

function byOf(entry: LogEntry, names: Names, say: Say): string {
	const { id } = (entry.by ?? {}) as { id?: string };
	return names.people.get(id ?? "")?.name ?? say("desk");
}
