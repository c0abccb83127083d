/** Settlements are looked for by whoever raises an alarm, and come in as a table. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
	fire,
	ROSOKHACH,
	village,
	type Workbench,
	workbench,
} from "./workbench.ts";

const CSV = { headers: { "Content-Type": "text/csv" } };
const HROMADA = "UA61060430000094264";
const ELSEWHERE = "UA26080030000014307";
const ROSOKHACH_CODE = "UA61060430070088102";

const HROMADAS = `code,name,type,raion_code,raion,oblast_code,oblast,centre_code,centre,lat,lon,population_2022
${HROMADA},Чортківська міська громада,міська,UA61060000000068766,Чортківський,UA61000000000060328,Тернопільська,UA61060430010047348,Чортків,49.016,25.792,40000
${ELSEWHERE},Городенківська міська громада,міська,UA26080000000012345,Коломийський,UA26000000000069363,Івано-Франківська,,Городенка,48.67,25.5,`;

const SETTLEMENTS = `code,name,category,hromada_code,lat,lon,coord_source,population_osm
${ROSOKHACH_CODE},Росохач,C,${HROMADA},49.017,25.795,osm_polygon,1947
UA61060430010047348,Чортків,M,${HROMADA},49.0093,25.7904,osm_polygon,24649
UA61060430030011111,Кам'янка-Ґрунтова,C,${HROMADA},,,,
UA26080030250071227,Росохач,C,${ELSEWHERE},48.63335,25.24036,osm_polygon,`;

const send = (
	{ call }: Pick<Workbench, "call">,
	text: string | Uint8Array,
	query = "",
) => call("POST", `/v1/areas/import${query}`, text, CSV);

/** Two hromadas, four settlements, and a brigade in Росохач. */
async function country(): Promise<Workbench> {
	const bench = workbench();
	await village(bench);
	for (const table of [HROMADAS, SETTLEMENTS])
		expect((await send(bench, table)).body.rejected).toEqual([]);
	return bench;
}

const search = async (
	{ call }: Workbench,
	query: Record<string, string>,
	key?: string,
) => {
	const { status, body, text } = await call(
		"GET",
		`/v1/areas?${new URLSearchParams(query)}`,
		undefined,
		key === undefined ? {} : { key },
	);
	expect(status, text).toBe(200);
	return body.items as {
		code: string;
		name: string;
		hromada: string | null;
		location: object | null;
		distanceMetres?: number;
	}[];
};

test("a name that repeats is told apart by its hromada, and the one near the caller's brigades comes first", async () => {
	const bench = await country();
	expect(await search(bench, { search: "росохач" })).toEqual([
		{
			code: ROSOKHACH_CODE,
			name: "Росохач",
			category: "C",
			hromada: "Чортківська міська громада",
			hromadaCode: HROMADA,
			raion: "Чортківський",
			oblast: "Тернопільська",
			location: { lat: 49.017, lon: 25.795 },
			distanceMetres: 0,
		},
		{
			code: "UA26080030250071227",
			name: "Росохач",
			category: "C",
			hromada: "Городенківська міська громада",
			hromadaCode: ELSEWHERE,
			raion: "Коломийський",
			oblast: "Івано-Франківська",
			location: { lat: 48.63335, lon: 25.24036 },
			distanceMetres: expect.any(Number),
		},
	]);
	const [first] = await search(bench, {
		search: "росохач",
		near: "48.63,25.24",
	});
	expect(first?.hromada).toBe("Городенківська міська громада");
});

test.each([
	["РОСОХАЧ ЧОРТ", "Росохач"],
	["чортківська росохач", "Росохач"],
	["с. Росохач (Чортківська громада)", "Росохач"],
	["село Росохач, Чортківський р-н", "Росохач"],
	["м. Чортків", "Чортків"],
	["камянка", "Кам'янка-Ґрунтова"],
	["Кам’янка", "Кам'янка-Ґрунтова"],
	["камʼянка грунт", "Кам'янка-Ґрунтова"],
	["грунтова", "Кам'янка-Ґрунтова"],
])(
	"«%s» finds %s, whatever the case, apostrophe, ґ and order of words",
	async (text, name) => {
		const [first] = await search(await country(), { search: text });
		expect(first).toMatchObject({
			name,
			hromada: "Чортківська міська громада",
		});
	},
);

