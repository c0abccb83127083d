/**
 * A decision becomes rows: events, the head, rendered and sealed outbox rows,
 * tokens, timers, commitments. One append, so together or not at all.
 *
 * Texts are rendered here, when planned: no template, map or geocoder can stop
 * a send later.
 */
import { waterFor } from "./boardOf.ts";
import { gathersAway } from "./core/airRaid.ts";
import type { Decided, Facts } from "./core/decide.ts";
import type { Effect, Incident, Known, Purpose } from "./core/incident.ts";
import type { ChannelName } from "./core/kinds.ts";
import { type Message, TO_REPORTERS } from "./core/message.ts";
import { about } from "./core/turn.ts";
import type { Beside, HandleDeps } from "./handle.ts";
import {
	type Append,
	type Capability,
	EVERYTHING,
	type Head,
	type NewRow,
	type ReporterRow,
	type ResponderRow,
	type RosterWrite,
	type Sealed,
	type VehicleRow,
} from "./ports.ts";
import { readerOf, readerOfReporter } from "./reader.ts";
import type { Alongside } from "./service.ts";
import { soon } from "./soon.ts";
import { outgoing } from "./subscriptions/outgoing.ts";
import { isAlarm } from "./wording/pieces.ts";
import type { Surroundings } from "./wording/rendered.ts";

export type Plan = {
	before: Incident;
	decided: Decided & { incident: Known };
	commandId: string;
	facts: Facts;
	alongside: Alongside & Beside;
};

/** Undefined when nothing is to be written at all. */
export async function planWrites(
	deps: HandleDeps,
	plan: Plan,
): Promise<Append | undefined> {
	const { decided, alongside, facts } = plan;
	if (decided.events.length === 0 && decided.effects.length === 0)
		return Object.keys(alongside).length > 0
			? { at: facts.now, ...alongside }
			: undefined;
	const incident = decided.incident;
	const effects = inOrder(decided.effects);
	const context = await contextOf(deps, plan, effects.sends);
	const head = headOf(incident);
	const webhooks = await outgoing(
		deps,
		plan.before,
		plan.decided,
		head,
		facts.now,
	);
	const capabilities: Capability[] = [];
	const rows = [
		...effects.sends.map((send, index) =>
			sendRow(deps, plan, context, send, index, capabilities),
		),
		...consoleRows(deps, plan, context, effects.sends),
		...effects.timers.map((timer, index) => timerRow(deps, plan, timer, index)),
		...effects.tells.map((tell, index) => tellRow(deps, plan, tell, index)),
		...effects.cards.map((id, index) => cardRow(deps, plan, id, index)),
		...effects.hangUps.map((id, index) => hangUpRow(deps, plan, id, index)),
		...webhooks.rows,
	];
	return {
		at: facts.now,
		...alongside,
		streams: [
			{
				stream: `incident/${incident.id}`,
				expectedSeq: plan.before.status === "unknown" ? 0 : plan.before.version,
				commandId: plan.commandId,
				events: decided.events,
			},
			...(alongside.streams ?? []),
		],
		...webhooks.append,
		heads: [head],
		capabilities,
		reword: await rewordedRows(deps, plan),
		outbox: rows,
		withdraw: effects.withdraws.map((w) => ({ incidentId: incident.id, ...w })),
		hasten: effects.hastens.map((h) => ({
			incidentId: incident.id,
			dueAt: facts.now,
			...h,
		})),
		clearTimers: effects.cleared.map((keys) => ({
			incidentId: incident.id,
			...(keys ? { keys } : {}),
		})),
		...commitmentsOf(plan, effects),
		...(await toldOfRoster(deps, plan, effects)),
	};
}

type Of<T extends Effect["type"]> = Extract<Effect, { type: T }>;
type VehicleEffect = Of<"TakeOutOfService" | "Uncheck" | "Check">;

