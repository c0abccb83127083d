/**
 * Carriers on loopback: a Telegram Bot API, a Twilio REST API and the village's phones.
 *
 * Production code knows nothing of it but two API roots. Each carrier listens on a
 * port of its own, so that one can be down while the other, and the phones page, are not.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import type { Hono } from "hono";
import { telegramHttp, twilioHttp } from "./carrierHttp.ts";
import { controlHttp } from "./control.ts";
import { createFaults, type Faults } from "./faults.ts";
import { type GatewayOptions, gatewaysOn } from "./gateways/gateways.ts";
import { createJournal, type Journal } from "./journal.ts";
import type { PageOptions } from "./page.ts";
import { createPhones, type Lines, type Phones } from "./phones.ts";
import { type TelegramOptions, telegramCarrier } from "./telegram.ts";
import { twilioCarrier } from "./twilio.ts";
import type { Recording } from "./twilioRecordings.ts";
import {
	type AlarmOptions,
	type AlarmPeer,
	alarmPeer,
} from "./ukraineAlarm.ts";
import { createWorld, type SandboxClock } from "./world.ts";

export type SandboxOptions = {
	/** Of the page and the control; the carriers take the two after it. 0 or absent = any free ones. */
	port?: number;
	/** Loopback only. */
	host?: string;
	seed?: number;
	telegram: TelegramOptions;
	twilio: {
		accountSid: string;
		authToken: string;
		smsFrom: string;
		/** Another number of the account that may send. */
		smsFrom2?: string;
		voiceFrom: string;
		/** Let ring, they mean «їду» and «не можу». */
		voiceYes?: string;
		voiceNo?: string;
		/** Calls for exercises and tests. */
		voiceDrill?: string;
		/** Further numbers people may ring. */
		otherNumbers?: readonly string[];
		segmentsPerSecond?: number;
		callsPerSecond?: number;
		twoWay?: boolean;
		/** Village time from "sent" to the phone, and from dialling to the first ring. */
		smsDeliveryMs?: readonly [number, number];
		callSetupMs?: readonly [number, number];
	};
	/** The SMS gateways and the call relay, on a port of their own; absent = nobody listens. */
	gateway?: GatewayOptions;
	/** The alerts API, on a port of its own; absent = nobody listens. */
	ukraineAlarm?: AlarmOptions;
	/** Where somebody ringing or answering us ends: the service's `PUBLIC_URL`. Later: `pointNumbersAt`. */
	serviceUrl?: string;
	/** Ringing, speaking and network take this many times less; rates stay as given. */
	speed?: number;
	/** What an API request takes, village time; `[0, 0]` also makes SMS and dialling immediate. */
	latencyMs?: readonly [number, number];
	/** Default: the machine's. A story pushes one of its own. */
	clock?: SandboxClock;
	page?: PageOptions;
};

