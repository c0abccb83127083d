/**
 * What a screen shows of one incident: its state, joined with names, words and
 * how far the alerts have come. Reads only.
 */
import {
	type BoardView,
	board,
	type Joined,
	reportsShown,
} from "./core/board.ts";
import type { Known } from "./core/incident.ts";
import { AppError } from "./errors.ts";
import { waterBy } from "./ground/near.ts";
import type { AlertState, Scope } from "./ports.ts";
import type { Service } from "./service.ts";

export type BoardOf = (scope: Scope, incidentId: string) => Promise<BoardView>;

export type BoardDeps = Pick<
	Service,
	| "store"
	| "roster"
	| "signIn"
	| "secrets"
	| "clock"
	| "load"
	| "degraded"
	| "costs"
	| "ground"
	| "reporters"
>;

/**
 * Throws `notFound` for an incident that does not exist or that the scope does not see.
 * `sharedMs`: how old a board of the same state may be (`STREAM_SHARED_MS` for
 * screens that follow an incident); 0 = read now.
 */
export async function boardOf(
	deps: BoardDeps,
	scope: Scope,
	incidentId: string,
	sharedMs = 0,
): Promise<BoardView> {
	const seen =
		scope.kind === "everything" || (await deps.store.head(scope, incidentId));
	const incident = seen ? await deps.load(incidentId) : undefined;
	if (!incident || incident.status === "unknown")
		throw new AppError(
			"notFound",
			`There is no incident "${incidentId}" you may see.`,
		);
	return viewOf(deps, incident, sharedMs);
}

// A crowd of screens follows one incident: they share what was read this moment, which
// two hundred that come back after a restart need for about a second.
// Longer, and a receipt that changes no version would show late.
export const STREAM_SHARED_MS = 1_000;
const views = new WeakMap<Known, { mono: number; view: Promise<BoardView> }>();

/** The board of this very state, at most so old; a state is never changed, only followed by another. */
export function viewOf(
	deps: BoardDeps,
	incident: Known,
	sharedMs: number,
): Promise<BoardView> {
	const mono = deps.clock.mono();
	const known = views.get(incident);
	if (known && mono - known.mono < sharedMs) return known.view;
	const view = joinedFor(deps, incident).then((joined) =>
		board(incident, joined),
	);
	views.set(incident, { mono, view });
	view.catch(() => views.delete(incident));
	return view;
}

export async function joinedFor(
	deps: BoardDeps,
	incident: Known,
): Promise<Joined> {
	const [names, places, words, alerts, cost, water, blocked] =
		await Promise.all([
			namesOf(deps, incident),
			brigadesOf(deps, incident),
			wordsOf(deps, incident),
			deps.store.alertStates(incident.id),
			deps.costs?.ofIncident(incident.id),
			waterFor(deps, incident),
			blockedAmong(deps, incident),
		]);
	return {
		now: deps.clock.now(),
		names,
		...places,
		words,
		alerts: bestAlerts(alerts),
		ringing: ringingAt(deps.clock.now(), alerts),
		degraded: deps.degraded(),
		...(cost ? { cost } : {}),
		water,
		blocked,
	};
}

/** A board goes out without this word rather than not at all. */
async function blockedAmong(
	{ reporters }: BoardDeps,
	incident: Known,
): Promise<ReadonlySet<string>> {
	const ids = reportsShown(incident).flatMap(
		({ reporterId }) => reporterId ?? [],
	);
	if (ids.length === 0) return new Set();
	const rows = await reporters.byIds([...new Set(ids)]).catch(() => []);
	return new Set(
		rows.flatMap(({ id, blockedAt }) => (blockedAt === undefined ? [] : id)),
	);
}

/** Where it ended nobody fills a truck. */
export async function waterFor(
	deps: Pick<BoardDeps, "ground">,
	{ location, status }: Pick<Known, "location" | "status">,
): Promise<NonNullable<BoardView["water"]>> {
	if (!location || status === "closed" || status === "cancelled") return [];
	const found = await waterBy(deps, location);
	return found.map(
		({ id, kind, location, distanceMetres, state, ...known }) => ({
			id,
			kind,
			name: known.name ?? null,
			location,
			distanceMetres,
			refillMinutes: known.refillMinutes ?? null,
			access: known.access ?? null,
			state: state === "works" ? state : "unknown",
			saidDryAt: known.saidDryAt ?? null,
		}),
	);
}

