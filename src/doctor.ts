/**
 * What would stop an alert, found before the night it matters, and what to do.
 */
import { existsSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import { Api } from "grammy/web";
import type { AirRaidFeed } from "./airRaid/feed.ts";
import { ukraineAlarm } from "./airRaid/source.ts";
import { type Config, channelsOf, readConfig } from "./config.ts";
import { jsonLog } from "./log.ts";
import { mapArchive } from "./mapArchive.ts";
import { type Finding, nearestThere, netFindings, type Text } from "./nets.ts";
import { openService, schemaOf } from "./node.ts";
import { EVERYTHING } from "./ports.ts";
import type { Service } from "./service.ts";
import { loadTexts } from "./wording/load.ts";
import { measure } from "./wording/sms.ts";
import { createWording } from "./wording/wording.ts";

const MARKS: Record<Finding["mark"], string> = {
	good: "✓",
	advice: "!",
	bad: "✗",
};

/** 1 when something would stop an alert. */
export async function doctor(
	environment: Readonly<Record<string, string | undefined>>,
	print: (line: string) => void,
): Promise<number> {
	const read = readConfig(environment);
	if (!("config" in read)) {
		for (const { name, message } of read.mistakes)
			print(`✗ ${name}: ${message}`);
		return 1;
	}
	const { config } = read;
	const wording = createWording(loadTexts(import.meta.url));
	const text: Text = (id, args) => wording.text(config.locale, id, args);
	const findings: Finding[] = [
		good(text("doctor-settings")),
		channelFinding(config, text),
		...(await databaseFindings(config, text)),
		...schemaFindings(config, text),
		...(await webhookFindings(config, text)),
		...numberFindings(config, text),
		diskFinding(config, text),
		...(await mapFindings(config, text)),
		...(await airRaidFindings(config, text)),
		...(await netFindings(config, text)),
	];
	for (const { mark, what } of findings) print(`${MARKS[mark]} ${what}`);
	return findings.some(({ mark }) => mark === "bad") ? 1 : 0;
}

const good = (what: string): Finding => ({ mark: "good", what });
const bad = (what: string): Finding => ({ mark: "bad", what });
const advice = (what: string): Finding => ({ mark: "advice", what });

function channelFinding(config: Config, text: Text): Finding {
	const on = channelsOf(config);
	if (on.every((name) => name === "console"))
		return bad(text("doctor-channels-none"));
	const off = (["telegram", "sms", "voice"] as const).filter(
		(name) => !on.includes(name),
	);
	const channels = on.join(", ");
	return good(
		off.length > 0
			? text("doctor-channels-some", { channels, off: off.join(", ") })
			: text("doctor-channels", { channels }),
	);
}

async function databaseFindings(
	config: Config,
	text: Text,
): Promise<Finding[]> {
	try {
		const { service, clock } = await openService(config, {
			log: jsonLog("silent"),
		});
		const findings = [
			good(text("doctor-database")),
			...(await carrierFindings([...service.channels.values()])),
			clockFinding(clock.leadMs(), text),
			sampleFinding(config, text),
			...(await rosterFindings(service, text)),
			...(await reportNumberFindings(config, service, text)),
			...(await regionFindings(service.airRaid, text)),
		];
		await service.store.close();
		return findings;
	} catch (error) {
		// A running service holds it, and tells how it is by itself.
		const health = await fetch(
			`http://${config.host}:${config.port}/readyz`,
		).catch(() => undefined);
		if (health) {
			const said = text("doctor-service", {
				status: String(health.status),
				answer: await health.text(),
			});
			return [health.ok ? good(said) : bad(said), sampleFinding(config, text)];
		}
		const message = error instanceof Error ? error.message : "unknown";
		return [bad(text("doctor-database-closed", { why: message }))];
	}
}

/** Also beside a running service: it only looks. */
function schemaFindings(config: Config, text: Text): Finding[] {
	if (!existsSync(config.databaseFile)) return [];
	try {
		const schema = schemaOf(config);
		const at = schema.at ?? "0";
		if (schema.waiting.length > 0)
			return [
				advice(
					text("doctor-schema-waiting", {
						at,
						tags: schema.waiting.join(", "),
						open: String(schema.openIncidents),
						rows: String(schema.rowsWaiting),
					}),
				),
			];
		if (schema.ofNewer.length > 0)
			return [
				advice(
					text("doctor-schema-newer", { tags: schema.ofNewer.join(", ") }),
				),
			];
		return [good(text("doctor-schema", { at }))];
	} catch {
		// What cannot even be looked at was named with the database.
		return [];
	}
}

async function carrierFindings(
	channels: readonly {
		name: string;
		probe(): Promise<{ ok: boolean; detail: string }>;
	}[],
): Promise<Finding[]> {
	return Promise.all(
		channels.map(async (channel) => {
			const { ok, detail } = await channel.probe();
			const said = `${channel.name}: ${detail}`;
			return ok ? good(said) : bad(said);
		}),
	);
}

const clockFinding = (leadMs: number, text: Text): Finding =>
	leadMs > 0
		? advice(text("doctor-clock-ahead", { seconds: Math.round(leadMs / 1000) }))
		: good(text("doctor-clock"));

/** Without its file the map is plain; alarms do not ask. */
async function mapFindings({ map }: Config, text: Text): Promise<Finding[]> {
	if (map?.kind !== "pmtiles") return [];
	const look = await mapArchive(map.file).look();
	return [
		look
			? good(text("doctor-map", { zoom: look.maxZoom }))
			: advice(text("doctor-map-none", { file: map.file })),
	];
}

/** One question of the three a minute that the source takes. */
async function airRaidFindings(
	{ ukraineAlarm: settings }: Config,
	text: Text,
): Promise<Finding[]> {
	if (!settings) return [];
	const said = await ukraineAlarm(settings).ask(
		"alerts/status",
		new AbortController().signal,
	);
	if (said.ok) return [good(text("doctor-airRaid"))];
	const { why, refused } = said;
	return [
		advice(
			refused || why === "403"
				? text("doctor-airRaid-refused", { why })
				: text("doctor-airRaid-silent", { why }),
		),
	];
}

const MOST_NAMES = 5;

/** Which regions nobody could find among the areas. */
async function regionFindings(
	feed: AirRaidFeed | undefined,
	text: Text,
): Promise<Finding[]> {
	if (!feed) return [];
	const { regions, unmatched } = await feed.matched();
	if (regions === 0) return [advice(text("doctor-airRaid-none"))];
	if (unmatched.length === 0)
		return [
			good(
				text("doctor-airRaid-matched", {
					matched: String(regions),
					regions: String(regions),
				}),
			),
		];
	// The largest first: an oblast nobody finds is unknown as a whole.
	const order = { oblast: 0, raion: 1, hromada: 2 };
	const names = unmatched
		.toSorted((a, b) => order[a.kind] - order[b.kind])
		.slice(0, MOST_NAMES)
		.map(({ name }) => name);
	return [
		advice(
			text("doctor-airRaid-unmatched", {
				count: String(unmatched.length),
				regions: String(regions),
				names: `${names.join(", ")}${unmatched.length > MOST_NAMES ? ", …" : ""}`,
			}),
		),
	];
}

const SAMPLE_TOKEN = "k7Qm2Xw9Rb4t";

/** How long a real alert becomes with this host. */
function sampleFinding(config: Config, text: Text): Finding {
	const link = `${config.shortUrl.replace(/^https?:\/\//, "")}/${SAMPLE_TOKEN}`;
	const { segments, units } = measure(
		`ПОЖЕЖА #118 хата: Росохач, Шевченка 12. Їдете? ${link}`,
	);
	const args = { units: String(units), count: segments };
	return segments > 1
		? advice(text("doctor-sample-long", args))
		: good(text("doctor-sample", args));
}

async function rosterFindings(
	service: {
		roster: {
			brigades(
				scope: typeof EVERYTHING,
				page: { limit: number },
			): Promise<{ items: { name: string; roles: unknown[] }[] }>;
		};
	},
	text: Text,
): Promise<Finding[]> {
	const { items } = await service.roster.brigades(EVERYTHING, { limit: 1_000 });
	if (items.length === 0) return [bad(text("doctor-roster-empty"))];
	return [
		good(text("doctor-roster", { count: items.length })),
		...items
			.filter((brigade) => brigade.roles.length === 0)
			.map(({ name }) => bad(text("doctor-roster-noChief", { name }))),
	];
}

/** Where people ring us: at the carrier's console each of these numbers must lead here. */
function numberFindings({ twilio, publicUrl }: Config, text: Text): Finding[] {
	if (!twilio) return [];
	const rung = (
		[
			["TWILIO_VOICE_FROM", twilio.voiceFrom],
			["TWILIO_VOICE_YES", twilio.voiceYes],
			["TWILIO_VOICE_NO", twilio.voiceNo],
			["TWILIO_VOICE_DRILL", twilio.voiceDrill],
		] as const
	).filter(([, number]) => number !== undefined);
	const written = (
		[
			["TWILIO_SMS_FROM", twilio.smsFrom],
			["TWILIO_SMS_FROM_2", twilio.smsFrom2],
		] as const
	).filter(([, number]) => twilio.twoWay && number !== undefined);
	const names = (of: typeof rung | typeof written) =>
		of.map(([name, number]) => `${name} (${number})`).join(", ");
	return [
		...(rung.length > 0
			? [
					good(
						text("doctor-number-webhooks", {
							names: names(rung),
							url: `${publicUrl}/carriers/twilio/voice`,
						}),
					),
				]
			: []),
		...(written.length > 0
			? [
					good(
						text("doctor-number-sms", {
							names: names(written),
							url: `${publicUrl}/carriers/twilio/sms`,
						}),
					),
				]
			: []),
	];
}

async function reportNumberFindings(
	{ twilio, publicUrl }: Config,
	{ roster }: Pick<Service, "roster">,
	text: Text,
): Promise<Finding[]> {
	const { items } = await roster.brigades(EVERYTHING, { limit: 1_000 });
	return items.flatMap(({ name: brigade, residents }) =>
		residents?.number === undefined
			? []
			: [
					twilio
						? good(
								text("doctor-report-number", {
									brigade,
									number: residents.number,
									url: `${publicUrl}/carriers/twilio/voice`,
								}),
							)
						: bad(text("doctor-report-number-needs", { brigade })),
				],
	);
}

async function webhookFindings(config: Config, text: Text): Promise<Finding[]> {
	if (!config.telegram || config.telegram.updates === "polling") return [];
	const { token, apiRoot } = config.telegram;
	try {
		const webhook = await new Api(token, {
			apiRoot,
			timeoutSeconds: 5,
		}).getWebhookInfo();
		const url = `${config.publicUrl}/carriers/telegram`;
		if (webhook.url !== url)
			return [
				advice(
					webhook.url
						? text("doctor-webhook-elsewhere", { url })
						: text("doctor-webhook-none", { url }),
				),
			];
		const count = webhook.pending_update_count;
		const why = webhook.last_error_message;
		return [
			why
				? bad(text("doctor-webhook-failing", { count, why }))
				: good(text("doctor-webhook", { count })),
		];
	} catch {
		return [bad(text("doctor-webhook-silent"))];
	}
}

const LEAST_FREE_BYTES = 200 * 1024 * 1024;

function diskFinding(config: Config, text: Text): Finding {
	const { bavail, bsize } = statfsSync(
		nearestThere(dirname(config.databaseFile)),
	);
	const free = bavail * bsize;
	const megabytes = String(Math.round(free / 1024 / 1024));
	return free > LEAST_FREE_BYTES
		? good(text("doctor-disk", { megabytes }))
		: bad(text("doctor-disk-full", { megabytes }));
}
