import { expect, test } from "vitest";
import { person, ROSOKHACH, village, workbench } from "./workbench.ts";

type Fault = { path: string; message: string };
const paths = (body: { errors: Fault[] }): string[] =>
	body.errors.map((fault) => fault.path).sort();

const NOBODY = [
	"101",
	"102",
	"103",
	"104",
	"112",
	"+380101",
	"0 101",
	"38 0 112",
];

// --- Brigades -----------------------------------------------------------------

test("a brigade is added, read, changed and removed", async () => {
	const { call } = workbench();
	const added = await call("POST", "/v1/brigades", {
		name: "  Росохач ",
		kind: "volunteer",
		location: ROSOKHACH,
	});
	expect(added.status).toBe(201);
	expect(added.body).toEqual({
		id: expect.any(String),
		name: "Росохач",
		kind: "volunteer",
		location: ROSOKHACH,
		bell: null,
		staging: null,
		residents: { number: null, minutes: false },
		areaCode: null,
		locale: "uk",
		roles: [],
	});
	const path = `/v1/brigades/${added.body.id}`;
	expect(added.headers.get("Location")).toBe(path);
	const changed = await call("PATCH", path, {
		areaCode: "UA61060370010084537",
		locale: "en",
	});
	expect(changed.body).toMatchObject({
		name: "Росохач",
		areaCode: "UA61060370010084537",
		locale: "en",
	});
	expect(
		(await call("PATCH", path, { areaCode: null })).body.areaCode,
	).toBeNull();
	expect((await call("GET", path)).body.areaCode).toBeNull();
	expect((await call("DELETE", path)).status).toBe(204);
	expect((await call("GET", path)).status).toBe(404);
});

test("faults of a brigade are named by path, all at once", async () => {
	const { call, appends } = workbench();
	const { status, body } = await call("POST", "/v1/brigades", {
		name: " ",
		kind: "army",
		location: { lat: -100, lon: 200, height: 3 },
		areaCode: "6106",
		roles: [{ role: "king", responderId: "", order: 1.5 }],
		motto: "!",
	});
	expect(status).toBe(400);
	expect(paths(body)).toEqual([
		"areaCode",
		"kind",
		"location.height",
		"location.lat",
		"location.lon",
		"motto",
		"name",
		"roles[0].order",
		"roles[0].responderId",
		"roles[0].role",
	]);
	expect(appends.count).toBe(0);
});

test("roles are given by PATCH to people who exist", async () => {
	const bench = workbench();
	const { brigade, people } = await village(bench);
	const path = `/v1/brigades/${brigade}`;
	const roles = [
		{ role: "chief", responderId: people[0], order: 1 },
		{ role: "deputy", responderId: "nobody", order: 2 },
	];
	const refused = await bench.call("PATCH", path, { roles });
	expect(paths(refused.body)).toEqual(["roles[1].responderId"]);
	const given = await bench.call("PATCH", path, { roles: roles.slice(0, 1) });
	expect(given.body.roles).toEqual(roles.slice(0, 1));
});

test("a brigade with people or vehicles is not removed", async () => {
	const bench = workbench();
	const { brigade } = await village(bench);
	const refused = await bench.call("DELETE", `/v1/brigades/${brigade}`);
	expect(refused.status).toBe(409);
	expect(refused.body.detail).toContain("Move or delete them first");
});

test("lists go page by page", async () => {
	const { call } = workbench();
	for (const name of ["А", "Б", "В"])
		await call("POST", "/v1/brigades", {
			name,
			kind: "municipal",
			location: ROSOKHACH,
		});
	const first = await call("GET", "/v1/brigades?limit=2");
	expect(first.body.items).toHaveLength(2);
	const second = await call(
		"GET",
		`/v1/brigades?limit=2&cursor=${encodeURIComponent(first.body.nextCursor)}`,
	);
	expect(second.body.items).toHaveLength(1);
	expect(second.body.nextCursor).toBeNull();
});

