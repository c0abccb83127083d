/**
 * A brigade run from the board: people, their availability and invitations, machines
 * and their state, over the real service. Set SHOTS=folder to keep pictures.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import {
	afterAll,
	afterEach,
	beforeAll,
	beforeEach,
	describe,
	expect,
	it,
} from "vitest";
import { ensureDashboard } from "../../scripts/dashboard.ts";
import { makeGrant } from "../../src/granting.ts";
import { EVERYTHING } from "../../src/ports.ts";
import { hanna, ivan, mykola, petro } from "../story/cast.ts";
import { minutes, openVillage } from "../story/village.ts";
import { boards, type OpenBoard, tooWide } from "./board.ts";
import { DESK, openChromium } from "./chromium.ts";

const SMALL = { width: 360, height: 740 };

let browser: Browser;
let board: ReturnType<typeof boards>;
beforeAll(async () => {
	await ensureDashboard();
	browser = await openChromium();
	board = boards(browser);
});
afterAll(() => browser.close());

const openIt = () =>
	openVillage({
		people: { petro, hanna, mykola, ivan },
		host: "localhost",
	});
let village: Awaited<ReturnType<typeof openIt>>;
beforeEach(async () => {
	village = await openIt();
});
afterEach(async () => {
	await board.close();
	await village.close();
});

const chiefAt = (path: string, options: OpenBoard = {}): Promise<Page> =>
	board.open(
		village,
		{ responderId: village.people.petro.id },
		{ path, ...options },
	);
const brigadeAt = (part = "") =>
	`/brigades/${village.brigadeId("Росохач")}${part && `?part=${part}`}`;
const personAt = (who: { id: string }) => `/people/${who.id}`;
const phoneIn = (page: Page) =>
	page.getByRole("textbox", { name: "Телефон", exact: true });
const machine = async () => {
	const [found] = await village.service.roster.vehicles(
		EVERYTHING,
		village.brigadeId("Росохач"),
	);
	return found;
};
const person = async (id: string) =>
	(await village.service.roster.people([id]))[0];

async function mustBeAccessible(page: Page, name: string): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(
		violations
			.filter(({ impact }) => ["serious", "critical"].includes(impact ?? ""))
			.map(({ id, nodes }) => `${name} ${id} ${nodes[0]?.html}`),
	).toEqual([]);
}

async function shot(page: Page, name: string): Promise<void> {
	const folder = process.env.SHOTS;
	if (!folder) return;
	mkdirSync(folder, { recursive: true });
	await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

describe("a chief", () => {
	it("founds nothing, adds a person, and invites them to their own phone", async () => {
		const page = await chiefAt("/brigades");
		await page.getByRole("link", { name: "Росохач" }).waitFor();
		await page.getByText("Начальник: Петро").waitFor();
		expect(await page.getByText("Новий підрозділ").count()).toBe(0);

		await page.getByRole("link", { name: "Росохач" }).click();
		await page.getByRole("link", { name: "Додати людину" }).click();
		await page.getByLabel("Ім'я та прізвище").fill("Остап Новий");
		await phoneIn(page).fill("067 200 00 01");
		await page.getByLabel("Газодимозахисник").check();
		await page.getByLabel("Своє слово підрозділу").fill("трактор");
		await page.getByRole("button", { name: "Додати", exact: true }).click();
		await page.getByRole("button", { name: "Додати людину" }).click();

		await page.getByRole("heading", { name: "Остап Новий" }).waitFor();
		expect(page.url()).not.toContain("380");
		expect(await page.title()).not.toContain("Остап");
		const id = page.url().split("/").at(-1) ?? "";
		expect((await person(id))?.qualifications).toEqual([
			"firefighter",
			"ba",
			"трактор",
		]);

		village.sandbox.phones.add({
			id: "Остап",
			name: "Остап",
			number: "+380672000001",
			kind: "smart",
			telegramId: 7_120_009_999,
			place: { lat: 49, lon: 25.7 },
		});
		await page.getByRole("button", { name: "Створити запрошення" }).click();
		const code = await page.getByLabel("Код", { exact: true }).inputValue();
		expect(
			await page.getByLabel("Посилання", { exact: true }).inputValue(),
		).toContain(code);
		await page.getByAltText("QR-код посилання").waitFor();
		const phone = village.phone("Остап");
		await phone.open(code);
		await phone.shareContact();
		await village.settle();
		expect((await person(id))?.telegramChat).toBeDefined();
		await page.reload();
		await page.getByText("Телеграм уже під'єднано").waitFor();
	});

	it("says when somebody may be called, and the service goes by it", async () => {
		const page = await chiefAt(personAt(village.people.ivan));
		await page.getByText("● чергує").waitFor();
		await page.getByLabel("вихідний").first().check();
		await page.getByLabel("На скільки").selectOption("8");
		await page.getByRole("button", { name: "Зберегти" }).first().click();
		await page.getByText("■ вихідний до 11:02").waitFor();
		const id = await village.report();
		const line = await village.line(id, village.people.ivan);
		expect(line).toBeUndefined();
		const passed = (await village.board(id)).passedOver;
		expect(
			passed.find((one) => one.id === village.people.ivan.id)?.reason,
		).toBe("off");
	});

	it("keeps weekly hours and days ahead", async () => {
		const page = await chiefAt(personAt(village.people.hanna));
		await page.getByText("За днями тижня й наперед").click();
		await page.getByRole("button", { name: "Додати години" }).click();
		await page.getByRole("button", { name: "Додати день" }).click();
		const save = page.getByRole("button", { name: "Зберегти" }).nth(1);
		await save.click();
		await page.getByText("Виправте 2 поля").waitFor();
		await page.getByLabel("З", { exact: true }).nth(1).fill("2026-02-01T08:00");
		await page
			.getByLabel("До", { exact: true })
			.nth(1)
			.fill("2026-02-03T20:00");
		await save.click();
		await page.getByText("● Збережено").waitFor();
		const answer = await fetch(
			`${village.url}/v1/responders/${village.people.hanna.id}/availability`,
			{ headers: { Authorization: `Bearer ${village.adminKey}` } },
		);
		expect(await answer.json()).toMatchObject({
			state: "on",
			weekly: [
				{ days: [1, 2, 3, 4, 5], from: "08:00", to: "17:00", state: "off" },
			],
			exceptions: [
				{
					from: "2026-02-01T06:00:00.000Z",
					to: "2026-02-03T18:00:00.000Z",
					state: "off",
				},
			],
		});
	});

	it("puts a machine out of service in one tap, and the desk sees why", async () => {
		const page = await chiefAt(brigadeAt("machines"));
		await page.getByRole("button", { name: "■ не їде" }).click();
		await page.getByRole("button", { name: "на ремонті" }).click();
		await page.getByText("■ не їде: на ремонті").waitFor();

		const desk = await board.open(village, await board.desk(village), {
			path: brigadeAt(),
		});
		await desk.getByText("■ не їде: на ремонті").waitFor();
		expect(await desk.getByRole("button", { name: "● готова" }).count()).toBe(
			0,
		);
		expect(await desk.getByText("Додати машину").count()).toBe(0);
		expect(await desk.getByText("Ганна").count()).toBe(0);
		expect((await machine())?.state).toBe("outOfService");
	});

	it("sees that nobody looked at a machine after a fire, and says it is ready", async () => {
		const found = await machine();
		if (!found) throw new Error("This village has a tanker.");
		const incident = await village.report();
		for (const mark of ["departed", "returned"] as const)
			await village.order(incident, {
				type: "Mark",
				by: village.desk,
				mark,
				vehicleId: found.id,
			});
		const page = await chiefAt("/brigades");
		await page.getByText("не перевірено після виїзду").waitFor();
		await page.getByRole("link", { name: "Росохач" }).click();
		await page.getByRole("link", { name: "Машини" }).click();
		await page.getByRole("button", { name: "Машина готова" }).click();
		await page.getByText("не перевірено").waitFor({ state: "detached" });
		expect((await machine())?.uncheckedSince).toBeUndefined();
	});

	it("takes a removal back within five seconds", async () => {
		const page = await chiefAt(brigadeAt("machines"));
		await page.getByText("Змінити", { exact: false }).first().click();
		const remove = page.getByRole("button", { name: /АЦ-40/ });
		await remove.click();
		await page.getByText("АЦ-40: приберемо через 5 секунд").waitFor();
		await remove.click();
		await page
			.getByText("приберемо через 5 секунд")
			.waitFor({ state: "detached" });
		await remove.click();
		await page.getByText("Машин ще немає").waitFor();
		expect(await machine()).toBeUndefined();
	});
});

describe("rights", () => {
	it("let an administrator found a brigade where the map says", async () => {
		const { id } = village.people.hanna;
		await makeGrant(
			village.service,
			{ responderId: id, role: "administrator", scope: EVERYTHING },
			village.operator,
		);
		const page = await board.open(
			village,
			{ responderId: id },
			{ path: "/brigades" },
		);
		await page.getByRole("button", { name: "Новий підрозділ" }).click();
		await page.getByLabel("Назва").fill("Угринь");
		const found = page.getByRole("button", { name: "Створити підрозділ" });
		await found.click();
		await page.getByText("Вкажіть точку на карті або координати").waitFor();
		await page.getByRole("button", { name: "Вказати точку" }).click();
		await page.getByLabel("Координати").fill("49.0531, 25.7651");
		await found.click();
		await page.getByRole("heading", { name: "Угринь" }).waitFor();
		await page.getByRole("link", { name: "Підрозділи" }).first().click();
		await page.getByText("начальника не призначено").waitFor();
	});

	it("ask for a new sign-in before a person goes, and lead to it and back", async () => {
		const path = personAt(village.people.ivan);
		const page = await chiefAt(path);
		const remove = page.getByRole("button", { name: "Прибрати людину" });
		await remove.waitFor();
		await village.fastForward(minutes(11));
		await page.reload();
		const prove = page.getByRole("link", { name: "Увійти ще раз" });
		expect(await prove.getAttribute("href")).toBe(
			`/sign-in?to=${encodeURIComponent(`/board${path}`)}`,
		);
		expect(await remove.count()).toBe(0);
	});

	it("let a chief remove a person, and the page goes back to the brigade", async () => {
		const page = await chiefAt(personAt(village.people.ivan));
		await page.getByRole("button", { name: "Прибрати людину" }).click();
		await page.getByText("3 людини").waitFor();
		expect(await person(village.people.ivan.id)).toBeUndefined();
	});

	it("give a wall's link once", async () => {
		const page = await chiefAt(brigadeAt("walls"));
		await page.getByLabel("Де висить").fill("гараж");
		await page.getByRole("button", { name: "Створити екран" }).click();
		const link = page.getByLabel("Посилання", { exact: true });
		const url = await link.inputValue();
		expect(url).toContain("/wall/");
		await page.getByText("ще на жодному екрані").waitFor();
		await page.reload();
		await page.getByRole("heading", { name: "гараж" }).waitFor();
		expect(await link.count()).toBe(0);
		await page.getByRole("button", { name: "Прибрати екран" }).click();
		await page.getByRole("heading", { name: "гараж" }).waitFor({
			state: "detached",
		});
	});
});

describe("a form", () => {
	it("says all faults at once, in its fields, and goes to the first", async () => {
		const page = await chiefAt(`${brigadeAt()}/new-person`);
		await phoneIn(page).fill("12345");
		await page.getByRole("button", { name: "Додати людину" }).click();
		await page.getByText("Виправте 2 поля").waitFor();
		await page.getByText("Заповніть це поле").waitFor();
		await page.getByText("Не схоже на номер телефону").waitFor();
		expect(await page.evaluate("document.activeElement.dataset.path")).toBe(
			"name",
		);
	});

	it("shows at its field what only the service knows", async () => {
		const page = await chiefAt(`${brigadeAt()}/new-person`, {
			expected: /400/,
		});
		await page.getByLabel("Ім'я та прізвище").fill("Друга Ганна");
		const known = village.sandbox.phones.get("Ганна")?.number ?? "";
		await phoneIn(page).fill(known);
		await page.getByRole("button", { name: "Додати людину" }).click();
		await page.getByText("Цей номер уже належить іншій людині").waitFor();
		expect(await page.evaluate("document.activeElement.dataset.path")).toBe(
			"phone",
		);
	});

	it("loses nothing with the line, nor with the page", async () => {
		const page = await chiefAt(personAt(village.people.hanna), {
			expected: /Failed to load|ERR_/,
		});
		const name = page.getByLabel("Ім'я та прізвище");
		await name.fill("Ганна Коваль");
		await page.route("**/v1/responders/*", (route) => route.abort());
		await page.getByRole("button", { name: "Зберегти" }).last().click();
		await page.getByText("невідомо, чи дійшло").waitFor();
		await page.unroute("**/v1/responders/*");
		await page.reload();
		await page.getByText("Це ви написали раніше, але ще не зберегли").waitFor();
		expect(await name.inputValue()).toBe("Ганна Коваль");
		await page.getByRole("button", { name: "Зберегти" }).last().click();
		await page.getByRole("heading", { name: "Ганна Коваль" }).waitFor();
	});

	it("adds one person, however often the line takes the answer away", async () => {
		const page = await chiefAt(`${brigadeAt()}/new-person`, {
			expected: /Failed to load|ERR_/,
		});
		await page.getByLabel("Ім'я та прізвище").fill("Остап");
		await phoneIn(page).fill("067 200 00 01");
		await page.route("**/v1/responders", async (route) => {
			if (route.request().method() !== "POST") return route.continue();
			await route.fetch();
			await route.abort();
		});
		await page.getByRole("button", { name: "Додати людину" }).click();
		await page.getByText("невідомо, чи дійшло").waitFor();
		await page.unroute("**/v1/responders");
		await page.getByRole("button", { name: "Ще раз" }).click();
		await page.getByRole("heading", { name: "Остап" }).waitFor();
	});

	it("waits for who has to sign in again", async () => {
		const path = personAt(village.people.hanna);
		const page = await chiefAt(path, { expected: /401/ });
		await page.getByLabel("Ім'я та прізвище").fill("Ганна Коваль");
		const cookies = await page.context().cookies();
		await page.context().clearCookies();
		await page.getByRole("button", { name: "Зберегти" }).last().click();
		await page.waitForURL(/sign-in\?to=/);
		await page.context().addCookies(cookies);
		await page.goto(`${village.url}/board${path}`);
		await page.getByText("Це ви написали раніше, але ще не зберегли").waitFor();
		await page.getByRole("button", { name: "Зберегти" }).last().click();
		await page.getByRole("heading", { name: "Ганна Коваль" }).waitFor();
	});

	it("tells the second of two chiefs what the first saved, and keeps what differs", async () => {
		const first = await chiefAt(personAt(village.people.hanna));
		const second = await chiefAt(personAt(village.people.hanna));
		const save = (page: Page) =>
			page.getByRole("button", { name: "Зберегти" }).last().click();
		await second.getByLabel("Ім'я та прізвище").fill("Ганна Друга");
		await second.getByLabel("Парамедик").check();
		await first.getByLabel("Ім'я та прізвище").fill("Ганна Перша");
		await save(first);
		await first.getByRole("heading", { name: "Ганна Перша" }).waitFor();

		await save(second);
		await second.getByText("хтось інший зберіг: Ім'я та прізвище").waitFor();
		await second.getByText("зараз: Ганна Перша").waitFor();
		await second.getByRole("button", { name: "Беру те, що зберегли" }).click();
		await save(second);
		await second.getByText("● Збережено").waitFor();
		const now = await person(village.people.hanna.id);
		expect(now?.qualifications).toContain("medic");
		expect(now && village.service.secrets.open(now.name)).toBe("Ганна Перша");
	});

	it("sends of the policy only what differs", async () => {
		const page = await chiefAt(brigadeAt("settings"));
		await page.getByLabel("Для чого").selectOption("vegetation_fire");
		await page.getByLabel(/^Дзвонимо через/).fill("15");
		await page.getByRole("button", { name: "Зберегти" }).last().click();
		await page.getByText("● Збережено").waitFor();
		const brigade = await village.service.roster.brigade(
			EVERYTHING,
			village.brigadeId("Росохач"),
		);
		expect(brigade?.policy).toEqual({
			vegetation_fire: { callAfterSeconds: 15 },
		});
	});
});

