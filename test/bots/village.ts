/**
 * A village with phones in hand: the whole service on the memory store, real carriers'
 * clients and the carriers on loopback, behind a real HTTP port.
 *
 * Incident time is pushed by the test; only the network takes real time.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { registerWebhook } from "../../bots/updates.ts";
import { memoryStore } from "../../db/memory.ts";
import {
	addBrigade,
	addResponder,
	addVehicle,
	changeBrigade,
	invite,
} from "../../src/administer.ts";
import { createChannels } from "../../src/channels/index.ts";
import { twilioWebhooks } from "../../src/channels/twilioWebhooks.ts";
import type { Known } from "../../src/core/incident.ts";
import { tokenFor } from "../../src/plan.ts";
import { EVERYTHING } from "../../src/ports.ts";
import type { Phone } from "../../src/sandbox/phones.ts";
import { createSecrets } from "../../src/secrets.ts";
import { type Dzvin, wire } from "../../src/wire.ts";
import { loadTexts } from "../../src/wording/load.ts";
import { createWording } from "../../src/wording/wording.ts";
import {
	ACCOUNT,
	AUTH,
	openSandbox,
	pushedClock,
	SMS_FROM,
	TOKEN,
	VOICE_FROM,
} from "../sandbox/workbench.ts";

export const SECRET = "telegram-webhook-secret";
const ADMINISTRATOR = { by: { kind: "service" }, scope: EVERYTHING } as const;
export const STATION = { lat: 49.017, lon: 25.795 };
const METRE = 1 / 111_320;

export type Village = Awaited<ReturnType<typeof openVillage>>;
export type Villager = { id: string; phone: Phone; name: string };

export async function openVillage({ smsTwoWay = true } = {}) {
	const pushed = pushedClock();
	const sandbox = await openSandbox({
		clock: pushed.clock,
		twilioChange: { twoWay: smsTwoWay },
	});
	const logged: { message: string; fields?: Record<string, unknown> }[] = [];
	const note = (message: string, fields?: Record<string, unknown>) => {
		logged.push({ message, ...(fields ? { fields } : {}) });
	};
	const log = { info: note, warn: note, error: note };

	let dzvin: Dzvin | undefined;
	const server = createServer(
		getRequestListener((request) => {
			if (!dzvin)
				throw new Error("expected a wired service, none is there yet");
			return dzvin.app.fetch(request);
		}),
	);
	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	sandbox.pointNumbersAt(url);

	const channels = createChannels(
		{
			publicUrl: url,
			telegram: { token: TOKEN, apiRoot: sandbox.telegramRoot },
			twilio: {
				accountSid: ACCOUNT,
				authToken: AUTH,
				apiRoot: sandbox.twilioRoot,
				smsFrom: SMS_FROM,
				voiceFrom: VOICE_FROM,
			},
		},
		{ log, wall: () => Date.now() },
	);
	const { store, roster, signIn, reporters, areas, ground, others } =
		memoryStore();
	const now = () => pushed.clock.now();
	dzvin = wire({
		settings: {
			publicUrl: url,
			shortUrl: `${url}/a`,
			timeZone: "Europe/Kyiv",
			locale: "uk",
			channels: [...channels.keys()],
			smsTwoWay,
			telegramBotUsername: "dzvin_test_bot",
		},
		store,
		roster,
		signIn,
		areas,
		reporters,
		ground,
		others,
		secrets: createSecrets("a secret of tests with more than 32 bytes"),
		wording: createWording(loadTexts()),
		clock: { now, mono: now, wall: now, speed: 1 },
		wake: { wake: () => {}, wait: async () => {} },
		log,
		channels,
		rates: { telegram: 1000, sms: 1000, voice: 1000 },
		telegram: {
			token: TOKEN,
			apiRoot: sandbox.telegramRoot,
			webhookSecret: SECRET,
		},
		twilio: {
			tokens: ["an older token", AUTH],
			webhooks: await twilioWebhooks(),
		},
		bellNumber: VOICE_FROM,
		addressOf: () => "127.0.0.1",
		bootId: "boot-1",
	});
	const { service, deliverer, raise } = dzvin;
	await registerWebhook(
		{ token: TOKEN, apiRoot: sandbox.telegramRoot },
		{ url: `${url}/carriers/telegram`, secret: SECRET },
	);

	const brigade = await addBrigade(service, ADMINISTRATOR, {
		name: "ДПД Росохач",
		kind: "volunteer",
		location: STATION,
		locale: "uk",
		roles: [],
	});
	await addVehicle(service, ADMINISTRATOR, brigade.id, {
		name: "ЗІЛ-130",
		kind: "tanker",
		seats: 4,
		crewRule: [
			{ qualification: "driver_c", count: 1 },
			{ qualification: "leader", count: 1 },
			{ qualification: "firefighter", count: 2 },
		],
		state: "ready",
	});

	let people = 0;
	async function villager(
		name: string,
		{
			qualifications = ["firefighter"],
			telegram = true,
			phoneKind = telegram ? "smart" : "button",
		}: {
			qualifications?: string[];
			telegram?: boolean;
			phoneKind?: "smart" | "button";
		} = {},
	): Promise<Villager> {
		people += 1;
		const number = `+38067123450${people}`;
		const phone = sandbox.phones.add({
			name,
			number,
			kind: phoneKind,
			...(telegram ? { telegramId: 500 + people } : {}),
		});
		const { id } = await addResponder(service, ADMINISTRATOR, {
			name,
			phone: number,
			brigadeIds: [brigade.id],
			places: [{ ...metresNorth(600 + 100 * people), kind: "home" }],
			qualifications,
			locale: "uk",
			phoneKind,
			smsAlphabet: "cyrillic",
			travel: "car",
		});
		return { id, phone, name };
	}

	async function join({ id, phone }: Villager): Promise<void> {
		const { code } = await invite(service, ADMINISTRATOR, id);
		await phone.open(code);
		await phone.tap("Поділитися моїм контактом");
	}

	/** The chief of the brigade: told and asked, whether he comes or not. */
	async function appoint({ id }: Villager): Promise<void> {
		await changeBrigade(service, ADMINISTRATOR, brigade.id, {
			roles: [{ role: "chief", responderId: id, order: 1 }],
		});
	}

	/** Everything due is sent, and what follows from it, until nothing is left to do now. */
	async function deliver(): Promise<void> {
		for (let rounds = 0; rounds < 30; rounds++) {
			const claimed = await deliverer.round();
			await sandbox.settled();
			if (claimed === 0) return;
		}
		throw new Error("the outbox did not come to rest in 30 rounds");
	}

	async function fire(
		more: {
			place?: string;
			metres?: number;
			source?: "okc_101" | "resident";
		} = {},
	): Promise<string> {
		const {
			place = "Росохач, вул. Шевченка, 12",
			metres = 1_400,
			source = "okc_101",
		} = more;
		const { incidentId } = await raise(
			{
				type: "structure_fire",
				mode: "actual",
				location: metresNorth(metres),
				place,
				peopleInDanger: false,
				source,
				brigadeIds: [],
				force: true,
			},
			{ by: { kind: "service" } },
		);
		await deliver();
		return incidentId;
	}

	async function incident(id: string): Promise<Known> {
		const known = await service.load(id);
		if (known.status === "unknown") throw new Error(`no incident ${id}`);
		return known;
	}

	return {
		...dzvin,
		sandbox,
		url,
		logged,
		store,
		brigade,
		villager,
		join,
		appoint,
		deliver,
		fire,
		incident,
		person: async (id: string, who: Villager) =>
			(await incident(id)).people.get(who.id),
		answerToken: (id: string, who: Villager) =>
			tokenFor(service, id, who.id, "answer"),
		/** Lets village time pass, without timers of ours. */
		push: (ms: number) => pushed.push(ms, sandbox.settled),
		async close() {
			await sandbox.close();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

export const metresNorth = (metres: number) => ({
	lat: STATION.lat + metres * METRE,
	lon: STATION.lon,
});
