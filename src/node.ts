/**
 * The service on one machine: SQLite, the carriers' own clients, one HTTP port.
 * Wires and starts; nothing here is worth testing by itself.
 */
import { existsSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { ServerType } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import {
	botUsername,
	type CommandsIn,
	keepWebhook,
	registerCommands,
	startPolling,
} from "../bots/updates.ts";
import {
	type OpenSqlite,
	openSqlite,
	schemaOf as schemaOfFile,
} from "../db/sqlite/embedded.ts";
import { mapSources } from "./baseMap.ts";
import { failover, unopened } from "./blind.ts";
import { startCalendar } from "./calendar.ts";
import { type HeadsKeeper, keepHeads } from "./chainHeads.ts";
import { createChannels } from "./channels/index.ts";
import { relayBell } from "./channels/relay.ts";
import { twilioClient } from "./channels/twilio.ts";
import { twilioRecordings } from "./channels/twilioRecordings.ts";
import { twilioWebhooks } from "./channels/twilioWebhooks.ts";
import { type Reach, webhooksOverHttp } from "./channels/webhook.ts";
import { createWake, type SystemClock, systemClock } from "./clock.ts";
import { type Config, channelsOf } from "./config.ts";
import { keepHeartbeat } from "./heartbeat.ts";
import { countedAddress } from "./http/address.ts";
import { dashboardRoutes } from "./http/dashboard.ts";
import { pollInbound } from "./inboundPoll.ts";
import { openJournal } from "./journal.ts";
import { listen } from "./listen.ts";
import { jsonLog } from "./log.ts";
import { mapArchive } from "./mapArchive.ts";
import { pollReceipts } from "./receiptPoll.ts";
import { createSecrets } from "./secrets.ts";
import type { Log, Settings } from "./service.ts";
import { rosterSnapshots, type Snapshots } from "./snapshot.ts";
import { mustStayInside, onLoopback } from "./testBuild.ts";
import { type Dzvin, wire } from "./wire.ts";
import { loadTexts } from "./wording/load.ts";
import { createWording } from "./wording/wording.ts";

export type StartOptions = {
	/** Incident time runs so many times faster than the wall (the demo); rates scale with it. */
	speed?: number;
	/** A clock of the caller's own, which also tells the speed: the demo's village shares it with the phones. */
	clock?: SystemClock;
	log?: Log;
	/** Where console alerts go. */
	print?: (line: string) => void;
	/** Rings from the snapshot when the database does not open; for the running service only. */
	blindly?: boolean;
	/** Off in tests that look by themselves. */
	audit?: boolean;
};

export type Running = Dzvin & {
	url: string;
	/** The roster kept for an hour without the database. */
	snapshots: Snapshots;
	backup(file: string): Promise<void>;
	/** Finishes what is in flight, then closes. */
	stop(): Promise<void>;
};

const MIGRATIONS = fileURLToPath(
	new URL("../db/sqlite/migrations", import.meta.url),
);
const DRAIN_EVERY_MS = 2_000;
const OPENS_AGAIN_MS = 10_000;
// An answer takes milliseconds; a page's stream would hold the process up for ever.
const LAST_ANSWERS_MS = 500;
// Invitations need the bot's name, alerts do not: a Telegram that hangs holds up no start.
const NAME_WAITS_MS = 1_000;

/** Everything but the port and the carriers' links: for commands that only look or write the roster. */
export async function openService(config: Config, options: StartOptions = {}) {
	mustStayInside(config, process.env.DZVIN_TEST);
	const speed = options.clock?.speed ?? options.speed ?? 1;
	const log = options.log ?? jsonLog(config.logLevel);
	const secrets = createSecrets(config.secret);
	const database: ReturnType<typeof openOrBlind> = options.blindly
		? openOrBlind(config)
		: openSqlite(config.databaseFile, { migrationsFolder: MIGRATIONS });
	tellOfSchema(database, log);
	const newestAt = await database.store.newestAt();
	const clock =
		options.clock ??
		systemClock({
			speed,
			...(newestAt === undefined ? {} : { newestAt }),
		});
	const { telegram, twilio, gateway, callRelay } = config;
	const named = telegram ? botUsername(telegram, log) : undefined;
	const username = await Promise.race([named, pause(NAME_WAITS_MS)]);
	const channels = createChannels(
		{
			publicUrl: config.publicUrl,
			...(telegram ? { telegram } : {}),
			...(twilio ? { twilio } : {}),
			...(gateway ? { gateway } : {}),
			...(callRelay ? { callRelay } : {}),
			...(config.prices ? { prices: config.prices } : {}),
			...(config.console
				? {
						console:
							options.print ?? ((line) => process.stdout.write(`${line}\n`)),
					}
				: {}),
		},
		{ log, wall: clock.wall },
	);
	const snapshots = rosterSnapshots({
		...database,
		file: config.snapshotFile,
		secrets,
		now: clock.now,
		log,
	});
	const standIn = failover({
		...database,
		snapshots,
		journal: openJournal(config.journalFile, { secrets, log }),
		mono: clock.mono,
		log,
	});
	const { relayCommand } = config;
	const settings: Settings = {
		publicUrl: config.publicUrl,
		shortUrl: config.shortUrl,
		timeZone: config.timeZone,
		locale: config.locale,
		channels: channelsOf(config),
		smsTwoWay: channels.get("sms")?.capabilities.inbound ?? false,
		callsOnlyRing: channels.get("voice")?.capabilities.keys === false,
		...(config.prices ? { prices: config.prices } : {}),
		...(twilio?.voiceYes && twilio.voiceNo
			? { ringNumbers: { yes: twilio.voiceYes, no: twilio.voiceNo } }
			: {}),
		...(username ? { telegramBotUsername: username } : {}),
		...(config.map ? { map: config.map } : {}),
	};
	void named?.then((late) => {
		if (late) settings.telegramBotUsername = late;
	});
	let heads: HeadsKeeper | undefined;
	const wording = createWording(loadTexts(import.meta.url), (error) =>
		log.error("wording: a text could not be made, constant words went out", {
			error: error instanceof Error ? error.message : "unknown",
		}),
	);
	const dzvin = wire({
		settings,
		store: standIn.store,
		roster: standIn.roster,
		signIn: database.signIn,
		areas: database.areas,
		...(config.ukraineAlarm
			? {
					ukraineAlarm: {
						...config.ukraineAlarm,
						airRaids: database.airRaids,
					},
				}
			: {}),
		reporters: standIn.reporters,
		ground: database.ground,
		others: database.others,
		evidence: database.evidence,
		failover: standIn,
		...(relayCommand
			? { ringLocally: relayBell({ command: relayCommand, log }).ring }
			: {}),
		secrets,
		wording,
		pages: [
			dashboardRoutes({
				wording,
				locale: config.locale,
				mapSources: mapSources(config),
			}),
		],
		...(config.map?.kind === "pmtiles"
			? { mapArchive: mapArchive(config.map.file) }
			: {}),
		clock,
		wake: createWake(),
		log,
		channels,
		rates: {
			telegram: (telegram?.perSecond ?? 1) * speed,
			sms: config.segmentsPerSecond * speed,
			voice: config.callsPerSecond * speed,
		},
		...(telegram ? { telegram } : {}),
		...(twilio
			? {
					twilio: {
						tokens: [
							twilio.authToken,
							...(twilio.authToken2 ? [twilio.authToken2] : []),
						],
						webhooks: await twilioWebhooks(),
						recordings: twilioRecordings(twilio),
					},
				}
			: {}),
		webhooks: webhooksOverHttp(reachOf(config)),
		...bellOf(config),
		...(config.twilio?.voiceDrill && !config.callRelay
			? { drillNumber: config.twilio.voiceDrill }
			: {}),
		gatewayKeys: {
			...(gateway?.name === "android" && gateway.signingKey
				? { sms: gateway.signingKey }
				: {}),
			...(callRelay?.signingKey ? { call: callRelay.signingKey } : {}),
		},
		...(config.adminApiKey ? { adminApiKey: config.adminApiKey } : {}),
		addressOf: (c) =>
			countedAddress(
				getConnInfo(c).remote.address,
				c.req.header("x-forwarded-for"),
			),
		bootId: crypto.randomUUID(),
		keepRoster: snapshots.refresh,
		residentBytes: () => process.memoryUsage().rss,
		moreMetrics: () => heads?.metrics() ?? "",
		moreDegraded: () => [
			...(channelsOf(config).every((name) => name === "console")
				? ["console"]
				: []),
			...(clock.leadMs() > 0 ? ["clock"] : []),
		],
	});
	heads = keepHeads({
		...dzvin.service,
		store: database.store,
		courtesy: dzvin.deliverer.courtesy,
		...(config.chainHeadsFile ? { file: config.chainHeadsFile } : {}),
		...(config.adminTelegramChat ? { chat: config.adminTelegramChat } : {}),
	});
	return { ...dzvin, database, clock, snapshots, standIn, heads };
}

/** Beside carriers on loopback the machines of a demo or a test may stand there, too. */
const reachOf = ({ telegram, twilio }: Config): Reach => ({
	outside: process.env.DZVIN_TEST !== "true",
	loopback: [telegram, twilio].some(
		(carrier) => carrier && onLoopback(carrier.apiRoot),
	),
});

/** The number people save. */
const bellOf = ({ twilio, callRelay }: Config): { bellNumber?: string } => {
	const bellNumber = callRelay ? callRelay.number : twilio?.voiceFrom;
	return bellNumber ? { bellNumber } : {};
};

/** Where the file stands, also while a service holds it. */
export const schemaOf = (config: Config) =>
	schemaOfFile(config.databaseFile, MIGRATIONS);

function tellOfSchema({ schema }: OpenSqlite, log: Log): void {
	if (!schema) return;
	if (schema.waiting.length > 0)
		log.warn(
			"database: migrations wait for a start at which nothing is open; until then the older schema serves",
			{ ...schema },
		);
	if (schema.ofNewer.length > 0)
		log.warn(
			"database: a newer version of Dzvin has added to the schema; this version works on it",
			{ ...schema },
		);
}

/**
 * A file that is damaged or gone rings blind from the snapshot rather than not at
 * all. Without a snapshot, or where another process holds it, the start fails as it should.
 */
function openOrBlind(config: Config): OpenSqlite & { unusable?: string } {
	try {
		return openSqlite(config.databaseFile, { migrationsFolder: MIGRATIONS });
	} catch (error) {
		if (!isUnusable(error) || !existsSync(config.snapshotFile)) throw error;
		const fails = () => Promise.reject(error);
		const {
			store,
			roster,
			signIn,
			reporters,
			areas,
			airRaids,
			ground,
			others,
		} = unopened(error);
		return {
			unusable: error instanceof Error ? error.message : "unknown",
			store,
			roster,
			signIn,
			areas,
			airRaids,
			reporters,
			ground,
			others,
			adopt: fails,
			alertsDue: fails,
			backup: fails,
			pragmas: () => ({ synchronous: 0, journal_mode: 0, foreign_keys: 0 }),
			evidence: {
				timers: fails,
				unasked: fails,
				overLeased: fails,
				unhandled: fails,
				overdue: fails,
				waitingAlerts: fails,
				held: fails,
				write: fails,
			},
		};
	}
}

/** SQLite says so itself, or found damage when it was asked. */
const isUnusable = (error: unknown): boolean =>
	error instanceof Error &&
	(/^SQLITE_/.test(String((error as { code?: unknown }).code ?? "")) ||
		/quick_check/.test(error.message) ||
		isUnusable(error.cause));

/** Looks whether the file opens again; the supervisor then starts us whole. */
function untilItOpens(config: Config, why: string, log: Log): () => void {
	log.error(
		"blind: the database does not open, alarms ring from the snapshot",
		{ why },
	);
	const timer = setInterval(() => {
		try {
			void openSqlite(config.databaseFile, {
				migrationsFolder: MIGRATIONS,
			}).store.close();
		} catch {
			return;
		}
		log.info(
			"blind: the database opens again, this process ends to start anew",
		);
		process.kill(process.pid, "SIGTERM");
	}, OPENS_AGAIN_MS);
	return () => clearInterval(timer);
}

export async function startNode(
	config: Config,
	options: StartOptions = {},
): Promise<Running> {
	const opened = await openService(config, { ...options, blindly: true });
	const { app, service, deliverer, inbox, database } = opened;
	// What rang without the database, before anything new is decided on it.
	await opened.standIn
		.moveIn()
		.catch(() =>
			service.log.error("blind: not moved yet, the database takes no writes"),
		);
	const server = await listen(app.fetch, config);
	const { port } = server.address() as AddressInfo;
	await deliverer.start();
	if (config.telegram)
		void registerCommands(config.telegram, commandsOf(service), service.log);
	// What came in before a crash and was not handled is handled now, and looked for again.
	await inbox.drain();
	const draining = setInterval(
		() =>
			void inbox.drain().catch((error: unknown) =>
				service.log.error("inbound could not be read, tried again soon", {
					error: error instanceof Error ? error.name : typeof error,
				}),
			),
		DRAIN_EVERY_MS,
	);
	const stops = [
		...(config.telegram
			? [linkTelegram(config, config.telegram, inbox, service.log)]
			: []),
		...linkTwilio(config, service, inbox),
		...(service.airRaid ? [service.airRaid.start()] : []),
		pollReceipts(service),
		await startCalendar(service, {
			backupDirectory: config.backupDirectory,
			backup: database.backup,
			heads: opened.heads,
		}),
		...watch(config, opened, options),
	];
	service.log.info("dzvin is ready", {
		port,
		channels: channelsOf(config).join(","),
	});
	return {
		...opened,
		url: `http://${config.host}:${port}`,
		backup: database.backup,
		async stop() {
			for (const stop of stops) stop();
			clearInterval(draining);
			// Reports are taken until everything under way is done: nobody is refused a moment too early.
			await deliverer.stop();
			await closed(server);
			await service.store.close();
		},
	};
}

/** For whoever reads another language, the installation's own. */
const commandsOf = ({ settings, wording }: Dzvin["service"]): CommandsIn[] =>
	[undefined, "uk" as const, "en" as const].map((language) => ({
		...(language ? { language } : {}),
		commands: (["menu", "help"] as const).map((command) => ({
			command,
			description: wording.text(
				language ?? settings.locale,
				`bot-command-${command}`,
			),
		})),
	}));

/** The auditor, the daily work, the sign of life, the roster for the worst hour. */
function watch(
	config: Config,
	{
		auditor,
		routine,
		snapshots,
		database,
		service,
	}: Awaited<ReturnType<typeof openService>>,
	options: StartOptions,
): (() => void)[] {
	const { log } = service;
	void snapshots.refresh();
	return [
		snapshots.start(),
		...(auditor && options.audit !== false ? [auditor.start()] : []),
		...(options.audit !== false ? [routine.start()] : []),
		...(auditor && config.heartbeatUrl
			? [keepHeartbeat({ url: config.heartbeatUrl, holds: auditor.holds, log })]
			: []),
		...(database.unusable
			? [untilItOpens(config, database.unusable, log)]
			: []),
	];
}

/** No new connection; requests under way are answered, what never ends (streams) is cut. */
const closed = (server: ServerType): Promise<void> =>
	new Promise((resolve) => {
		server.close(() => resolve());
		if (!("closeAllConnections" in server)) return;
		server.closeIdleConnections();
		setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS).unref();
	});

const linkTelegram = (
	config: Config,
	telegram: NonNullable<Config["telegram"]>,
	inbox: Dzvin["inbox"],
	log: Log,
): (() => unknown) =>
	telegram.updates === "polling"
		? startPolling(telegram, { inbox, log }).stop
		: keepWebhook(telegram, {
				url: `${config.publicUrl}/carriers/telegram`,
				secret: telegram.webhookSecret ?? "",
				log,
			});

/** Only a number that receives has anything to look for. */
function linkTwilio(
	{ twilio }: Config,
	service: Dzvin["service"],
	inbox: Dzvin["inbox"],
): (() => void)[] {
	const { smsFrom, smsFrom2, twoWay } = twilio ?? {};
	if (!twilio || !smsFrom || !twoWay) return [];
	const client = twilioClient(twilio);
	return [smsFrom, ...(smsFrom2 ? [smsFrom2] : [])].map((number) =>
		pollInbound({
			...service,
			inbox,
			received: (sinceMs) => client.received(number, sinceMs),
		}),
	);
}