describe("residents, others and the ground", () => {
	const brigade = async () => {
		const id = village.brigadeId("Росохач");
		const found = await village.service.roster.brigade(EVERYTHING, id);
		if (!found) throw new Error("This village has a brigade.");
		return found;
	};
	const settlement = async () =>
		village.service.store.append({
			at: village.service.clock.now(),
			roster: [
				{
					table: "areas",
					rows: [
						{
							code: (await brigade()).areaCode ?? "",
							kind: "settlement",
							category: "C",
							name: "Росохач",
							search: "росохач",
						},
					],
				},
			],
		});
	const file = (name: string, content: string) => ({
		name,
		mimeType: "application/octet-stream",
		buffer: Buffer.from(content),
	});

	it("a chief gives residents a number, a sheet for the board, and people a place away from the station", async () => {
		const page = await chiefAt(brigadeAt("residents"));
		const number = page.getByRole("textbox", { name: "Номер" });
		await number.fill("12");
		await page.getByRole("button", { name: "Зберегти" }).click();
		await page.getByText("Не схоже на номер телефону").waitFor();
		await number.fill("044 333 22 11");
		await page.getByLabel("Казати мешканцям").check();
		await page.getByRole("button", { name: "Зберегти" }).click();
		await page.getByText("● Збережено").waitFor();
		expect((await brigade()).residents).toEqual({
			number: "+380443332211",
			minutes: true,
		});
		await page.getByAltText(/^QR-код/).waitFor();
		const sheet = await page
			.getByRole("link", { name: "Аркуш, щоб надрукувати" })
			.getAttribute("href");
		const printed = await (await fetch(sheet ?? "")).text();
		expect(printed).toContain("+380443332211");
		await shot(page, "residents");

		await page.goto(`${village.url}/board${brigadeAt("settings")}`);
		await page.getByLabel("Де збираємося").fill("біля церкви");
		await page
			.getByRole("region", { name: "Місце збору не в депо" })
			.getByRole("button", { name: "Зберегти" })
			.click();
		await page.getByText("● Збережено").waitFor();
		expect((await brigade()).staging).toEqual({ words: "біля церкви" });
	});

	it("a chief lists who is informed and who may help, and says where there is water", async () => {
		await settlement();
		const page = await chiefAt(brigadeAt("others"));
		await page.getByRole("button", { name: "Додати спостерігача" }).click();
		const add = page.getByRole("region", { name: "Додати спостерігача" });
		await add.getByLabel("Ім'я та прізвище").fill("Оксана Поліцейська");
		await add.getByLabel("Телефон", { exact: true }).fill("067 200 00 01");
		await add.getByRole("button", { name: "Додати спостерігача" }).click();
		await page.getByRole("heading", { name: "Оксана Поліцейська" }).waitFor();
		await page
			.getByRole("listitem")
			.getByText("Росохач", { exact: true })
			.waitFor();
		await page.getByText("Поліцейський офіцер громади").waitFor();

		await page.getByRole("button", { name: "Додати помічника" }).click();
		const help = page.getByRole("region", { name: "Додати помічника" });
		await help.getByLabel("Хто це").selectOption("known");
		await help.getByLabel("Людина", { exact: true }).fill("Ганна");
		await page.getByRole("option", { name: /^Ганна/ }).click();
		await help.getByLabel("Бочка").check();
		await shot(page, "others-adding");
		await mustBeAccessible(page, "others");
		await help.getByRole("button", { name: "Додати помічника" }).click();
		await page.getByText("Трактор, бочка").waitFor();
		await page.getByText("○ чекаємо згоди, запитали 03:02").waitFor();
		await page.getByRole("button", { name: "Людина відмовилася" }).click();
		await page.getByText("■ відмова 03:02").waitFor();
		await shot(page, "others");
		const remove = page.getByRole("button", { name: "Прибрати спостерігача" });
		await remove.click();
		await page.getByText("приберемо через 5 секунд").waitFor();
		await page.getByText("Спостерігачів ще немає").waitFor();

		await page.goto(`${village.url}/board${brigadeAt("ground")}`);
		await page.getByRole("heading", { name: "Вода", exact: true }).waitFor();
		expect(
			await page.getByRole("heading", { name: "Небезпечні ділянки" }).count(),
		).toBe(0);
		expect(await page.getByLabel("Завантажити воду з файла").count()).toBe(0);
		await page.getByRole("button", { name: "Додати місце з водою" }).click();
		const water = page.getByRole("region", { name: "Додати місце з водою" });
		await water.getByLabel("Назва").fill("Ставок біля школи");
		await water.getByLabel("За скільки хвилин").fill("4,5");
		await water.getByRole("button", { name: "Вказати точку" }).click();
		const { location } = await brigade();
		await water
			.getByLabel("Координати")
			.fill(`${location.lat + 0.01}, ${location.lon}`);
		await water.getByRole("button", { name: "Додати місце з водою" }).click();
		await page.getByRole("heading", { name: "Ставок біля школи" }).waitFor();
		await page.getByText(/4,5 хв/).waitFor();
		await page.getByRole("button", { name: "■ води немає" }).click();
		await page.getByText("■ води немає, 03:02").waitFor();
		await shot(page, "water");
		await mustBeAccessible(page, "water");
	});

	it("an administrator brings water and mines as files, tried first, with every fault at its line", async () => {
		const { id } = village.people.hanna;
		await makeGrant(
			village.service,
			{ responderId: id, role: "administrator", scope: EVERYTHING },
			village.operator,
		);
		const page = await board.open(
			village,
			{ responderId: id },
			{ path: brigadeAt("ground") },
		);
		const { location } = await brigade();
		const { lat, lon } = location;
		const water = page.getByLabel("Завантажити воду з файла");
		await water.setInputFiles(
			file(
				"water.csv",
				`kind,lat,lon\nставок,${lat},${lon}\nкалюжа,x,${lon}\n`,
			),
		);
		await page.getByText("У файлі 2 помилки, тож нічого не записано").waitFor();
		await page.getByText("Рядок 3, kind: такого виду не знаємо").waitFor();
		await water.setInputFiles(
			file("water.csv", `kind,lat,lon,name\nставок,${lat},${lon},Копанка\n`),
		);
		await page.getByText("Буде додано: 1, змінено: 0, без змін: 0").waitFor();
		expect(await page.getByText("Копанка").count()).toBe(0);
		await page.getByRole("button", { name: "Записати" }).click();
		await page.getByRole("heading", { name: "Копанка" }).waitFor();

		const ring = [
			[lon, lat],
			[lon + 0.01, lat],
			[lon, lat + 0.01],
			[lon, lat],
		];
		await page.getByLabel("Завантажити ділянки з карти").setInputFiles(
			file(
				"mines.geojson",
				JSON.stringify({
					type: "FeatureCollection",
					features: [
						{
							type: "Feature",
							properties: { kind: "mines", source: "ДСНС" },
							geometry: { type: "Polygon", coordinates: [ring] },
						},
					],
				}),
			),
		);
		await page.getByText("Джерело: ДСНС").waitFor();
		await page.getByRole("button", { name: "Записати" }).click();
		await page.getByRole("heading", { name: "ДСНС" }).waitFor();
		await page.getByText("1 замінована ділянка").waitFor();
		await shot(page, "ground");
		await mustBeAccessible(page, "ground");

		await village.fastForward(minutes(11));
		await page.reload();
		const prove = page.getByRole("link", { name: "Увійти ще раз" }).first();
		expect(await prove.getAttribute("href")).toBe(
			`/sign-in?to=${encodeURIComponent(`/board${brigadeAt("ground")}`)}`,
		);
		expect(await water.count()).toBe(0);
	});
});

