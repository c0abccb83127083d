/**
 * A village with phones and a clock to push: the real service over real SQLite,
 * the real grammY and Twilio clients speaking HTTP to carriers on loopback.
 *
 * Time stands still until a story pushes it; `fastForward` steps from one thing
 * that falls due to the next, so an hour takes a second and nothing is skipped.
 */
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ServerType, serve } from "@hono/node-server";
import { openSqlite } from "../../db/sqlite/embedded.ts";
import {
	addBrigade,
	addResponder,
	addVehicle,
	type Administrator,
	changeBrigade,
	invite,
	setAvailability,
} from "../../src/administer.ts";
import { boardOf } from "../../src/boardOf.ts";
import { createChannels } from "../../src/channels/index.ts";
import { twilioWebhooks } from "../../src/channels/twilioWebhooks.ts";
import type { Availability, Place } from "../../src/core/availability.ts";
import type { BoardView } from "../../src/core/board.ts";
import type { By, Command } from "../../src/core/incident.ts";
import type {
	BrigadeRole,
	ChannelName,
	PhoneKind,
	Point,
	SeatRule,
	TravelMode,
} from "../../src/core/kinds.ts";
import { tokenFor } from "../../src/plan.ts";
import { type Clock, EVERYTHING } from "../../src/ports.ts";
import type { ReportInput } from "../../src/report.ts";
import { startSandbox } from "../../src/sandbox/sandbox.ts";
import { createSecrets } from "../../src/secrets.ts";
import { wire } from "../../src/wire.ts";
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
	qualifications?: string[];
	/** Metres north of the (first) brigade's station. */
	metresAway?: number;
	places?: Place[];
	phone?: PhoneKind;
	telegram?: boolean;
	travel?: TravelMode;
	availability?: Availability;
	role?: BrigadeRole;
	locale?: "uk" | "en";
};

export type NewBrigade = {
	name: string;
	location: Point;
	vehicles?: { name: string; seats?: number; crewRule?: SeatRule[] }[];
};

export type VillageOptions = {
	/** Wall time in Kyiv's zone or UTC. Default: a January night, three in Kyiv. */
	at?: string;
	brigades?: readonly NewBrigade[];
	people: readonly NewPerson[];
	twoWaySms?: boolean;
	/** Carriers' settings of the installation; all three by default. */
	channels?: readonly ChannelName[];
	seed?: number;
};

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
const TELEGRAM_TOKEN = "1234567:story-token-of-the-village";
const WEBHOOK_SECRET = "story-webhook-secret";

export type Village = Awaited<ReturnType<typeof openVillage>>;

