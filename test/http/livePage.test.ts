/**
 * The live page: what it shows of an incident (drawn from boards), and what its
 * routes do (on the wired service). How it looks is test/browser's.
 */
import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BoardView } from "../../src/core/board.ts";
import { LOCALES } from "../../src/core/kinds.ts";
import { shortIds } from "../../src/http/livePage/actions.ts";
import { STRIPE } from "../../src/http/livePage/style.ts";
import {
	type LiveView,
	livePage,
	liveSections,
} from "../../src/http/livePage/view.ts";
import { COLOURS } from "../../src/http/page.ts";
import { BOARDS, board, responder, viewOf } from "./boards.ts";
import { type LiveVillage, liveVillage } from "./liveVillage.ts";

const draw = (shown: BoardView, more: Partial<LiveView> = {}): string =>
	String(livePage(viewOf(shown, more), { nonce: "nonce-of-this-page" }));

/** What a person reads: no tags, no script, no style. */
const read = (page: string): string =>
	page
		.replace(/<(script|style)>.*?<\/\1>/gs, " ")
		.replace(/<[^>]+>/g, " ")
		.replace(/&#39;/g, "'")
		.replace(/\s+/g, " ");

const labels = (page: string): string[] =>
	[...page.matchAll(/<button[^>]*formaction[^>]*>([^<]+)</g)].map(
		([, label]) => label ?? "",
	);

describe("the live page shows", () => {
	it("what and where, headline, seats, people, time line, actions: always in this order", () => {
		for (const shown of [
			BOARDS.missingDriver,
			BOARDS.leaving,
			BOARDS.left,
			BOARDS.exercise,
		]) {
			const ids = liveSections(viewOf(shown))
				.filter(({ html }) => !/^<section id="[^"]+"><\/section>$/.test(html))
				.map(({ id }) => id);
			const order = [
				"p-what",
				"p-head",
				"p-seats",
				"p-people",
				"p-time",
				"p-actions",
			];
			expect(ids.filter((id) => order.includes(id))).toEqual(order);
		}
	});

	it("a missing driver: the headline, how many of how many, and what is missing in the genitive", () => {
		const words = read(draw(BOARDS.missingDriver));
		expect(words).toMatch(/НЕМАЄ ВОДІЯ .*їдуть 3 з 4 .*▲ Бракує водія/);
		expect(words).toContain("▲ водій вільне");
		expect(words).toContain("● старший Петро Гнатюк у депо");
	});

	it("several missing seats of a kind as a number", () => {
		expect(read(draw(BOARDS.exercise))).toContain("▲ Бракує 2 пожежних");
	});

	it("a departure by its clock time, and later that it happened", () => {
		expect(read(draw(BOARDS.leaving))).toMatch(/ВИЇЗД 03:14/);
		expect(read(draw(BOARDS.left))).toMatch(
			/ВИЇХАЛИ 03:14 На виїзді четверо · Збір і виїзд 11 хв/,
		);
	});

	it("who comes by arrival, then who is asked and how, with shape and word for every state", () => {
		const words = read(draw(BOARDS.missingDriver));
		const at = (name: string) => words.indexOf(name, words.indexOf("Люди"));
		expect(at("Петро Гнатюк")).toBeLessThan(at("Іван Мельничук"));
		expect(at("Іван Мельничук")).toBeLessThan(at("Микола Ткач"));
		for (const state of [
			"● Петро Гнатюк старший · у депо",
			"● Сергій Дячук одразу на пожежу",
			"● Олег Романишин водій, газодимозахисник · їде, не водієм",
			"○ Юрій Паламар буде пізніше",
			"○ Микола Ткач водій · дзвонимо",
			"▲ Василь Кушнір не відповідає",
			"▲ Роман Яремчук без зв'язку",
			"■ не може Оксана Бойко",
		])
			expect(words).toContain(state);
		expect(words).toContain("Буду з аптечкою, забирайте біля школи");
	});

	it("a delivered alert as asked, never as coming", () => {
		expect(read(draw(BOARDS.missingDriver))).toContain(
			"○ Тарас Підлісний газодимозахисник · доставлено, СМС",
		);
	});

	it("who was passed over with the reason, folded away", () => {
		const page = draw(BOARDS.missingDriver);
		expect(page).toMatch(
			/<details id="d-passed"><summary>Кого не викликаємо: 4</,
		);
		expect(read(page)).toMatch(
			/задалеко Ганна Левицька 34 хв .*на іншому виїзді Богдан Стефанишин #117 .*вихідний 2 особи/,
		);
	});

	it("the time line: report, alert, verdict, marks with truck and name", () => {
		expect(read(draw(BOARDS.left))).toMatch(
			/03:02 Повідомлення: заявник 03:03 Викликано людей: 4 03:04 Подію веде Петро Гнатюк 03:04 Повідомлено 101 · Петро Гнатюк 03:05 Підсумок двох хвилин: екіпаж є 03:14 Виїхали · ЗІЛ-130 · Микола Ткач/,
		);
	});

	it("the time now and since the report", () => {
		expect(read(draw(BOARDS.missingDriver))).toContain("03:09 +7 хв 12 с");
	});

	it("a plan with stations, distances, scale and north, and nobody on it", () => {
		const plan =
			/<svg class="plan".*?<\/svg>/s.exec(draw(BOARDS.missingDriver))?.[0] ??
			"";
		const words = read(plan);
		expect(words).toMatch(/Росохач 1,6 км/);
		expect(words).toMatch(/Угринь 4 км/);
		expect(words).toContain("2 км");
		expect(words).toContain("Пн");
		for (const { name } of BOARDS.missingDriver.responders)
			expect(words).not.toContain(name);
	});

	it("no plan without a place, and says that the place is asked for", () => {
		const page = draw(board({ location: null, place: null }));
		expect(page).not.toContain('class="plan"');
		expect(read(page)).toContain("місце уточнюємо");
	});

	it("an exercise striped, in words, on every screen", () => {
		const page = draw(BOARDS.exercise);
		expect(page).toContain('<body class="exercise"');
		expect(page).toContain('<p class="bar mode">НАВЧАННЯ: не горить</p>');
		expect(draw(BOARDS.missingDriver)).not.toContain("НАВЧАННЯ");
	});

	it("a test grey and in words", () => {
		const page = draw(board({ mode: "test" }));
		expect(page).toContain('<body class="test"');
		expect(read(page)).toContain("ПЕРЕВІРКА ЗВ'ЯЗКУ: не горить");
	});

	it("what does not work, across the top", () => {
		expect(draw(BOARDS.missingDriver)).toContain(
			"▲ Телеграм не працює: дзвонимо й надсилаємо СМС</p>",
		);
		expect(read(draw(board({ degraded: ["clock", "unheard-of"] })))).toContain(
			"▲ Годинник сервера випереджає",
		);
	});

	it("in red that nobody was reached, once the first half minute is over", () => {
		const silent = board({
			responders: [responder(0), responder(1)],
			reached: 0,
		});
		const drawnAfter = (seconds: number) =>
			draw(silent, { now: (silent.alertedAt ?? 0) + seconds * 1000 });
		expect(drawnAfter(29)).not.toContain("НЕ ДІЙШЛО");
		expect(drawnAfter(30)).toContain("▲ НЕ ДІЙШЛО НІ ДО КОГО");
	});

	it("a duty officer, and nobody else, never to wait for us", () => {
		const line = "Висилайте підрозділ за розкладом, не чекайте на нас";
		expect(
			draw(BOARDS.missingDriver, {
				viewer: { name: "Черговий", role: "dutyOfficer" },
			}),
		).toContain(line);
		expect(draw(BOARDS.missingDriver)).not.toContain(line);
	});

	it("the incident it looks like, by number", () => {
		expect(read(draw(BOARDS.missingDriver, { duplicateOf: 117 }))).toContain(
			"▲ Схоже на #117: та сама подія?",
		);
	});

	it("who came on a closed incident, and no button but the truck's", () => {
		const page = draw(BOARDS.closed);
		expect(read(page)).toMatch(
			/ЗАВЕРШЕНО .*● Петро Гнатюк старший · на пожежі/,
		);
		expect(labels(page)).toEqual(["Машина готова"]);
	});

	it("harmless words where people write markup", () => {
		const page = draw(
			board({
				place: '<img src=x onerror="alert(1)">',
				description: "<script>alert(2)</script>",
			}),
		);
		expect(page).not.toContain("<img");
		expect(page).not.toContain("<script>alert");
	});

	it.each(LOCALES)(
		"every board in %s, without a phone or somebody's position",
		(locale) => {
			for (const shown of Object.values(BOARDS)) {
				const page = draw(shown, { locale });
				expect(page).not.toMatch(/undefined|NaN|\[object/);
				expect(page).not.toMatch(/\+380|tel:/);
			}
		},
	);
});

describe("the buttons of the live page", () => {
	it("are «Скликати» alone at the edge and «Не скликати» at the end while unconfirmed", () => {
		const sections = liveSections(viewOf(BOARDS.unconfirmed));
		const of = (id: string) =>
			labels(sections.find((section) => section.id === id)?.html ?? "");
		expect(of("p-urgent")).toEqual(["Скликати"]);
		expect(of("p-end")).toEqual(["Не скликати"]);
	});

	it("are all there while open", () => {
		const found = labels(draw(BOARDS.missingDriver));
		for (const label of [
			"Ще людей",
			"Екіпаж є, решті відбій виїзду",
			"Машина не їде",
			"Передано ДСНС",
			"Беру на себе",
			"Завершити",
			"Хибний виклик",
			"Виїхали",
			"Усі в депо",
			"Їде",
			"Не може",
			"Зняти з місця",
			"Зберегти",
		])
			expect(found).toContain(label);
		// 101 knows already: the mark stands in the time line.
		expect(found).not.toContain("Повідомлено 101");
	});

	it("ask five seconds to undo exactly for what ends something", () => {
		const undone = [
			...draw(BOARDS.missingDriver).matchAll(
				/formaction="\/i\/[^/]+\/([\w-]+)[^"]*"[^>]* data-undo/g,
			),
		].map(([, action]) => action);
		expect(undone).toEqual(["vehicle-down", "stand-down", "close", "cancel"]);
		expect(draw(BOARDS.unconfirmed)).toMatch(/\/dismiss"[^>]* data-undo/);
	});

	it("put nothing destructive beside something urgent", () => {
		for (const shown of Object.values(BOARDS)) {
			const urgent =
				liveSections(viewOf(shown)).find(({ id }) => id === "p-urgent")?.html ??
				"";
			expect(urgent).not.toMatch(/data-undo|class="?end/);
		}
	});

	it("name the truck where there are several", () => {
		expect(labels(draw(BOARDS.sixty))).toContain("Машина не їде: ГАЗ-66");
	});

	it("offer the next mark first once a truck has left", () => {
		const urgent =
			liveSections(viewOf(BOARDS.left)).find(({ id }) => id === "p-urgent")
				?.html ?? "";
		expect(labels(urgent)).toEqual(["На пожежі"]);
	});
});

describe("the live page weighs", () => {
	it.each(LOCALES)(
		"less than 30 kB with sixty people, three trucks and their notes (%s)",
		(locale) => {
			expect(Buffer.byteLength(draw(BOARDS.sixty, { locale }))).toBeLessThan(
				30_000,
			);
		},
	);
});

describe("the cost on the live page", () => {
	const cost = {
		segments: 60,
		calls: 34,
		amount: 143,
		currency: "UAH",
		month: { segments: 900, calls: 400, amount: 1925.5, budget: 1000 },
	};

	it("stands there with the month and its budget, in the reader's money, also once all is over", () => {
		for (const one of [BOARDS.sixty, BOARDS.closed]) {
			const page = draw({ ...one, cost, degraded: ["budget"] });
			expect(page).toMatch(/СМС: 60, дзвінки: 34\. Разом 143,00\s₴/u);
			expect(page).toMatch(/Цього місяця 1\s925,50\s₴ з 1\s000,00\s₴/u);
			expect(page).toMatch(
				/Витрачено 1\s925,50\s₴, це більше за місячний бюджет: виклики йдуть далі/u,
			);
			expect(Buffer.byteLength(page)).toBeLessThan(30_000);
		}
	});

	it("is not spoken of where nobody counts", () => {
		expect(draw(BOARDS.sixty)).not.toContain("Разом");
	});
});

describe("the colours of the pages", () => {
	const luminance = (colour: string): number => {
		const [r = 0, g = 0, b = 0] = [1, 3, 5]
			.map((from) => Number.parseInt(colour.slice(from, from + 2), 16) / 255)
			.map((channel) =>
				channel <= 0.03928
					? channel / 12.92
					: ((channel + 0.055) / 1.055) ** 2.4,
			);
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	/** WCAG 2.2 contrast ratio. */
	const contrast = (a: string, b: string): number => {
		const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort(
			(x, y) => x - y,
		);
		return (light + 0.05) / (dark + 0.05);
	};

	it("are measured rightly", () => {
		expect(contrast("#000000", "#FFFFFF")).toBeCloseTo(21, 5);
	});

	for (const scheme of ["light", "dark"] as const) {
		const colours = COLOURS[scheme];
		it.each(["text", "quiet", "danger", "waiting", "good", "link"] as const)(
			`stand out 7:1 from the ${scheme} surface: %s`,
			(name) => {
				expect(contrast(colours[name], colours.surface)).toBeGreaterThanOrEqual(
					7,
				);
			},
		);
		it.each(["danger", "waiting", "good"] as const)(
			`carry ink 7:1 where filled on ${scheme}: %s`,
			(name) => {
				expect(contrast(colours.ink, colours[name])).toBeGreaterThanOrEqual(7);
			},
		);
		it(`leave text 7:1 on stripes and toasts (${scheme})`, () => {
			expect(contrast(colours.text, STRIPE[scheme])).toBeGreaterThanOrEqual(7);
			expect(contrast(colours.surface, colours.text)).toBeGreaterThanOrEqual(7);
		});
	}
});

describe("GET /i/{token}", () => {
	let village: LiveVillage;
	beforeEach(async () => {
		village = await liveVillage();
	});
	afterEach(() => village.close());

	it("shows the chief the incident, kept by nobody and told to nobody", async () => {
		const id = await village.fire();
		const response = await village.app.request(
			`/i/${await village.link(id, village.chief)}`,
		);
		expect(response.status).toBe(200);
		const page = await response.text();
		expect(read(page)).toContain("Росохач, вул. Шевченка, 12");
		expect(response.headers.get("cache-control")).toBe("no-store");
		expect(response.headers.get("referrer-policy")).toBe("no-referrer");
		expect(response.headers.get("x-robots-tag")).toBe("noindex");
	});

	it("runs and styles only what stands in the page itself, by its hash", async () => {
		const id = await village.fire();
		const response = await village.app.request(
			`/i/${await village.link(id, village.chief)}`,
		);
		const policy = response.headers.get("content-security-policy") ?? "";
		const page = await response.text();
		expect(policy).toContain("default-src 'none'");
		expect(policy).not.toContain("unsafe");
		for (const [tag, directive] of [
			["script", "script-src"],
			["style", "style-src"],
		] as const) {
			const inside =
				new RegExp(`<${tag}>(.*?)</${tag}>`, "s").exec(page)?.[1] ?? "";
			const hash = createHash("sha256").update(inside).digest("base64");
			expect(policy).toContain(`${directive} 'sha256-${hash}'`);
		}
		expect(page).not.toMatch(/ (src|style|on\w+)=|<link|@import|url\(/);
	});

	it("was carried to the chief by the alert itself", async () => {
		const id = await village.fire();
		const token = await village.link(id, village.chief);
		const carried = (await village.store.rows(id)).filter(
			({ responderId }) => responderId === village.chief.id,
		);
		expect(
			carried.map(({ body }) => village.service.secrets.open(body)).join(),
		).toContain(`/a/${token}`);
	});

	it("says in people's words that a link opens nothing: unknown or revoked 404", async () => {
		const id = await village.fire();
		const token = await village.link(id, village.chief);
		await village.revoke(token);
		for (const wrong of [token, "AAAAAAAAAAAA"])
			for (const path of [`/i/${wrong}`, `/i/${wrong}/stream`]) {
				const response = await village.app.request(path);
				expect(response.status).toBe(404);
				expect(read(await response.text())).toContain("Такого посилання немає");
				expect(response.headers.get("cache-control")).toBe("no-store");
			}
	});

	it("lives twelve hours after the close and not longer", async () => {
		const id = await village.fire();
		const token = await village.link(id, village.chief);
		await village.do(id, { type: "Close", by: { kind: "service" } });
		village.push(12 * 3_600_000);
		expect((await village.app.request(`/i/${token}`)).status).toBe(200);
		village.push(1);
		const response = await village.app.request(`/i/${token}`);
		expect(response.status).toBe(410);
		expect(await response.text()).toContain("Посилання вже не діє");
		expect((await village.post(token, "mark", { mark: "ready" })).status).toBe(
			410,
		);
	});

	it("sends a volunteer's link to the answer page", async () => {
		const id = await village.fire();
		const [volunteer] = village.people;
		if (!volunteer) throw new Error("expected a volunteer");
		const token = await village.link(id, volunteer, "answer");
		const response = await village.app.request(`/i/${token}`);
		expect(response.status).toBe(303);
		expect(response.headers.get("location")).toBe(`/a/${token}`);
	});

	it("allows an address twenty wrong links a minute, and right ones still", async () => {
		const id = await village.fire();
		const token = await village.link(id, village.chief);
		const wrong = () => village.app.request("/i/AAAAAAAAAAAA");
		for (let tries = 0; tries < 20; tries += 1)
			expect((await wrong()).status).toBe(404);
		expect((await wrong()).status).toBe(429);
		expect((await village.app.request(`/i/${token}`)).status).toBe(200);
		village.askFrom("192.0.2.2");
		expect((await wrong()).status).toBe(404);
		village.askFrom("192.0.2.1");
		village.push(60_000);
		expect((await wrong()).status).toBe(404);
	});

	it("shows the desk its line and its role, though the desk is in no brigade", async () => {
		const id = await village.fire({ source: "okc_101" });
		const page = await (
			await village.app.request(`/i/${await village.link(id, village.desk)}`)
		).text();
		expect(read(page)).toContain(
			"Висилайте підрозділ за розкладом, не чекайте на нас",
		);
	});
});

describe("a pressed button", () => {
	let village: LiveVillage;
	let id: string;
	let token: string;
	beforeEach(async () => {
		village = await liveVillage();
		id = await village.fire();
		token = await village.link(id, village.chief);
	});
	afterEach(() => village.close());
	const press = (action: string, fields: Record<string, string> = {}) =>
		village.post(token, action, { nonce: "one", ...fields });

	it("does what it says in the chief's name and leads back to the page", async () => {
		const response = await press("take-over");
		expect(response.status).toBe(303);
		expect(response.headers.get("location")).toBe(`/i/${token}`);
		expect((await village.incident(id)).humanInCharge?.by).toEqual({
			kind: "responder",
			id: village.chief.id,
		});
	});

	it("posted twice is one; the next page's is another", async () => {
		const marks = async () => (await village.incident(id)).marks.length;
		await press("mark", { mark: "firstWater" });
		await press("mark", { mark: "firstWater" });
		expect(await marks()).toBe(1);
		await village.post(token, "mark", { nonce: "two", mark: "firstWater" });
		expect(await marks()).toBe(2);
	});

	it("with one nonce means each action and each field for itself", async () => {
		await press("mark", { mark: "localised" });
		await press("mark", { mark: "out" });
		expect((await village.incident(id)).marks.map(({ mark }) => mark)).toEqual([
			"localised",
			"out",
		]);
	});

	it("confirms or dismisses what nobody confirmed", async () => {
		const asked = await village.fire({ source: "resident" });
		const chief = await village.link(asked, village.chief);
		expect((await village.incident(asked)).status).toBe("unconfirmed");
		await village.post(chief, "confirm", { nonce: "1" });
		expect((await village.incident(asked)).status).toBe("open");
		const doubted = await village.fire({ source: "resident" });
		await village.post(await village.link(doubted, village.chief), "dismiss", {
			nonce: "1",
		});
		expect((await village.incident(doubted)).status).toBe("cancelled");
	});

	it("too late says in words how it stands now", async () => {
		await village.do(id, { type: "Close", by: { kind: "service" } });
		const response = await press("stand-down");
		expect(response.status).toBe(409);
		const words = read(await response.text());
		expect(words).toContain("Хтось уже зробив це раніше. Зараз: завершено.");
		expect(words).not.toMatch(/409|conflict|StandDown/);
	});

	it("of no button of ours, or about somebody else's truck, changes nothing and says so", async () => {
		const before = (await village.incident(id)).version;
		for (const [action, fields] of [
			["explode", {}],
			["vehicle-down", { vehicleId: "not-ours" }],
			["mark", { mark: "won" }],
			["mark", { mark: "departed", vehicleId: "not-ours" }],
			["unseat", { responderId: "" }],
			["unseat", {}],
			[
				"answer-for",
				{ responderId: village.people[0]?.id ?? "", answer: "maybe" },
			],
			[
				"answer-for",
				{
					responderId: village.people[0]?.id ?? "",
					answer: "responding",
					etaMinutes: "999",
				},
			],
			["correct", { type: "party" }],
		] as const) {
			const response = await press(action, fields);
			expect(response.status, action).toBe(400);
			expect(read(await response.text())).toContain(
				"Не зрозуміли, що ви надіслали.",
			);
		}
		expect((await village.incident(id)).version).toBe(before);
	});

	it("takes the truck out, so that it is in no crew", async () => {
		await press("vehicle-down", { vehicleId: village.vehicle.id });
		expect(
			(await village.incident(id)).crews.find(
				({ vehicleId }) => vehicleId === village.vehicle.id,
			)?.down,
		).toBe(true);
	});

	it("marks what happened to one truck", async () => {
		await village.app.request(
			`/i/${token}/mark?mark=departed&vehicleId=${village.vehicle.id}`,
			{
				method: "POST",
				body: new URLSearchParams({ nonce: "one" }),
			},
		);
		expect((await village.incident(id)).crews[0]?.leftAt).toBe(village.now());
	});

	it("answers for somebody, in minutes, and takes them off their seat again", async () => {
		const [, who] = village.people;
		const page = await (await village.app.request(`/i/${token}`)).text();
		const short =
			new RegExp(`<option value="([^"]+)">${who?.name}`).exec(page)?.[1] ?? "";
		expect(who?.id.endsWith(short)).toBe(true);
		await press("answer-for", {
			responderId: short,
			answer: "responding",
			etaMinutes: "7",
		});
		const person = async () =>
			(await village.incident(id)).people.get(who?.id ?? "");
		expect(await person()).toMatchObject({
			answer: "responding",
			answeredOn: "behalf",
			etaAt: village.now() + 7 * 60_000,
		});
		await press("unseat", { responderId: short });
		expect((await person())?.seatOpenedAt).toBe(village.now());
	});

	it("corrects only what this person changed", async () => {
		await press("correct", {
			wasPlace: "Росохач, вул. Шевченка, 12",
			place: "Росохач, вул. Шевченка, 21",
			wasType: "structure_fire",
			type: "structure_fire",
			wasPeopleInDanger: "false",
			peopleInDanger: "true",
		});
		// An old page that saves another type must bring back neither place nor danger.
		await press("correct", {
			wasPlace: "Росохач, вул. Шевченка, 12",
			place: "Росохач, вул. Шевченка, 12",
			wasType: "structure_fire",
			type: "outbuilding_fire",
			wasPeopleInDanger: "false",
		});
		expect(await village.incident(id)).toMatchObject({
			incidentType: "outbuilding_fire",
			peopleInDanger: true,
		});
		expect(
			read(await (await village.app.request(`/i/${token}`)).text()),
		).toContain("Росохач, вул. Шевченка, 21");
	});

	it("that corrects nothing writes nothing", async () => {
		const before = (await village.incident(id)).version;
		const response = await press("correct", {
			wasPlace: "Там",
			place: "Там ",
			wasType: "rescue",
			type: "rescue",
			wasPeopleInDanger: "false",
		});
		expect(response.status).toBe(303);
		expect((await village.incident(id)).version).toBe(before);
	});

	it("cancels 101's incident only at the desk; a chief proposes and is told so", async () => {
		const theirs = await village.fire({ source: "okc_101" });
		const chief = await village.link(theirs, village.chief);
		const response = await village.post(chief, "cancel", { nonce: "1" });
		expect((await village.incident(theirs)).status).toBe("open");
		const back = await village.app.request(
			response.headers.get("location") ?? "",
		);
		expect(read(await back.text())).toContain("скасовує лише її черговий");
		await village.post(await village.link(theirs, village.desk), "cancel", {
			nonce: "1",
		});
		expect((await village.incident(theirs)).status).toBe("cancelled");
	});

	it("lets no chief dismiss what 101 reported before anybody confirmed it", async () => {
		const theirs = await village.fire({
			source: "okc_101",
			type: "shelling_impact",
		});
		expect((await village.incident(theirs)).status).toBe("unconfirmed");
		await village.post(await village.link(theirs, village.chief), "dismiss", {
			nonce: "1",
		});
		expect((await village.incident(theirs)).status).toBe("unconfirmed");
	});

	it("ends an incident of our own", async () => {
		await press("cancel");
		expect((await village.incident(id)).status).toBe("cancelled");
	});

	it("of the script is answered in JSON with the next nonce", async () => {
		const ask = (action: string) =>
			village.post(
				token,
				action,
				{ nonce: "one" },
				{ accept: "application/json" },
			);
		const done = (await (await ask("take-over")).json()) as {
			done: boolean;
			nonce: string;
		};
		expect(done).toMatchObject({ done: true });
		expect(done.nonce).toMatch(/^[0-9a-f-]{36}$/);
		await village.do(id, { type: "Close", by: { kind: "service" } });
		const late = await ask("close");
		expect(late.status).toBe(409);
		expect(await late.json()).toMatchObject({
			done: false,
			said: "Хтось уже зробив це раніше. Зараз: завершено.",
		});
	});

	it("leaves no token and no name in the log", async () => {
		await press("explode");
		await village.app.request("/i/AAAAAAAAAAAA");
		expect(village.logged.join()).not.toMatch(
			new RegExp(`${token}|AAAAAAAAAAAA|Петро`),
		);
	});
});

describe("GET /i/{token}/stream", () => {
	let village: LiveVillage;
	let id: string;
	let token: string;
	const closing: (() => Promise<void>)[] = [];
	beforeEach(async () => {
		village = await liveVillage({ volunteers: 20 });
		id = await village.fire();
		token = await village.link(id, village.chief);
	});
	afterEach(async () => {
		for (const close of closing.splice(0)) await close();
		await village.close();
	});

	type Sent = { event: string; id?: string; data: string };
	/** Reads one event after another. */
	async function follow() {
		const response = await village.app.request(`/i/${token}/stream`);
		expect(response.headers.get("content-type")).toContain("text/event-stream");
		const reader = response.body?.getReader();
		if (!reader) throw new Error("expected a stream");
		closing.push(() => reader.cancel());
		const decoder = new TextDecoder();
		let rest = "";
		const next = async (): Promise<Sent> => {
			for (;;) {
				const end = rest.indexOf("\n\n");
				if (end >= 0) {
					const lines = rest.slice(0, end).split("\n");
					rest = rest.slice(end + 2);
					const of = (name: string) =>
						lines
							.filter((line) => line.startsWith(`${name}: `))
							.map((line) => line.slice(name.length + 2));
					const [event = "message"] = of("event");
					const [lastId] = of("id");
					return {
						event,
						data: of("data").join("\n"),
						...(lastId === undefined ? {} : { id: lastId }),
					};
				}
				const { value, done } = await reader.read();
				if (done) return { event: "end", data: "" };
				rest += decoder.decode(value, { stream: true });
			}
		};
		return {
			next,
			async nextParts(): Promise<Sent> {
				for (;;) {
					const sent = await next();
					if (sent.event === "parts" || sent.event === "end") return sent;
				}
			},
		};
	}
	const sections = ({ data }: Sent): string[] =>
		[...data.matchAll(/<section id="([^"]+)"/g)].map(([, name]) => name ?? "");

	it("begins with everything as it stands, numbered by the version, and the village's time", async () => {
		const stream = await follow();
		const first = await stream.next();
		expect(first.event).toBe("parts");
		expect(first.id).toBe(String((await village.incident(id)).version));
		expect(sections(first)).toContain("p-head");
		expect(read(first.data)).toContain("Росохач, вул. Шевченка, 12");
		expect(await stream.next()).toEqual({
			event: "beat",
			data: `${village.now()} 1`,
		});
	});

	it("then sends only the sections that changed", async () => {
		const stream = await follow();
		await stream.nextParts();
		const [who] = village.people;
		await village.comes(id, who ?? { id: "" });
		const change = await stream.nextParts();
		expect(sections(change)).toContain("p-people");
		expect(sections(change)).not.toContain("p-plan");
		expect(read(change.data)).toMatch(/● Микола Ткач/);
		expect(change.id).toBe(String((await village.incident(id)).version));
	});

	it("draws a burst of answers together, and the last of them is there", async () => {
		const stream = await follow();
		await stream.nextParts();
		for (const who of village.people) await village.comes(id, who);
		const last = String((await village.incident(id)).version);
		let drawings = 0;
		for (
			let sent = await stream.nextParts();
			;
			sent = await stream.nextParts()
		) {
			drawings += 1;
			if (sent.id === last) break;
		}
		expect(drawings).toBeLessThan(village.people.length);
	});

	it("is deaf to other incidents", async () => {
		const other = await village.fire();
		const stream = await follow();
		await stream.nextParts();
		await village.do(other, {
			type: "TakeOver",
			by: { kind: "responder", id: village.deputy.id },
		});
		await village.do(id, {
			type: "TakeOver",
			by: { kind: "responder", id: village.chief.id },
		});
		expect(read((await stream.nextParts()).data)).toContain(
			"Подію веде: Петро Гнатюк",
		);
	});

	it("gives who comes back after a lost line the present state again", async () => {
		const before = await follow();
		await before.nextParts();
		for (const close of closing.splice(0)) await close();
		await village.do(id, { type: "Close", by: { kind: "service" } });
		const after = await follow();
		expect(read((await after.nextParts()).data)).toContain("ЗАВЕРШЕНО");
	});

	it("says that it is gone when the link has died meanwhile", async () => {
		const stream = await follow();
		await stream.nextParts();
		await village.do(id, { type: "Close", by: { kind: "service" } });
		expect(read((await stream.nextParts()).data)).toContain("ЗАВЕРШЕНО");
		village.push(12 * 3_600_000 + 1);
		await village.do(id, {
			type: "Mark",
			mark: "ready",
			by: { kind: "service" },
		});
		expect((await stream.next()).event).toBe("gone");
	});
});

describe("the ends of ids", () => {
	const people = BOARDS.sixty.responders;

	it("tell people apart by as little as does", () => {
		const short = shortIds(people);
		const ends = people.map(({ id }) => short(id));
		expect(new Set(ends).size).toBe(60);
		for (const { id } of people)
			expect(
				people.filter((other) => other.id.endsWith(short(id))),
			).toHaveLength(1);
		expect(Math.max(...ends.map((end) => end.length))).toBeLessThan(12);
	});

	it("are whole where only the whole differs", () => {
		const twins = [{ id: `a${"0".repeat(40)}` }, { id: `b${"0".repeat(40)}` }];
		expect(shortIds(twins)(twins[0]?.id ?? "")).toBe(twins[0]?.id);
	});
});