/** Effects are orders given one after the other: a later one takes back an earlier. */
function inOrder(effects: readonly Effect[]) {
	let sends: Of<"Send">[] = [];
	const timers = new Map<string, Of<"SetTimer">>();
	const withdraws: { responderId?: string; purposes: Purpose[] }[] = [];
	const cleared: (string[] | undefined)[] = [];
	const commits = new Map<string, Of<"Commit"> | Of<"Free">>();
	const hastens: { responderId: string; channels: ChannelName[] }[] = [];
	const cards = new Set<string>();
	const hangUps = new Set<string>();
	const tells: Of<"Tell">[] = [];
	const vehicles: VehicleEffect[] = [];
	const falseReports: RosterWrite[] = [];
	for (const effect of effects) {
		switch (effect.type) {
			case "Send":
				sends.push(effect);
				break;
			case "Withdraw": {
				const { type: _type, ...which } = effect;
				sends = sends.filter(
					(send) =>
						(which.responderId !== undefined &&
							send.responderId !== which.responderId) ||
						!which.purposes.includes(send.purpose),
				);
				withdraws.push(which);
				break;
			}
			case "SetTimer":
				timers.set(effect.key, effect);
				break;
			case "ClearTimers":
				if (effect.keys) for (const key of effect.keys) timers.delete(key);
				else timers.clear();
				cleared.push(effect.keys);
				break;
			case "Commit":
			case "Free":
				commits.set(`${effect.kind}:${effect.id}`, effect);
				break;
			case "Hasten":
				hastens.push({
					responderId: effect.responderId,
					channels: effect.channels,
				});
				break;
			case "RefreshCard":
				cards.add(effect.responderId);
				break;
			case "HangUp":
				hangUps.add(effect.responderId);
				break;
			case "Tell":
				tells.push(effect);
				break;
			case "TakeOutOfService":
			case "Uncheck":
			case "Check":
				vehicles.push(effect);
				break;
			case "CountFalse":
				falseReports.push({
					table: "reporterFalse",
					ids: effect.reporterIds,
					by: effect.by,
				});
				break;
			default:
				effect satisfies never;
		}
	}
	return {
		sends,
		timers: [...timers.values()],
		withdraws,
		cleared,
		commits: [...commits.values()],
		hastens,
		cards: [...cards],
		hangUps: [...hangUps],
		tells,
		vehicles,
		falseReports,
	};
}

type Ordered = ReturnType<typeof inOrder>;

/** What the texts of one decision have in common. */
type Context = {
	people: Map<string, ResponderRow>;
	/** Who reported, of those who are told something. */
	reporters: Map<string, ReporterRow>;
	/** How soon help comes is told where their brigade says so. */
	tellsMinutes: boolean;
	place: string | undefined;
	words: Map<string, string>;
	/** Number of the incident this one is likely the same as. */
	like: string | undefined;
	/** Near the place, for cards; none when nobody can look. */
	water: Surroundings["water"];
	/** Where people gather while the station may be hit too. */
	staging: string | undefined;
	/** Who is rung with which message; their texts promise a call, others ask to be rung. */
	rung: Set<string>;
};

const rungKey = (send: Of<"Send">): string =>
	`${send.responderId}:${send.message.kind}`;

async function contextOf(
	deps: HandleDeps,
	plan: Plan,
	sends: readonly Of<"Send">[],
): Promise<Context> {
	const { incident } = plan.decided;
	if (sends.length === 0)
		return {
			people: new Map(),
			reporters: new Map(),
			tellsMinutes: false,
			place: undefined,
			words: new Map(),
			like: undefined,
			water: undefined,
			staging: undefined,
			rung: new Set(),
		};
	const lookedForWater = sends.some(
		({ channel, message }) => channel === "telegram" && isAlarm(message),
	)
		? waterFor(deps, incident)
		: undefined;
	const ids = new Set(sends.map((send) => send.responderId));
	for (const { message } of sends) if ("name" in message) ids.add(message.name);
	const people = new Map(
		(await deps.roster.people([...ids])).map((row) => [row.id, row]),
	);
	const words = new Map<string, string>();
	for (const given of plan.alongside.words ?? [])
		words.set(given.id, deps.secrets.open(given.text));
	const wanted = [incident.place, incident.previousPlace]
		.flatMap((ref) => (ref ? [ref.id] : []))
		.filter((id) => !words.has(id));
	for (const [id, stored] of wanted.length > 0
		? await deps.store.words(wanted)
		: [])
		words.set(id, deps.secrets.open(stored.text));
	const place = incident.place ? words.get(incident.place.id) : undefined;
	const rung = new Set(
		sends.filter((send) => send.channel === "voice").map(rungKey),
	);
	const like = sends.some(({ message }) => "like" in message)
		? await deps.store.head(EVERYTHING, incident.possibleDuplicateOf ?? "")
		: undefined;
	return {
		people,
		...(await reportersIn(deps, incident, sends)),
		place,
		words,
		like: like && String(like.number),
		water: await lookedForWater,
		staging: await stagingOf(deps, incident),
		rung,
	};
}