test("where people gather is set, shown and taken back, with a point or without", async () => {
	const bench = workbench();
	const { brigade } = await village(bench);
	const path = `/v1/brigades/${brigade}`;
	const set = async (staging: unknown) =>
		bench.call("PUT", `${path}/staging`, { staging });
	const school = { words: "школа", location: { lat: 49.02, lon: 25.8 } };
	expect((await set(school)).body.staging).toEqual(school);
	expect((await bench.call("GET", path)).body.staging).toEqual(school);
	expect((await set({ words: "церква" })).body.staging).toEqual({
		words: "церква",
	});
	expect((await set(null)).body.staging).toBeNull();
	expect((await set({ words: "" })).status).toBe(400);
	expect((await set({ words: "школа\nцерква" })).status).toBe(400);
});

// --- Policy ----------------------------------------------------------------------

test("a policy names only what differs and shows what is in force per type", async () => {
	const bench = workbench();
	const { brigade } = await village(bench);
	const path = `/v1/brigades/${brigade}/policy`;
	const fresh = await bench.call("GET", path);
	expect(fresh.body.overrides).toEqual({});
	expect(fresh.body.effective.structure_fire.callAfterSeconds).toBe(0);
	expect(fresh.body.effective.other.callAfterSeconds).toBe(60);
	const put = await bench.call("PUT", path, {
		default: { callAfterSeconds: 45 },
		structure_fire: {
			callAfterSeconds: 45,
			maxArrivalMinutes: 30,
			waveSize: 4,
		},
		rescue: {},
	});
	expect(put.status).toBe(200);
	expect(put.body.overrides).toEqual({
		default: { callAfterSeconds: 45 },
		structure_fire: { maxArrivalMinutes: 30, waveSize: 4 },
	});
	expect(put.body.effective.structure_fire).toMatchObject({
		callAfterSeconds: 45,
		maxArrivalMinutes: 30,
	});
	expect((await bench.call("PUT", path, put.body.overrides)).body).toEqual(
		put.body,
	);
	expect((await bench.call("PUT", path, {})).body).toEqual(fresh.body);
});

test("a policy of unknown names or impossible values is refused by path", async () => {
	const bench = workbench();
	const { brigade } = await village(bench);
	const { status, body } = await bench.call(
		"PUT",
		`/v1/brigades/${brigade}/policy`,
		{
			house_fire: {},
			default: {
				callAfterMinutes: 1,
				neighbourBelowChance: 2,
				night: { from: "25:00", to: "06:00" },
			},
			rescue: { vehicles: [], callAfterSeconds: -1, waveSize: 0 },
		},
	);
	expect(status).toBe(400);
	expect(paths(body)).toEqual([
		"default.callAfterMinutes",
		"default.neighbourBelowChance",
		"default.night.from",
		"house_fire",
		"rescue.callAfterSeconds",
		"rescue.vehicles",
		"rescue.waveSize",
	]);
	expect(
		body.errors.find((e: Fault) => e.path === "default.night.from").message,
	).toContain("HH:MM");
	expect(
		(await bench.call("GET", `/v1/brigades/${brigade}/policy`)).body.overrides,
	).toEqual({});
});

// --- Vehicles ------------------------------------------------------------------------

test("a vehicle is added, changed, listed and removed; a ready one keeps no reason", async () => {
	const bench = workbench();
	const { brigade, vehicle } = await village(bench);
	const path = `/v1/vehicles/${vehicle}`;
	const out = await bench.call("PATCH", path, {
		state: "outOfService",
		reason: "акумулятор",
	});
	expect(out.body).toMatchObject({
		state: "outOfService",
		reason: "акумулятор",
		seats: 6,
	});
	const ready = await bench.call("PATCH", path, { state: "ready" });
	expect(ready.body).toMatchObject({ state: "ready", reason: null });
	const listed = await bench.call("GET", `/v1/brigades/${brigade}/vehicles`);
	expect(listed.body).toEqual({ items: [ready.body], nextCursor: null });
	expect((await bench.call("DELETE", path)).status).toBe(204);
	expect((await bench.call("DELETE", path)).status).toBe(404);
	const wrong = await bench.call("POST", `/v1/brigades/${brigade}/vehicles`, {
		name: "Трактор",
		kind: "tractor",
		crewRule: [{ qualification: "two words", count: 0 }],
		wheels: 4,
	});
	expect(paths(wrong.body)).toEqual([
		"crewRule[0].count",
		"crewRule[0].qualification",
		"kind",
		"seats",
		"wheels",
	]);
});