test("a settlement without coordinates is found by name and says that its place is not known", async () => {
	const [found] = await search(await country(), { search: "камянка" });
	expect(found?.location).toBeNull();
	expect(found).not.toHaveProperty("distanceMetres");
});

test("a map gets what lies in its square, and a circle only what is inside it", async () => {
	const bench = await country();
	const names = async (query: Record<string, string>) =>
		(await search(bench, query)).map(({ name }) => name);
	expect(await names({ within: "48.9,25.7,49.1,25.9", limit: "500" })).toEqual([
		"Росохач",
		"Чортків",
	]);
	expect(await names({ near: "49.017,25.795", within: "500" })).toEqual([
		"Росохач",
	]);
	expect(await names({ search: "...", near: "49,25" })).toEqual([]);
});

test("what cannot be read in a question is named", async () => {
	const { call } = await country();
	const { status, body } = await call(
		"GET",
		"/v1/areas?near=49&within=1,2,3&limit=900&sort=name",
	);
	expect(status).toBe(400);
	expect(body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
		"limit",
		"near",
		"sort",
		"within",
	]);
});

test("a centre's key may search and may not import", async () => {
	const bench = await country();
	const key = await bench.keyFor({ kind: "own", by: "a centre" });
	expect(await search(bench, { search: "росох" }, key)).toHaveLength(2);
	const { status } = await bench.call("POST", "/v1/areas/import", HROMADAS, {
		...CSV,
		key,
	});
	expect(status).toBe(403);
});

