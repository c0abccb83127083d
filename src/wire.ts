/**
 * Puts the parts together: one service, whoever starts it (node.ts, the demo, a
 * story). What differs between homes comes in as `Parts`.
 */
import type { Context, Hono } from "hono";
import { RAISE } from "../bots/chiefRaise.ts";
import { responderBot } from "../bots/responder.ts";
import { type AirRaidFeed, airRaidFeed } from "./airRaid/feed.ts";
import { signatureCheck } from "./airRaid/signed.ts";
import { ukraineAlarm } from "./airRaid/source.ts";
import { answer } from "./answer.ts";
import { type TextAnswers, textAnswers } from "./answerText.ts";
import {
	type Auditor,
	type AuditorDeps,
	createAuditor,
	type Evidence,
} from "./auditor.ts";
import { type Failover, isDatabaseFault } from "./blind.ts";
import { boardOf, STREAM_SHARED_MS } from "./boardOf.ts";
import { cardOf } from "./cardOf.ts";
import type { RecordingSource } from "./channels/twilioRecordings.ts";
import type { TwilioWebhooks } from "./channels/twilioWebhooks.ts";
import type { ChannelName } from "./core/kinds.ts";
import { say } from "./core/turn.ts";
import { costs as costsOf } from "./cost.ts";
import { createDeliverer, type Deliverer } from "./deliver.ts";
import { AppError } from "./errors.ts";
import { commandRunner, type HandleDeps, type Runner } from "./handle.ts";
import { answerPageRoutes, keptForms } from "./http/answerPage.ts";
import { createApp } from "./http/app.ts";
import { mapArchiveRoutes } from "./http/baseMap.ts";
import type { KeptSaid } from "./http/calls/callBack.ts";
import { type KeptRing, MISSED, missedCalls } from "./http/calls/missedCall.ts";
import {
	RESIDENT,
	type ReportCalls,
	RINGING,
	reportCalls,
} from "./http/calls/reportCall.ts";
import { tellAside } from "./http/calls/tell.ts";
import {
	carrierRoutes,
	keptReceipts,
	RECEIPT,
	recordedAt,
	SPOKEN,
	spokenWords,
} from "./http/carriers.ts";
import { consentPageRoutes } from "./http/consentPage.ts";
import { GATEWAY, type GatewayKeys, gatewayRoutes } from "./http/gateway.ts";
import { createInbox, type Handler, type Inbox } from "./http/inbox.ts";
import { limits as limitsOf } from "./http/limits.ts";
import { livePageRoutes } from "./http/livePage.ts";
import { wrongTries } from "./http/page.ts";
import { placeOf } from "./http/people.ts";
import { reportFormRoutes } from "./http/reportForm.ts";
import { personOf, signInPages } from "./http/signIn/pages.ts";
import { type InboundSms, smsAnswers } from "./http/twilioSms.ts";
import { ukraineAlarmRoutes } from "./http/ukraineAlarm.ts";
import { wallRoutes } from "./http/wall.ts";
import { FORM, giveKept, KEPT, type KeptAnswer } from "./keptAnswers.ts";
import { createLane, type Lane } from "./lanes.ts";
import type { MapArchive } from "./mapArchive.ts";
import { metricsOf } from "./metrics.ts";
import { helperConsent } from "./others/consent.ts";
import { consentRings } from "./others/consentRing.ts";
import { tellOptedOut } from "./people/optedOut.ts";
import { type TestRings, testRings } from "./people/testRing.ts";
import type {
	AirRaids,
	Areas,
	Channel,
	Clock,
	Ground,
	Others,
	Reporters,
	Roster,
	Store,
	Wake,
	Webhooks,
} from "./ports.ts";
import { type ChiefsWords, chiefsWords } from "./recordings.ts";
import { type Raise, reportDesk } from "./report.ts";
import { type Residents, strangersSms } from "./residents/sms.ts";
import {
	openReportOf,
	type ResidentWord,
	says,
	take,
} from "./residents/take.ts";
import { talkedWith } from "./residents/talked.ts";
import { type Routine, routine as routineOf } from "./routine/routine.ts";
import type { Secrets } from "./secrets.ts";
import type { KeepWords, Log, Service, Settings } from "./service.ts";
import { signInCodes } from "./signIn/codes.ts";
import type { SignInStore } from "./signIn/store.ts";
import { webhookPost } from "./subscriptions/post.ts";
import type { Wording } from "./wording/wording.ts";