// --- People -----------------------------------------------------------------------------

test("a person is added with the least said and read back whole, the phone in E.164", async () => {
	const bench = workbench();
	const { brigade } = await village(bench);
	const added = await bench.call("POST", "/v1/responders", {
		name: "Микола",
		phone: "067 765 43 21",
		brigadeIds: [brigade],
	});
	expect(added.status).toBe(201);
	expect(added.body).toMatchObject({
		name: "Микола",
		phone: "+380677654321",
		secondPhone: null,
		places: [],
		qualifications: [],
		locale: "uk",
		phoneKind: "smart",
		smsAlphabet: "cyrillic",
		travel: "car",
		availability: { state: "on", until: null, weekly: [], exceptions: [] },
		telegramBound: false,
		channels: [],
	});
	expect(
		(await bench.call("GET", `/v1/responders/${added.body.id}`)).body,
	).toEqual(added.body);
});

test("names and phones lie in the database sealed, and stand in no event", async () => {
	const bench = workbench();
	const { people } = await village(bench);
	const rows = await bench.service.roster.people(people);
	const log = await bench.service.store.load("admin/everything");
	const stored = JSON.stringify([rows, log]);
	expect(rows).toHaveLength(3);
	expect(stored).not.toMatch(/Іван|Олег|Ганна|38067|671234/);
});

test("faults of a person are told together, those of the form and those of the roster", async () => {
	const bench = workbench();
	await village(bench);
	const before = bench.appends.count;
	const { status, body, text } = await bench.call("POST", "/v1/responders", {
		name: "Двійник",
		phone: "+380671234500",
		secondPhone: "12",
		brigadeIds: ["nowhere"],
		places: [{ kind: "garage", lat: 1, lon: 1 }],
		travel: "horse",
		nickname: "x",
	});
	expect(status).toBe(400);
	expect(paths(body)).toEqual([
		"brigadeIds[0]",
		"nickname",
		"phone",
		"places[0].kind",
		"secondPhone",
		"travel",
	]);
	expect(text).not.toMatch(/671234500|380671/);
	expect(bench.appends.count).toBe(before);
});

test("one phone is one person's, also when the other is changed to it; a second phone may be shared", async () => {
	const bench = workbench();
	const { brigade, people } = await village(bench);
	const twice = await bench.call(
		"POST",
		"/v1/responders",
		person(brigade, "Друга", "067 123 45 00"),
	);
	expect(paths(twice.body)).toEqual(["phone"]);
	const moved = await bench.call("PATCH", `/v1/responders/${people[1]}`, {
		phone: "0671234500",
	});
	expect(paths(moved.body)).toEqual(["phone"]);
	const shared = await bench.call("PATCH", `/v1/responders/${people[1]}`, {
		secondPhone: "0671234500",
	});
	expect(shared.body.secondPhone).toBe("+380671234500");
	const own = await bench.call("PATCH", `/v1/responders/${people[0]}`, {
		secondPhone: "0671234500",
	});
	expect(paths(own.body)).toEqual(["secondPhone"]);
	expect(
		(
			await bench.call("PATCH", `/v1/responders/${people[1]}`, {
				secondPhone: null,
			})
		).body.secondPhone,
	).toBeNull();
	const same = await bench.call("PATCH", `/v1/responders/${people[0]}`, {
		phone: "0671234500",
	});
	expect(same.status).toBe(200);
});