export async function openVillage(options: VillageOptions) {
	const folder = mkdtempSync(join(tmpdir(), "dzvin-story-"));
	const time = pushedClock(Date.parse(options.at ?? "2026-01-15T01:02:00Z"));
	const sandbox = await startSandbox({
		telegram: { token: TELEGRAM_TOKEN, botUsername: "dzvin_bot", perSecond: 1_000 },
		twilio: {
			...TWILIO,
			twoWay: options.twoWaySms ?? false,
			segmentsPerSecond: 100,
			callsPerSecond: 10,
		},
		latencyMs: [0, 0],
		seed: options.seed ?? 1,
		clock: time.sandboxClock,
	});
	const clock: Clock = { now: time.now, mono: time.now, wall: time.now, speed: 1 };
	const database = join(folder, "dzvin.db");
	const { store, roster } = openSqlite(database, { groupCommitMs: 0 });
	const log = collectingLog();
	const channelNames = options.channels ?? ["telegram", "sms", "voice"];
	let server: ServerType | undefined;
	const app: { fetch?: (request: Request) => Response | Promise<Response> } = {};
	server = serve({
		fetch: (request) => app.fetch?.(request) ?? new Response(null, { status: 503 }),
		port: 0,
		hostname: "127.0.0.1",
	});
	await new Promise((resolve) => server?.once("listening", resolve));
	const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const all = createChannels(
		{
			publicUrl,
			telegram: { token: TELEGRAM_TOKEN, apiRoot: sandbox.telegramRoot },
			twilio: { ...TWILIO, apiRoot: sandbox.twilioRoot },
		},
		{ log, wall: time.now },
	);
	const channels = new Map([...all].filter(([name]) => channelNames.includes(name)));
	const dzvin = wire({
		settings: {
			publicUrl,
			shortUrl: "https://dzv.ua",
			timeZone: "Europe/Kyiv",
			locale: "uk",
			channels: channelNames,
			smsTwoWay: options.twoWaySms ?? false,
			telegramBotUsername: "dzvin_bot",
		},
		store,
		roster,
		secrets: createSecrets("a secret of the story, long enough to be one"),
		wording: createWording(loadTexts(), (error) => {
			throw error;
		}),
		clock,
		wake: { wake() {}, wait: async () => {} },
		log,
		channels,
		rates: { telegram: 1_000, sms: 100, voice: 10 },
		telegram: {
			token: TELEGRAM_TOKEN,
			apiRoot: sandbox.telegramRoot,
			webhookSecret: WEBHOOK_SECRET,
		},
		twilio: { tokens: [TWILIO.authToken], webhooks: await twilioWebhooks() },
		bellNumber: TWILIO.voiceFrom,
		adminApiKey: "story-admin-key-of-the-village",
		addressOf: () => "127.0.0.1",
		bootId: "story",
	});
	app.fetch = dzvin.app.fetch;
	sandbox.pointNumbersAt(publicUrl);
	await setWebhook(sandbox.telegramRoot, `${publicUrl}/carriers/telegram`);

	/** Everything that can happen at this instant has happened. */
	const settle = async (): Promise<void> => {
		for (let quiet = 0; quiet < 2; ) {
			const worked = await dzvin.deliverer.round();
			await sandbox.settled();
			await time.flush();
			quiet = worked === 0 ? quiet + 1 : 0;
		}
	};

	const fastForward = async (ms: number): Promise<void> => {
		const until = time.now() + ms;
		await settle();
		while (time.now() < until) {
			const due = await store.nextDueAt();
			// Work that is due but waits for its lane's token is looked at again in a moment.
			const next = due === undefined ? until : Math.max(due, time.now() + 50);
			await time.pushTo(Math.min(until, next, time.nextTimerAt() ?? until));
			await settle();
		}
	};

	const brigades = new Map<string, string>();
	const vehicles = new Map<string, string>();
	const service = dzvin.service;
	for (const { vehicles: fleet = [], ...brigade } of options.brigades ?? ONE_BRIGADE) {
		const made = await addBrigade(service, OPERATOR, {
			...brigade,
			kind: "volunteer",
			locale: "uk",
			roles: [],
			areaCode: "UA61060490010000001",
		});
		brigades.set(brigade.name, made.id);
		for (const { seats = 6, crewRule = CREW, name } of fleet) {
			const vehicle = await addVehicle(service, OPERATOR, made.id, {
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
		(options.brigades ?? ONE_BRIGADE).find((b) => b.name === name)?.location ?? ROSOKHACH;
	const ids = new Map<string, string>();
	const roles = new Map<string, { role: BrigadeRole; responderId: string; order: number }[]>();
	for (const [index, person] of options.people.entries()) {
		const of = person.brigade === undefined ? ["Росохач"] : [person.brigade].flat();
		const station = stationOf(of[0]);
		const smart = (person.phone ?? "smart") === "smart";
		const number = `+38067${String(1_000_000 + index)}`;
		sandbox.phones.add({
			id: person.name,
			name: person.name,
			number,
			kind: person.phone ?? "smart",
			...(smart && person.telegram !== false ? { telegramId: 5_000 + index } : {}),
		});
		const row = await addResponder(service, OPERATOR, {
			name: person.name,
			phone: number,
			brigadeIds: of.flatMap((name) => brigades.get(name) ?? []),
			places: person.places ?? [
				{
					kind: "home",
					lat: station.lat + (person.metresAway ?? 300 + 50 * index) / 111_000,
					lon: station.lon,
				},
			],
			qualifications: person.qualifications ?? ["firefighter"],
			locale: person.locale ?? "uk",
			phoneKind: person.phone ?? "smart",
			smsAlphabet: "cyrillic",
			travel: person.travel ?? "car",
			...(person.availability ? { availability: person.availability } : {}),
		});
		ids.set(person.name, row.id);
		if (person.role)
			for (const name of of)
				roles.set(name, [
					...(roles.get(name) ?? []),
					{ role: person.role, responderId: row.id, order: index },
				]);
		if (smart && person.telegram !== false) await join_(row.id, person.name);
	}
	for (const [name, list] of roles)
		await changeBrigade(service, OPERATOR, brigades.get(name) as string, { roles: list });

	/** Binding as people do it: invitation, /start, shared contact. */
	async function join_(responderId: string, name: string): Promise<void> {
		const { code } = await invite(service, OPERATOR, responderId);
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
	const phone = (name: string) => {
		const found = sandbox.phones.get(name);
		if (!found) throw new Error(`${name} has no phone.`);
		return found;
	};

	return {
		...dzvin,
		sandbox,
		journal: sandbox.journal,
		faults: sandbox.faults,
		log,
		time,
		settle,
		fastForward,
		phone,
		idOf,
		brigadeId: (name: string) => brigades.get(name) as string,
		vehicleId: (name: string) => vehicles.get(name) as string,
		operator: OPERATOR,
		/** A report by the desk, which rings at once, unless the story says otherwise. */
		async report(report: Partial<ReportInput> = {}): Promise<string> {
			const { incidentId } = await dzvin.raise(
				{
					type: "structure_fire",
					mode: "actual",
					location: { lat: ROSOKHACH.lat + 0.006, lon: ROSOKHACH.lon + 0.006 },
					place: "Росохач (Чортківська громада), вул. Шевченка, 12",
					peopleInDanger: false,
					source: "duty_officer",
					brigadeIds: [],
					force: false,
					...report,
				},
				{ by: { kind: "key", id: "desk" } },
			);
			await settle();
			return incidentId;
		},
		/** What a human does on a page or a desk. */
		async order(incidentId: string, command: Command): Promise<void> {
			await service.handle(incidentId, command, { commandId: crypto.randomUUID() });
			await settle();
		},
		async setAvailability(name: string, availability: Availability): Promise<void> {
			await setAvailability(service, OPERATOR, idOf(name), availability);
			await settle();
		},
		board: (incidentId: string): Promise<BoardView> => boardOf(service, EVERYTHING, incidentId),
		by: (name: string): By => ({ kind: "responder", id: idOf(name) }),
		/** The person's own link of an incident, as it stands in the texts. */
		token: (incidentId: string, name: string, opens: "answer" | "live" = "answer") =>
			tokenFor(service, incidentId, idOf(name), opens),
		async close(): Promise<void> {
			await sandbox.close();
			server?.close();
			await store.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

async function setWebhook(root: string, url: string): Promise<void> {
	const answer = await fetch(`${root}/bot${TELEGRAM_TOKEN}/setWebhook`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({
			url,
			secret_token: WEBHOOK_SECRET,
			allowed_updates: ["message", "edited_message", "callback_query", "my_chat_member"],
		}),
	});
	if (!answer.ok) throw new Error(`The sandbox refused the webhook: ${await answer.text()}`);
}

/** Errors a story did not expect are looked at by it. */
function collectingLog() {
	const errors: { message: string; fields: Record<string, unknown> | undefined }[] = [];
	return {
		errors,
		info() {},
		warn() {},
		error(message: string, fields?: Record<string, unknown>) {
			errors.push({ message, fields });
		},
	};
}