/** Nobody waits for the words of it: «чекайте слова начальника» is said without them. */
export const stagingOf = async (
	{ roster }: Pick<HandleDeps, "roster">,
	incident: Known,
): Promise<string | undefined> =>
	gathersAway(incident)
		? soon(
				async () =>
					(await roster.brigade(EVERYTHING, incident.rulingBrigadeId ?? ""))
						?.staging?.words,
			)
		: undefined;

/** A table that cannot be read in time costs them their language, and nobody an alert. */
async function reportersIn(
	deps: HandleDeps,
	incident: Known,
	sends: readonly Of<"Send">[],
): Promise<Pick<Context, "reporters" | "tellsMinutes">> {
	const told = sends.filter(({ message }) => TO_REPORTERS.has(message.kind));
	const nothing = { reporters: new Map(), tellsMinutes: false };
	if (told.length === 0) return nothing;
	const known = await soon(async () => {
		const rows = await deps.reporters.byIds(
			told.map(({ responderId }) => responderId),
		);
		const brigade = told.some(({ message }) => "minutes" in message)
			? await deps.roster.brigade(EVERYTHING, incident.rulingBrigadeId ?? "")
			: undefined;
		return {
			reporters: new Map(rows.map((row) => [row.id, row])),
			tellsMinutes: brigade?.residents?.minutes === true,
		};
	});
	return known ?? nothing;
}

/** Messages whose link opens the live page; every other link opens the answer page. */
const LIVE: ReadonlySet<Message["kind"]> = new Set<Message["kind"]>([
	"askConfirm",
	"incidentOpened",
	"verdictLeaves",
	"verdictNotGathering",
	"humanNeeded",
	"nobodyReached",
	"askClose",
	"vehicleDown",
	"cancelProposed",
	"unreachable",
	"seatGivenUp",
	"noteReceived",
	"reporterSays",
	"inform101",
	"askImpact",
	"leftWithoutWord",
]);

const opensLive = (message: Message): boolean =>
	LIVE.has(message.kind) ||
	((message.kind === "minesFound" || message.kind === "askDeparture") &&
		message.leads === true);

/** The same person and incident always have the same link. */
export const tokenFor = (
	deps: Pick<HandleDeps, "secrets">,
	incidentId: string,
	responderId: string,
	opens: Capability["opens"],
): string => deps.secrets.token(`${opens}|${incidentId}|${responderId}`);

/** Messages that are the card: on a chief's own card stands the way to the incident's page. */
const CARDS: ReadonlySet<Message["kind"]> = new Set<Message["kind"]>([
	"alert",
	"calledBack",
]);

/** The live page of whoever is told and called in this incident. */
export function pageOfHuman(
	deps: Pick<HandleDeps, "secrets" | "settings">,
	incident: Known,
	responderId: string,
): { token: string; url: string } | undefined {
	if (!incident.humans.some((human) => human.responderId === responderId))
		return undefined;
	const token = tokenFor(deps, incident.id, responderId, "live");
	return { token, url: `${deps.settings.shortUrl}/${token}` };
}

