/**
 * The service on Cloudflare Workers: D1, HTTP and Telegram; the Twilio sender
 * and the alarm of a Durable Object come with their own issue. What this file
 * reaches must bundle for Workers (`scripts/bundle-worker.ts --check`).
 *
 * The outbox is worked off after each request and by the cron sweep, so nothing
 * waits for a process that does not exist here.
 */
import { type D1Binding, d1Store } from "../db/sqlite/d1.ts";
import { type MapSetting, readMapSetting } from "./baseMap.ts";
import { telegramChannel } from "./channels/telegram.ts";
import { systemClock } from "./clock.ts";
import { createSecrets } from "./secrets.ts";
import type { Log } from "./service.ts";
import { mustStayInside } from "./testBuild.ts";
import { type Dzvin, wire } from "./wire.ts";
import { bundledTexts } from "./wording/bundled.ts";
import { createWording } from "./wording/wording.ts";

export type Env = {
	DB: D1Binding;
	DZVIN_SECRET: string;
	PUBLIC_URL?: string;
	SHORT_URL?: string;
	ADMIN_API_KEY?: string;
	TELEGRAM_BOT_TOKEN?: string;
	TELEGRAM_WEBHOOK_SECRET?: string;
	TELEGRAM_API_ROOT?: string;
	TIME_ZONE?: string;
	DZVIN_TEST?: string;
	MAP_TILES?: string;
	MAP_ATTRIBUTION?: string;
	MAP_GLYPHS?: string;
};

type Afterwards = { waitUntil(promise: Promise<unknown>): void };

// Work of one request: alerts of a village fit; what is left is found by the next request or the sweep.
const ROUNDS_AT_MOST = 20;

export default {
	async fetch(
		request: Request,
		env: Env,
		afterwards: Afterwards,
	): Promise<Response> {
		const dzvin = await openDzvin(env, new URL(request.url).origin);
		const response = await dzvin.app.fetch(request);
		afterwards.waitUntil(workOff(dzvin));
		return response;
	},
	async scheduled(
		_event: unknown,
		env: Env,
		afterwards: Afterwards,
	): Promise<void> {
		const dzvin = await openDzvin(env, env.PUBLIC_URL ?? "");
		afterwards.waitUntil(dzvin.inbox.drain().then(() => workOff(dzvin)));
	},
};

async function workOff({ deliverer }: Dzvin): Promise<void> {
	for (let round = 0; round < ROUNDS_AT_MOST; round++)
		if ((await deliverer.round()) === 0) return;
}

async function openDzvin(env: Env, origin: string): Promise<Dzvin> {
	const { store, roster, signIn, reporters, areas, ground, others } = d1Store(
		env.DB,
	);
	const newestAt = await store.newestAt();
	const publicUrl = env.PUBLIC_URL ?? origin;
	const token = env.TELEGRAM_BOT_TOKEN;
	const apiRoot = env.TELEGRAM_API_ROOT ?? "https://api.telegram.org";
	mustStayInside(token ? { telegram: { apiRoot } } : {}, env.DZVIN_TEST);
	return wire({
		settings: {
			publicUrl,
			shortUrl: env.SHORT_URL ?? `${publicUrl}/a`,
			timeZone: env.TIME_ZONE ?? "Europe/Kyiv",
			locale: "uk",
			channels: token ? ["telegram"] : [],
			smsTwoWay: false,
			...mapOf(env),
		},
		store,
		roster,
		signIn,
		areas,
		reporters,
		ground,
		others,
		secrets: createSecrets(env.DZVIN_SECRET),
		wording: createWording(bundledTexts),
		clock: systemClock(newestAt === undefined ? {} : { newestAt }),
		wake: { wake() {}, wait: async () => {} },
		log: consoleLog,
		channels: new Map(
			token
				? [["telegram", telegramChannel({ token, apiRoot, log: consoleLog })]]
				: [],
		),
		rates: { telegram: 25, sms: 1, voice: 1 },
		...(token
			? {
					telegram: {
						token,
						apiRoot,
						...(env.TELEGRAM_WEBHOOK_SECRET
							? { webhookSecret: env.TELEGRAM_WEBHOOK_SECRET }
							: {}),
					},
				}
			: {}),
		...(env.ADMIN_API_KEY ? { adminApiKey: env.ADMIN_API_KEY } : {}),
		addressOf: (c) => c.req.header("cf-connecting-ip") ?? "unknown",
		bootId: crypto.randomUUID(),
	});
}

/** A map is no reason to stop alarms: a mistake is told by name, and there is none. */
function mapOf(env: Env): { map?: MapSetting } {
	const mistakes: string[] = [];
	const map = readMapSetting(
		{
			tiles: env.MAP_TILES,
			attribution: env.MAP_ATTRIBUTION,
			glyphs: env.MAP_GLYPHS,
		},
		(name, message) => mistakes.push(`${name}: ${message}`),
	);
	if (map?.kind === "pmtiles")
		mistakes.push(
			"MAP_TILES: expected an address, because a Worker has no files; came the path of one",
		);
	for (const mistake of mistakes) consoleLog.error(mistake);
	return map && mistakes.length === 0 ? { map } : {};
}

const line =
	(level: string) =>
	(message: string, fields: Record<string, unknown> = {}): void => {
		console.log(JSON.stringify({ level, message, ...fields }));
	};

const consoleLog: Log = {
	info: line("info"),
	warn: line("warn"),
	error: line("error"),
};