describe("the keyboard alone", () => {
	it("adds a machine", async () => {
		const page = await chiefAt(brigadeAt("machines"));
		await page.getByRole("button", { name: "Додати машину" }).waitFor();
		const tabTo = async (name: string) => {
			for (let pressed = 0; pressed < 60; pressed += 1) {
				await page.keyboard.press("Tab");
				const here = String(
					await page.evaluate(
						"document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent",
					),
				);
				if (here.includes(name)) return;
			}
			throw new Error(`Expected a way to «${name}» by Tab, found none.`);
		};
		await tabTo("Додати машину");
		await page.keyboard.press("Enter");
		await page.waitForFunction(
			"document.activeElement.dataset.path === 'name'",
		);
		await page.keyboard.type("УАЗ-452");
		await tabTo("Місць");
		await page.keyboard.press("Control+A");
		await page.keyboard.type("3");
		await page.keyboard.press("Enter");
		await page.getByRole("heading", { name: "УАЗ-452" }).waitFor();
		await page.getByText("автоцистерна, 3 місця").waitFor();
	});
});

describe.each(["light", "dark"] as const)("in %s colours", (colorScheme) => {
	const pages = () =>
		[
			["brigades", "/brigades"],
			["people", brigadeAt()],
			["machines", brigadeAt("machines")],
			["settings", brigadeAt("settings")],
			["walls", brigadeAt("walls")],
			["residents", brigadeAt("residents")],
			["others", brigadeAt("others")],
			["ground", brigadeAt("ground")],
			["person", personAt(village.people.petro)],
			["new-person", `${brigadeAt()}/new-person`],
		] as const;

	it("says faults, an invitation and a screen's link accessibly", async () => {
		const page = await chiefAt(`${brigadeAt()}/new-person`, {
			colorScheme,
			viewport: SMALL,
		});
		await phoneIn(page).fill("1");
		await page.getByRole("button", { name: "Вказати точку" }).click();
		await page.getByLabel("Координати").waitFor();
		await page.getByRole("button", { name: "Додати людину" }).click();
		await page.getByText("Виправте 2 поля").waitFor();
		await shot(page, `faults-360-${colorScheme}`);
		expect(await tooWide(page)).toBeLessThanOrEqual(0);
		await mustBeAccessible(page, "faults");

		await page.goto(`${village.url}/board${personAt(village.people.ivan)}`);
		await page.getByRole("button", { name: "Створити запрошення" }).click();
		await page.getByAltText("QR-код посилання").waitFor();
		await page.getByRole("button", { name: "Прибрати людину" }).click();
		await shot(page, `invited-360-${colorScheme}`);
		expect(await tooWide(page)).toBeLessThanOrEqual(0);
		await mustBeAccessible(page, "invited");
		await page.getByRole("button", { name: /^Скасувати \(\d\)/ }).click();

		await page.goto(`${village.url}/board${brigadeAt("machines")}`);
		await page.getByRole("button", { name: "■ не їде" }).click();
		await page.getByRole("button", { name: "немає води" }).click();
		await page.getByText("■ не їде: немає води").waitFor();
		await shot(page, `out-of-service-360-${colorScheme}`);
		await mustBeAccessible(page, "out of service");
	});

	it.each([SMALL, DESK])(
		"is whole and accessible at $width px",
		async (viewport) => {
			const page = await chiefAt("/brigades", { colorScheme, viewport });
			for (const [name, path] of pages()) {
				await page.goto(`${village.url}/board${path}`);
				await page.locator(".roster h1").waitFor();
				await page
					.getByText("Відкриваємо…")
					.first()
					.waitFor({ state: "detached" });
				await page.waitForLoadState("networkidle").catch(() => undefined);
				for (const more of await page.locator(".roster-more > summary").all())
					await more.click();
				await shot(page, `${name}-${viewport.width}-${colorScheme}`);
				expect(await tooWide(page), name).toBeLessThanOrEqual(0);
				await mustBeAccessible(page, name);
			}
		},
	);
});

it("speaks English, too", async () => {
	const page = await chiefAt(brigadeAt(), { locale: "en" });
	await page.getByText("4 people").waitFor();
	await page.getByRole("link", { name: "Vehicles" }).click();
	await page.getByText(/, 6 seats$/).waitFor();
});