function sendRow(
	deps: HandleDeps,
	plan: Plan,
	context: Context,
	send: Of<"Send">,
	index: number,
	capabilities: Capability[],
): NewRow {
	const { incident } = plan.decided;
	const row = context.people.get(send.responderId);
	const opens = opensLive(send.message) ? "live" : "answer";
	const token = tokenFor(deps, incident.id, send.responderId, opens);
	const grant = (granted: string, to: Capability["opens"]): void => {
		const tokenHash = deps.secrets.hash(granted);
		if (capabilities.some((known) => known.tokenHash === tokenHash)) return;
		capabilities.push({
			tokenHash,
			incidentId: incident.id,
			responderId: send.responderId,
			opens: to,
			createdAt: plan.facts.now,
		});
	};
	const toReporter = TO_REPORTERS.has(send.message.kind);
	// Who is only informed has nothing to answer, so nothing opens; nor anything for who reported.
	if (send.message.kind !== "forObservers" && !toReporter) grant(token, opens);
	const page = pageOfHuman(deps, incident, send.responderId);
	if (page && CARDS.has(send.message.kind)) grant(page.token, "live");
	const rendered = deps.wording.render(
		named(deps, context, send.message),
		send.channel,
		toReporter
			? readerOfReporter(deps, context.reporters.get(send.responderId))
			: readerOf(deps, row),
		{
			...around(deps, plan, context, send, row, token),
			...(page && CARDS.has(send.message.kind) ? { pageUrl: page.url } : {}),
		},
	);
	return {
		...base(
			plan,
			send.message.kind === "alert" ? "alert" : send.purpose,
			index,
			"send",
		),
		lane: send.channel,
		purpose: send.purpose,
		messageKind: send.message.kind,
		responderId: send.responderId,
		laneClass: send.laneClass,
		rank: send.rank,
		dueAt: send.dueAt,
		...(send.afterOwnCallMs === undefined
			? {}
			: { afterOwnCallMs: send.afterOwnCallMs }),
		notAfter: send.dueAt + STALE_MS,
		units: rendered.channel === "sms" ? rendered.segments : 1,
		body: deps.secrets.seal(
			JSON.stringify({
				...rendered,
				...(send.sender ? { sender: send.sender } : {}),
				...(rendered.channel === "voice" && incident.mode !== "actual"
					? { caller: "drill" }
					: {}),
			}),
		),
	};
}

// A fire alert half an hour late sends people to ashes (domain §5); until then late beats never.
const STALE_MS = 30 * 60_000;

/** The core knows ids; texts need names. */
function named(deps: HandleDeps, context: Context, message: Message): Message {
	if ("name" in message) {
		const row = context.people.get(message.name);
		return { ...message, name: row ? deps.secrets.open(row.name) : "" };
	}
	if (message.kind === "reporterNews" && !context.tellsMinutes) {
		const { minutes: _secret, ...rest } = message;
		return rest;
	}
	if (message.kind === "askConfirm" && message.like !== undefined) {
		const { like: _id, ...rest } = message;
		return context.like === undefined ? rest : { ...rest, like: context.like };
	}
	if (message.kind === "corrected" && message.oldPlace !== undefined) {
		const { oldPlace, ...rest } = message;
		const words = context.words.get(oldPlace);
		return words === undefined || !message.placeChanged
			? rest
			: { ...rest, oldPlace: words };
	}
	return message;
}

function around(
	deps: HandleDeps,
	plan: Plan,
	context: Context,
	send: Of<"Send">,
	row: ResponderRow | undefined,
	token: string,
): Surroundings {
	const reach = plan.decided.incident.people.get(send.responderId)?.reach;
	return {
		...(context.place === undefined ? {} : { place: context.place }),
		...(context.water ? { water: context.water } : {}),
		...(context.staging === undefined ? {} : { staging: context.staging }),
		...(TO_REPORTERS.has(send.message.kind)
			? {}
			: { link: `${deps.settings.shortUrl}/${token}`, token }),
		reachableByCall:
			!deps.settings.callsOnlyRing &&
			(reach?.voice ?? deps.settings.channels.includes("voice")),
		...(deps.settings.smsTwoWay ? { repliesBySms: true } : {}),
		callFollows: context.rung.has(rungKey(send)),
		...(deps.settings.ringNumbers
			? { ringNumbers: deps.settings.ringNumbers }
			: {}),
		hasTelegram: reach?.telegram ?? row?.telegramChat !== undefined,
	};
}

const base = (
	plan: Plan,
	what: string,
	index: number,
	kind: NewRow["kind"],
) => ({
	// Unique because the version is: two decisions never end at the same one.
	id: `${plan.decided.incident.id}.${plan.decided.incident.version}.${kind}.${what}.${index}`,
	incidentId: plan.decided.incident.id,
	kind,
	laneClass: 0 as const,
	rank: 0,
	units: 1,
	createdAt: plan.facts.now,
});

/** The console prints one line per person alerted; it counts as no channel. */
function consoleRows(
	deps: HandleDeps,
	plan: Plan,
	context: Context,
	sends: readonly Of<"Send">[],
): NewRow[] {
	if (!deps.settings.channels.includes("console")) return [];
	const first = new Map<string, Of<"Send">>();
	for (const send of sends) {
		// The operator is no house to be woken, least of all at once.
		if (send.message.kind === "wakeHousehold") continue;
		const key = `${send.responderId}:${send.message.kind}`;
		if (!first.has(key)) first.set(key, send);
	}
	const capabilities: Capability[] = [];
	return [...first.values()].map((send, index) => ({
		...sendRow(
			deps,
			plan,
			context,
			{ ...send, channel: "console", dueAt: plan.facts.now },
			index,
			capabilities,
		),
		id: `${plan.decided.incident.id}.${plan.decided.incident.version}.console.${index}`,
	}));
}

