/**
 * `dzvin sentinel`: watches the service from another host, with credentials of its
 * own, and rings the chiefs when it is silent. Read it from top to bottom.
 *
 * It shares nothing with what it watches but two texts, the rule that 101–104 and
 * 112 are never rung and the one that a test rings nobody: no database, no carrier
 * library, no DZVIN_SECRET. Every 10 s it asks `/readyz`. No good answer for 90 s:
 * it calls and writes to every chief, again each 5 min, and says when the service is
 * back.
 */

import { LOCALES, type Locale } from "./core/kinds.ts";
import { isEmergencyNumber } from "./phones.ts";
import type { Log } from "./service.ts";
import { reachesOut } from "./testBuild.ts";

export type SentinelSettings = {
	/** `PUBLIC_URL` of the service. */
	target: string;
	locale: Locale;
	/** Numbers of the chiefs. */
	numbers: string[];
	/** Telegram chats of the chiefs. */
	chats: string[];
	twilio?: {
		accountSid: string;
		authToken: string;
		apiRoot: string;
		voiceFrom?: string;
		smsFrom?: string;
	};
	telegram?: { token: string; apiRoot: string };
};

export type SentinelOptions = {
	/** A text by its id, with its number. */
	text(id: string, args: Record<string, number>): string;
	log: Log;
	/** How many times faster its minutes pass; 1 but in tests. */
	speed?: number;
};

const LOOK_EVERY_MS = 10_000;
/** A restart takes seconds; a minute and a half without any answer is none. */
const SILENT_AFTER_MS = 90_000;
/** Whoever slept through the first call is rung again; more often would be switched off. */
const RING_EVERY_MS = 5 * 60_000;
const ANSWER_WITHIN_MS = 5_000;
const CARRIER_WITHIN_MS = 10_000;

/** Starts watching; returns how to stop. */
export function startSentinel(
	settings: SentinelSettings,
	{ text, log, speed = 1 }: SentinelOptions,
): () => Promise<void> {
	let heardAt = performance.now();
	let rungAt: number | undefined;
	let stopped = false;

	async function look(): Promise<void> {
		const answer = await ask(settings.target);
		const now = performance.now();
		const silentMs = (now - heardAt) * speed;
		if (answer === "ready") {
			heardAt = now;
			if (rungAt === undefined) return;
			rungAt = undefined;
			log.info("sentinel: the service answers again");
			await write(
				settings,
				text("sentinel-back", { minutes: Math.round(silentMs / 60_000) }),
				log,
			);
			return;
		}
		log.warn("sentinel: no good answer", {
			answer,
			seconds: Math.round(silentMs / 1000),
		});
		if (silentMs < SILENT_AFTER_MS) return;
		if (rungAt !== undefined && (now - rungAt) * speed < RING_EVERY_MS) return;
		const id = answer === "silent" ? "sentinel-silent" : "sentinel-cannot";
		const words = text(id, { seconds: Math.round(silentMs / 1000) });
		const reached = await Promise.all([
			write(settings, words, log),
			ring(settings, spoken(text, words), log),
		]);
		// Nobody reached: tried again at the next look, not in five minutes.
		if (reached.some((count) => count > 0)) rungAt = now;
	}

	const watching = (async () => {
		while (!stopped) {
			const begun = performance.now();
			await look();
			await pause(
				LOOK_EVERY_MS / speed - (performance.now() - begun),
				() => stopped,
			);
		}
	})();
	return async () => {
		stopped = true;
		await watching;
	};
}

/** `unable` = it runs, but no alert could reach anybody. */
async function ask(target: string): Promise<"ready" | "unable" | "silent"> {
	try {
		const answer = await fetch(`${target}/readyz`, {
			signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
		});
		const body = (await answer.json()) as { degraded?: unknown };
		// A page of a proxy or a provider also answers; only ours says what is degraded.
		if (!Array.isArray(body.degraded)) return "silent";
		return answer.ok ? "ready" : "unable";
	} catch {
		return "silent";
	}
}

/** Calls every number; returns how many calls a carrier took. */
async function ring(
	{ twilio, numbers }: SentinelSettings,
	Twiml: string,
	log: Log,
): Promise<number> {
	const from = twilio?.voiceFrom;
	if (!twilio || !from) return 0;
	return countOf(
		numbers,
		(To) =>
			twilioPost(twilio, "Calls", { To, From: from, Twiml, Timeout: "25" }),
		log,
	);
}

/** Writes to every number and chat; returns how many a carrier took. */
async function write(
	{ twilio, telegram, numbers, chats }: SentinelSettings,
	words: string,
	log: Log,
): Promise<number> {
	const from = twilio?.smsFrom;
	const counts = await Promise.all([
		twilio && from
			? countOf(
					numbers,
					(To) =>
						twilioPost(twilio, "Messages", { To, From: from, Body: words }),
					log,
				)
			: 0,
		telegram
			? countOf(
					chats,
					(chat_id) =>
						post(
							`${telegram.apiRoot}/bot${telegram.token}/sendMessage`,
							{ "content-type": "application/json" },
							JSON.stringify({ chat_id, text: words }),
						),
					log,
				)
			: 0,
	]);
	return counts.reduce((sum, count) => sum + count, 0);
}