test("a phone known as somebody's second may become its owner's own", async () => {
	const bench = workbench();
	const { brigade, people } = await village(bench);
	await bench.call("PATCH", `/v1/responders/${people[0]}`, {
		secondPhone: "0501112233",
	});
	const owner = await bench.call(
		"POST",
		"/v1/responders",
		person(brigade, "Дружина", "+380501112233"),
	);
	expect(owner.status).toBe(201);
});

test("two people added at once with one phone are one person", async () => {
	const bench = workbench();
	const { brigade } = await village(bench);
	const answers = await Promise.all(
		["Перша", "Друга", "Третя"].map((name) =>
			bench.call(
				"POST",
				"/v1/responders",
				person(brigade, name, "+380501112233"),
			),
		),
	);
	expect(answers.map((a) => a.status).sort()).toEqual([201, 400, 400]);
});

test("an emergency number is nobody's phone, whatever it is written as", async () => {
	const bench = workbench();
	const { brigade } = await village(bench);
	for (const phone of NOBODY) {
		const { status, body } = await bench.call(
			"POST",
			"/v1/responders",
			person(brigade, "Х", phone),
		);
		expect([phone, status]).toEqual([phone, 400]);
		expect(body.errors[0]).toEqual({
			path: "phone",
			message: expect.stringContaining("emergency number"),
		});
	}
});

test("no fault ever repeats a phone, wherever one was written", async () => {
	const bench = workbench();
	const { brigade } = await village(bench);
	const number = "+38 (067) 999-88-77";
	const digits = /9998877|99988|380679/;
	const whole = person(brigade, "Х", "+380679998877");
	for (const body of [
		{ ...whole, phone: `${number}0000` },
		{ ...whole, travel: number },
		{ ...whole, [number]: 1 },
		{ ...whole, brigadeIds: [number] },
		{ ...whole, qualifications: [number] },
		{ ...whole, secondPhone: "+380679998877" },
		{ ...whole, places: [{ kind: number, lat: 1, lon: 1 }] },
		{ ...whole, phone: 380679998877 },
	]) {
		const answer = await bench.call("POST", "/v1/responders", body);
		expect(answer.status).toBe(400);
		expect(answer.text.replace(/[\s()-]/g, "")).not.toMatch(digits);
	}
	expect(JSON.stringify(bench.logged).replace(/[\s()-]/g, "")).not.toMatch(
		digits,
	);
});

test("a changed phone is tried again on channels that were known to fail", async () => {
	const bench = workbench();
	const { people } = await village(bench);
	const [first = ""] = people;
	await bench.service.store.append({
		at: bench.now(),
		roster: [
			{
				table: "channelState",
				row: {
					responderId: first,
					channel: "sms",
					state: "optedOut",
					since: bench.now(),
				},
			},
		],
	});
	const path = `/v1/responders/${first}`;
	expect((await bench.call("GET", path)).body.channels).toEqual([
		{
			channel: "sms",
			state: "optedOut",
			since: new Date(bench.now()).toISOString(),
		},
	]);
	expect(
		(await bench.call("PATCH", path, { name: "Інша" })).body.channels,
	).toHaveLength(1);
	expect(
		(await bench.call("PATCH", path, { phone: "0501112233" })).body.channels,
	).toEqual([]);
});

test("a removed person leaves every role they held", async () => {
	const bench = workbench();
	const { brigade, people } = await village(bench);
	await bench.call("PATCH", `/v1/brigades/${brigade}`, {
		roles: [{ role: "chief", responderId: people[0], order: 1 }],
	});
	expect(
		(await bench.call("DELETE", `/v1/responders/${people[0]}`)).status,
	).toBe(204);
	expect(
		(await bench.call("GET", `/v1/brigades/${brigade}`)).body.roles,
	).toEqual([]);
	const left = await bench.call("GET", `/v1/responders?brigadeId=${brigade}`);
	expect(left.body.items).toHaveLength(2);
});

