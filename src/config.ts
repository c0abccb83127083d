/**
 * Environment → Config, checked at start: every mistake is named, all at once.
 *
 * A channel without its settings is off; half of its settings is a mistake. The
 * names are the contract's; defaults stand here and nowhere else.
 */
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { keyIn } from "./airRaid/signed.ts";
import { type MapSetting, readMapSetting } from "./baseMap.ts";
import {
	type CallRelaySettings,
	GATEWAYS,
	type GatewaySettings,
} from "./channels/gateways/index.ts";
import { type ChannelName, LOCALES, type Locale } from "./core/kinds.ts";
import type { Prices } from "./cost.ts";
import { isEmergencyNumber } from "./phones.ts";
import { onLoopback, reachesOut } from "./testBuild.ts";

export type Config = {
	port: number;
	host: string;
	publicUrl: string;
	shortUrl: string;
	/** Path of the SQLite file. */
	databaseFile: string;
	secret: string;
	adminApiKey?: string;
	telegram?: {
		token: string;
		apiRoot: string;
		perSecond: number;
		updates: "webhook" | "polling";
		webhookSecret?: string;
	};
	twilio?: {
		accountSid: string;
		authToken: string;
		authToken2?: string;
		apiRoot: string;
		smsFrom?: string;
		smsFrom2?: string;
		voiceFrom?: string;
		/** Let ring, they mean «coming» and «cannot»; both or none. */
		voiceYes?: string;
		voiceNo?: string;
		/** Calls for exercises and tests. */
		voiceDrill?: string;
		twoWay: boolean;
	};
	/** Sends SMS instead of Twilio, or before it. */
	gateway?: GatewaySettings;
	/** Rings instead of Twilio; nothing is said. `number` is what people save. */
	callRelay?: CallRelaySettings & { number?: string };
	/** The air-raid feed; absent = nothing is said of air raids anywhere. */
	ukraineAlarm?: { apiRoot: string; key: string; publicKey?: string };
	/** SMS segments and calls a second. */
	segmentsPerSecond: number;
	callsPerSecond: number;
	/** Without a currency nobody counts what it costs. */
	prices?: Prices;
	console: boolean;
	timeZone: string;
	locale: Locale;
	logLevel: string;
	/** Where the nightly copies go. */
	backupDirectory: string;
	/** Called while every invariant holds. */
	heartbeatUrl?: string;
	/** Rings a bell on the spot when no carrier works. */
	relayCommand?: string;
	/** The encrypted roster for the hour in which the database cannot be read. */
	snapshotFile: string;
	/** What was sent while the database took no writes; on another disk. */
	journalFile: string;
	/** Where the heads of the logs are written down at night; out of reach of whoever reaches the database. */
	chainHeadsFile?: string;
	/** The administrators' Telegram chat. */
	adminTelegramChat?: string;
	/** What lies under the board's map; absent = our own plain one. */
	map?: MapSetting;
};

export type Mistake = { name: string; message: string };
export type ReadConfig = { config: Config } | { mistakes: Mistake[] };

type Environment = Readonly<Record<string, string | undefined>>;