test("the same table again changes nothing; a changed line is updated; what is no longer named stays and is counted", async () => {
	const bench = await country();
	const before = bench.appends.count;
	expect((await send(bench, SETTLEMENTS)).body).toEqual({
		list: "settlements",
		created: 0,
		updated: 0,
		unchanged: 4,
		kept: 0,
		withoutParent: 0,
		cityDistricts: 0,
		unknown: 0,
		unknownLines: [],
		ignored: ["coord_source"],
		rejected: [],
	});
	expect(bench.appends.count).toBe(before);
	const [header, , town] = SETTLEMENTS.split("\n");
	const { body } = await send(
		bench,
		`\uFEFF${[header, town?.replace("Чортків", "Чортків-Новий"), `UA61060430020022222,Нове,с,${HROMADA},"49,02","25,8",,`].join("\r\n")}`.replaceAll(
			/,(?=(?:[^"]*"[^"]*")*[^"]*$)/g,
			";",
		),
	);
	expect(body).toMatchObject({ rejected: [], created: 1, updated: 1, kept: 3 });
	expect(
		(await search(bench, { search: "чортків-новий" })).map(({ name }) => name),
	).toEqual(["Чортків-Новий"]);
	expect(await search(bench, { search: "росохач" })).toHaveLength(2);
});

test("an empty cell leaves what is known", async () => {
	const bench = await country();
	const { body } = await send(
		bench,
		`code,name,category,hromada_code,lat,lon\n${ROSOKHACH_CODE},Росохач,C,${HROMADA},,`,
	);
	expect(body).toMatchObject({ unchanged: 1, updated: 0 });
	const [found] = await search(bench, { search: "росохач" });
	expect(found?.location).toEqual({ lat: 49.017, lon: 25.795 });
});

test("a dry run tells what would be done and writes nothing", async () => {
	const bench = workbench();
	const before = bench.appends.count;
	const { body } = await send(bench, SETTLEMENTS, "?dryRun");
	expect(body).toMatchObject({ created: 4, withoutParent: 4, rejected: [] });
	expect(bench.appends.count).toBe(before);
});

test("every fault of a table is told with line and column, what was expected and what came, and nothing is written", async () => {
	const bench = workbench();
	const before = bench.appends.count;
	const { status, body } = await send(
		bench,
		[
			"code,name,category,hromada_code,lat,lon,population_osm",
			`${ROSOKHACH_CODE},Росохач,C,${HROMADA},49.017,25.795,1947`,
			`UA6106,,Q,61060430000094264,91,,багато`,
			"",
			`${ROSOKHACH_CODE},Росохач,C,${HROMADA},,,`,
			`UA61060430070088103,Росохач,C`,
			`UA61060430070088104,"Дві\nлінії",C,,49,x,`,
		].join("\n"),
	);
	expect(status).toBe(200);
	expect(body).toMatchObject({ created: 0, updated: 0, unchanged: 0 });
	expect(
		body.rejected.map(
			(fault: { line: number; column: string; message: string }) =>
				`${fault.line} ${fault.column}: ${fault.message}`,
		),
	).toEqual([
		'3 hromada_code: expected a KATOTTG code, UA and 17 digits such as UA61060370010084537, came "61060430000094264"',
		"3 name: expected a name, came an empty cell",
		'3 code: expected a KATOTTG code, UA and 17 digits such as UA61060370010084537, came "UA6106"',
		'3 category: expected M (town), X (selyshche), C (village) or K (Kyiv, Sevastopol), came "Q"',
		'3 lat: expected degrees between -90 and 90 such as 49.017, came "91"',
		"3 lon: expected latitude and longitude together, came one of them",
		'3 population_osm: expected how many people live there, came "багато"',
		"5 code: expected every code once, came the one of line 2 again",
		"6 : expected 7 cells, came 3: a separator or quotation mark is missing or one too many",
		"7 name: expected one line with letters, came something else",
		'7 lon: expected degrees between -180 and 180 such as 49.017, came "x"',
	]);
	expect(bench.appends.count).toBe(before);
});

test("hromadas that disagree about their raion are told apart from those that repeat it", async () => {
	const bench = workbench();
	const line = (code: number, raion: string, oblast: string) =>
		`UA0000000000000000${code},Громада ${code},UA11000000000000000,${raion},UA${oblast}000000000000000,Область`;
	const { body } = await send(
		bench,
		[
			"code,name,raion_code,raion,oblast_code,oblast",
			line(1, "Перший", "22"),
			line(2, "Перший", "22"),
			line(3, "Другий", "22"),
			line(4, "Перший", "33"),
			line(2, "Перший", "22"),
		].join("\n"),
	);
	expect(
		body.rejected.map((fault: { line: number; column: string }) => [
			fault.line,
			fault.column,
		]),
	).toEqual([
		[4, "raion"],
		[5, "oblast_code"],
		[6, "code"],
	]);
});

test("a table of something else, one without a column and one in another encoding are refused with what was expected", async () => {
	const bench = workbench();
	const other = await send(bench, "name,phone\nІван,0671112233");
	expect(other.body.list).toBeNull();
	expect(other.body.rejected[0].message).toBe(
		"expected the columns of settlements (code, name, category, hromada_code) or of hromadas (code, name, raion_code, raion, oblast_code, oblast) or of codifier (Перший рівень, Другий рівень, Третій рівень, Четвертий рівень, Додатковий рівень, Категорія об’єкта, Назва об’єкта) or of coordinates (code, lat, lon), came name, phone",
	);
	const without = await send(bench, "code,category,hromada_code\nx,y,z");
	expect(without.body.rejected).toEqual([
		{
			line: 1,
			column: "name",
			message: "expected this column, came a table of settlements without it",
		},
	]);
	const windows = await send(
		bench,
		new Uint8Array([...Buffer.from("code,name\n"), 0xd0, 0xee, 0xf1]),
	);
	expect(windows.status).toBe(400);
	expect(windows.text).toContain("UTF-8");
	const json = await bench.call("POST", "/v1/areas/import", {});
	expect(json.status).toBe(415);
});

// --- The place of an alarm ------------------------------------------------------------

test("a fire that comes as a point is told by the nearest settlement, its hromada and the way", async () => {
	const bench = await country();
	const place = async (report: object): Promise<string | null> => {
		const { body, text } = await bench.call("POST", "/v1/incidents", {
			type: "vegetation_fire",
			source: "chief",
			force: true,
			...report,
		});
		expect(body.id, text).toBeTruthy();
		return (await bench.call("GET", `/v1/incidents/${body.id}`)).body.place;
	};
	expect(await place({ location: { lat: 49.0296, lon: 25.795 } })).toBe(
		"біля села Росохач (Чортківська громада), на північ 1400 метрів",
	);
	expect(await place({ location: ROSOKHACH })).toBe(
		"біля села Росохач (Чортківська громада)",
	);
	expect(await place({ location: { lat: 49.0093, lon: 25.6 } })).toBe(
		"біля міста Чортків (Чортківська громада), на захід 14 кілометрів",
	);
	expect(await place({ location: ROSOKHACH, place: "за фермою" })).toBe(
		"за фермою",
	);
	// Nothing within twenty kilometres: a name would lead astray.
	expect(await place({ location: { lat: 47, lon: 31 } })).toBeNull();
});

test("a point that is corrected takes its words along, and leaves those a human said", async () => {
	const bench = await country();
	const corrected = async (report: object, change: object) => {
		const { body } = await bench.call("POST", "/v1/incidents", {
			type: "vegetation_fire",
			source: "chief",
			force: true,
			...report,
		});
		const path = `/v1/incidents/${body.id}`;
		const answer = await bench.call("PATCH", path, change);
		expect(answer.status, answer.text).toBe(200);
		return answer.body.place;
	};
	const near = { location: { lat: 49.0296, lon: 25.795 } };
	expect(
		await corrected(near, { location: { lat: 49.0044, lon: 25.795 } }),
	).toBe(
		"біля міста Чортків (Чортківська громада), на південний схід 600 метрів",
	);
	expect(await corrected(near, { location: { lat: 47, lon: 31 } })).toMatch(
		/^біля .*, на південний схід \d+ кілометрів$/,
	);
	expect(await corrected({}, near)).toBe(
		"біля села Росохач (Чортківська громада), на північ 1400 метрів",
	);
	expect(await corrected({ ...near, place: "за фермою" }, near)).toBe(
		"за фермою",
	);
	expect(await corrected(near, { ...near, place: "за ставом" })).toBe(
		"за ставом",
	);
	expect(await corrected(near, { peopleInDanger: true })).toBe(
		"біля села Росохач (Чортківська громада), на північ 1400 метрів",
	);
});

test("a second fire in the village is not held back for the words that a point was given", async () => {
	const bench = await country();
	const { body: first } = await bench.call("POST", "/v1/incidents", {
		type: "vegetation_fire",
		source: "chief",
		location: { lat: 49.0296, lon: 25.795 },
	});
	const likely = async (report: object): Promise<unknown> => {
		const { body } = await bench.call("POST", "/v1/incidents", {
			type: "structure_fire",
			source: "okc_101",
			...report,
		});
		const { body: board } = await bench.call("GET", `/v1/incidents/${body.id}`);
		return board.possibleDuplicateOf;
	};
	for (const place of [
		"Росохач, вул. Шевченка, 12",
		"біля села Угринь",
		"біля магазину",
	])
		expect(await likely({ place }), place).toBeNull();
	// The place itself is what two reports of one fire have in common.
	expect(await likely({ location: { lat: 49.03, lon: 25.795 } })).toBe(
		first.id,
	);
});

test("an alarm rings without words when the settlements cannot be asked or take too long", async () => {
	for (const find of [
		() => Promise.reject(new Error("SQLITE_IOERR")),
		() => new Promise<never>(() => {}),
	]) {
		const bench = await country();
		Object.assign(bench.service.areas, { find });
		const { place: _place, ...report } = fire;
		const { status, body } = await bench.call("POST", "/v1/incidents", report);
		expect(status).toBe(201);
		expect(
			(await bench.call("GET", `/v1/incidents/${body.id}`)).body.place,
		).toBeNull();
	}
});

test("former names come with the table, are searched, and say that they are former", async () => {
	const bench = await country();
	const renamed = (names: string) =>
		`code,name,category,hromada_code,former_names\nUA61060430030011111,Кам'янка-Ґрунтова,C,${HROMADA},${names}`;
	expect(
		(await send(bench, renamed("Комсомольське; Червоний Жовтень;"))).body,
	).toMatchObject({ updated: 1, ignored: [], rejected: [] });
	expect(
		(await send(bench, renamed("Комсомольське; Червоний Жовтень;"))).body,
	).toMatchObject({ updated: 0, unchanged: 1 });
	const found = [{ name: "Кам'янка-Ґрунтова", formerName: "Червоний Жовтень" }];
	for (const text of ["жовт", "червоний жовтень", "Chervonyi Zhovten"])
		expect(await search(bench, { search: text })).toMatchObject(found);
	const [own] = await search(bench, { search: "Кам'янка" });
	expect(own).not.toHaveProperty("formerName");
	// An empty cell leaves what is known.
	expect((await send(bench, renamed(""))).body).toMatchObject({ unchanged: 1 });
	expect(
		(await send(bench, renamed(Array(11).fill("Село").join(";")))).body
			.rejected,
	).toEqual([
		{
			line: 2,
			column: "former_names",
			message: "expected up to 10 names separated by semicolons, came 11",
		},
	]);
});

test("what is called so by nobody is looked for in Latin letters, in another case and misspelt", async () => {
	const bench = await country();
	for (const text of ["Rosokhach", "росохачі", "Рососхач", "Pocoxaч"])
		expect(
			(await search(bench, { search: text })).map(({ name }) => name),
			text,
		).toContain("Росохач");
	expect(await search(bench, { search: "щось зовсім інше" })).toEqual([]);
	// What an import adds is known at once.
	expect(await search(bench, { search: "Nove Misto" })).toEqual([]);
	await send(
		bench,
		`code,name,category,hromada_code\nUA61060430030011112,Нове Місто,C,${HROMADA}`,
	);
	expect(await search(bench, { search: "Nove Misto" })).toMatchObject([
		{ name: "Нове Місто" },
	]);
});

// --- The country ----------------------------------------------------------------------

const GEO = join(import.meta.dirname, "../../../shared/data/geo");
const isThere = existsSync(join(GEO, "settlements.csv"));
if (!isThere)
	console.warn(
		"SKIPPED: ../shared/data/geo is absent, the 29,707 settlements of the country are not tried",
	);

test.skipIf(!isThere)(
	"all settlements and hromadas of the country come in as they are published, and every Росохач is told apart",
	async () => {
		const bench = workbench();
		const read = (name: string) => readFileSync(join(GEO, name));
		expect((await send(bench, read("hromadas.csv"))).body).toMatchObject({
			list: "hromadas",
			created: 1_469 + 126 + 24,
			withoutParent: 0,
			rejected: [],
		});
		const settlements = read("settlements.csv");
		expect((await send(bench, settlements)).body).toMatchObject({
			list: "settlements",
			created: 29_707,
			rejected: [],
		});
		expect((await send(bench, settlements)).body).toMatchObject({
			created: 0,
			updated: 0,
			unchanged: 29_707,
		});
		const all = await search(bench, {
			search: "Росохач",
			near: "48.9463,25.8157",
		});
		const exact = all.filter(({ name }) => name === "Росохач");
		expect(exact).toHaveLength(3);
		expect(new Set(exact.map(({ hromada }) => hromada)).size).toBe(3);
		expect(exact[0]?.code).toBe("UA61060430070088102");
		const repeated = await search(bench, { search: "Іванівка", limit: "500" });
		expect(repeated.filter(({ name }) => name === "Іванівка")).toHaveLength(
			settlements.toString().split(",Іванівка,").length - 1,
		);
	},
);