const sealedJson = (deps: HandleDeps, value: unknown): Sealed =>
	deps.secrets.seal(JSON.stringify(value));

function timerRow(
	deps: HandleDeps,
	plan: Plan,
	timer: Of<"SetTimer">,
	index: number,
): NewRow {
	return {
		...base(plan, "timer", index, "timer"),
		key: timer.key,
		lane: "clock",
		dueAt: timer.dueAt,
		body: sealedJson(deps, timer.command),
	};
}

function tellRow(
	deps: HandleDeps,
	plan: Plan,
	tell: Of<"Tell">,
	index: number,
): NewRow {
	return {
		...base(plan, "tell", index, "command"),
		incidentId: tell.incidentId,
		lane: "clock",
		dueAt: plan.facts.now,
		body: sealedJson(deps, tell.command),
	};
}

// One edit per card in this time: Telegram allows about one message a second per chat,
// and a board that changes faster than people read only spends the lane.
const CARD_EVERY_MS = 4_000;

function cardRow(
	deps: HandleDeps,
	plan: Plan,
	responderId: string,
	index: number,
): NewRow {
	const own = plan.decided.events.some(
		(event) => "responderId" in event && event.responderId === responderId,
	);
	const { now } = plan.facts;
	return {
		...base(plan, "card", index, "card"),
		key: `card:${responderId}`,
		responderId,
		lane: "telegram",
		laneClass: own ? 4 : 5,
		// Everybody's cards change on the same beat, so changes in between are one edit.
		dueAt: own ? now : (Math.floor(now / CARD_EVERY_MS) + 1) * CARD_EVERY_MS,
		body: sealedJson(deps, null),
	};
}

function hangUpRow(
	deps: HandleDeps,
	plan: Plan,
	responderId: string,
	index: number,
): NewRow {
	return {
		...base(plan, "hangUp", index, "hangUp"),
		responderId,
		lane: "clock",
		dueAt: plan.facts.now,
		body: sealedJson(deps, null),
	};
}

const WORDED_AGAIN: ReadonlySet<string | undefined> = new Set([
	"alert",
	"calledBack",
]);

/** After these an alert that waits for its lane would say what is no longer so. */
const REWORDS: ReadonlySet<string> = new Set([
	"IncidentCorrected",
	"HazardsFound",
	"AirRaidSeen",
	"ImpactSuspected",
	"ImpactAnswered",
]);

/**
 * An alarm needs a type and nothing else; the place comes a breath later. Texts that
 * wait for their turn are planned already, and say it too.
 */
async function rewordedRows(
	deps: HandleDeps,
	plan: Plan,
): Promise<NonNullable<Append["reword"]>> {
	const { decided, before } = plan;
	const { incident } = decided;
	if (
		before.status === "unknown" ||
		!decided.events.some(({ type }) => REWORDS.has(type))
	)
		return [];
	const waiting = (await deps.store.rows(incident.id)).filter(
		({ kind, lane, state, tries, messageKind }) =>
			kind === "send" &&
			lane === "sms" &&
			state === "pending" &&
			tries === 0 &&
			WORDED_AGAIN.has(messageKind),
	);
	const sends = waiting.map(
		({ responderId = "", purpose = "alert", ...row }) => ({
			type: "Send" as const,
			...senderOf(deps, row.body),
			responderId,
			channel: "sms" as const,
			message: {
				...about(incident),
				kind: row.messageKind as "alert" | "calledBack",
				repeat: false,
			},
			purpose,
			laneClass: row.laneClass,
			rank: row.rank,
			dueAt: row.dueAt,
		}),
	);
	if (sends.length === 0) return [];
	const context = await contextOf(deps, plan, sends);
	for (const send of sends)
		if (incident.people.get(send.responderId)?.reach.voice)
			context.rung.add(rungKey(send));
	return sends.map((send, index) => {
		const { body, units } = sendRow(deps, plan, context, send, index, []);
		return { rowId: waiting[index]?.id ?? "", body, units };
	});
}

