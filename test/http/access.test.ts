/**
 * Every route × role × object of one's own and of somebody else's. The routes
 * come from the OpenAPI document: one without a right, or without a body here,
 * fails. Two brigades of two areas; everybody in it belongs to the first.
 */
import { beforeAll, describe, expect, test } from "vitest";
import {
	type Asking,
	type Grant,
	RIGHTS,
	type Right,
	ROLES,
	type Role,
	scopeFor,
	together,
} from "../../src/access.ts";
import { EVERYTHING, type Scope } from "../../src/ports.ts";
import {
	fire,
	person,
	ROSOKHACH,
	type Workbench,
	workbench,
} from "./workbench.ts";

const ORIGIN = "https://dzvin.example";
const AREAS = { ours: "UA61060370010084537", theirs: "UA46000000000026241" };
/** Person and phone first. */
const SECRETS_OF_THEIRS = [
	"Чужинець",
	"+380501112233",
	"Чуже депо",
	"Чужа машина",
	"Чужий хутір",
];

type Side = {
	incidents: string;
	brigades: string;
	vehicles: string;
	responders: string;
	keys: string;
	desks: string;
	grants: string;
	subscriptions: string;
	walls: string;
	observers: string;
	helpers: string;
	areaCode: string;
	water: string;
	hazards: string;
	/** Where its brigade stands. */
	location: { lat: number; lon: number };
};
type Operation = { method: string; path: string; right: Right | "open" };

/** The least body each route takes; `{…}` as the object it names. */
const BODIES: Record<string, (side: Side) => unknown> = {
	"POST /v1/incidents": (side) => ({ ...fire, brigadeIds: [side.brigades] }),
	"POST /v1/incidents/preview": (side) => ({
		...fire,
		brigadeIds: [side.brigades],
	}),
	"PATCH /v1/incidents/{id}": () => ({ peopleInDanger: true }),
	"POST /v1/incidents/{id}/vehicle-down": (side) => ({
		vehicleId: side.vehicles,
	}),
	"POST /v1/incidents/{id}/unseat": (side) => ({
		responderId: side.responders,
	}),
	"POST /v1/incidents/{id}/revoke-links": (side) => ({
		responderId: side.responders,
	}),
	"POST /v1/incidents/{id}/merge": (side) => ({ into: side.incidents }),
	"POST /v1/incidents/{id}/split": () => ({ reportId: "no-such-report" }),
	"POST /v1/incidents/{id}/impact": () => ({ impact: false }),
	"POST /v1/incidents/{id}/responses": (side) => ({
		responderId: side.responders,
		answer: "responding",
	}),
	"POST /v1/incidents/{id}/marks": () => ({ mark: "onScene" }),
	"POST /v1/incidents/{id}/messages": () => ({ text: "Увага", to: "all" }),
	"POST /v1/brigades": () => ({
		name: "Нова",
		kind: "volunteer",
		location: ROSOKHACH,
	}),
	"PATCH /v1/brigades/{id}": () => ({ name: "Інша назва" }),
	"PUT /v1/brigades/{id}/bell": () => ({
		bell: { weekday: 6, time: "11:00" },
	}),
	"PUT /v1/brigades/{id}/staging": () => ({ staging: { words: "школа" } }),
	"PUT /v1/brigades/{id}/residents": () => ({ minutes: true }),
	"PUT /v1/brigades/{id}/policy": () => ({
		default: { callAfterSeconds: 30 },
	}),
	"POST /v1/brigades/{id}/vehicles": () => ({
		name: "Ще одна",
		kind: "tanker",
		seats: 3,
		crewRule: [{ count: 2 }],
		state: "ready",
	}),
	"PATCH /v1/vehicles/{id}": () => ({ state: "outOfService" }),
	"POST /v1/responders": (side) =>
		person(side.brigades, "Новий", "+380671230000"),
	"PATCH /v1/responders/{id}": () => ({ name: "Інше імʼя" }),
	"PUT /v1/responders/{id}/availability": () => ({ state: "off" }),
	"POST /v1/responders/{id}/pin": () => ({ pin: "491750" }),
	"POST /v1/roster/import": () => "name,phone,brigade\n",
	"POST /v1/areas/import": () => "code,name,category,hromada_code\n",
	"POST /v1/keys": () => ({ name: "ще один" }),
	"POST /v1/subscriptions": () => ({ url: "https://desk.example/dzvin" }),
	"POST /v1/grants": (side) => ({
		deskId: side.desks,
		role: "dutyOfficer",
		scope: "everything",
	}),
	"POST /v1/incidents/{id}/ask-state": () => ({}),
	"POST /v1/incidents/{id}/ask-helpers": () => ({ equipment: ["tractor"] }),
	"POST /v1/observers": (side) => ({
		responderId: side.responders,
		areaCode: side.areaCode,
		kind: "other",
	}),
	"POST /v1/helpers": (side) => ({
		responderId: side.responders,
		areaCode: side.areaCode,
		equipment: ["tractor"],
	}),
	"POST /v1/helpers/import": () => "name,phone,area_code,equipment\n",
	"PATCH /v1/helpers/{id}": () => ({ equipment: ["barrel"] }),
	"POST /v1/water": ({ location }) => ({ kind: "pond", location }),
	"PATCH /v1/water/{id}": () => ({ name: "Інша назва" }),
	"POST /v1/water/{id}/state": () => ({ state: "dry" }),
	"POST /v1/water/import": () => "kind,lat,lon\n",
	"POST /v1/hazards/import": ({ location }) => minesAt(location, "ще одні"),
	"POST /v1/brigades/{id}/walls": () => ({ name: "Ще один екран" }),
	"POST /v1/desks": () => ({ name: "Ще один пульт", scope: "everything" }),
};