export type Sandbox = {
	port: number;
	telegramRoot: string;
	twilioRoot: string;
	/** Empty without `gateway`. */
	gatewayRoot: string;
	/** Empty without `ukraineAlarm`. */
	ukraineAlarmRoot: string;
	ukraineAlarm?: AlarmPeer;
	/** As if Kyivstar ended every token before its time. */
	endGatewayTokens(): void;
	pageUrl: string;
	phones: Phones;
	journal: Journal;
	faults: Faults;
	/** As at Twilio's console: incoming calls and SMS go to `<serviceUrl>/carriers/twilio/…`. */
	pointNumbersAt(serviceUrl: string): void;
	/** What the Twilio account still holds of what people said after a beep. */
	recordings(): readonly Recording[];
	/** Resolves when no request or webhook is under way; timers on the clock do not count. */
	settled(): Promise<void>;
	close(): Promise<void>;
	options: SandboxOptions;
};

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
	const { host = "127.0.0.1", port = 0, twilio, telegram } = options;
	if (!/^(127(\.\d+){3}|localhost|::1)$/.test(host))
		throw new Error(`the sandbox listens on loopback only, got "${host}"`);
	let serviceUrl = options.serviceUrl ?? "http://localhost:8080";
	const world = createWorld(options);
	const journal = createJournal(world.now);
	const faults = createFaults(world.random);
	// Carriers and phones know each other; the phones are there before the first request.
	const lines = {} as Lines;
	const phones = createPhones(world, journal, lines);
	const immediate = options.latencyMs?.[1] === 0;
	const bot = telegramCarrier(world, faults, journal, () => phones, telegram);
	const operator = twilioCarrier(world, faults, journal, () => phones, {
		...twilio,
		otherNumbers: [
			...(twilio.otherNumbers ?? []),
			...[twilio.voiceYes, twilio.voiceNo, twilio.voiceDrill].filter(
				(number) => number !== undefined,
			),
		],
		segmentsPerSecond: twilio.segmentsPerSecond ?? 10,
		callsPerSecond: twilio.callsPerSecond ?? 1,
		twoWay: twilio.twoWay ?? false,
		smsDeliveryMs: twilio.smsDeliveryMs ?? (immediate ? [0, 0] : [300, 1500]),
		callSetupMs: twilio.callSetupMs ?? (immediate ? [0, 0] : [800, 2000]),
		smsUrl: () => `${serviceUrl}/carriers/twilio/sms`,
		voiceUrl: () => `${serviceUrl}/carriers/twilio/voice`,
	});
	const gateways = options.gateway
		? gatewaysOn(
				world,
				faults,
				journal,
				() => phones,
				options.gateway,
				() => serviceUrl,
			)
		: undefined;
	const alarm = options.ukraineAlarm
		? alarmPeer(world, options.ukraineAlarm, () => serviceUrl)
		: undefined;
	Object.assign(lines, {
		telegram: bot.line,
		twilio: gateways?.linesOver(operator.line) ?? operator.line,
	});

	const pointNumbersAt = (url: string) => {
		serviceUrl = url.replace(/\/$/, "");
	};
	const control = controlHttp(
		{
			world,
			phones,
			journal,
			faults,
			pointNumbersAt,
			...(alarm ? { alarm } : {}),
		},
		options.page,
	);
	const next = (offset: number) => (port === 0 ? 0 : port + offset);
	const doors = {
		page: door(control.app, host, port),
		telegram: door(
			telegramHttp(world, faults, journal, bot, telegram.token),
			host,
			next(1),
		),
		twilio: door(twilioHttp(world, faults, journal, operator), host, next(2)),
		...(gateways ? { gateway: door(gateways.app, host, next(3)) } : {}),
		...(alarm ? { ukraineAlarm: door(alarm.app, host, next(4)) } : {}),
	};
	await Promise.all(Object.values(doors).map((one) => one.open()));
	let changing = Promise.resolve();
	faults.onChange(() => {
		// One after another: a port must be closed before it is opened again.
		changing = changing.then(async () => {
			for (const carrier of ["telegram", "twilio", "gateway"] as const)
				await (faults.isDown(carrier)
					? doors[carrier]?.close()
					: doors[carrier]?.open());
		});
		return changing;
	});

	const root = (one: { port: number }) =>
		`http://${host === "::1" ? "[::1]" : host}:${one.port}`;
	return {
		port: doors.page.port,
		telegramRoot: root(doors.telegram),
		twilioRoot: root(doors.twilio),
		gatewayRoot: doors.gateway ? root(doors.gateway) : "",
		ukraineAlarmRoot: doors.ukraineAlarm ? root(doors.ukraineAlarm) : "",
		...(alarm ? { ukraineAlarm: alarm } : {}),
		endGatewayTokens: () => gateways?.endTokens(),
		pageUrl: root(doors.page),
		phones,
		journal,
		faults,
		pointNumbersAt,
		recordings: operator.recordings,
		settled: () => world.settled(),
		async close() {
			world.close();
			bot.close();
			control.close();
			await changing;
			await Promise.all(Object.values(doors).map((one) => one.close()));
		},
		options,
	};
}

/** The settings under which `npm start` uses this sandbox. */
export function sandboxSettings({
	telegramRoot,
	twilioRoot,
	ukraineAlarmRoot,
	options: { telegram, twilio, ukraineAlarm },
}: Sandbox): Record<string, string> {
	return {
		// With real tokens beside these the service does not start.
		DZVIN_TEST: "true",
		TELEGRAM_API_ROOT: telegramRoot,
		TELEGRAM_BOT_TOKEN: telegram.token,
		TWILIO_API_ROOT: twilioRoot,
		TWILIO_ACCOUNT_SID: twilio.accountSid,
		TWILIO_AUTH_TOKEN: twilio.authToken,
		TWILIO_SMS_FROM: twilio.smsFrom,
		...(twilio.smsFrom2 ? { TWILIO_SMS_FROM_2: twilio.smsFrom2 } : {}),
		TWILIO_VOICE_FROM: twilio.voiceFrom,
		...(twilio.voiceYes ? { TWILIO_VOICE_YES: twilio.voiceYes } : {}),
		...(twilio.voiceNo ? { TWILIO_VOICE_NO: twilio.voiceNo } : {}),
		...(twilio.voiceDrill ? { TWILIO_VOICE_DRILL: twilio.voiceDrill } : {}),
		...(twilio.twoWay ? { TWILIO_SMS_TWO_WAY: "true" } : {}),
		...(ukraineAlarm
			? {
					UKRAINE_ALARM_API_ROOT: ukraineAlarmRoot,
					UKRAINE_ALARM_API_KEY: ukraineAlarm.key,
				}
			: {}),
	};
}

/** A port that can be closed, so that connections are refused, and opened again. */
function door(
	app: Hono<{ Bindings: HttpBindings }>,
	host: string,
	wantedPort: number,
) {
	const listener = getRequestListener(
		app.fetch as Parameters<typeof getRequestListener>[0],
	);
	let server: Server | undefined;
	let port = wantedPort;
	return {
		get port() {
			return port;
		},
		async open(): Promise<void> {
			if (server) return;
			const opened = createServer(listener);
			// Idle clients keep their connection; a storm's thousandth request must not pay for a new one.
			opened.keepAliveTimeout = 30_000;
			server = opened;
			await listen(opened, host, port);
			port = (opened.address() as AddressInfo).port;
		},
		async close(): Promise<void> {
			const closing = server;
			server = undefined;
			if (!closing) return;
			const closed = new Promise((resolve) => closing.close(resolve));
			closing.closeAllConnections();
			await closed;
		},
	};
}

function listen(server: Server, host: string, port: number): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, host, () => {
			server.off("error", reject);
			resolve();
		});
	});
}