test("a key of one brigade cannot move people out of its own sight", async () => {
	const bench = workbench();
	const { brigade, people } = await village(bench);
	const key = await bench.keyFor({ kind: "brigades", ids: [brigade] });
	const path = `/v1/responders/${people[0]}`;
	expect(
		paths((await bench.call("PATCH", path, { brigadeIds: [] }, { key })).body),
	).toEqual(["brigadeIds"]);
	const other = await bench.call("POST", "/v1/brigades", {
		name: "Угринь",
		kind: "volunteer",
		location: ROSOKHACH,
	});
	const moved = await bench.call(
		"PATCH",
		path,
		{ brigadeIds: [brigade, other.body.id] },
		{ key },
	);
	expect(paths(moved.body)).toEqual(["brigadeIds[1]"]);
	expect((await bench.call("PATCH", path, { brigadeIds: [] })).status).toBe(
		200,
	);
});

// --- Availability -----------------------------------------------------------------------

test("availability is set as a whole and read back in ISO 8601", async () => {
	const bench = workbench();
	const { people } = await village(bench);
	const path = `/v1/responders/${people[0]}/availability`;
	const set = {
		state: "lifeOnly",
		until: "2026-12-01T08:00:00.000Z",
		weekly: [{ days: [1, 2, 3], from: "22:00", to: "24:00", state: "off" }],
		exceptions: [
			{
				from: "2026-12-24T00:00:00.000Z",
				to: "2026-12-26T00:00:00.000Z",
				state: "reserve",
			},
		],
	};
	expect((await bench.call("PUT", path, set)).body).toEqual(set);
	expect((await bench.call("GET", path)).body).toEqual(set);
	expect(
		(await bench.call("PUT", path, { state: "on", until: null })).body,
	).toEqual({
		state: "on",
		until: null,
		weekly: [],
		exceptions: [],
	});
});

test("faults of availability are named by path", async () => {
	const bench = workbench();
	const { people } = await village(bench);
	const { body } = await bench.call(
		"PUT",
		`/v1/responders/${people[0]}/availability`,
		{
			state: "asleep",
			until: "tomorrow",
			weekly: [{ days: [0, 8], from: "7:00", to: "24:01", state: "on" }],
			exceptions: [
				{
					from: "2026-12-26T00:00:00Z",
					to: "2026-12-24T00:00:00Z",
					state: "off",
				},
			],
		},
	);
	expect(paths(body)).toEqual([
		"exceptions[0].to",
		"state",
		"until",
		"weekly[0].days[0]",
		"weekly[0].days[1]",
		"weekly[0].from",
		"weekly[0].to",
	]);
});

test("a change of a person or vehicle that an open incident counts on makes the incident look again", async () => {
	const bench = workbench();
	const { people, vehicle, brigade } = await village(bench);
	const { id } = (
		await bench.call("POST", "/v1/incidents", {
			type: "structure_fire",
			location: ROSOKHACH,
		})
	).body;
	const waiting = async () =>
		(await bench.service.store.rows(id))
			.filter((row) => row.key?.startsWith("reconsider:"))
			.map((row) => JSON.parse(bench.service.secrets.open(row.body)));
	expect(await waiting()).toEqual([]);
	await bench.call("PUT", `/v1/responders/${people[0]}/availability`, {
		state: "off",
	});
	await bench.call("PUT", `/v1/responders/${people[0]}/availability`, {
		state: "on",
	});
	expect(await waiting()).toEqual([
		{ type: "Reconsider", responderId: people[0] },
	]);
	await bench.call("PATCH", `/v1/vehicles/${vehicle}`, { state: "away" });
	await bench.call("PUT", `/v1/brigades/${brigade}/policy`, {
		default: { waveSize: 2 },
	});
	expect(await waiting()).toEqual(
		expect.arrayContaining([
			{ type: "Reconsider", vehicleId: vehicle },
			{ type: "Reconsider" },
		]),
	);
	await bench.call("POST", `/v1/incidents/${id}/close`);
	const before = (await waiting()).length;
	await bench.call("DELETE", `/v1/responders/${people[1]}`);
	expect((await waiting()).length).toBe(before);
});

