/**
 * A brigade with a chief, a deputy and a desk on the wired service, behind a real
 * port when asked: what the live page is tested on. Carriers are absent, so alerts
 * stay queued; everything else is real.
 */
import type { AddressInfo } from "node:net";
import { type ServerType, serve } from "@hono/node-server";
import type { Context } from "hono";
import { memoryStore } from "../../db/memory.ts";
import {
	addBrigade,
	addResponder,
	addVehicle,
	changeBrigade,
} from "../../src/administer.ts";
import type { Command, Known } from "../../src/core/incident.ts";
import type {
	BrigadeRole,
	IncidentType,
	Mode,
	Source,
} from "../../src/core/kinds.ts";
import { tokenFor } from "../../src/plan.ts";
import { EVERYTHING, type KeyedHash } from "../../src/ports.ts";
import { createSecrets } from "../../src/secrets.ts";
import { wire } from "../../src/wire.ts";
import { loadTexts } from "../../src/wording/load.ts";
import { createWording } from "../../src/wording/wording.ts";

const OPERATOR = { by: { kind: "service" }, scope: EVERYTHING } as const;
const STATION = { lat: 49.017, lon: 25.795 };
const START = Date.parse("2026-11-22T01:02:00Z");
const ROLES: readonly BrigadeRole[] = ["chief", "deputy", "dutyOfficer"];

export type LiveVillage = Awaited<ReturnType<typeof liveVillage>>;

export async function liveVillage({ volunteers = 8 } = {}) {
	let now = START;
	let address = "192.0.2.1";
	const logged: string[] = [];
	const note = (message: string, fields?: Record<string, unknown>) => {
		logged.push(`${message} ${JSON.stringify(fields ?? {})}`);
	};
	const { store, roster, signIn, reporters, areas, ground, others } =
		memoryStore();
	const { service, app, raise } = wire({
		settings: {
			publicUrl: "http://localhost",
			shortUrl: "http://localhost/a",
			timeZone: "Europe/Kyiv",
			locale: "uk",
			channels: ["telegram", "sms", "voice"],
			smsTwoWay: false,
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
		clock: { now: () => now, mono: () => now, wall: () => now, speed: 1 },
		wake: { wake: () => {}, wait: async () => {} },
		log: { info: note, warn: note, error: note },
		channels: new Map(),
		rates: { telegram: 1, sms: 1, voice: 1 },
		addressOf: (_c: Context) => address,
		bootId: "boot-1",
	});
	const brigade = await addBrigade(service, OPERATOR, {
		name: "Росохач",
		kind: "volunteer",
		location: STATION,
		locale: "uk",
		roles: [],
	});
	const vehicle = await addVehicle(service, OPERATOR, brigade.id, {
		name: "ЗІЛ-130",
		kind: "tanker",
		seats: 6,
		crewRule: [
			{ qualification: "driver_c", count: 1 },
			{ qualification: "leader", count: 1 },
			{ qualification: "firefighter", count: 2 },
		],
		state: "ready",
	});
	let phones = 0;
	const person = async (
		name: string,
		qualifications: string[],
		brigadeIds = [brigade.id],
	) => {
		phones += 1;
		const { id } = await addResponder(service, OPERATOR, {
			name,
			phone: `+3806712${String(30_000 + phones)}`,
			brigadeIds,
			places: [{ kind: "home", lat: STATION.lat + 0.003, lon: STATION.lon }],
			qualifications,
			locale: "uk",
			phoneKind: "smart",
			smsAlphabet: "cyrillic",
			travel: "car",
		});
		return { id, name };
	};
	const people = [
		await person("Микола Ткач", ["driver_c", "firefighter"]),
		await person("Богдан Стефанишин", ["leader", "firefighter"]),
	];
	for (let count = people.length; count < volunteers; count += 1)
		people.push(await person(`Іван ${count}-й`, ["firefighter"]));
	const [chief, deputy, desk] = [
		await person("Петро Гнатюк", ["leader"], []),
		await person("Василь Кушнір", [], []),
		await person("Черговий", [], []),
	] as const;
	await changeBrigade(service, OPERATOR, brigade.id, {
		roles: [chief, deputy, desk].map(({ id }, index) => ({
			role: ROLES[index] ?? "chief",
			responderId: id,
			order: 1,
		})),
	});

	async function fire(
		more: { source?: Source; type?: IncidentType; mode?: Mode } = {},
	) {
		const { incidentId } = await raise(
			{
				type: "structure_fire",
				mode: "actual",
				location: {
					lat: STATION.lat + 0.012,
					lon: STATION.lon,
					accuracyMetres: 30,
				},
				place: "Росохач, вул. Шевченка, 12",
				peopleInDanger: false,
				source: "duty_officer",
				brigadeIds: [brigade.id],
				force: true,
				...more,
			},
			{ by: { kind: "service" } },
		);
		return incidentId;
	}

	/** The link of somebody, whether or not a message has carried it already. */
	async function link(
		incidentId: string,
		who: { id: string },
		opens: "live" | "answer" = "live",
	) {
		const token = tokenFor(service, incidentId, who.id, opens);
		const tokenHash = service.secrets.hash(token);
		if (!(await store.capability(tokenHash)))
			await store.append({
				at: now,
				capabilities: [
					{ tokenHash, incidentId, responderId: who.id, opens, createdAt: now },
				],
			});
		return token;
	}

	async function incident(id: string): Promise<Known> {
		const known = await service.load(id);
		if (known.status === "unknown")
			throw new Error(`expected an incident ${id}, there is none`);
		return known;
	}

	let commands = 0;
	const servers: ServerType[] = [];
	return {
		service,
		app,
		store,
		logged,
		brigade,
		vehicle,
		people,
		chief,
		deputy,
		desk,
		fire,
		link,
		incident,
		now: () => now,
		push(ms: number) {
			now += ms;
		},
		askFrom(next: string) {
			address = next;
		},
		async revoke(token: string) {
			const known = await store.capability(
				service.secrets.hash(token) as KeyedHash,
			);
			if (known)
				await store.append({
					at: now,
					capabilities: [{ ...known, revokedAt: now }],
				});
		},
		do(incidentId: string, command: Command) {
			commands += 1;
			return service.handle(incidentId, command, {
				commandId: `test:${commands}`,
			});
		},
		comes(incidentId: string, who: { id: string }, etaMinutes = 5) {
			return this.do(incidentId, {
				type: "Acknowledge",
				responderId: who.id,
				answer: "responding",
				etaMinutes,
				channel: "telegram",
			});
		},
		post(
			token: string,
			action: string,
			fields: Record<string, string> = {},
			headers: Record<string, string> = {},
		) {
			return app.request(`/i/${token}/${action}`, {
				method: "POST",
				headers,
				body: new URLSearchParams(fields),
			});
		},
		/** Again with the port it had: the line is back. */
		async listen(port = 0): Promise<string> {
			const server = serve({
				fetch: app.fetch,
				port,
				hostname: "127.0.0.1",
			});
			servers.push(server);
			await new Promise<void>((resolve) => {
				server.once("listening", resolve);
			});
			return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		},
		async close() {
			for (const server of servers) {
				if ("closeAllConnections" in server) server.closeAllConnections();
				await new Promise((resolve) => server.close(resolve));
			}
		},
	};
}