/** A mined field around a point. */
const minesAt = ({ lat, lon }: Side["location"], id: string): string =>
	JSON.stringify({
		type: "FeatureCollection",
		features: [
			{
				type: "Feature",
				id,
				properties: { source: `карта ${id}` },
				geometry: {
					type: "Polygon",
					coordinates: [
						[
							[lon, lat],
							[lon + 0.01, lat],
							[lon, lat + 0.01],
							[lon, lat],
						],
					],
				},
			},
		],
	});

/** Take an empty body, or none. */
const WITHOUT_BODY =
	/^(GET|DELETE) |\/(confirm|dismiss|alert-next|stand-down|take-over|allow-departure|acknowledge-hazards|close|cancel|reopen|block|unblock|invite|test-ring|enrol|free|test|secret)$/;

let bench: Workbench;
let operations: Operation[];
let ours: Side;
let theirs: Side;
let asking: Asking | undefined;

/** A country of two areas, built anew for each caller: a right that is held changes it. */
async function build(): Promise<void> {
	bench = workbench({ personOf: async () => asking });
	ours = await side("Наше депо", "Наша машина", "Наш", "+380671112233", {
		areaCode: AREAS.ours,
		location: ROSOKHACH,
		place: "Наш хутір",
	});
	theirs = await side("Чуже депо", "Чужа машина", "Чужинець", "+380501112233", {
		areaCode: AREAS.theirs,
		location: { lat: 50.6, lon: 28.1 },
		place: "Чужий хутір",
	});
}