/** Words for the operator are English, as the log is. */
export function readConfig(environment: Environment): ReadConfig {
	const mistakes: Mistake[] = [];
	const read = readerOf(environment, mistakes);
	const port = read.integer("PORT", 8080, { least: 0, most: 65_535 });
	const publicUrl = read.url("PUBLIC_URL", `http://localhost:${port}`);
	const file = databaseFile(read);
	const config: Config = {
		port,
		host: read.text("HOST") ?? "127.0.0.1",
		publicUrl,
		shortUrl: read.url("SHORT_URL", `${publicUrl}/a`),
		databaseFile: file,
		secret: secret(read),
		...optional("adminApiKey", adminKey(read)),
		...optional("telegram", telegram(read, publicUrl)),
		...optional("twilio", twilio(read)),
		...optional("gateway", gateway(read)),
		...optional("callRelay", callRelay(read)),
		...optional("ukraineAlarm", ukraineAlarm(read)),
		...rates(read),
		...optional("prices", prices(read)),
		console: read.boolean("CONSOLE_CHANNEL", false),
		timeZone: timeZone(read),
		locale: read.oneOf("LOCALE", LOCALES, "uk"),
		logLevel: read.oneOf(
			"LOG_LEVEL",
			["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const,
			"info",
		),
		backupDirectory:
			read.text("BACKUP_DIRECTORY") ?? join(dirname(file), "backups"),
		...optional(
			"heartbeatUrl",
			read.text("HEARTBEAT_URL") && read.url("HEARTBEAT_URL", ""),
		),
		...optional("relayCommand", relayCommand(read)),
		snapshotFile: read.text("SNAPSHOT_FILE") ?? `${file}.roster`,
		journalFile: read.text("JOURNAL_FILE") ?? defaultJournal(file),
		...optional("chainHeadsFile", read.text("CHAIN_HEADS_FILE")),
		...optional("adminTelegramChat", adminChat(read)),
		...optional(
			"map",
			readMapSetting(
				{
					tiles: read.text("MAP_TILES"),
					attribution: read.text("MAP_ATTRIBUTION"),
					glyphs: read.text("MAP_GLYPHS"),
				},
				read.mistake,
			),
		),
	};
	if (read.boolean("DZVIN_TEST", false)) mistakes.push(...reachesOut(config));
	if (channelsOf(config).length === 0)
		read.mistake(
			"TELEGRAM_BOT_TOKEN",
			"expected at least one channel that reaches phones (TELEGRAM_…, TWILIO_…, SMS_GATEWAY), found none; CONSOLE_CHANNEL=true starts a trial in which no phone rings",
		);
	return mistakes.length > 0 ? { mistakes } : { config };
}

/** Which channels these settings turn on. */
export function channelsOf(config: Config): ChannelName[] {
	return [
		...(config.telegram ? (["telegram"] as const) : []),
		...(config.gateway || config.twilio?.smsFrom ? (["sms"] as const) : []),
		...(config.callRelay || config.twilio?.voiceFrom
			? (["voice"] as const)
			: []),
		...(config.console ? (["console"] as const) : []),
	];
}

const optional = <K extends string, V>(name: K, value: V | undefined) =>
	(value === undefined ? {} : { [name]: value }) as { [key in K]?: V };

type Read = ReturnType<typeof readerOf>;

function readerOf(environment: Environment, mistakes: Mistake[]) {
	const mistake = (name: string, message: string): void => {
		mistakes.push({ name, message });
	};
	const text = (name: string): string | undefined =>
		environment[name]?.trim() || undefined;
	return {
		mistake,
		isMistaken: (name: string): boolean =>
			mistakes.some((known) => known.name === name),
		text,
		integer(
			name: string,
			otherwise: number,
			{ least, most }: { least: number; most: number },
		): number {
			const given = text(name);
			if (given === undefined) return otherwise;
			const value = Number(given);
			if (Number.isInteger(value) && value >= least && value <= most)
				return value;
			mistake(
				name,
				`expected a whole number from ${least} to ${most}, got "${given}"`,
			);
			return otherwise;
		},
		/** Money: any amount from nothing up. */
		amount(name: string): number | undefined {
			const given = text(name);
			if (given === undefined) return undefined;
			const value = Number(given);
			if (value >= 0 && value < 1e9) return value;
			mistake(
				name,
				`expected an amount such as 1.25, a dot before the cents, got "${given}"`,
			);
			return undefined;
		},
		/** Of a carrier that is chosen: what must be there with it. */
		needed(name: string, what: string, chosen: string): string {
			const given = text(name);
			if (given === undefined)
				mistake(name, `expected ${what}, because ${chosen}; found nothing`);
			return given ?? "";
		},
		rate(name: string, otherwise: number): number {
			const given = text(name);
			if (given === undefined) return otherwise;
			const value = Number(given);
			if (value > 0 && value <= 10_000) return value;
			mistake(name, `expected a number a second above 0, got "${given}"`);
			return otherwise;
		},
		boolean(name: string, otherwise: boolean): boolean {
			const given = text(name);
			if (given === undefined) return otherwise;
			if (given === "true" || given === "false") return given === "true";
			mistake(name, `expected true or false, got "${given}"`);
			return otherwise;
		},
		oneOf<T extends string>(
			name: string,
			values: readonly T[],
			otherwise: T,
		): T {
			const given = text(name);
			if (given === undefined) return otherwise;
			const found = values.find((value) => value === given);
			if (found) return found;
			mistake(name, `expected one of ${values.join(", ")}, got "${given}"`);
			return otherwise;
		},
		url(name: string, otherwise: string): string {
			const given = text(name) ?? otherwise;
			if (URL.canParse(given) && /^https?:$/.test(new URL(given).protocol))
				return given.replace(/\/+$/, "");
			mistake(
				name,
				// The address of a watch is the key to it.
				`expected an address such as https://dzvin.example, got ${name === "HEARTBEAT_URL" ? "something else" : `"${given}"`}`,
			);
			return otherwise;
		},
	};
}

function databaseFile(read: Read): string {
	const given = read.text("DATABASE_URL") ?? "file:data/dzvin.db";
	if (/^postgres(ql)?:/.test(given)) {
		read.mistake(
			"DATABASE_URL",
			"expected a SQLite file such as file:data/dzvin.db; PostgreSQL is designed for and comes in a later version",
		);
		return "";
	}
	const path = given.replace(/^(file|sqlite):(\/\/)?/, "");
	if (
		path === "" ||
		/^[a-z]+:\/\//i.test(given.replace(/^(file|sqlite):/, ""))
	) {
		read.mistake(
			"DATABASE_URL",
			"expected a SQLite file such as file:data/dzvin.db",
		);
		return "";
	}
	return path;
}

/** Another disk by default, where there is one: what filled the first does not fill it. */
const defaultJournal = (databaseFile: string): string =>
	join(
		tmpdir(),
		`dzvin-${createHash("sha256").update(resolve(databaseFile)).digest("hex").slice(0, 12)}.journal`,
	);

function relayCommand(read: Read): string | undefined {
	const given = read.text("RELAY_COMMAND");
	// The one sound that sends people into the cellar instead of to the station.
	if (given !== undefined && /siren|syren/i.test(given))
		read.mistake(
			"RELAY_COMMAND",
			"expected a program that rings a bell or sounds a horn, got one named after a siren; the air-raid siren is never sounded for a fire",
		);
	return given;
}

const SECRET_BYTES = 32;

function secret(read: Read): string {
	const given = read.text("DZVIN_SECRET") ?? "";
	const bytes = Buffer.byteLength(given);
	if (bytes < SECRET_BYTES)
		read.mistake(
			"DZVIN_SECRET",
			`expected at least ${SECRET_BYTES} bytes, got ${bytes}; make one with: openssl rand -base64 32. Keep it as carefully as the database: neither opens without the other`,
		);
	return given;
}

const KEY_LEAST = 16;

function adminKey(read: Read): string | undefined {
	const given = read.text("ADMIN_API_KEY");
	if (given !== undefined && given.length < KEY_LEAST)
		read.mistake(
			"ADMIN_API_KEY",
			`expected at least ${KEY_LEAST} characters, got ${given.length}`,
		);
	return given;
}

function adminChat(read: Read): string | undefined {
	const given = read.text("ADMIN_TELEGRAM_CHAT");
	if (given === undefined) return undefined;
	if (!/^(-?\d{1,19}|@\w{5,32})$/.test(given))
		read.mistake(
			"ADMIN_TELEGRAM_CHAT",
			"expected the id of a chat, digits with - before a group's, or @name of a channel; what came has another shape",
		);
	if (read.text("TELEGRAM_BOT_TOKEN") === undefined)
		read.mistake(
			"ADMIN_TELEGRAM_CHAT",
			"expected TELEGRAM_BOT_TOKEN beside it, because the bot writes there; found none",
		);
	return given;
}

function timeZone(read: Read): string {
	const given = read.text("TIME_ZONE") ?? "Europe/Kyiv";
	try {
		new Intl.DateTimeFormat("en", { timeZone: given });
	} catch {
		read.mistake(
			"TIME_ZONE",
			`expected a time zone such as Europe/Kyiv, got "${given}"`,
		);
	}
	return given;
}

function telegram(read: Read, publicUrl: string): Config["telegram"] {
	const token = read.text("TELEGRAM_BOT_TOKEN");
	const webhookSecret = read.text("TELEGRAM_WEBHOOK_SECRET");
	const updates = read.oneOf(
		"TELEGRAM_UPDATES",
		["webhook", "polling"] as const,
		"webhook",
	);
	const apiRoot = read.url("TELEGRAM_API_ROOT", "https://api.telegram.org");
	const perSecond = read.rate("TELEGRAM_PER_SECOND", 25);
	if (token === undefined) {
		if (webhookSecret !== undefined)
			read.mistake(
				"TELEGRAM_BOT_TOKEN",
				"expected the bot's token beside TELEGRAM_WEBHOOK_SECRET, found none",
			);
		return undefined;
	}
	if (!/^\d+:[\w-]+$/.test(token))
		read.mistake(
			"TELEGRAM_BOT_TOKEN",
			"expected digits, a colon and letters, as BotFather gives it; what came has another shape",
		);
	if (updates === "webhook")
		webhookMistakes(read, publicUrl, apiRoot, webhookSecret);
	return {
		token,
		apiRoot,
		perSecond,
		updates,
		...optional("webhookSecret", webhookSecret),
	};
}

function webhookMistakes(
	read: Read,
	publicUrl: string,
	apiRoot: string,
	secretToken: string | undefined,
): void {
	if (secretToken === undefined || !/^[\w-]{1,256}$/.test(secretToken))
		read.mistake(
			"TELEGRAM_WEBHOOK_SECRET",
			"expected 1 to 256 letters, digits, _ or -, so that nobody but Telegram can answer for a volunteer; or set TELEGRAM_UPDATES=polling",
		);
	// The carriers' sandbox is the one exception: it calls this machine from this machine.
	if (
		!publicUrl.startsWith("https://") &&
		!onLoopback(apiRoot) &&
		!read.isMistaken("PUBLIC_URL")
	)
		read.mistake(
			"PUBLIC_URL",
			`expected an https address that Telegram can call, got "${publicUrl}"; or set TELEGRAM_UPDATES=polling`,
		);
}

function twilio(read: Read): Config["twilio"] {
	const names = [
		"TWILIO_ACCOUNT_SID",
		"TWILIO_AUTH_TOKEN",
		"TWILIO_SMS_FROM",
		"TWILIO_VOICE_FROM",
		"TWILIO_SMS_FROM_2",
		"TWILIO_AUTH_TOKEN_2",
		...RINGING,
	] as const;
	const [accountSid, authToken, smsFrom, voiceFrom, smsFrom2, authToken2] =
		names.map(read.text);
	const [voiceYes, voiceNo, voiceDrill] = RINGING.map(read.text);
	const settings = {
		apiRoot: read.url("TWILIO_API_ROOT", "https://api.twilio.com"),
		twoWay: read.boolean("TWILIO_SMS_TWO_WAY", false),
	};
	if (names.every((name) => read.text(name) === undefined)) return undefined;
	if (accountSid === undefined || !/^AC[0-9a-f]{32}$/i.test(accountSid))
		read.mistake(
			"TWILIO_ACCOUNT_SID",
			"expected AC and 32 hexadecimal digits, as the Twilio console shows it",
		);
	if (authToken === undefined)
		read.mistake(
			"TWILIO_AUTH_TOKEN",
			"expected the account's token beside TWILIO_ACCOUNT_SID, found none",
		);
	if (smsFrom === undefined && voiceFrom === undefined)
		read.mistake(
			"TWILIO_SMS_FROM",
			"expected a number or sender for SMS, or TWILIO_VOICE_FROM for calls, found neither",
		);
	if (voiceFrom !== undefined && !isE164(voiceFrom))
		read.mistake(
			"TWILIO_VOICE_FROM",
			`expected an E.164 number such as +380440000000, got one of ${voiceFrom.length} characters that is none`,
		);
	if (settings.twoWay && (smsFrom === undefined || !isE164(smsFrom)))
		read.mistake(
			"TWILIO_SMS_TWO_WAY",
			`expected false, because nobody can answer ${smsFrom === undefined ? "where TWILIO_SMS_FROM is not set" : "a TWILIO_SMS_FROM that is a name"}; set it to a number that receives, or leave two-way out`,
		);
	for (const [name, from] of [
		["TWILIO_SMS_FROM", smsFrom],
		["TWILIO_SMS_FROM_2", smsFrom2],
	] as const)
		if (from !== undefined && !isSender(from))
			read.mistake(
				name,
				"expected an E.164 number or a registered name of at most 11 letters and digits",
			);
	if (smsFrom2 !== undefined && (smsFrom === undefined || smsFrom2 === smsFrom))
		read.mistake(
			"TWILIO_SMS_FROM_2",
			"expected a second sender, another than TWILIO_SMS_FROM and beside it",
		);
	ringingMistakes(read, [smsFrom, smsFrom2, voiceFrom]);
	return {
		...settings,
		accountSid: accountSid ?? "",
		authToken: authToken ?? "",
		...optional("authToken2", authToken2),
		...optional("smsFrom", smsFrom),
		...optional("smsFrom2", smsFrom2),
		...optional("voiceFrom", voiceFrom),
		...optional("voiceYes", voiceYes),
		...optional("voiceNo", voiceNo),
		...optional("voiceDrill", voiceDrill),
	};
}

const RINGING = [
	"TWILIO_VOICE_YES",
	"TWILIO_VOICE_NO",
	"TWILIO_VOICE_DRILL",
] as const;

/** One number cannot mean two things, and none of them is somebody else's. */
function ringingMistakes(
	read: Read,
	others: readonly (string | undefined)[],
): void {
	const [yes, no, drill] = RINGING.map(read.text);
	const [bell] = others.slice(-1);
	for (const [index, name] of RINGING.entries()) {
		const given = read.text(name);
		if (given === undefined) continue;
		const elsewhere = [
			...others,
			...[yes, no, drill].filter((_, other) => other !== index),
		];
		if (!isE164(given) || isEmergencyNumber(given))
			read.mistake(
				name,
				`expected an E.164 number of ours such as +380440000001, got ${isE164(given) ? "an emergency number" : `one of ${given.length} characters that is none`}`,
			);
		else if (elsewhere.includes(given))
			read.mistake(
				name,
				"expected a number of its own, got one that means something else already",
			);
	}
	if ((yes === undefined) !== (no === undefined))
		read.mistake(
			yes === undefined ? "TWILIO_VOICE_YES" : "TWILIO_VOICE_NO",
			"expected both TWILIO_VOICE_YES and TWILIO_VOICE_NO, found one: whoever cannot come must have a number to say so",
		);
	if (drill !== undefined && bell === undefined)
		read.mistake(
			"TWILIO_VOICE_FROM",
			"expected the number that calls for fires beside TWILIO_VOICE_DRILL, found none",
		);
}

/** The chosen gateway whole; settings of another one are a mistake, or the wrong one was chosen. */
function gateway(read: Read): Config["gateway"] {
	const given = read.text("SMS_GATEWAY");
	const orphans = GATEWAY_SETTINGS.filter(
		([name, of]) => of !== given && read.text(name) !== undefined,
	);
	for (const [name, of] of orphans)
		read.mistake(
			name,
			`expected SMS_GATEWAY=${of} beside it, found ${given ? `"${given}"` : "none"}`,
		);
	if (given === undefined) return undefined;
	const name = GATEWAYS.find((known) => known === given);
	if (name === undefined) {
		read.oneOf("SMS_GATEWAY", GATEWAYS, GATEWAYS[0]);
		return undefined;
	}
	if (read.text("TWILIO_SMS_FROM_2") !== undefined)
		read.mistake(
			"TWILIO_SMS_FROM_2",
			"expected none, because SMS_GATEWAY sends first and TWILIO_SMS_FROM is its second sender",
		);
	const chosen = `SMS_GATEWAY is ${name}`;
	const sender = (setting: string): string => {
		const from = read.needed(setting, "a registered sender name", chosen);
		if (from !== "" && !isSender(from))
			read.mistake(
				setting,
				"expected a registered name of at most 11 letters and digits",
			);
		return from;
	};
	switch (name) {
		case "turbosms":
			return {
				name,
				token: read.needed("TURBOSMS_TOKEN", "the key of its HTTP API", chosen),
				sender: sender("TURBOSMS_SENDER"),
				...optional("viberSender", read.text("TURBOSMS_VIBER_SENDER")),
				apiRoot: read.url("TURBOSMS_API_ROOT", "https://api.turbosms.ua"),
			};
		case "alphasms":
			return {
				name,
				key: read.needed("ALPHASMS_KEY", "the key of its API", chosen),
				sender: sender("ALPHASMS_SENDER"),
				apiRoot: read.url("ALPHASMS_API_ROOT", "https://alphasms.ua"),
			};
		case "kyivstar":
			return {
				name,
				clientId: read.needed("KYIVSTAR_CLIENT_ID", "the client's id", chosen),
				clientSecret: read.needed(
					"KYIVSTAR_CLIENT_SECRET",
					"the client's secret",
					chosen,
				),
				sender: sender("KYIVSTAR_SENDER"),
				apiRoot: read.url(
					"KYIVSTAR_API_ROOT",
					"https://api-gateway.kyivstar.ua",
				),
				smsPath: smsPath(read),
			};
		case "android":
			return android(read, chosen);
	}
}

/** Whose each setting is. */
const GATEWAY_SETTINGS = [
	["TURBOSMS_TOKEN", "turbosms"],
	["TURBOSMS_SENDER", "turbosms"],
	["TURBOSMS_VIBER_SENDER", "turbosms"],
	["TURBOSMS_API_ROOT", "turbosms"],
	["ALPHASMS_KEY", "alphasms"],
	["ALPHASMS_SENDER", "alphasms"],
	["ALPHASMS_API_ROOT", "alphasms"],
	["KYIVSTAR_CLIENT_ID", "kyivstar"],
	["KYIVSTAR_CLIENT_SECRET", "kyivstar"],
	["KYIVSTAR_SENDER", "kyivstar"],
	["KYIVSTAR_SMS_PATH", "kyivstar"],
	["KYIVSTAR_API_ROOT", "kyivstar"],
	["ANDROID_GATEWAY_USER", "android"],
	["ANDROID_GATEWAY_PASSWORD", "android"],
	["ANDROID_GATEWAY_SIGNING_KEY", "android"],
	["ANDROID_GATEWAY_SIM", "android"],
	["ANDROID_GATEWAY_API_ROOT", "android"],
] as const;

function smsPath(read: Read): string {
	const given = read.text("KYIVSTAR_SMS_PATH") ?? "/rest/v1/sms";
	if (!/^(\/[\w.-]+)+$/.test(given))
		read.mistake(
			"KYIVSTAR_SMS_PATH",
			`expected a path such as /rest/v1/sms, got "${given}"`,
		);
	return given;
}

const SIGNING_KEY_LEAST = 8;

function signingKey(read: Read, name: string): string | undefined {
	const given = read.text(name);
	if (given !== undefined && given.length < SIGNING_KEY_LEAST)
		read.mistake(
			name,
			`expected at least ${SIGNING_KEY_LEAST} characters, got ${given.length}: whoever guesses it answers for a volunteer`,
		);
	return given;
}

function android(read: Read, chosen: string): GatewaySettings {
	const sim = read.integer("ANDROID_GATEWAY_SIM", 0, { least: 0, most: 3 });
	const root = "ANDROID_GATEWAY_API_ROOT";
	const given = read.needed(
		root,
		"the phone's address such as http://192.168.1.20:8080",
		chosen,
	);
	return {
		name: "android",
		user: read.needed("ANDROID_GATEWAY_USER", "the app's user name", chosen),
		password: read.needed(
			"ANDROID_GATEWAY_PASSWORD",
			"the app's password",
			chosen,
		),
		apiRoot: given === "" ? "" : read.url(root, ""),
		...optional("signingKey", signingKey(read, "ANDROID_GATEWAY_SIGNING_KEY")),
		...optional("sim", sim === 0 ? undefined : sim),
	};
}

function callRelay(read: Read): Config["callRelay"] {
	const names = [
		"CALL_RELAY_API_ROOT",
		"CALL_RELAY_TOKEN",
		"CALL_RELAY_SIGNING_KEY",
		"CALL_RELAY_NUMBER",
	];
	if (names.every((name) => read.text(name) === undefined)) return undefined;
	const chosen = "another CALL_RELAY_… setting is there";
	const root = "CALL_RELAY_API_ROOT";
	const given = read.needed(root, "the relay's address", chosen);
	const number = read.text("CALL_RELAY_NUMBER");
	if (number !== undefined && !isE164(number))
		read.mistake(
			"CALL_RELAY_NUMBER",
			`expected an E.164 number such as +380671234567, got one of ${number.length} characters that is none`,
		);
	if (read.text("TWILIO_VOICE_FROM") !== undefined)
		read.mistake(
			root,
			"expected none beside TWILIO_VOICE_FROM: one number rings, so that phones let it through the silence",
		);
	return {
		token: read.needed("CALL_RELAY_TOKEN", "the relay's key", chosen),
		apiRoot: given === "" ? "" : read.url(root, ""),
		...optional("signingKey", signingKey(read, "CALL_RELAY_SIGNING_KEY")),
		...optional("number", number),
	};
}

function ukraineAlarm(read: Read): Config["ukraineAlarm"] {
	const key = read.text("UKRAINE_ALARM_API_KEY");
	const publicKey = read.text("UKRAINE_ALARM_PUBLIC_KEY");
	const root = "UKRAINE_ALARM_API_ROOT";
	if (key === undefined) {
		for (const name of [root, "UKRAINE_ALARM_PUBLIC_KEY"])
			if (read.text(name) !== undefined)
				read.mistake(
					name,
					"expected UKRAINE_ALARM_API_KEY beside it, found none",
				);
		return undefined;
	}
	if (publicKey !== undefined && keyIn(publicKey) === undefined)
		read.mistake(
			"UKRAINE_ALARM_PUBLIC_KEY",
			"expected an RSA key as PEM, -----BEGIN PUBLIC KEY-----; what came is none. Leave it out and it is fetched from the source",
		);
	return {
		key,
		apiRoot: read.url(root, "https://api.ukrainealarm.com"),
		...optional("publicKey", publicKey),
	};
}

/** A phone sends a text a second, and rings one person after another for 25 s each. */
function rates(
	read: Read,
): Pick<Config, "segmentsPerSecond" | "callsPerSecond"> {
	const isPhone = read.text("SMS_GATEWAY") === "android";
	const isRelay = read.text("CALL_RELAY_API_ROOT") !== undefined;
	return {
		segmentsPerSecond: read.rate("SMS_SEGMENTS_PER_SECOND", isPhone ? 1 : 10),
		callsPerSecond: read.rate("CALLS_PER_SECOND", isRelay ? 0.04 : 1),
	};
}

function prices(read: Read): Config["prices"] {
	const [segment, call, monthlyBudget] = [
		"SMS_SEGMENT_PRICE",
		"CALL_PRICE",
		"MONTHLY_BUDGET",
	].map(read.amount);
	const currency = read.text("PRICE_CURRENCY");
	const isPriced = segment !== undefined || call !== undefined;
	if (currency === undefined) {
		if (isPriced || monthlyBudget !== undefined)
			read.mistake(
				"PRICE_CURRENCY",
				"expected a currency such as UAH beside the prices, found none",
			);
		return undefined;
	}
	if (!/^[A-Z]{3}$/.test(currency)) {
		read.mistake(
			"PRICE_CURRENCY",
			`expected three capital letters such as UAH, got "${currency}"`,
		);
		return undefined;
	}
	if (!isPriced)
		read.mistake(
			"SMS_SEGMENT_PRICE",
			"expected what a segment costs, or CALL_PRICE, because PRICE_CURRENCY is set; found neither",
		);
	return {
		currency,
		...optional("segment", segment),
		...optional("call", call),
		...optional("monthlyBudget", monthlyBudget),
	};
}

const isSender = (text: string): boolean =>
	isE164(text) || /^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/.test(text);

const isE164 = (text: string): boolean => /^\+[1-9]\d{6,14}$/.test(text);
