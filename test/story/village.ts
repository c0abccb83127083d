/**
 * A village with phones and a clock to push: the real service over real SQLite,
 * the real grammY and Twilio clients speaking HTTP to carriers on loopback.
 *
 * Time stands still until a story pushes it; `fastForward` steps from one thing
 * that falls due to the next, so an hour takes a second and nothing is skipped.
 * Run a story with `STORY=1` to read what every phone was told.
 */
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServerType, serve } from "@hono/node-server";
import { openSqlite } from "../../db/sqlite/embedded.ts";
import {
	type Administrator,
	addBrigade,
	addResponder,
	addVehicle,
	changeBrigade,
	invite,
	setAvailability,
} from "../../src/administer.ts";
import { boardOf } from "../../src/boardOf.ts";
import type {
	GatewayName,
	GatewaySettings,
} from "../../src/channels/gateways/index.ts";
import { createChannels } from "../../src/channels/index.ts";
import { twilioRecordings } from "../../src/channels/twilioRecordings.ts";
import { twilioWebhooks } from "../../src/channels/twilioWebhooks.ts";
import { webhooksOverHttp } from "../../src/channels/webhook.ts";
import type { Availability, Place } from "../../src/core/availability.ts";
import type { BoardView } from "../../src/core/board.ts";
import type { By, Command } from "../../src/core/incident.ts";
import type {
	BrigadeKind,
	BrigadeRole,
	ChannelName,
	PhoneKind,
	Point,
	SeatRule,
	TravelMode,
} from "../../src/core/kinds.ts";
import type { Prices } from "../../src/cost.ts";
import { dashboardRoutes } from "../../src/http/dashboard.ts";
import type { RingResult } from "../../src/people/testRing.ts";
import { tokenFor } from "../../src/plan.ts";
import { type Channel, EVERYTHING, type Webhooks } from "../../src/ports.ts";
import { receiptLook } from "../../src/receiptPoll.ts";
import type { Raised, ReportInput } from "../../src/report.ts";
import type { JournalEntry } from "../../src/sandbox/journal.ts";
import type { Phone } from "../../src/sandbox/phones.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { TERNOPIL } from "../../src/sandbox/ukraineAlarm.ts";
import { createSecrets } from "../../src/secrets.ts";
import { type Dzvin, wire } from "../../src/wire.ts";
import { loadTexts } from "../../src/wording/load.ts";
import { createWording } from "../../src/wording/wording.ts";
import { pushedClock } from "./clock.ts";

export const minutes = (count: number): number => count * 60_000;
export const seconds = (count: number): number => count * 1_000;

/** Around 49.02 N a thousandth of a degree of latitude is 111 m. */
export const ROSOKHACH: Point = { lat: 49.0171, lon: 25.7951 };
export const UHRYN: Point = { lat: 49.0531, lon: 25.7651 };

export type NewPerson = {
	name: string;
	brigade?: string | readonly string[];
	qualifications?: readonly string[];
	/** Metres north of the (first) brigade's station. */
	metresAway?: number;
	places?: Place[];
	phone?: PhoneKind;
	telegram?: boolean;
	travel?: TravelMode;
	availability?: Availability;
	role?: BrigadeRole;
	/** Of which brigades the role is, when not of the person's own. */
	roleIn?: readonly string[];
	locale?: "uk" | "en";
};

export type NewBrigade = {
	name: string;
	kind?: BrigadeKind;
	location: Point;
	vehicles?: readonly { name: string; seats?: number; crewRule?: SeatRule[] }[];
};

export type VillageOptions<Who extends string = string> = {
	/** Wall time, UTC. Default: a January night, three in Kyiv. */
	at?: string;
	brigades?: readonly NewBrigade[];
	people: Readonly<Record<Who, NewPerson>>;
	twoWaySms?: boolean;
	/** A second number to send SMS from. */
	secondSender?: boolean;
	/** Numbers to let ring: «їду», «не можу». */
	ringNumbers?: boolean;
	/** A second number to call from, for exercises. */
	drillNumber?: boolean;
	/** Further numbers of ours that people ring: a report number is one. */
	otherNumbers?: readonly string[];
	/** An SMS gateway instead of Twilio's SMS; with `callRelay` the old phone rings as well. */
	gateway?: GatewayName;
	callRelay?: boolean;
	prices?: Prices;
	/** The alerts API on loopback: `village.sky` sets it, `village.lookAtSky()` reads it. */
	airRaid?: boolean;
	/** Carriers' settings of the installation; all three by default. */
	channels?: readonly ChannelName[];
	seed?: number;
	/** What the service calls itself; browsers hold passkeys for names alone. */
	host?: "localhost";
};

