/**
 * What would stop an alert, found before the night it matters, and what to do.
 */
import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import { Api } from "grammy/web";
import { type Config, channelsOf, readConfig } from "./config.ts";
import { jsonLog } from "./log.ts";
import { openService } from "./node.ts";
import { EVERYTHING } from "./ports.ts";
import { measure } from "./wording/sms.ts";

type Finding = { ok: boolean; what: string };

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
	const findings: Finding[] = [{ ok: true, what: "settings: complete" }];
	findings.push(...channelFindings(read.config));
	findings.push(...(await databaseFindings(read.config)));
	findings.push(...(await webhookFindings(read.config)));
	findings.push(...diskFindings(read.config));
	for (const { ok, what } of findings) print(`${ok ? "✓" : "✗"} ${what}`);
	return findings.some(({ ok }) => !ok) ? 1 : 0;
}

function channelFindings(config: Config): Finding[] {
	const on = channelsOf(config);
	const off = (["telegram", "sms", "voice"] as const).filter(
		(name) => !on.includes(name),
	);
	return [
		{
			ok: on.some((name) => name !== "console"),
			what: on.some((name) => name !== "console")
				? `channels: ${on.join(", ")}${off.length > 0 ? `; off for want of settings: ${off.join(", ")}` : ""}`
				: "channels: only the console, no phone will ring; set TELEGRAM_… or TWILIO_…",
		},
	];
}

async function databaseFindings(config: Config): Promise<Finding[]> {
	try {
		const { service, clock } = await openService(config, {
			log: jsonLog("silent"),
		});
		const findings = [
			{ ok: true, what: "database: opens, migrated, synchronous=FULL" },
			...(await carrierFindings([...service.channels.values()])),
			clockFinding(clock.leadMs()),
			sampleFinding(config),
			...(await rosterFindings(service)),
		];
		await service.store.close();
		return findings;
	} catch (error) {
		const message = error instanceof Error ? error.message : "unknown";
		// A running service holds it, and tells how it is by itself.
		const health = await fetch(
			`http://${config.host}:${config.port}/readyz`,
		).catch(() => undefined);
		if (health)
			return [
				{
					ok: health.ok,
					what: `service: running, /readyz answers ${health.status} ${await health.text()}`,
				},
				sampleFinding(config),
			];
		return [{ ok: false, what: `database: ${message}` }];
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
			return { ok, what: `${channel.name}: ${detail}` };
		}),
	);
}

const clockFinding = (leadMs: number): Finding => ({
	ok: true,
	what:
		leadMs > 0
			? `clock: the log is ${Math.round(leadMs / 1000)} s ahead of the wall; was the clock set back? Time runs on from the log`
			: "clock: in step with the log",
});

const SAMPLE_TOKEN = "k7Qm2Xw9Rb4t";

/** How long a real alert becomes with this host. */
function sampleFinding(config: Config): Finding {
	const link = `${config.shortUrl.replace(/^https?:\/\//, "")}/${SAMPLE_TOKEN}`;
	const { segments, units } = measure(
		`ПОЖЕЖА #118 хата: Росохач, Шевченка 12. Їдете? ${link}`,
	);
	return {
		ok: true,
		what: `sample alert: ${units} characters, ${segments} segment${segments === 1 ? "" : "s"}${segments > 1 ? "; a shorter SHORT_URL (at most 21 characters with the token) makes it one" : ""}`,
	};
}

async function rosterFindings(service: {
	roster: {
		brigades(
			scope: typeof EVERYTHING,
			page: { limit: number },
		): Promise<{ items: { name: string; roles: unknown[] }[] }>;
	};
}): Promise<Finding[]> {
	const { items } = await service.roster.brigades(EVERYTHING, { limit: 1_000 });
	if (items.length === 0)
		return [
			{
				ok: false,
				what: "roster: empty, nobody would be alerted; dzvin import roster FILE.csv",
			},
		];
	return [
		{ ok: true, what: `roster: ${items.length} brigades` },
		...items
			.filter((brigade) => brigade.roles.length === 0)
			.map((brigade) => ({
				ok: false,
				what: `roster: ${brigade.name} has no chief, so no human would be called; PATCH its roles`,
			})),
	];
}

async function webhookFindings(config: Config): Promise<Finding[]> {
	if (!config.telegram || config.telegram.updates === "polling") return [];
	const { token, apiRoot } = config.telegram;
	try {
		const webhook = await new Api(token, {
			apiRoot,
			timeoutSeconds: 5,
		}).getWebhookInfo();
		const expected = `${config.publicUrl}/carriers/telegram`;
		if (webhook.url !== expected)
			return [
				{
					ok: true,
					what: `telegram webhook: ${webhook.url ? "points elsewhere" : "not set"}; dzvin start sets it to ${expected}`,
				},
			];
		return [
			{
				ok: !webhook.last_error_message,
				what: `telegram webhook: set, ${webhook.pending_update_count} waiting${webhook.last_error_message ? `, last error: ${webhook.last_error_message}` : ""}`,
			},
		];
	} catch {
		return [
			{
				ok: false,
				what: "telegram webhook: Telegram does not answer; is the machine on the Internet?",
			},
		];
	}
}

const LEAST_FREE_BYTES = 200 * 1024 * 1024;

function diskFindings(config: Config): Finding[] {
	const { bavail, bsize } = statfsSync(dirname(config.databaseFile) || ".");
	const free = bavail * bsize;
	return [
		{
			ok: free > LEAST_FREE_BYTES,
			what: `disk: ${Math.round(free / 1024 / 1024)} MB free${free > LEAST_FREE_BYTES ? "" : "; a full disk takes no alarm, make room"}`,
		},
	];
}