async function namesOf(
	deps: BoardDeps,
	incident: Known,
): Promise<Map<string, string>> {
	const ids = new Set<string>([
		...incident.people.keys(),
		...incident.humans.map((human) => human.responderId),
		...incident.helpers.keys(),
		...incident.stateAsked.flatMap(({ by }) =>
			by.kind === "responder" ? by.id : [],
		),
		...incident.mergedFrom.flatMap(({ by }) =>
			by.kind === "responder" ? by.id : [],
		),
		...incident.passedOver.flatMap((passed) => passed.responderId ?? []),
		...(incident.hazardsAcknowledged?.by.kind === "responder"
			? [incident.hazardsAcknowledged.by.id]
			: []),
	]);
	const people = await deps.roster.people([...ids]);
	return new Map([
		...people.map((row) => [row.id, deps.secrets.open(row.name)] as const),
		...(await postsOf(deps, incident)),
	]);
}

/** A desk or a wall is shown by its name; a board that cannot ask for it shows its id. */
async function postsOf(
	{ signIn }: BoardDeps,
	{
		humanInCharge,
		marks,
		mergedFrom,
		departureAllowed,
		hazardsAcknowledged,
	}: Known,
): Promise<(readonly [id: string, name: string])[]> {
	const said = [
		humanInCharge,
		departureAllowed,
		hazardsAcknowledged,
		...marks,
		...mergedFrom,
	].map((one) => one?.by);
	const idsOf = (kind: "desk" | "wall") =>
		said.flatMap((by) => (by?.kind === kind ? by.id : []));
	const [desks, walls] = [idsOf("desk"), idsOf("wall")];
	const found = await Promise.all([
		desks.length > 0 ? signIn.desks(desks) : [],
		walls.length > 0 ? signIn.walls({ ids: walls }) : [],
	]).catch(() => []);
	return found.flat().map(({ id, name }) => [id, name] as const);
}

async function brigadesOf(deps: BoardDeps, incident: Known) {
	const ruling = incident.rulingBrigadeId;
	const ids = [
		...new Set([
			...incident.stations.keys(),
			...incident.stateAsked.map(({ brigadeId }) => brigadeId),
			...(ruling ? [ruling] : []),
		]),
	];
	const found = await deps.roster.candidates({ brigadeIds: ids, limit: 0 });
	return {
		brigades: new Map(found.brigades.map((brigade) => [brigade.id, brigade])),
		vehicles: new Map(found.vehicles.map((vehicle) => [vehicle.id, vehicle])),
	};
}

async function wordsOf(
	deps: BoardDeps,
	incident: Known,
): Promise<Map<string, string>> {
	const refs = [
		incident.place,
		incident.description,
		...incident.mergedFrom.flatMap(({ place, description }) => [
			place,
			description,
		]),
		...reportsShown(incident).flatMap(({ place, description }) => [
			place,
			description,
		]),
		...[...incident.people.values()].map((person) => person.note),
		...incident.marks.map(({ words }) => words),
	].filter((ref) => ref !== undefined);
	const stored = await deps.store.words(refs.map((ref) => ref.id));
	return new Map(
		[...stored].map(([id, row]) => [id, deps.secrets.open(row.text)]),
	);
}

const REACHED = {
	queued: 0,
	withdrawn: 1,
	sent: 2,
	delivered: 3,
	unreachable: -1,
} as const;

/** Of a person's rows the one that came furthest. A refusal shows only when every row was refused. */
function bestAlerts(states: readonly AlertState[]): Joined["alerts"] {
	const best = new Map<
		string,
		{ alert: keyof typeof REACHED; channel: AlertState["channel"] }
	>();
	for (const state of states) {
		const alert = alertOf(state);
		const known = best.get(state.responderId);
		if (!known || REACHED[alert] > REACHED[known.alert])
			best.set(state.responderId, { alert, channel: state.channel });
	}
	return best;
}

/** Whose alert a carrier has taken at least, on any channel. */
export const reachedIn = (states: readonly AlertState[]): string[] =>
	[...bestAlerts(states)].flatMap(([responderId, { alert }]) =>
		alert === "sent" || alert === "delivered" ? responderId : [],
	);

// A call rings half a minute; what a carrier says of its end may come late.
const RINGS_MS = 30_000;

/** Whose phone rings just now, as far as anybody knows. */
const ringingAt = (
	now: number,
	states: readonly AlertState[],
): ReadonlySet<string> =>
	new Set(
		states.flatMap(({ responderId, channel, rank, sentAt }) =>
			channel === "voice" &&
			rank <= 3 &&
			sentAt !== undefined &&
			now - sentAt < RINGS_MS
				? responderId
				: [],
		),
	);

function alertOf(state: AlertState): keyof typeof REACHED {
	// Telegram does not tell whether a phone has it, so it never says delivered.
	if (state.rank >= 4 && state.channel !== "telegram") return "delivered";
	// A phone that rang unanswered was reached all the same.
	if (state.rank === 3.5 && state.channel !== "voice") return "unreachable";
	if (state.sentAt !== undefined || state.rank >= 3) return "sent";
	if (state.state === "withdrawn") return "withdrawn";
	return state.state === "failed" ? "unreachable" : "queued";
}