/** As long as Telegram's are: a shorter one would be found by chance in anything sealed. */
const FIRST_CHAT = 7_120_005_000;

const CREW: SeatRule[] = [
	{ qualification: "driver_c", count: 1 },
	{ qualification: "leader", count: 1 },
	{ count: 2 },
];

const TANKER = [{ name: "АЦ-40", seats: 6, crewRule: CREW }];
export const ONE_BRIGADE: readonly NewBrigade[] = [
	{ name: "Росохач", location: ROSOKHACH, vehicles: TANKER },
];
export const TWO_BRIGADES: readonly NewBrigade[] = [
	...ONE_BRIGADE,
	{ name: "Угринь", location: UHRYN, vehicles: TANKER },
];

const OPERATOR: Administrator = { by: { kind: "service" }, scope: EVERYTHING };
const TWILIO = {
	accountSid: `AC${"1".repeat(32)}`,
	authToken: "story-auth-token",
	smsFrom: "+380440000001",
	voiceFrom: "+380440000002",
};
export const SECOND_SENDER = "+380440000009";
/** Let ring, they answer. */
export const RING = { yes: "+380671234501", no: "+380671234500" };
export const DRILL = "+380440000003";
/** Of the village's own SIM, and what its phone signs with. */
export const SIM = "+380671110000";
const GATEWAY_KEY = "story-key-of-the-gateways";
const SIGNING_KEY = "story-signing-key";
const TELEGRAM_TOKEN = "1234567:story-token-of-the-village";
const SKY_KEY = "story-key-of-the-alerts";
const WEBHOOK_SECRET = "story-webhook-secret";
const ADMIN_KEY = "story-admin-key-of-the-village";
const SECRET = "a secret of the story, long enough to be one";

export type Village<Who extends string = string> = Awaited<
	ReturnType<typeof openVillage<Who>>
>;
export type Villager = Village["people"][string];