async function side(
	name: string,
	vehicle: string,
	who: string,
	phone: string,
	at: { areaCode: string; location: Side["location"]; place: string },
): Promise<Side> {
	const make = async (path: string, body: unknown): Promise<string> => {
		const { status, text, body: answer } = await bench.call("POST", path, body);
		expect(status, text).toBe(201);
		return answer.id;
	};
	const brigades = await make("/v1/brigades", {
		name,
		kind: "volunteer",
		location: at.location,
		areaCode: at.areaCode,
	});
	const desks = await make("/v1/desks", {
		name: `пульт ${name}`,
		scope: `area:${at.areaCode}`,
	});
	const responders = await make("/v1/responders", person(brigades, who, phone));
	const { areaCode, location } = at;
	const source = `карта ${name}`;
	expect(
		(
			await bench.call("POST", "/v1/hazards/import", minesAt(location, name), {
				headers: { "Content-Type": "application/geo+json" },
			})
		).body.created,
	).toBe(1);
	const [hazards = ""] = await bench.service.ground.hazardsOf(source);
	return {
		location,
		hazards,
		water: await make("/v1/water", {
			kind: "pond",
			name: `ставок ${name}`,
			location,
		}),
		brigades,
		desks,
		areaCode,
		responders,
		observers: await make("/v1/observers", {
			responderId: responders,
			areaCode,
			kind: "policeOfficer",
		}),
		helpers: await make("/v1/helpers", {
			responderId: responders,
			areaCode,
			equipment: ["tractor"],
		}),
		grants: await make("/v1/grants", {
			deskId: desks,
			role: "dutyOfficer",
			scope: `area:${at.areaCode}`,
		}),
		vehicles: await make(`/v1/brigades/${brigades}/vehicles`, {
			name: vehicle,
			kind: "tanker",
			seats: 3,
			crewRule: [{ count: 2 }],
			state: "ready",
		}),
		incidents: await make("/v1/incidents", {
			...fire,
			source: "chief",
			location: at.location,
			place: at.place,
			brigadeIds: [brigades],
			force: true,
		}),
		keys: await make("/v1/keys", { name: `ключ ${name}` }),
		walls: await make(`/v1/brigades/${brigades}/walls`, {
			name: `екран ${name}`,
		}),
		subscriptions: await make("/v1/subscriptions", {
			url: "https://desk.example/dzvin",
			name: `машина ${name}`,
		}),
	};
}

const scopeOf = (role: Role): Scope => {
	switch (role) {
		case "administrator":
			return EVERYTHING;
		case "coordinator":
		case "dutyOfficer":
			return { kind: "area", code: AREAS.ours };
		case "chief":
		case "deputy":
			return { kind: "brigades", ids: [ours.brigades] };
		case "centre":
			return { kind: "own", by: "centre-of-ours" };
		case "responder":
			return { kind: "self", responderId: ours.responders };
	}
};

async function become(role: Role): Promise<void> {
	await build();
	asking = {
		keyId: `session-of-${role}`,
		name: role,
		by:
			role === "centre"
				? { kind: "key", id: "centre-of-ours" }
				: { kind: "responder", id: ours.responders },
		grants: [{ role, scope: scopeOf(role) }],
	};
	await subscribeOurselves();
}

/** A subscription is whose it was made by, whatever both may see. */
async function subscribeOurselves(): Promise<void> {
	const answer = await bench.app.request("/v1/subscriptions", {
		method: "POST",
		headers: { Origin: ORIGIN, "Content-Type": "application/json" },
		body: JSON.stringify({ url: "https://desk.example/ours" }),
	});
	if (answer.status === 201)
		ours.subscriptions = ((await answer.json()) as { id: string }).id;
}

/** As a page of ours sends it; a stream is let go after its first words. */
async function ask(
	{ method, path }: Operation,
	of: Side,
): Promise<{ status: number; text: string }> {
	const kind = path.split("/")[2] as keyof Side;
	const body = BODIES[`${method} ${path}`]?.(of);
	const answer = await bench.app.request(
		path.replace("{id}", String(of[kind] ?? "")),
		{
			method,
			headers: {
				Origin: ORIGIN,
				"Content-Type":
					typeof body !== "string"
						? "application/json"
						: body.startsWith("{")
							? "application/geo+json"
							: "text/csv",
			},
			...(body === undefined
				? {}
				: { body: typeof body === "string" ? body : JSON.stringify(body) }),
		},
	);
	const streams = answer.headers
		.get("Content-Type")
		?.startsWith("text/event-stream");
	if (!streams) return { status: answer.status, text: await answer.text() };
	const reader = answer.body?.getReader();
	const first = await Promise.race([
		reader?.read(),
		new Promise<undefined>((resolve) =>
			setTimeout(() => resolve(undefined), 50),
		),
	]);
	await reader?.cancel();
	return {
		status: answer.status,
		text: new TextDecoder().decode(first?.value),
	};
}