/** One that fails keeps nobody else from being rung. Addresses and errors hold secrets, so only a word is logged. */
async function countOf(
	addresses: readonly string[],
	send: (address: string) => Promise<number>,
	log: Log,
): Promise<number> {
	const taken = await Promise.all(
		addresses.map(async (address) => {
			const status = await send(address).catch(() => 0);
			if (status >= 200 && status < 300) return true;
			log.error("sentinel: a carrier did not take it", {
				status: status || "none",
			});
			return false;
		}),
	);
	return taken.filter(Boolean).length;
}

const twilioPost = (
	{ accountSid, authToken, apiRoot }: NonNullable<SentinelSettings["twilio"]>,
	resource: "Calls" | "Messages",
	fields: Record<string, string>,
): Promise<number> =>
	post(
		`${apiRoot}/2010-04-01/Accounts/${accountSid}/${resource}.json`,
		{
			"content-type": "application/x-www-form-urlencoded",
			authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`,
		},
		new URLSearchParams(fields).toString(),
	);

async function post(
	url: string,
	headers: Record<string, string>,
	body: string,
): Promise<number> {
	const answer = await fetch(url, {
		method: "POST",
		headers,
		body,
		signal: AbortSignal.timeout(CARRIER_WITHIN_MS),
	});
	await answer.body?.cancel();
	return answer.status;
}

/** Said twice: who is woken needs the second time. */
function spoken(text: SentinelOptions["text"], words: string): string {
	const say = `<Say language="${text("voice-language", {})}" voice="${text("voice-name", {})}">${escaped(words)}</Say>`;
	return `<Response>${say}<Pause length="1"/>${say}</Response>`;
}

const escaped = (words: string): string =>
	words.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Waits in small steps, so that stopping takes no ten seconds. */
async function pause(ms: number, over: () => boolean): Promise<void> {
	const until = performance.now() + ms;
	while (!over() && performance.now() < until)
		await new Promise((resolve) =>
			setTimeout(
				resolve,
				Math.min(100, Math.max(1, until - performance.now())),
			),
		);
}

// --- settings ------------------------------------------------------------------------

type Environment = Readonly<Record<string, string | undefined>>;

/** Everything wrong at once, as for the service itself. */
export function readSentinel(
	environment: Environment,
):
	| { settings: SentinelSettings }
	| { mistakes: { name: string; message: string }[] } {
	const mistakes: { name: string; message: string }[] = [];
	const wrong = (name: string, message: string): void =>
		void mistakes.push({ name, message });
	const read = (name: string): string | undefined =>
		environment[name]?.trim() || undefined;
	const list = (name: string): string[] =>
		(read(name) ?? "")
			.split(",")
			.map((one) => one.trim())
			.filter((one) => one !== "");

	const target = (read("SENTINEL_TARGET") ?? "").replace(/\/+$/, "");
	if (!/^https?:\/\/.+/.test(target) || !URL.canParse(target))
		wrong(
			"SENTINEL_TARGET",
			"expected the PUBLIC_URL of the service, such as https://dzvin.example",
		);
	const numbers = list("SENTINEL_CALL");
	for (const [at, number] of numbers.entries()) {
		if (!/^\+[1-9]\d{6,14}$/.test(number))
			wrong(
				"SENTINEL_CALL",
				`expected E.164 numbers with commas between them, number ${at + 1} is none`,
			);
		if (isEmergencyNumber(number))
			wrong("SENTINEL_CALL", "101–104 and 112 are never rung by a robot");
	}
	const chats = list("SENTINEL_CHATS");
	const [accountSid, authToken] = [
		read("TWILIO_ACCOUNT_SID"),
		read("TWILIO_AUTH_TOKEN"),
	];
	const [voiceFrom, smsFrom] = [
		read("TWILIO_VOICE_FROM"),
		read("TWILIO_SMS_FROM"),
	];
	const token = read("TELEGRAM_BOT_TOKEN");
	if (
		numbers.length > 0 &&
		!(accountSid && authToken && (voiceFrom || smsFrom))
	)
		wrong(
			"TWILIO_ACCOUNT_SID",
			"expected TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_VOICE_FROM beside SENTINEL_CALL",
		);
	if (chats.length > 0 && !token)
		wrong(
			"TELEGRAM_BOT_TOKEN",
			"expected the token of a bot the chiefs have started, beside SENTINEL_CHATS",
		);
	if (numbers.length === 0 && chats.length === 0)
		wrong(
			"SENTINEL_CALL",
			"expected somebody to ring: SENTINEL_CALL=+380…,+380… or SENTINEL_CHATS",
		);
	const locale = LOCALES.find((known) => known === (read("LOCALE") ?? "uk"));
	if (!locale) wrong("LOCALE", `expected one of ${LOCALES.join(", ")}`);
	const settings: SentinelSettings = {
		target,
		locale: locale ?? "uk",
		numbers,
		chats,
		...(accountSid && authToken
			? {
					twilio: {
						accountSid,
						authToken,
						apiRoot: read("TWILIO_API_ROOT") ?? "https://api.twilio.com",
						...(voiceFrom ? { voiceFrom } : {}),
						...(smsFrom ? { smsFrom } : {}),
					},
				}
			: {}),
		...(token
			? {
					telegram: {
						token,
						apiRoot: read("TELEGRAM_API_ROOT") ?? "https://api.telegram.org",
					},
				}
			: {}),
	};
	if (read("DZVIN_TEST") === "true") mistakes.push(...reachesOut(settings));
	return mistakes.length > 0 ? { mistakes } : { settings };
}
