/**
 * A whole service on the memory store behind `createApp`, with two brigades'
 * room to fill: what every test of the HTTP surface stands on. Nothing is faked
 * but the clock, which a test pushes.
 */
import { memoryStore } from "../../db/memory.ts";
import { boardOf } from "../../src/boardOf.ts";
import { webhooksOverHttp } from "../../src/channels/webhook.ts";
import { commandRunner } from "../../src/handle.ts";
import { type AppDeps, createApp } from "../../src/http/app.ts";
import type { PersonOf } from "../../src/http/guard.ts";
import type { Health } from "../../src/http/health.ts";
import { createKey } from "../../src/keys.ts";
import type { Clock, Scope, Store } from "../../src/ports.ts";
import { reportDesk } from "../../src/report.ts";
import { createSecrets } from "../../src/secrets.ts";
import type { Service } from "../../src/service.ts";
import { loadTexts } from "../../src/wording/load.ts";
import { createWording } from "../../src/wording/wording.ts";

export const ADMIN_KEY = "an-administrator-key-of-this-test";
export const START = Date.parse("2026-11-22T01:02:00Z");

export type Answer = {
	status: number;
	headers: Headers;
	// biome-ignore lint/suspicious/noExplicitAny: a test names what it expects of a body
	body: any;
	text: string;
};
export type Call = (
	method: string,
	path: string,
	body?: unknown,
	more?: { key?: string | null; headers?: Record<string, string> },
) => Promise<Answer>;

export function workbench({
	beatMs,
	lookMs,
	personOf,
}: {
	beatMs?: number;
	lookMs?: number;
	personOf?: PersonOf;
} = {}) {
	let now = START;
	const logged: { message: string; fields?: Record<string, unknown> }[] = [];
	const appends = { count: 0 };
	let health: Health = { reachable: true, degraded: [] };
	const { service, raise, preview, changed } = serviceOf(
		() => now,
		appends,
		logged,
	);
	const deps: AppDeps = {
		service,
		raise,
		preview,
		boardOf: (scope, id) => boardOf(service, scope, id),
		adminApiKey: ADMIN_KEY,
		health: () => health,
		metrics: () => "dzvin_incidents_total 0\n",
		...(beatMs === undefined ? {} : { beatMs }),
		...(lookMs === undefined ? {} : { lookMs }),
		...(personOf ? { personOf } : {}),
	};
	const app = createApp(deps);
	const call: Call = async (method, path, body, more = {}) => {
		const headers: Record<string, string> = { ...more.headers };
		if (more.key !== null)
			headers.Authorization = `Bearer ${more.key ?? ADMIN_KEY}`;
		const raw = typeof body === "string" || body instanceof Uint8Array;
		if (body !== undefined && !raw)
			headers["Content-Type"] ??= "application/json";
		const response = await app.request(path, {
			method,
			headers,
			...(body === undefined
				? {}
				: { body: raw ? (body as string) : JSON.stringify(body) }),
		});
		const text = await response.text();
		return {
			status: response.status,
			headers: response.headers,
			text,
			body: isJson(response) ? JSON.parse(text) : text,
		};
	};
	return {
		app,
		deps,
		service,
		call,
		logged,
		appends,
		changed,
		setHealth(next: Health) {
			health = next;
		},
		push(ms: number) {
			now += ms;
		},
		now: () => now,
		keyFor: async (scope: Scope, expiresAt?: number) =>
			(
				await createKey(service, {
					name: `test ${crypto.randomUUID()}`,
					scope,
					...(expiresAt === undefined ? {} : { expiresAt }),
				})
			).key,
	};
}
export type Workbench = ReturnType<typeof workbench>;

const isJson = (response: Response): boolean =>
	/json/.test(response.headers.get("Content-Type") ?? "");

function serviceOf(
	now: () => number,
	appends: { count: number },
	logged: { message: string; fields?: Record<string, unknown> }[],
) {
	const { store, roster, signIn, reporters, areas, ground, others } =
		memoryStore();
	const counted: Store = {
		...store,
		append: (append) => {
			appends.count += 1;
			return store.append(append);
		},
	};
	const secrets = createSecrets("a secret of tests with more than 32 bytes");
	const listeners = new Set<(incidentId: string, version: number) => void>();
	const changed = (incidentId: string, version: number): void => {
		for (const listener of listeners) listener(incidentId, version);
	};
	const clock: Clock = { now, mono: now, wall: now, speed: 1 };
	const note = (message: string, fields?: Record<string, unknown>): void => {
		logged.push({ message, ...(fields ? { fields } : {}) });
	};
	const parts = {
		settings: {
			publicUrl: "https://dzvin.example",
			shortUrl: "dzv.ua",
			timeZone: "Europe/Kyiv",
			locale: "uk",
			channels: ["telegram", "sms", "voice"],
			smsTwoWay: false,
			telegramBotUsername: "dzvin_bot",
		},
		store: counted,
		roster,
		signIn,
		areas,
		reporters,
		ground,
		others,
		secrets,
		wording: createWording(loadTexts()),
		webhooks: webhooksOverHttp({ outside: true, loopback: true }),
		clock,
		wake: { wake: () => {}, wait: async () => {} },
		log: { info: note, warn: note, error: note },
	} satisfies Partial<Service>;
	const runner = commandRunner({ ...parts, changed });
	const service: Service = {
		...parts,
		channels: new Map(),
		handle: runner.handle,
		load: runner.load,
		degraded: () => [],
		keepWords: (text) => {
			const id = crypto.randomUUID();
			const salt = secrets.salt();
			return {
				ref: { id, hash: secrets.saltedHash(salt, text) },
				words: { id, salt, text: secrets.seal(text) },
			};
		},
		onChange(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
	return { service, changed, ...reportDesk({ ...service, runner }) };
}

// --- A village -------------------------------------------------------------------

export const ROSOKHACH = { lat: 49.017, lon: 25.795 };

export async function village({ call }: Pick<Workbench, "call">) {
	const brigade = await made(call, "/v1/brigades", {
		name: "Росохач",
		kind: "volunteer",
		location: ROSOKHACH,
		areaCode: "UA61060370010084537",
	});
	const vehicle = await made(call, `/v1/brigades/${brigade}/vehicles`, {
		name: "ЗІЛ-130",
		kind: "tanker",
		seats: 6,
		crewRule: [{ qualification: "driver_c", count: 1 }, { count: 1 }],
		state: "ready",
	});
	const people: string[] = [];
	for (const [at, name] of ["Іван", "Олег", "Ганна"].entries())
		people.push(
			await made(
				call,
				"/v1/responders",
				person(brigade, name, `+38067123450${at}`),
			),
		);
	return { brigade, vehicle, people };
}

export const person = (brigade: string, name: string, phone: string) => ({
	name,
	phone,
	brigadeIds: [brigade],
	places: [{ kind: "home", lat: 49.018, lon: 25.797 }],
	qualifications: ["driver_c", "leader", "firefighter"],
});

async function made(call: Call, path: string, body: unknown): Promise<string> {
	const answer = await call("POST", path, body);
	if (answer.status !== 201)
		throw new Error(`Expected 201 from ${path}, got ${answer.text}`);
	return answer.body.id;
}

export const fire = {
	type: "structure_fire",
	location: { ...ROSOKHACH, accuracyMetres: 30 },
	place: "Росохач, вул. Шевченка, 12",
	description: "горить дах",
	source: "okc_101",
};