/** Everything written about one side, without the minute a key was used. */
async function stateOf(side: Side): Promise<string> {
	const { roster, store, signIn, others, ground } = bench.service;
	const [{ items: people }, { items: brigades }] = await Promise.all([
		roster.responders(EVERYTHING, { limit: 100, brigadeId: side.brigades }),
		roster.brigades(EVERYTHING, { limit: 100 }),
	]);
	return JSON.stringify([
		people,
		brigades.filter(({ id }) => id === side.brigades),
		await roster.vehicles(EVERYTHING, side.brigades),
		await store.load(`incident/${side.incidents}`),
		await others.observer(side.observers),
		await ground.waterByIds([side.water]),
		await ground.hazardsByIds([side.hazards]),
		await others.helper(side.helpers),
		(await roster.apiKeys()).map(({ id }) => id),
		(await roster.subscriptions()).filter(
			({ id }) => id === side.subscriptions,
		),
		await signIn.desks(),
		await signIn.walls({ brigadeId: side.brigades }),
		(await signIn.grants()).map(({ id }) => id),
	]);
}

beforeAll(async () => {
	await build();
	const { body } = await bench.call("GET", "/openapi.json");
	operations = Object.entries<Record<string, { "x-right"?: string }>>(
		body.paths,
	).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, described]) => ({
			method: method.toUpperCase(),
			path,
			right: described["x-right"] as Right | "open",
		})),
	);
});

test("every route names the right it needs, and is tried here with a body it takes", () => {
	expect(operations.length).toBeGreaterThan(40);
	for (const { method, path, right } of operations) {
		const name = `${method} ${path}`;
		expect([...Object.keys(RIGHTS), "open"], name).toContain(right);
		expect(WITHOUT_BODY.test(name) || name in BODIES, name).toBe(true);
	}
	const used = new Set(operations.map(({ right }) => right));
	const stricter = ["brigades.appoint"];
	for (const right of Object.keys(RIGHTS))
		if (!stricter.includes(right))
			expect([...used], `${right} is asked for by a route`).toContain(right);
});

describe.each(ROLES)("a %s", (role) => {
	const holds = (right: Right | "open"): boolean =>
		right === "open" || (RIGHTS[right] as readonly Role[]).includes(role);

	test("is refused what the role may not, and nothing changes", async () => {
		await become(role);
		const before = [await stateOf(ours), await stateOf(theirs)];
		for (const operation of operations.filter(({ right }) => !holds(right)))
			for (const of of [ours, theirs]) {
				const { status, text } = await ask(operation, of);
				const name = `${operation.method} ${operation.path}`;
				expect(status, name).toBe(403);
				for (const word of SECRETS_OF_THEIRS)
					expect(text, name).not.toContain(word);
			}
		expect([await stateOf(ours), await stateOf(theirs)]).toEqual(before);
	});

	test.skipIf(role === "administrator")(
		"neither sees nor changes what is somebody else's",
		async () => {
			await become(role);
			const before = await stateOf(theirs);
			for (const operation of operations.filter(({ right }) => holds(right))) {
				const { status, text } = await ask(operation, theirs);
				const name = `${operation.method} ${operation.path}`;
				if (operation.path.includes("{id}"))
					expect([403, 404], `${name}: ${text}`).toContain(status);
				// Which brigade would go is told to whoever raises; who is in it is not.
				const secrets = operation.path.endsWith("/preview")
					? SECRETS_OF_THEIRS.slice(0, 2)
					: SECRETS_OF_THEIRS;
				for (const word of secrets) expect(text, name).not.toContain(word);
			}
			expect(await stateOf(theirs)).toBe(before);
		},
	);

	test("does what the role may with its own", async () => {
		for (const operation of operations.filter(({ right }) => holds(right))) {
			await become(role);
			if (role === "centre") await raiseAsCentre();
			const { status, text } = await ask(operation, ours);
			const name = `${operation.method} ${operation.path}`;
			// In a wrong state, or with members left: known, allowed, not now.
			expect([200, 201, 202, 204, 409, 400], `${name}: ${text}`).toContain(
				status,
			);
			if (status === 400) expect(text, name).toContain("errors");
		}
	});
});