// --- Invitations ---------------------------------------------------------------------------

test("an invitation opens the bot with a code stored only as hash; a new one voids the old", async () => {
	const bench = workbench();
	const { people } = await village(bench);
	const invite = () => bench.call("POST", `/v1/responders/${people[0]}/invite`);
	const first = await invite();
	expect(first.status).toBe(201);
	expect(first.body.code).toMatch(/^[\w-]{16,64}$/);
	expect(first.body.url).toBe(
		`https://t.me/dzvin_bot?start=${first.body.code}`,
	);
	expect(first.body.qrSvg).toMatch(/^<svg/);
	expect(Date.parse(first.body.expiresAt)).toBeGreaterThan(bench.now());
	const { roster, secrets } = bench.service;
	const found = (code: string) => roster.invitation(secrets.hash(code));
	expect(await found(first.body.code)).toMatchObject({
		responderId: people[0],
	});
	const second = await invite();
	expect(await found(first.body.code)).toBeUndefined();
	expect(await found(second.body.code)).toMatchObject({
		responderId: people[0],
	});
});

test("without a bot there is nothing to invite to, and the answer says what to do", async () => {
	const bench = workbench();
	const { people } = await village(bench);
	delete bench.service.settings.telegramBotUsername;
	const { status, body } = await bench.call(
		"POST",
		`/v1/responders/${people[0]}/invite`,
		{},
	);
	expect(status).toBe(503);
	expect(body.detail).toContain("TELEGRAM_BOT_TOKEN");
});

test("who does not exist is 404 on every route of a person", async () => {
	const { call } = workbench();
	for (const [method, path, body] of [
		["GET", "/v1/responders/none"],
		["PATCH", "/v1/responders/none", { name: "Х" }],
		["DELETE", "/v1/responders/none"],
		["GET", "/v1/responders/none/availability"],
		["PUT", "/v1/responders/none/availability", { state: "on" }],
		["POST", "/v1/responders/none/invite"],
		["GET", "/v1/brigades/none/vehicles"],
		[
			"POST",
			"/v1/brigades/none/vehicles",
			{ name: "Х", kind: "other", seats: 1, crewRule: [] },
		],
		["PUT", "/v1/brigades/none/policy", {}],
		["PATCH", "/v1/vehicles/none", { seats: 2 }],
	] as const)
		expect([method, path, (await call(method, path, body)).status]).toEqual([
			method,
			path,
			404,
		]);
});

test("a household and somebody at home are added, shown, changed and taken away", async () => {
	const bench = workbench();
	const { brigade } = await village(bench);
	const { call } = bench;
	const added = await call("POST", "/v1/responders", {
		...person(brigade, "Микола", "+380677654001"),
		household: "Шевченка 4",
		homeContact: { name: "Марія", phone: "067 999 00 01" },
	});
	expect(added.status).toBe(201);
	expect(added.body).toMatchObject({
		household: "Шевченка 4",
		homeContact: { name: "Марія", phone: "+380679990001" },
	});
	const path = `/v1/responders/${added.body.id}`;
	expect(
		(await call("PATCH", path, { name: "Микола" })).body.homeContact,
	).toEqual({ name: "Марія", phone: "+380679990001" });
	const gone = await call("PATCH", path, {
		household: null,
		homeContact: null,
	});
	expect(gone.body).toMatchObject({ household: null, homeContact: null });
});

test("nobody at home is rung on an emergency number, or on the person's own phone", async () => {
	const bench = workbench();
	const { brigade } = await village(bench);
	const { call } = bench;
	const own = person(brigade, "Микола", "+380677654001");
	for (const phone of ["101", own.phone]) {
		const { status, body } = await call("POST", "/v1/responders", {
			...own,
			homeContact: { name: "Марія", phone },
		});
		expect(status).toBe(400);
		expect(paths(body)).toEqual(["homeContact.phone"]);
	}
});