export async function openVillage<const Who extends string>(
	options: VillageOptions<Who>,
) {
	const folder = mkdtempSync(join(tmpdir(), "dzvin-story-"));
	const time = pushedClock(Date.parse(options.at ?? "2026-01-15T01:02:00Z"));
	const openedAt = time.sandboxClock.now();
	const twilio = {
		...TWILIO,
		...(options.secondSender ? { smsFrom2: SECOND_SENDER } : {}),
		...(options.ringNumbers ? { voiceYes: RING.yes, voiceNo: RING.no } : {}),
		...(options.drillNumber ? { voiceDrill: DRILL } : {}),
	};
	const hasGateway = options.gateway !== undefined || options.callRelay;
	const sandbox = await startSandbox({
		...(hasGateway
			? {
					gateway: {
						key: GATEWAY_KEY,
						number: SIM,
						signingKey: SIGNING_KEY,
					},
				}
			: {}),
		...(options.airRaid
			? { ukraineAlarm: { key: SKY_KEY, regions: [TERNOPIL] } }
			: {}),
		telegram: {
			token: TELEGRAM_TOKEN,
			botUsername: "dzvin_bot",
			perSecond: 1_000,
		},
		twilio: {
			...twilio,
			otherNumbers: options.otherNumbers ?? [],
			twoWay: options.twoWaySms ?? false,
			segmentsPerSecond: 10_000,
			callsPerSecond: 10_000,
		},
		latencyMs: [0, 0],
		seed: options.seed ?? 1,
		clock: time.sandboxClock,
	});
	const log = collectingLog();
	const app: {
		fetch?: (request: Request) => Response | Promise<Response>;
	} = {};
	const server: ServerType = serve({
		fetch: (request) =>
			app.fetch?.(request) ?? new Response(null, { status: 503 }),
		port: 0,
		hostname: "127.0.0.1",
	});
	await new Promise((resolve) => server.once("listening", resolve));
	const publicUrl = `http://${options.host ?? "127.0.0.1"}:${(server.address() as AddressInfo).port}`;
	sandbox.pointNumbersAt(publicUrl);
	const channelNames = options.channels ?? ["telegram", "sms", "voice"];
	const webhooks = await twilioWebhooks();

	/** One life of the service on the village's database. */
	async function startProcess(bootId: string, secret: string = SECRET) {
		const life: Life = { over: false };
		const {
			store,
			roster,
			signIn,
			reporters,
			areas,
			airRaids,
			ground,
			others,
		} = openSqlite(join(folder, "dzvin.db"), {
			groupCommitMs: 0,
		});
		const clock = time.processClock((await store.newestAt()) ?? 0);
		const ownLog = logOf(log, life);
		const all = createChannels(
			{
				publicUrl,
				telegram: { token: TELEGRAM_TOKEN, apiRoot: sandbox.telegramRoot },
				twilio: {
					...twilio,
					apiRoot: sandbox.twilioRoot,
					twoWay: options.twoWaySms ?? false,
					...(options.gateway ? { smsFrom: "" } : {}),
				},
				...(options.gateway
					? { gateway: gatewayOf(options.gateway, sandbox.gatewayRoot) }
					: {}),
				...(options.callRelay
					? {
							callRelay: {
								token: GATEWAY_KEY,
								apiRoot: sandbox.gatewayRoot,
								signingKey: SIGNING_KEY,
							},
						}
					: {}),
				...(options.prices ? { prices: options.prices } : {}),
			},
			{ log: ownLog, wall: time.wall },
		);
		const wording = createWording(loadTexts(), (error) => {
			throw error;
		});
		const sends = { done: 0, last: Number.POSITIVE_INFINITY };
		const channels = new Map(
			[...all]
				.filter(([name]) => channelNames.includes(name))
				.map(([name, channel]) => [name, mortal(channel, life, sends)]),
		);
		const dzvin: Dzvin = wire({
			settings: {
				publicUrl,
				shortUrl: "https://dzv.ua",
				timeZone: "Europe/Kyiv",
				locale: "uk",
				channels: channelNames,
				smsTwoWay: channels.get("sms")?.capabilities.inbound ?? false,
				callsOnlyRing: channels.get("voice")?.capabilities.keys === false,
				...(options.prices ? { prices: options.prices } : {}),
				telegramBotUsername: "dzvin_bot",
				...(options.ringNumbers ? { ringNumbers: RING } : {}),
			},
			store,
			roster,
			signIn,
			areas,
			...(options.airRaid
				? {
						ukraineAlarm: {
							airRaids,
							apiRoot: sandbox.ukraineAlarmRoot,
							key: SKY_KEY,
						},
					}
				: {}),
			reporters,
			ground,
			others,
			secrets: createSecrets(secret),
			wording,
			clock,
			wake: { wake() {}, wait: async () => {} },
			log: ownLog,
			channels,
			webhooks: mortalWebhooks(
				webhooksOverHttp({ outside: false, loopback: true }),
				life,
				sends,
			),
			rates: { telegram: 1_000, sms: 100, voice: 100 },
			telegram: {
				token: TELEGRAM_TOKEN,
				apiRoot: sandbox.telegramRoot,
				webhookSecret: WEBHOOK_SECRET,
			},
			twilio: {
				tokens: [TWILIO.authToken],
				webhooks,
				recordings: twilioRecordings({
					...TWILIO,
					apiRoot: sandbox.twilioRoot,
				}),
			},
			gatewayKeys: { sms: SIGNING_KEY, call: SIGNING_KEY },
			bellNumber: TWILIO.voiceFrom,
			...(options.drillNumber ? { drillNumber: DRILL } : {}),
			adminApiKey: ADMIN_KEY,
			pages: [dashboardRoutes({ wording, locale: "uk" })],
			addressOf: (c) => c.req.header("x-forwarded-for") ?? "127.0.0.1",
			bootId,
		});
		app.fetch = dzvin.app.fetch;
		await store.recover({
			leaseBy: bootId,
			wallMs: clock.wall(),
			now: clock.now(),
		});
		return { dzvin, store, clock, life, sends };
	}

	let process = await startProcess("first");
	await setWebhook(sandbox.telegramRoot, `${publicUrl}/carriers/telegram`);

	/** Everything that can happen at this instant has happened. */
	const settle = async (): Promise<void> => {
		for (let quiet = 0; quiet < 2; ) {
			const worked = await process.dzvin.deliverer.round();
			await sandbox.settled();
			// The carriers' queues wait fractions of a millisecond: that is still this instant.
			const soon = time.nextTimerIn();
			await (soon < 1 ? time.push(soon) : time.flush());
			quiet = worked === 0 && soon >= 1 ? quiet + 1 : 0;
		}
	};

	/** One look of the daily work, as each minute brings it. */
	const lookAtCalendar = async (): Promise<void> => {
		await process.dzvin.routine.look();
		await settle();
	};

	/** The feed asks once, and incidents are told. */
	const lookAtSky = async (): Promise<void> => {
		await process.dzvin.service.airRaid?.look();
		await process.dzvin.service.airRaid?.watch();
		await settle();
	};

	const fastForward = async (ms: number): Promise<void> => {
		const until = time.mono() + ms;
		await settle();
		while (time.mono() < until) {
			const dueAt = await process.store.nextDueAt();
			const left = until - time.mono();
			// Work that is due but waits for its lane's token is looked at again in a moment.
			const due =
				dueAt === undefined ? left : Math.max(50, dueAt - process.clock.now());
			await time.push(Math.min(left, due, time.nextTimerIn()));
			await settle();
		}
	};

	/** Pushes the clock second by second until it has happened; a story that waits in vain fails. */
	const until = async (
		happened: () => boolean | Promise<boolean>,
		withinMs: number,
	): Promise<void> => {
		for (let waited = 0; waited < withinMs; waited += 1_000) {
			if (await happened()) return;
			await fastForward(1_000);
		}
		throw new Error(`expected it within ${withinMs / 1_000} s, it never came`);
	};

	const service = () => process.dzvin.service;
	const brigades = new Map<string, string>();
	const vehicles = new Map<string, string>();
	for (const { vehicles: fleet = [], ...brigade } of options.brigades ??
		ONE_BRIGADE) {
		const made = await addBrigade(service(), OPERATOR, {
			kind: "volunteer",
			...brigade,
			locale: "uk",
			roles: [],
			areaCode: "UA61060490010000001",
		});
		brigades.set(brigade.name, made.id);
		for (const { seats = 6, crewRule = CREW, name } of fleet) {
			const vehicle = await addVehicle(service(), OPERATOR, made.id, {
				name,
				kind: "tanker",
				seats,
				crewRule,
				state: "ready",
			});
			vehicles.set(`${brigade.name}/${name}`, vehicle.id);
		}
	}

	const stationOf = (name: string | undefined): Point =>
		(options.brigades ?? ONE_BRIGADE).find((b) => b.name === name)?.location ??
		ROSOKHACH;
	const ids = new Map<string, string>();
	const roles = new Map<
		string,
		{ role: BrigadeRole; responderId: string; order: number }[]
	>();
	const cast = Object.entries<NewPerson>(options.people);
	for (const [index, [, person]] of cast.entries()) {
		const { phone = "smart", telegram = true, name } = person;
		const of = [person.brigade ?? "Росохач"].flat();
		const station = stationOf(of[0]);
		const hasTelegram = phone === "smart" && telegram;
		const number = `+38067${String(1_000_000 + index)}`;
		const home = {
			lat: station.lat + (person.metresAway ?? 300 + 50 * index) / 111_000,
			lon: station.lon,
		};
		sandbox.phones.add({
			id: name,
			name,
			number,
			kind: phone,
			place: home,
			...(hasTelegram ? { telegramId: FIRST_CHAT + index } : {}),
		});
		const row = await addResponder(service(), OPERATOR, {
			name,
			phone: number,
			brigadeIds: of.flatMap((known) => brigades.get(known) ?? []),
			places: person.places ?? [{ kind: "home", ...home }],
			qualifications: [...(person.qualifications ?? ["firefighter"])],
			locale: person.locale ?? "uk",
			phoneKind: phone,
			smsAlphabet: "cyrillic",
			travel: person.travel ?? "car",
			...(person.availability ? { availability: person.availability } : {}),
		});
		ids.set(name, row.id);
		if (person.role)
			for (const brigade of person.roleIn ?? of)
				roles.set(brigade, [
					...(roles.get(brigade) ?? []),
					{ role: person.role, responderId: row.id, order: index },
				]);
		if (hasTelegram) await joinAs(row.id, name);
	}
	for (const [name, list] of roles)
		await changeBrigade(service(), OPERATOR, brigades.get(name) as string, {
			roles: list,
		});

	/** Binding as people do it: invitation, /start, shared contact. */
	async function joinAs(responderId: string, name: string): Promise<void> {
		const { code } = await invite(service(), OPERATOR, responderId);
		const phone = sandbox.phones.get(name);
		await phone?.open(code);
		await phone?.shareContact();
		await settle();
	}

	const idOf = (name: string): string => {
		const id = ids.get(name);
		if (!id) throw new Error(`Nobody in this village is called ${name}.`);
		return id;
	};
	const phoneOf = (name: string): Phone => {
		const found = sandbox.phones.get(name);
		if (!found) throw new Error(`${name} has no phone.`);
		return found;
	};

	/** The person's own link of an incident, as it stands in the texts. */
	const tokenOf = (
		incidentId: string,
		name: string,
		opens: "answer" | "live" = "answer",
	) => tokenFor(service(), incidentId, idOf(name), opens);

	const villager = (name: string) => {
		const phone = phoneOf(name);
		let joinedAt = 0;
		const said = (kinds: readonly JournalEntry["kind"][]): string[] =>
			sandbox.journal
				.of(name)
				.slice(joinedAt)
				.filter(({ kind }) => kinds.includes(kind))
				.map(({ text = "" }) => text);
		const page = (incidentId: string) =>
			`${publicUrl}/a/${tokenOf(incidentId, name)}`;
		const person = {
			name,
			phone,
			id: idOf(name),
			/** What was told before now is of no interest to the story any more. */
			forget(): void {
				joinedAt = sandbox.journal.of(name).length;
			},
			/** Every new text and sentence, oldest first; cards as they were sent, not as edited. */
			told: () => said(["message", "sms", "spoken"]),
			chat: () => said(["message"]),
			sms: () => said(["sms"]),
			heard: () => said(["spoken"]),
			toasts: () => said(["toast"]),
			/** How often the phone rang. */
			rings: () => said(["call"]).length,
			edits: () => said(["edit"]).length,
			/** The card as it stands now. */
			card: (number = 100): string =>
				phone.chat.findLast(
					({ from, text, keyboard }) =>
						from === "bot" &&
						text.includes(`#${number}`) &&
						(/^(🔥|🔔|✔️|📶|💥|❗|🚗)/u.test(text) || keyboard.length > 2),
				)?.text ?? "",
			async tap(label: string): Promise<void> {
				await phone.tap(label);
				await settle();
			},
			async writes(text: string): Promise<void> {
				await phone.say(text);
				await settle();
			},
			async texts(text: string): Promise<void> {
				await phone.replySms(text);
				await settle();
			},
			/** Picks up if it rings, listens a moment, presses, and hears what is said back. */
			async presses(key: string): Promise<void> {
				if (phone.ringing) await phone.pickUp();
				await fastForward(seconds(2));
				await phone.press(key);
				await fastForward(seconds(8));
			},
			/** Rings the number of the missed call and presses; several keys as a phone dials them from a contact. */
			async ringsBack(keys = ""): Promise<void> {
				await phone.ringBack();
				await fastForward(seconds(2));
				for (const key of keys) await phone.press(key);
				// More than one ends with a pause.
				await fastForward(seconds(keys.length > 1 ? 4 : 0));
				await fastForward(seconds(8));
				if (phone.talking) await phone.hangUp();
				await settle();
			},
			/** Rings as a saved contact with pauses does, and stays on the line. */
			async ringsBackFor(keys: string): Promise<void> {
				await phone.ringBack();
				await fastForward(seconds(4));
				for (const key of keys) await phone.press(key);
				await fastForward(seconds(4));
			},
			/** Rings a number of ours, which is refused before it is picked up. */
			async letsRing(to: string): Promise<void> {
				await phone.ringBack(to);
				await settle();
			},
			async opensLink(incidentId: string): Promise<string> {
				const answer = await fetch(page(incidentId));
				const text = await answer.text();
				await settle();
				return text;
			},
			/** Sends the form of the link. */
			async sendsForm(
				incidentId: string,
				fields: Record<string, string>,
			): Promise<string> {
				const answer = await fetch(page(incidentId), {
					method: "POST",
					body: new URLSearchParams(fields),
				});
				const text = await answer.text();
				await settle();
				return text;
			},
		};
		person.forget();
		return person;
	};
	const people = Object.fromEntries(
		cast.map(([key, { name }]) => [key, villager(name)]),
	) as Record<Who, ReturnType<typeof villager>>;

	let strangers = 0;
	/** Somebody the roster does not know, with the bot open on a phone. */
	const stranger = (
		name: string,
		given: { locale?: "uk" | "en"; place?: Point; number?: string } = {},
	) => {
		const n = strangers++;
		const phone = sandbox.phones.add({
			id: name,
			name,
			number: given.number ?? `+38050${String(3_000_000 + n)}`,
			kind: "smart",
			telegramId: FIRST_CHAT + 500 + n,
			botStarted: true,
			languageCode: given.locale ?? "uk",
			place: given.place ?? {
				lat: ROSOKHACH.lat + 0.006,
				lon: ROSOKHACH.lon + 0.006,
			},
		});
		const does = async (deed: Promise<void>): Promise<void> => {
			await deed;
			await settle();
		};
		let forgotten = 0;
		return {
			name,
			phone,
			forget(): void {
				forgotten = sandbox.journal.of(name).length;
			},
			/** Every text they read: messages, and what was edited or flashed. */
			told: (): string[] =>
				sandbox.journal
					.of(name)
					.slice(forgotten)
					.filter(({ kind }) => ["message", "edit", "toast"].includes(kind))
					.map(({ text = "" }) => text),
			/** The newest message with buttons, as it stands now. */
			card: () =>
				phone.chat.findLast(
					({ from, keyboard }) => from === "bot" && keyboard.length > 0,
				),
			buttons: (): string[] =>
				(
					phone.chat.findLast(
						({ from, keyboard }) => from === "bot" && keyboard.length > 0,
					)?.keyboard ?? []
				)
					.flat()
					.map(({ text }) => text),
			below: (): string[] => phone.replyKeyboard.flat().map(({ text }) => text),
			writes: (text: string) => does(phone.say(text)),
			rewrites: (text: string) => does(phone.rewrite(text)),
			sendsPlace: (point?: Point) => does(phone.shareLocation(point)),
			sendsPhoto: (shows: string, caption?: string) =>
				does(phone.sendPhoto(shows, caption)),
			sendsVoice: (words: string) => does(phone.sendVoice(words)),
			sendsContact: (of?: { name: string; number: string }) =>
				does(phone.shareContact(of)),
			starts: (payload = "") => does(phone.open(payload)),
			taps: (label: string) => does(phone.tap(label)),
		};
	};

	const raise = (report: Partial<ReportInput> = {}): Promise<Raised> =>
		process.dzvin.raise(
			{
				type: "structure_fire",
				mode: "actual",
				location: {
					lat: ROSOKHACH.lat + 0.006,
					lon: ROSOKHACH.lon + 0.006,
				},
				place: "Росохач (Чортківська громада), вул. Шевченка, 12",
				peopleInDanger: false,
				source: "duty_officer",
				brigadeIds: [],
				force: false,
				...report,
			},
			{ by: { kind: "key", id: "desk" } },
		);

	return {
		people,
		stranger,
		everybody: Object.values<ReturnType<typeof villager>>(people),
		sandbox,
		journal: sandbox.journal,
		faults: sandbox.faults,
		log,
		time,
		settle,
		fastForward,
		lookAtCalendar,
		lookAtSky,
		/** What the alerts API has on; only with `airRaid`. */
		sky: sandbox.ukraineAlarm as NonNullable<typeof sandbox.ukraineAlarm>,
		until,
		phone: phoneOf,
		idOf,
		brigadeId: (name: string) => brigades.get(name) as string,
		vehicleId: (name: string) => vehicles.get(name) as string,
		operator: OPERATOR,
		get service() {
			return service();
		},
		/** The service without its port: a hundred thousand requests go faster so. */
		ask: async (request: Request): Promise<Response> =>
			app.fetch?.(request) ?? new Response(null, { status: 503 }),
		/** What the carriers prove themselves with. */
		proof: { twilio: TWILIO.authToken, telegram: WEBHOOK_SECRET },
		/** Where the service answers, and the key of its administrator. */
		url: publicUrl,
		adminKey: ADMIN_KEY,
		/** The database file, and the secret it is sealed with. */
		file: join(folder, "dzvin.db"),
		secret: SECRET,
		get store() {
			return process.store;
		},
		get now() {
			return process.clock.now();
		},
		raise,
		/** With which `take` and `says` hear a resident, whatever way their words come. */
		get hearing() {
			return { service: service(), raise: process.dzvin.raise };
		},
		/** What came in and could not be carried out is tried again. */
		drain: (): Promise<number> => process.dzvin.inbox.drain(),
		ringTest: (who: { id: string }, onResult?: (result: RingResult) => void) =>
			process.dzvin.ringTest(who.id, onResult),
		/** A report by the desk, which rings at once, unless the story says otherwise. */
		async report(report: Partial<ReportInput> = {}): Promise<string> {
			const { incidentId } = await raise(report);
			await settle();
			return incidentId;
		},
		/** What a human does on a page or a desk. */
		async order(incidentId: string, command: Command): Promise<void> {
			await service().handle(incidentId, command, {
				commandId: crypto.randomUUID(),
			});
			await settle();
		},
		async setAvailability(
			name: string,
			availability: Availability,
		): Promise<void> {
			await setAvailability(service(), OPERATOR, idOf(name), availability);
			await settle();
		},
		board: (incidentId: string): Promise<BoardView> =>
			boardOf(service(), EVERYTHING, incidentId),
		/** One person's line on the board. */
		async line(incidentId: string, who: { id: string }) {
			const board = await boardOf(service(), EVERYTHING, incidentId);
			return board.responders.find(({ id }) => id === who.id);
		},
		/** Names of the facts of an incident's log, in order. */
		async facts(incidentId: string): Promise<string[]> {
			const log = await process.store.load(`incident/${incidentId}`);
			return log.map(({ type }) => type);
		},
		/** One look at carriers that are asked for receipts. */
		async asksForReceipts(): Promise<number> {
			const taken = await receiptLook(service())();
			await settle();
			return taken;
		},
		/** Free words as the handler takes them: kept beside the log first. */
		async words(text: string) {
			const { ref, words } = service().keepWords(text);
			await process.store.append({ at: process.clock.now(), words: [words] });
			return ref;
		},
		async invite(who: { id: string }): Promise<string> {
			return (await invite(service(), OPERATOR, who.id)).code;
		},
		by: (who: { id: string }): By => ({ kind: "responder", id: who.id }),
		desk: { kind: "key", id: "desk" } as By,
		token: tokenOf,
		/** The process dies while its `sends`-th request is with the carrier: it was carried out, the answer finds nobody. */
		async dieAtSend(sends: number): Promise<void> {
			const dead = new Promise<void>((resolve) => {
				process.sends.last = process.sends.done + sends;
				process.life.died = resolve;
			});
			await Promise.race([dead, settle()]);
			if (!process.life.over)
				throw new Error("The process should have died, but sent too little.");
		},
		/** A new process on the same database; the old one is simply gone. */
		async restart(secret?: string): Promise<void> {
			process.life.over = true;
			await sandbox.settled();
			await process.store.close();
			process = await startProcess(`boot ${crypto.randomUUID()}`, secret);
			await settle();
		},
		/** Everything any phone was told or did, as a person would read it. */
		transcript: (): string =>
			sandbox.journal.entries
				.map((entry) => lineOf(entry, openedAt))
				.join("\n"),
		async close(): Promise<void> {
			if (globalThis.process.env.STORY) console.log(this.transcript());
			await sandbox.close();
			server.close();
			process.life.over = true;
			await process.store.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

function gatewayOf(name: GatewayName, apiRoot: string): GatewaySettings {
	switch (name) {
		case "turbosms":
			return { name, apiRoot, token: GATEWAY_KEY, sender: "Dzvin" };
		case "alphasms":
			return { name, apiRoot, key: GATEWAY_KEY, sender: "Dzvin" };
		case "kyivstar":
			return {
				name,
				apiRoot,
				clientId: "dzvin",
				clientSecret: GATEWAY_KEY,
				sender: "Dzvin",
				smsPath: "/rest/v1/sms",
			};
		case "android":
			return {
				name,
				apiRoot,
				user: "sms",
				password: GATEWAY_KEY,
				signingKey: SIGNING_KEY,
			};
	}
}

type Life = { over: boolean; died?: () => void };

/** A channel of a process that may be killed: afterwards nothing it asked for comes back. */
function mortal(
	channel: Channel,
	life: Life,
	sends: { done: number; last: number },
): Channel {
	return {
		...channel,
		send: mortally((...given) => channel.send(...given), life, sends),
	};
}

const mortalWebhooks = (
	webhooks: Webhooks,
	life: Life,
	sends: { done: number; last: number },
): Webhooks => ({ ...webhooks, post: mortally(webhooks.post, life, sends) });

function mortally<Given extends unknown[], Outcome>(
	send: (...given: Given) => Promise<Outcome>,
	life: Life,
	sends: { done: number; last: number },
): (...given: Given) => Promise<Outcome> {
	const never = new Promise<never>(() => {});
	return async (...given) => {
		if (life.over) return never;
		sends.done += 1;
		const isLast = sends.done >= sends.last;
		const outcome = await send(...given);
		if (isLast && !life.over) {
			life.over = true;
			life.died?.();
		}
		return life.over ? never : outcome;
	};
}

function lineOf(
	{ at, name, carrier, kind, text, buttons, status }: JournalEntry,
	from: number,
): string {
	const words = [text?.replaceAll("\n", " ⏎ "), status].filter(Boolean);
	const keys = buttons?.length ? ` [${buttons.join("] [")}]` : "";
	return `+${((at - from) / 1000).toFixed(1)} ${name} ${carrier} ${kind}: ${words.join(" · ")}${keys}`;
}

async function setWebhook(root: string, url: string): Promise<void> {
	const answer = await fetch(`${root}/bot${TELEGRAM_TOKEN}/setWebhook`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({
			url,
			secret_token: WEBHOOK_SECRET,
			allowed_updates: [
				"message",
				"edited_message",
				"callback_query",
				"my_chat_member",
			],
		}),
	});
	if (!answer.ok)
		throw new Error(`The sandbox refused the webhook: ${await answer.text()}`);
}

type Line = { message: string; fields: Record<string, unknown> | undefined };

/** Errors a story did not expect are looked at by it. */
function collectingLog() {
	const errors: Line[] = [];
	const warnings: Line[] = [];
	return {
		errors,
		warnings,
		info() {},
		warn(message: string, fields?: Record<string, unknown>) {
			warnings.push({ message, fields });
		},
		error(message: string, fields?: Record<string, unknown>) {
			errors.push({ message, fields });
		},
	};
}

/** A dead process writes nothing. */
function logOf(log: ReturnType<typeof collectingLog>, life: Life) {
	return {
		info() {},
		warn(message: string, fields?: Record<string, unknown>) {
			if (!life.over) log.warn(message, fields);
		},
		error(message: string, fields?: Record<string, unknown>) {
			if (!life.over) log.error(message, fields);
		},
	};
}