/** A centre sees what it reported itself. */
async function raiseAsCentre(): Promise<void> {
	const answer = await bench.app.request("/v1/incidents", {
		method: "POST",
		headers: { Origin: ORIGIN, "Content-Type": "application/json" },
		body: JSON.stringify({ ...fire, brigadeIds: [ours.brigades], force: true }),
	});
	ours.incidents = ((await answer.json()) as { id: string }).id;
}

test("a session acts only for a page of our own", async () => {
	await become("chief");
	const path = `/v1/incidents/${ours.incidents}/alert-next`;
	for (const headers of [{}, { Origin: "https://evil.example" }] as Record<
		string,
		string
	>[]) {
		const answer = await bench.app.request(path, { method: "POST", headers });
		expect(answer.status).toBe(403);
	}
	const answer = await bench.app.request(path, {
		method: "POST",
		headers: { Origin: ORIGIN },
	});
	expect(answer.status).toBe(200);
});

test("a deputy keeps the brigade's papers but names no chief", async () => {
	await become("deputy");
	const path = `/v1/brigades/${ours.brigades}`;
	const patch = (body: object) =>
		bench.app.request(path, {
			method: "PATCH",
			headers: { Origin: ORIGIN, "Content-Type": "application/json" },
			body: JSON.stringify(body),
		});
	expect((await patch({ name: "Росохач-2" })).status).toBe(200);
	expect((await patch({ roles: [] })).status).toBe(403);
});

test("who would be alerted elsewhere has no name in a preview", async () => {
	await become("chief");
	const answer = await bench.app.request("/v1/incidents/preview", {
		method: "POST",
		headers: { Origin: ORIGIN, "Content-Type": "application/json" },
		body: JSON.stringify({ ...fire, location: { lat: 50.6, lon: 28.1 } }),
	});
	const text = await answer.text();
	expect(answer.status, text).toBe(200);
	const { responders, passedOver } = JSON.parse(text);
	expect([...responders, ...passedOver]).not.toHaveLength(0);
	expect(text).not.toContain("Чужинець");
});

test("several grants see together what each sees, and everything swallows the rest", () => {
	const grants: Grant[] = [
		{ role: "chief", scope: { kind: "brigades", ids: ["a"] } },
		{ role: "deputy", scope: { kind: "brigades", ids: ["b", "a"] } },
		{ role: "responder", scope: { kind: "self", responderId: "r" } },
	];
	expect(scopeFor(grants, "incidents.read")).toEqual({
		kind: "brigades",
		ids: ["a", "b"],
	});
	expect(scopeFor(grants, "brigades.appoint")).toEqual({
		kind: "brigades",
		ids: ["a"],
	});
	expect(scopeFor(grants, "people.read")).toEqual({
		kind: "anyOf",
		scopes: [
			{ kind: "brigades", ids: ["a", "b"] },
			{ kind: "self", responderId: "r" },
		],
	});
	expect(scopeFor(grants, "keys.manage")).toBeUndefined();
	expect(together([...grants.map(({ scope }) => scope), EVERYTHING])).toBe(
		EVERYTHING,
	);
});