export type Parts = {
	settings: Settings;
	store: Store;
	roster: Roster;
	signIn: SignInStore;
	areas: Areas;
	/** The air-raid feed; absent = nothing is said of air raids anywhere. */
	ukraineAlarm?: UkraineAlarm;
	reporters: Reporters;
	ground: Ground;
	others: Others;
	secrets: Secrets;
	wording: Wording;
	clock: Clock;
	wake: Wake;
	log: Log;
	channels: ReadonlyMap<ChannelName, Channel>;
	/** Messages (SMS: segments, calls: calls) a second, already scaled for a faster clock. */
	rates: Record<"telegram" | "sms" | "voice", number>;
	telegram?: { token: string; apiRoot: string; webhookSecret?: string };
	twilio?: {
		tokens: readonly string[];
		webhooks: TwilioWebhooks;
		/** Where what a chief says after the beep is fetched. */
		recordings?: RecordingSource;
	};
	/** What gateways of our own sign with. */
	gatewayKeys?: GatewayKeys;
	/** The number the bell calls from. */
	bellNumber?: string;
	/** The number exercises are called from, where there is a second one. */
	drillNumber?: string;
	adminApiKey?: string;
	/** The way to machines that subscribed; absent where nothing can be posted safely. */
	webhooks?: Webhooks;
	/** Address of whoever asks, for counting wrong tries. */
	addressOf(c: Context): string;
	/** Pages of one home only, such as the built dashboard. */
	// biome-ignore lint/suspicious/noExplicitAny: each brings its own environment, which nobody here reads
	pages?: readonly Hono<any>[];
	/** The PMTiles file of this machine, where there is one. */
	mapArchive?: MapArchive;
	/** A new id of this process. */
	bootId: string;
	residentBytes?: () => number;
	/** What the auditor asks the database; without it nobody audits. */
	evidence?: Evidence;
	/** Stands before `store` and `roster`; knows which incidents live outside the database. */
	failover?: Failover;
	/** A bell or horn on the spot, for the hour in which no carrier works. */
	ringLocally?: (text: string) => Promise<boolean>;
	/** Writes the roster kept beside the database anew. */
	keepRoster?(): Promise<void>;
	/** More that does not work: a clock ahead, a console instead of phones. */
	moreDegraded?(): string[];
	/** Figures of what only this home has. */
	moreMetrics?(): string;
};

export type UkraineAlarm = {
	airRaids: AirRaids;
	apiRoot: string;
	key: string;
	/** PEM; absent = fetched from the source. */
	publicKey?: string;
};

export type Dzvin = {
	service: Service;
	app: Hono;
	deliverer: Deliverer;
	inbox: Inbox;
	raise: Raise;
	/** Rings somebody as a fire would, to see whether it wakes them. */
	ringTest: TestRings["ringTest"];
	runner: Runner;
	handleUpdate?: (body: string) => Promise<void>;
	health(): { reachable: boolean; degraded: string[] };
	auditor?: Auditor;
	/** What goes by the calendar; who has a clock to run it starts it. */
	routine: Routine;
};

// No text is longer (wording/sms.ts).
const MOST_SEGMENTS = 2;

// Requests under way at once: enough to fill the lane at 65 ms a request, few enough for one event loop.
const IN_FLIGHT: Record<ChannelName, number> = {
	telegram: 40,
	sms: 30,
	voice: 20,
	console: 50,
};