/** The number that failed would only fail again: new words leave from the number the old ones had. */
function senderOf(
	{ secrets }: HandleDeps,
	body: Sealed,
): Pick<Of<"Send">, "sender"> {
	if (!body) return {};
	const { sender } = JSON.parse(secrets.open(body)) as Pick<
		Of<"Send">,
		"sender"
	>;
	return sender === undefined ? {} : { sender };
}

export const headOf = (incident: Known): Head => ({
	id: incident.id,
	number: incident.number,
	status: incident.status,
	incidentType: incident.incidentType,
	mode: incident.mode,
	source: incident.source,
	...(incident.location ? { location: incident.location } : {}),
	...(incident.place ? { placeWordsId: incident.place.id } : {}),
	brigadeIds: [
		...new Set([
			...incident.brigadeIds,
			...(incident.rulingBrigadeId ? [incident.rulingBrigadeId] : []),
			...incident.stations.keys(),
		]),
	],
	areaCodes: [
		...new Set(
			[
				incident.areaCode,
				...[...incident.stations.values()].map((s) => s.areaCode),
			].filter((code) => code !== undefined),
		),
	],
	...(incident.reportedBy.kind === "service"
		? {}
		: { reportedBy: incident.reportedBy.id }),
	reportedAt: incident.reportedAt,
	...(incident.alertedAt === undefined
		? {}
		: { alertedAt: incident.alertedAt }),
	...(incident.endedAt === undefined ? {} : { endedAt: incident.endedAt }),
	...(incident.mergedInto ? { mergedInto: incident.mergedInto.id } : {}),
	version: incident.version,
});

function commitmentsOf(
	plan: Plan,
	effects: Ordered,
): Pick<Append, "take" | "free"> {
	const { incident } = plan.decided;
	const free: NonNullable<Append["free"]>[number][] = [];
	const take: NonNullable<Append["take"]>[number][] = [];
	for (const effect of effects.commits) {
		const { kind, id } = effect;
		free.push({ kind, id, incidentId: incident.id });
		if (effect.type === "Free") continue;
		const other = plan.facts.commitments.find(
			(c) => c.kind === kind && c.id === id && c.incidentId !== incident.id,
		);
		// An exercise gives way in the same write; a real one makes the append conflict.
		if (other && incident.mode === "actual" && other.mode !== "actual")
			free.push({ kind, id, incidentId: other.incidentId });
		take.push({
			kind,
			id,
			incidentId: incident.id,
			number: incident.number,
			mode: incident.mode,
		});
	}
	return { free, take };
}

/** What the roster learns of vehicles: taken out of service, back unchecked, looked at; and who told of no fire. */
async function toldOfRoster(
	deps: HandleDeps,
	{ facts, alongside }: Plan,
	{ vehicles, falseReports }: Ordered,
): Promise<Pick<Append, "roster">> {
	if (vehicles.length + falseReports.length === 0) return {};
	const rows = new Map<string, VehicleRow>();
	for (const effect of vehicles) {
		const { vehicleId } = effect;
		const row =
			rows.get(vehicleId) ??
			(await deps.roster.vehicle({ kind: "everything" }, vehicleId));
		if (row) rows.set(vehicleId, vehicleAfter(deps, row, effect, facts.now));
	}
	return {
		roster: [
			...(alongside.roster ?? []),
			...[...rows.values()].map((row) => ({ table: "vehicle" as const, row })),
			...falseReports,
		],
	};
}

function vehicleAfter(
	{ secrets, wording, settings }: HandleDeps,
	row: VehicleRow,
	effect: VehicleEffect,
	now: number,
): VehicleRow {
	if (effect.type === "TakeOutOfService")
		return { ...row, state: "outOfService" };
	if (effect.type === "Uncheck") return { ...row, uncheckedSince: now };
	const { reason: _past, uncheckedSince, ...known } = row;
	const { readiness } = effect;
	if (readiness === "ready") return { ...known, state: "ready" };
	const reason = secrets.seal(
		wording.text(settings.locale, `vehicle-reason-${readiness}`),
	);
	return readiness === "broken"
		? { ...known, state: "outOfService", reason }
		: // It may leave, but whoever looks sees what is missing.
			{ ...known, reason, uncheckedSince: uncheckedSince ?? now };
}
