/**
 * A station's wall over HTTP: who may make one, what binds it, what it shows and what
 * it never shows, and that it is dark once it is taken away.
 */
import { transformSync } from "esbuild";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { wallCommand } from "../../src/accessShell.ts";
import {
	changeBrigade,
	changeVehicle,
	setAvailability,
} from "../../src/administer.ts";
import { boardOf } from "../../src/boardOf.ts";
import { SCRIPT } from "../../src/http/wall/script.ts";
import { DOOR_STYLE, STYLE } from "../../src/http/wall/style.ts";
import { EVERYTHING } from "../../src/ports.ts";
import { freeWall, removeWall } from "../../src/walls.ts";
import { type WallVillage, wallVillage } from "./wallVillage.ts";

const OPERATOR = { by: { kind: "service" }, scope: EVERYTHING } as const;
const DAY_MS = 86_400_000;

let village: WallVillage;
beforeEach(async () => {
	village = await wallVillage();
});
afterEach(() => village.close());

describe("the link", () => {
	it("has 128 bits, and only its hash is stored", async () => {
		const { token } = await village.make();
		expect(token).toMatch(/^[\w-]{22}$/);
		const [row] = await village.service.signIn.walls({
			brigadeId: village.brigade.id,
		});
		expect(JSON.stringify(row)).not.toContain(token);
		expect((await village.make()).token).not.toBe(token);
	});

	it("binds nothing when it is only fetched, by whomever and however often", async () => {
		const { token } = await village.make();
		for (const agent of ["TelegramBot (like TwitterBot)", "WhatsApp/2", ""]) {
			const answer = await village.screen().ask(`/wall/${token}`, {
				headers: { "user-agent": agent },
			});
			expect(answer.status).toBe(200);
			expect(answer.headers.get("set-cookie")).toBeNull();
			expect(await answer.text()).toContain("Підключити цей екран?");
		}
		const head = await village
			.screen()
			.ask(`/wall/${token}`, { method: "HEAD" });
		expect(head.headers.get("set-cookie")).toBeNull();
		const [row] = await village.service.signIn.walls({
			brigadeId: village.brigade.id,
		});
		expect(row?.screenHash).toBeUndefined();
	});

	it("belongs to the first screen that presses; another is told who may free it, and sees nothing", async () => {
		const { token } = await village.make();
		const [first, second] = [village.screen(), village.screen()];
		const bound = await first.bind(token);
		expect(bound.status).toBe(303);
		expect(bound.headers.get("set-cookie")).toMatch(
			/^__Host-dzvin-wall=[\w-]{43}; Max-Age=34473600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
		);
		expect((await first.open(token)).status).toBe(200);
		expect((await second.bind(token)).headers.get("set-cookie")).toBeNull();
		const other = await second.open(token);
		expect(other.status).toBe(403);
		const words = await other.text();
		expect(words).toContain("Посилання вже на іншому екрані");
		expect(words).toContain("Петро Гнатюк, Василь Кушнір");
		expect(words).not.toContain("Росохач");
		for (const path of ["stream", "now"])
			expect((await second.ask(`/wall/${token}/${path}`)).status).toBe(403);
		expect((await second.press(token, { mark: "atStation" })).status).toBe(403);
	});

	it("is bound by one of two screens that press at the same moment", async () => {
		const { token } = await village.make();
		const screens = [village.screen(), village.screen(), village.screen()];
		await Promise.all(screens.map((screen) => screen.bind(token)));
		const opened = await Promise.all(
			screens.map((screen) => screen.open(token)),
		);
		expect(opened.map(({ status }) => status).sort()).toEqual([200, 403, 403]);
	});

	it("a week later binds no screen, but stays with the one it has", async () => {
		const late = await village.make();
		const kept = await village.make();
		const screen = village.screen();
		await screen.bind(kept.token);
		village.push(8 * DAY_MS);
		const other = village.screen();
		expect((await other.open(late.token)).status).toBe(410);
		expect((await other.bind(late.token)).status).toBe(410);
		const answer = await screen.open(kept.token);
		expect(answer.status).toBe(200);
		// Renewed at each visit, it outlives any number of months.
		expect(answer.headers.get("set-cookie")).toContain("Max-Age=34473600");
	});

	it("freed binds the next screen, and the one before sees nothing any more", async () => {
		const { id, token } = await village.make();
		const [old, next] = [village.screen(), village.screen()];
		await old.bind(token);
		await freeWall(village.service, OPERATOR, id);
		expect(await (await old.open(token)).text()).toContain(
			"Підключити цей екран?",
		);
		await next.bind(token);
		expect((await next.open(token)).status).toBe(200);
		expect((await old.open(token)).status).toBe(403);
	});

	it("of nobody is answered in words, and guessing is counted", async () => {
		const screen = village.screen();
		const answer = await screen.open("AAAAAAAAAAAAAAAAAAAAAA");
		expect(answer.status).toBe(404);
		expect(await answer.text()).toMatch(/Цей екран від(&#39;|')єднано/);
		for (let tries = 0; tries < 20; tries += 1)
			await screen.open(`${tries}BBBBBBBBBBBBBBBBBBBBB`.slice(0, 22));
		expect((await screen.open("AAAAAAAAAAAAAAAAAAAAAA")).status).toBe(429);
	});
});

describe("from the shell", () => {
	it("a wall is made, listed, freed and taken away", async () => {
		const printed: string[] = [];
		const dzvin = async (...words: string[]) => {
			printed.length = 0;
			expect(
				await wallCommand(
					{
						administer: (direct) => direct({ service: village.service }),
						print: (text) => printed.push(text),
					},
					words,
				),
			).toBe(0);
			return printed.join("\n");
		};
		const made = await dzvin(
			...["create", "--brigade", village.brigade.id, "--name", "Депо"],
		);
		const [id = "", url = ""] = made.split("\n");
		const token = url.split("/").at(-1) ?? "";
		expect(await dzvin("list", village.brigade.id)).toBe(
			`${id}  Депо  not bound yet`,
		);
		await village.screen().bind(token);
		expect(await dzvin("list", village.brigade.id)).toContain(
			"bound to a screen, last seen 2026-11-22T01:02:00.000Z",
		);
		await dzvin("free", id);
		expect(await dzvin("list", village.brigade.id)).toContain("not bound yet");
		await dzvin("delete", id);
		expect(await dzvin("list", village.brigade.id)).toBe(
			"This brigade has no screens.",
		);
	});
});

describe("taken away", () => {
	it("is dark with the next request, and its open stream ends within five seconds", async () => {
		const { id, token } = await village.make();
		const screen = village.screen();
		await screen.bind(token);
		const stream = await screen.ask(`/wall/${token}/stream`);
		const reader = stream.body?.getReader();
		await reader?.read();
		await removeWall(village.service, OPERATOR, id);
		let rest = "";
		for (let read = await reader?.read(); read && !read.done; ) {
			rest += new TextDecoder().decode(read.value);
			read = await reader?.read();
		}
		expect(rest).toContain("event: gone");
		const answer = await screen.open(token);
		expect(answer.status).toBe(404);
		const words = await answer.text();
		expect(words).toMatch(/Цей екран від(&#39;|')єднано/);
		expect(words).not.toContain("Росохач");
	});

	it("each deed of a wall's life is in the administration log, its tokens never", async () => {
		const { id, token } = await village.make();
		await village.screen().bind(token);
		await freeWall(village.service, OPERATOR, id);
		await removeWall(village.service, OPERATOR, id);
		const log = await village.store.load("admin/everything");
		expect(log.slice(-4).map(({ type }) => type)).toEqual([
			"WallMade",
			"WallBound",
			"WallFreed",
			"WallRemoved",
		]);
		expect(JSON.stringify(log)).not.toContain(token);
		expect(village.logged.join("\n")).not.toContain(token);
	});
});

describe("the page", () => {
	it("runs its own script and style alone, and is kept nowhere", async () => {
		const { token } = await village.make();
		const screen = village.screen();
		await screen.bind(token);
		const { headers } = await screen.open(token);
		expect(headers.get("cache-control")).toBe("no-store");
		expect(headers.get("referrer-policy")).toBe("no-referrer");
		expect(headers.get("content-security-policy")).toMatch(
			/^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
		);
	});

	it("is written for televisions of 2018: ES2017 and no younger style", () => {
		const options = { minifyWhitespace: true, minifyIdentifiers: false };
		const plain = transformSync(SCRIPT, { ...options, target: "esnext" }).code;
		const old = transformSync(SCRIPT, { ...options, target: "es2017" }).code;
		expect(old).toBe(plain);
		expect(SCRIPT).not.toMatch(
			/\.flatMap\(|\.flat\(|\.at\(|fromEntries|replaceAll|globalThis|allSettled|\.finally\(/,
		);
		for (const style of [STYLE, DOOR_STYLE])
			expect(style).not.toMatch(
				/[{;]gap:|\b(?:min|max|clamp)\(|:focus-visible|:has\(|:is\(|[{;]inset:|[{;]aspect-ratio:|\d 2rem 4rem|@container|@layer/,
			);
	});

	it("shows what burns without a phone, a position or an id of a stranger", async () => {
		const { token } = await village.make();
		const screen = village.screen();
		await screen.bind(token);
		const id = await village.fire();
		for (const who of village.people.slice(0, 3)) await village.comes(id, who);
		const page = await (await screen.open(token)).text();
		expect(page).toContain("Росохач, вул. Шевченка, 12");
		expect(page).toContain("1,3 км");
		expect(page).toContain("Микола Ткач");
		expect(page).toContain("водій");
		expect(page).not.toMatch(/\+?380\d{9}|\b0\d{9}\b/);
		expect(page).not.toContain("49.0");
		expect(page).not.toContain("25.79");
	});

	it("shows the fires its brigade is asked to, the worst large, the others a line each", async () => {
		const { token } = await village.make();
		const screen = village.screen();
		await screen.bind(token);
		await village.fire({ mode: "exercise" });
		const real = await village.fire({ type: "vegetation_fire" });
		const { number } = await village.incident(real);
		const { told } = await screen.now(token);
		expect(told.state).toMatchObject({ mood: "burning", mode: "actual" });
		expect(told.parts["p-what"]).toContain(`стерня · #${number}`);
		expect(told.parts["p-others"]).toContain("НАВЧАННЯ");
		// Whoever comes to the other fire has a key all the same, and it says to which.
		await village.comes(real, village.people[0] ?? { id: "" });
		const { told: again } = await screen.now(token);
		expect(again.parts["p-people"]).toMatch(/data-key="1"/);
		expect(again.parts["p-people"]).toContain(`#${number}`);
		await village.do(real, { type: "Close", by: { kind: "service" } });
		const after = await screen.now(token);
		expect(after.told.state).toMatchObject({ mode: "exercise" });
		expect(after.told.parts["p-bars"]).toContain("НАВЧАННЯ: не горить");
	});

	it("asks the room to ring and speak for what burns, softer for an exercise, not at all for a test", async () => {
		const { token } = await village.make();
		const screen = village.screen();
		await screen.bind(token);
		const calls = async () => (await screen.now(token)).told.state.calls;
		const test = await village.fire({ mode: "test" });
		expect(await calls()).toEqual([]);
		const exercise = await village.fire({ mode: "exercise" });
		expect(await calls()).toMatchObject([
			{
				id: exercise,
				sound: "exercise",
				say: "Навчання, не горить. Росохач, Шевченка 12.",
				language: "uk-UA",
			},
		]);
		const real = await village.fire();
		expect(await calls()).toContainEqual(
			expect.objectContaining({
				id: real,
				sound: "alarm",
				say: "Пожежа! Росохач, Шевченка, дванадцять.",
			}),
		);
		village.push(31 * 60_000);
		expect(await calls()).toEqual([]);
		expect((await village.incident(test)).status).toBe("open");
	});

	it("a place told later is spoken anew, the same place never", async () => {
		const { token } = await village.make();
		const screen = village.screen();
		await screen.bind(token);
		const id = await village.fire();
		const place = async () =>
			(await screen.now(token)).told.state.calls[0]?.place;
		const before = await place();
		await village.comes(id, village.people[0] ?? { id: "" });
		expect(await place()).toBe(before);
		const { ref, words } = village.service.keepWords("Росохач, за фермою");
		await village.service.handle(
			id,
			{ type: "Correct", by: { kind: "service" }, place: ref },
			{ commandId: "test:place", alongside: { words: [words] } },
		);
		expect(await place()).not.toBe(before);
	});
});

describe("the language", () => {
	it("is the brigade's own", async () => {
		await changeBrigade(village.service, OPERATOR, village.brigade.id, {
			locale: "en",
		});
		const { token } = await village.make();
		const screen = village.screen();
		await screen.bind(token);
		await village.fire();
		const page = await (await screen.open(token)).text();
		expect(page).toContain('<html lang="en">');
		expect(page).toContain("GATHERING");
		expect(page).not.toMatch(/Приїхали|викликаємо|ЗБИРАЄМО/);
	});
});

describe("while nothing burns", () => {
	it("is a dim clock by night, and by day says who is on duty and which truck could leave", async () => {
		const { token } = await village.make();
		const screen = village.screen();
		await screen.bind(token);
		const night = await screen.now(token);
		expect(night.told.state).toMatchObject({ mood: "night", dark: true });
		expect(Object.values(night.told.parts).join("")).not.toContain("ЗІЛ");
		village.push(10 * 3_600_000);
		const { told } = await screen.now(token);
		expect(told.state).toMatchObject({ mood: "idle", dark: false });
		expect(told.parts["p-day"]).toContain("неділя, 22 листопада");
		expect(told.parts["p-trucks"]).toContain("екіпаж можливий");
		expect(told.parts["p-strength"]).toMatch(
			/водій<\/th><td class="g">1<\/td><td>0<\/td>/,
		);
	});

	it("says which truck does not leave, and why", async () => {
		const { token } = await village.make();
		const screen = village.screen();
		await screen.bind(token);
		village.push(10 * 3_600_000);
		await changeVehicle(village.service, OPERATOR, village.vehicle.id, {
			state: "outOfService",
			reason: "сів акумулятор",
		});
		const { told } = await screen.now(token);
		expect(told.parts["p-trucks"]).toContain("■ не їде");
		expect(told.parts["p-trucks"]).toContain("сів акумулятор");
	});

	it("says who is missing until when", async () => {
		const { token } = await village.make();
		const screen = village.screen();
		await screen.bind(token);
		village.push(10 * 3_600_000);
		await setAvailability(
			village.service,
			OPERATOR,
			village.people[0]?.id ?? "",
			{
				state: "off",
				until: Date.parse("2026-11-22T16:00:00Z"),
				weekly: [],
				exceptions: [],
			},
		);
		const { told } = await screen.now(token);
		expect(told.parts["p-trucks"]).toContain("▲ бракує водія до 18:00");
		expect(told.parts["p-strength"]).toMatch(
			/водій<\/th><td class="d">▲ 0<\/td>/,
		);
	});
});

describe("a press on the wall", () => {
	it("puts somebody at the station, by the wall, once however often it is sent", async () => {
		const { id: wallId, token } = await village.make("Стіна в депо");
		const screen = village.screen();
		await screen.bind(token);
		const id = await village.fire();
		const [mykola] = village.people;
		if (!mykola) throw new Error("expected people");
		await village.comes(id, mykola);
		const fields = {
			incidentId: id,
			mark: "atStation",
			responderId: mykola.id,
			nonce: "n1",
		};
		expect((await screen.press(token, fields)).status).toBe(200);
		expect((await screen.press(token, fields)).status).toBe(200);
		const { marks, people } = await village.incident(id);
		expect(marks).toMatchObject([
			{
				mark: "atStation",
				responderId: mykola.id,
				by: { kind: "wall", id: wallId },
			},
		]);
		expect(people.get(mykola.id)?.progress).toBe("atStation");
		const { told } = await screen.now(token);
		expect(told.parts["p-people"]).toMatch(
			/class="card here"[\s\S]*?Микола Ткач[\s\S]*?у депо/,
		);
	});

	it("«Усі в депо» and «Виїхали» are said of the brigade's own people and truck, under the wall's name", async () => {
		const { token } = await village.make("Стіна в депо");
		const screen = village.screen();
		await screen.bind(token);
		const id = await village.fire();
		for (const who of village.people.slice(0, 4)) await village.comes(id, who);
		await screen.press(token, { incidentId: id, mark: "atStation" });
		const { people } = await village.incident(id);
		for (const who of village.people.slice(0, 4))
			expect(people.get(who.id)?.progress).toBe("atStation");
		await screen.press(token, {
			incidentId: id,
			mark: "departed",
			vehicleId: village.vehicle.id,
		});
		const board = await boardOf(village.service, EVERYTHING, id);
		expect(board.headline.kind).toBe("left");
		expect(board.marks.map(({ by }) => by)).toEqual([
			"Стіна в депо",
			"Стіна в депо",
		]);
	});

	it("of a report that turned out to be of another fire is of that fire", async () => {
		const { token } = await village.make();
		const screen = village.screen();
		await screen.bind(token);
		const fire = await village.fire();
		const again = await village.fire();
		expect(again).not.toBe(fire);
		const [mykola] = village.people;
		if (!mykola) throw new Error("expected people");
		await village.comes(again, mykola);
		await village.do(again, {
			type: "MergeInto",
			into: fire,
			by: { kind: "responder", id: village.chief.id },
			ownDesk: true,
		});
		const pressed = await screen.press(token, {
			incidentId: again,
			mark: "atStation",
			responderId: mykola.id,
			nonce: "n1",
		});
		expect(pressed.status).toBe(200);
		const { people } = await village.incident(fire);
		expect(people.get(mykola.id)?.progress).toBe("atStation");
	});

	it("says nothing about other incidents, people and trucks", async () => {
		const { token } = await village.make();
		const screen = village.screen();
		await screen.bind(token);
		const id = await village.fire();
		for (const fields of [
			{ incidentId: "none", mark: "atStation" },
			{ incidentId: id, mark: "atStation", responderId: village.chief.id },
			{ incidentId: id, mark: "departed", vehicleId: "another" },
			{ incidentId: id, mark: "departed" },
			{ incidentId: id, mark: "out" },
			{ incidentId: id },
		])
			expect(
				(await screen.press(token, fields as Record<string, string>)).status,
				JSON.stringify(fields),
			).toBe(400);
		expect((await village.incident(id)).marks).toEqual([]);
	});

	it("a key stays a person's own while others answer and arrive before them", async () => {
		const { token } = await village.make();
		const screen = village.screen();
		await screen.bind(token);
		const id = await village.fire();
		const [first, second] = village.people;
		if (!first || !second) throw new Error("expected people");
		await village.comes(id, first, 12);
		village.push(1_000);
		await village.comes(id, second, 3);
		const { told } = await screen.now(token);
		const keys = [
			...(told.parts["p-people"] ?? "").matchAll(
				/data-key="(\d)" data-said="У депо: ([^"]+)"/g,
			),
		].map(([, key, name]) => [key, name]);
		expect(keys).toEqual([
			["2", second.name],
			["1", first.name],
		]);
	});
});