export function wire(parts: Parts): Dzvin {
	const listeners = new Set<(incidentId: string, version: number) => void>();
	const lanes = lanesOf(parts);
	const limits = limitsOf(parts);
	const costs = costsOf(parts);
	const post = parts.webhooks
		? webhookPost({ ...parts, webhooks: parts.webhooks })
		: undefined;
	let auditor: Auditor | undefined;
	const degraded = (): string[] => [
		...new Set([
			...(auditor?.degraded() ?? []),
			...(parts.failover?.degraded() ?? []),
		]),
		...[...lanes.values()]
			.filter((lane) => lane.broken())
			.map((lane) => lane.name),
		...limits.degraded(),
		...costs.degraded(),
		...(post?.degraded() ?? []),
		...(airRaid?.degraded() ?? []),
		...(parts.moreDegraded?.() ?? []),
	];
	const airRaid = feedOf(parts, () => runner);
	const deps: HandleDeps = {
		...parts,
		...(airRaid ? { airRaid } : {}),
		changed: (incidentId, version) => {
			for (const listener of listeners) listener(incidentId, version);
		},
	};
	const runner = commandRunner(deps);
	const service: Service = {
		...parts,
		settings: { ...parts.settings, ownNumbers: ownNumbersOf(parts) },
		signIn: knownFaults(parts.signIn, "who asks"),
		areas: knownFaults(parts.areas, "settlements"),
		...(airRaid ? { airRaid } : {}),
		reporters: knownFaults(parts.reporters, "reporters"),
		ground: knownFaults(parts.ground, "water and mined ground"),
		others: knownFaults(parts.others, "observers and helpers"),
		handle: runner.handle,
		load: runner.load,
		degraded,
		costs,
		keepWords: keepWords(parts.secrets),
		onChange(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
	const deliverer = createDeliverer({
		...service,
		lanes,
		...(post ? { webhookPost: post } : {}),
		bootId: parts.bootId,
		renderCard: async (incidentId, responderId) =>
			cardOf(service, incidentId, responderId, await words.seconds(incidentId)),
	});
	const desk = reportDesk({ ...service, runner });
	const talked = talkedWith(service);
	const raise = talked.withCaller(desk.raise);
	const residents: Residents = {
		take: (word) => take({ service, raise: desk.raise }, word),
		says: (...said) => says({ service }, ...said),
		openReportOf: (who) => openReportOf(service, who),
	};
	const tell = tellAside(service, deliverer);
	const reports = reportCalls(service, {
		address: `${parts.settings.publicUrl}/carriers/twilio/voice`,
		recorded: recordedAt(parts.settings.publicUrl),
		take: residents.take,
		inbox: { keep: (...kept) => inbox.keep(...kept) },
		tell,
		talked,
		raiseData: RAISE,
		...(parts.bellNumber === undefined ? {} : { bellNumber: parts.bellNumber }),
	});
	const answers = textAnswers(service);
	const words = chiefsWords(service, {
		courtesy: deliverer.courtesy,
		...(parts.twilio?.recordings ? { source: parts.twilio.recordings } : {}),
	});
	const rings = testRings(service, deliverer);
	const asksHelpers = consentRings(service, deliverer);
	const inbox = inboxOf(parts, service, deliverer, {
		answers,
		words,
		rings,
		raise,
		residents,
		reports,
	});
	if (parts.evidence)
		auditor = createAuditor({
			...service,
			evidence: parts.evidence,
			lanes,
			bootId: parts.bootId,
			drainInbox: () => inbox.drain(),
			...(parts.failover ? afterOutage(parts.failover, inbox) : {}),
			...(parts.ringLocally
				? {
						ringLocally: async (id) =>
							void (await ringLocally(service, parts, id)),
					}
				: {}),
		});
	const health = () => ({
		reachable: [...lanes.values()].some(
			(lane) => lane.name !== "console" && !lane.broken(),
		),
		degraded: degraded(),
	});
	// Guessing counts per address, whichever page is guessed at.
	const tries = wrongTries(service);
	const codes = signInCodes(service, deliverer);
	const app = createApp({
		service,
		raise,
		preview: desk.preview,
		boardOf: (scope, incidentId) => boardOf(service, scope, incidentId),
		followedBoardOf: (scope, incidentId) =>
			boardOf(service, scope, incidentId, STREAM_SHARED_MS),
		health,
		metrics: async () =>
			(await metricsOf(service, lanes, parts.residentBytes)) +
			(auditor?.metrics() ?? "") +
			limits.metrics() +
			(await costs.metrics()) +
			((await post?.metrics()) ?? "") +
			(airRaid?.metrics() ?? "") +
			(parts.moreMetrics?.() ?? ""),
		...(parts.failover ? { isBlind: parts.failover.isBlind } : {}),
		...(parts.adminApiKey === undefined
			? {}
			: { adminApiKey: parts.adminApiKey }),
		personOf: personOf(service),
		ringTest: rings.ringTest,
		helperConsent: helperConsent(
			service,
			(chat, send) => deliverer.courtesy("telegram", chat, send),
			asksHelpers,
		),
		...(parts.mapArchive ? { mapArchive: parts.mapArchive } : {}),
		limits,
		// Apart from the pages': whoever guesses keys takes no volunteer's try behind the same address.
		wrongKeys: { tries: wrongTries(service), addressOf: parts.addressOf },
		extra: [
			mapArchiveRoutes(service, {
				archive: parts.mapArchive,
				personOf: personOf(service),
			}),
			...(parts.pages ?? []),
			carrierRoutes(service, {
				inbox,
				spoken: codes.spoken,
				...(parts.telegram?.webhookSecret === undefined
					? {}
					: { telegramSecret: parts.telegram.webhookSecret }),
				...(parts.twilio ? { twilio: parts.twilio } : {}),
				rowOf: (rowId) => parts.store.row(rowId),
				raise,
				answers,
				tell,
				words,
				testRings: rings,
				consentRings: asksHelpers,
				reportCalls: reports,
				residents: {
					...residents,
					keep: (said) => inbox.keep(RESIDENT, said.once, JSON.stringify(said)),
				},
			}),
			gatewayRoutes(service, {
				inbox,
				keys: parts.gatewayKeys ?? {},
				courtesy: deliverer.courtesy,
			}),
			...(airRaid ? [ukraineAlarmRoutes(airRaid)] : []),
			livePageRoutes(service, { addressOf: parts.addressOf, tries }),
			wallRoutes(service, { addressOf: parts.addressOf, tries }),
			consentPageRoutes(service, { addressOf: parts.addressOf, tries }),
			reportFormRoutes(service, {
				residents,
				keep: (said) => inbox.keep(RESIDENT, said.once, JSON.stringify(said)),
				addressOf: parts.addressOf,
				tries,
			}),
			signInPages(service, {
				codes,
				addressOf: parts.addressOf,
				tries,
				hasBoard: (parts.pages ?? []).length > 0,
			}),
			answerPageRoutes(service, {
				inbox,
				addressOf: parts.addressOf,
				tries,
			}),
		],
	});
	return {
		service,
		app: app as unknown as Hono,
		deliverer,
		inbox,
		raise,
		ringTest: rings.ringTest,
		runner,
		health,
		...(auditor ? { auditor } : {}),
		routine: routineOf({
			service,
			raise,
			courtesy: deliverer.courtesy,
			consentRings: asksHelpers,
		}),
	};
}

/** What it learns goes through the runner, which in turn asks it where something burns. */
function feedOf(parts: Parts, runner: () => Runner): AirRaidFeed | undefined {
	if (!parts.ukraineAlarm) return undefined;
	const { airRaids, publicKey, ...settings } = parts.ukraineAlarm;
	const source = ukraineAlarm(settings);
	return airRaidFeed({
		...parts,
		areas: knownFaults(parts.areas, "settlements"),
		airRaids,
		source,
		check: signatureCheck({
			...(publicKey === undefined ? {} : { publicKey }),
			fetchKey: source.publicKey,
			mono: parts.clock.mono,
		}),
		handle: (...given) => runner().handle(...given),
		load: (incidentId) => runner().load(incidentId),
	});
}

/** A database that cannot be read is a planned answer: nobody is told that their session is none. */
const knownFaults = <
	Port extends SignInStore | Areas | Ground | Reporters | Others,
>(
	port: Port,
	what: string,
): Port =>
	Object.fromEntries(
		Object.entries(port).map(([name, ask]) => [
			name,
			async (...given: unknown[]) => {
				try {
					return await (ask as (...given: unknown[]) => unknown)(...given);
				} catch (error) {
					throw isDatabaseFault(error)
						? new AppError(
								"unavailable",
								`expected to look up ${what}, the database cannot be read or written now; ask again`,
								{ cause: error },
							)
						: error;
				}
			},
		]),
	) as unknown as Port;

/** What rang blind stands in the database first; then what people said meanwhile is carried out. */
const afterOutage = (
	{ moveIn, waitingAlerts }: Failover,
	inbox: Inbox,
): Pick<AuditorDeps, "moveIn" | "blindAlerts"> => ({
	blindAlerts: waitingAlerts,
	async moveIn() {
		await moveIn();
		await inbox.drain();
	},
});

/** What a volunteer would read, on one line: «ПОЖЕЖА #118 хата: Росохач, Шевченка 12». */
async function ringLocally(
	service: Service,
	{ ringLocally: ring }: Parts,
	incidentId: string,
): Promise<void> {
	const incident = await service.load(incidentId);
	if (incident.status === "unknown" || !ring) return;
	const place = await placeOf(service, incident).catch(() => undefined);
	const rendered = service.wording.render(
		say(incident, "alert", { repeat: false }),
		"console",
		{
			locale: service.settings.locale,
			smsAlphabet: "cyrillic",
			phoneKind: "button",
			timeZone: service.settings.timeZone,
		},
		{
			reachableByCall: false,
			hasTelegram: false,
			...(place === undefined ? {} : { place }),
		},
	);
	if (rendered.channel === "console") await ring(rendered.text);
}

/** Rung, each of them means something already. */
const ownNumbersOf = ({
	bellNumber,
	drillNumber,
	settings: { ringNumbers },
}: Parts): string[] =>
	[bellNumber, drillNumber, ringNumbers?.yes, ringNumbers?.no].flatMap(
		(number) => number ?? [],
	);

function lanesOf(parts: Parts): Map<ChannelName, Lane> {
	const lanes = new Map<ChannelName, Lane>();
	for (const name of parts.channels.keys())
		lanes.set(
			name,
			createLane(name, {
				perSecond: name === "console" ? 1_000 : parts.rates[name],
				inFlight: IN_FLIGHT[name],
				largestUnits: name === "sms" ? MOST_SEGMENTS : 1,
			}),
		);
	return lanes;
}

const keepWords =
	(secrets: Secrets): KeepWords =>
	(given) => {
		// Half characters and control characters break carriers' formats (TwiML is XML) and
		// forge lines on cards; no door of ours lets them in.
		const text = given.toWellFormed().replace(/\p{Cc}+/gu, " ");
		const id = crypto.randomUUID();
		const salt = secrets.salt();
		return {
			ref: { id, hash: secrets.saltedHash(salt, text) },
			words: { id, salt, text: secrets.seal(text) },
		};
	};

/** What carriers bring, each kind to whoever understands it. */
function inboxOf(
	parts: Parts,
	service: Service,
	deliverer: Deliverer,
	{
		answers,
		words,
		rings,
		raise,
		residents,
		reports,
	}: {
		answers: TextAnswers;
		words: ChiefsWords;
		rings: TestRings;
		raise: Raise;
		residents: Residents;
		reports: ReportCalls;
	},
): Inbox {
	const bot = parts.telegram
		? responderBot(service, {
				...parts.telegram,
				answers,
				raise,
				courtesy: (chat, send) => deliverer.courtesy("telegram", chat, send),
				behindAlerts: (chat, send) =>
					deliverer.courtesy("telegram", chat, send, { behindAlerts: true }),
				...(parts.bellNumber === undefined
					? {}
					: { bellNumber: parts.bellNumber }),
				...(parts.drillNumber === undefined
					? {}
					: { drillNumber: parts.drillNumber }),
				ringTest: rings.ringTest,
			})
		: undefined;
	const sms = smsAnswers(
		service,
		answers,
		tellOptedOut(service, deliverer),
		raise,
		strangersSms(service, residents),
	);
	const answerSms: Handler = (body, _id, saidAt) =>
		sms.answer(JSON.parse(body) as InboundSms, saidAt);
	const keptSms: Handler = (body) => sms.kept(JSON.parse(body) as InboundSms);
	const handlers: Record<string, Handler> = {
		[GATEWAY]: answerSms,
		twilio: answerSms,
		[KEPT]: async (body, _id, saidAt) => {
			await giveKept(service, JSON.parse(body) as KeptAnswer, saidAt);
			return undefined;
		},
		[RINGING]: async (body, callSid, rangAt) => {
			await reports.unheard(body, callSid, rangAt);
			return undefined;
		},
		[RESIDENT]: async (body, _id, saidAt) => {
			const kept = JSON.parse(body) as ResidentWord | KeptSaid;
			if ("says" in kept) await residents.says(kept.who, kept.says, kept.once);
			else
				await residents.take({
					...kept,
					...(saidAt === undefined ? {} : { saidAt }),
				});
			return undefined;
		},
		[FORM]: keptForms(service),
		[RECEIPT]: keptReceipts(service),
		[SPOKEN]: spokenWords(words),
		[MISSED]: async (body, callSid, saidAt) => {
			const { meaning, from } = JSON.parse(body) as KeptRing;
			const given = saidAt === undefined ? {} : { saidAt };
			const missed = missedCalls(service, {
				answers,
				tell: tellAside(service, deliverer),
				answerOrKeep: (answering) =>
					answer(service, { ...answering, ...given }),
			});
			await missed(meaning, from, callSid, saidAt);
			return undefined;
		},
	};
	const kept: Record<string, Handler> = {
		twilio: keptSms,
		[GATEWAY]: keptSms,
	};
	if (bot) {
		handlers.telegram = async (body, _id, saidAt) => {
			await bot.handle(JSON.parse(body), saidAt);
			return undefined;
		};
		kept.telegram = async (body) => {
			await bot.kept(JSON.parse(body));
			return undefined;
		};
	}
	return createInbox(service, handlers, kept);
}
