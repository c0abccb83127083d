/**
 * A fire of before the outage, and people who answer during it: by the page, an
 * SMS, a button, a key. The database takes no writes; nothing they say is lost,
 * each sees that it is kept, and it counts once, from when it was said.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answer } from "../../src/answer.ts";
import type { Person } from "../../src/core/incident.ts";
import { setPin } from "../../src/people/pin.ts";
import { tokenFor } from "../../src/plan.ts";
import { sign } from "../../src/sandbox/twilioWebhooks.ts";
import { type Installation, openInstallation } from "./installation.ts";

let place: Installation;
let fire: string;
let giveBack: () => void;

const takeAway = () => {
	const release = place.takeWritesAway();
	giveBack = () => {
		giveBack = () => {};
		release();
	};
};
beforeEach(async () => {
	giveBack = () => {};
	place = await openInstallation({ doors: true });
	fire = await place.report();
	// The board, the chief and the first texts are done; somebody rings all the same.
	await place.pass(2_000);
});
afterEach(async () => {
	giveBack();
	await place.close();
});

const personIn = async (incidentId: string, name: string): Promise<Person> => {
	const incident = await place.service.load(incidentId);
	const person =
		incident.status === "unknown"
			? undefined
			: incident.people.get(place.idOf(name));
	if (!person) throw new Error(`Expected ${name} in the incident.`);
	return person;
};
const person = (name: string) => personIn(fire, name);
const answersOf = (name: string, incidentId = fire) =>
	place
		.rows(
			"select payload from event where stream = ? and type = 'ResponderAcknowledged'",
			`incident/${incidentId}`,
		)
		.map(({ payload }) => JSON.parse(String(payload)))
		.filter(({ responderId }) => responderId === place.idOf(name));
const journal = () => join(place.folder, "elsewhere", "journal");
const journalled = () =>
	existsSync(journal())
		? readFileSync(journal(), "utf8").split("\n").filter(Boolean).length
		: 0;

const link = (name: string, incidentId = fire) =>
	`/a/${tokenFor(place.service, incidentId, place.idOf(name), "answer")}`;
const look = async (name: string, incidentId = fire) => {
	const answer = await place.process.dzvin.app.request(link(name, incidentId));
	return { status: answer.status, page: await answer.text() };
};
const nonceIn = (page: string) =>
	/name="nonce" value="([^"]+)"/.exec(page)?.[1] ?? "";
const post = async (
	name: string,
	form: Record<string, string>,
	incidentId = fire,
) => {
	const answer = await place.process.dzvin.app.request(link(name, incidentId), {
		method: "POST",
		headers: { "content-type": "application/x-www-form-urlencoded" },
		body: new URLSearchParams(form).toString(),
	});
	return { status: answer.status, page: await answer.text() };
};
const press = async (
	name: string,
	form: Record<string, string>,
	incidentId = fire,
) =>
	post(
		name,
		{ nonce: nonceIn((await look(name, incidentId)).page), ...form },
		incidentId,
	);

describe("the answer page while the database takes no writes", () => {
	it("keeps the answer, says so instead of asking again, and counts it from when it was said", async () => {
		takeAway();
		await place.pass(1_000);
		const before = await look("Петро");
		expect(before.page).toContain(
			"Відповіді записуємо із запізненням, жодна не пропаде",
		);
		expect(before.page).toContain("Їдете?");

		const saidAt = place.process.clock.now();
		const form = {
			nonce: nonceIn(before.page),
			answer: "responding",
			etaMinutes: "10",
			note: "беру ключ",
		};
		const posted = await post("Петро", form);
		expect(posted.status).toBe(202);
		for (const shown of [posted.page, (await look("Петро")).page]) {
			expect(shown).toContain("Записали: їдете");
			expect(shown).toContain("щойно сервіс відновиться");
			expect(shown).toContain('<meta http-equiv="refresh"');
			expect(shown).not.toContain("Їдете?");
		}
		expect((await post("Петро", form)).status).toBe(202);
		expect(journalled()).toBe(1);
		expect(readFileSync(journal(), "utf8")).not.toMatch(/responding|ключ/);
		expect((await person("Петро")).answer).toBeUndefined();

		await place.pass(60_000);
		giveBack();
		await place.pass(10_000);
		expect(await person("Петро")).toMatchObject({
			answer: "responding",
			answeredOn: "page",
			answeredAt: saidAt,
			etaAt: saidAt + 10 * 60_000,
		});
		expect((await person("Петро")).note).toBeDefined();
		expect(answersOf("Петро")).toHaveLength(1);
		const after = await look("Петро");
		expect(after.page).toContain("Прийнято: їдете");
		expect(after.page).not.toContain('<meta http-equiv="refresh"');
		expect(existsSync(journal())).toBe(false);
		expect(place.service.degraded()).toEqual([]);

		// The same form once more is still the same answer.
		expect((await post("Петро", form)).status).toBe(200);
		expect(answersOf("Петро")).toHaveLength(1);
	});

	it("does not lose it with the process", async () => {
		takeAway();
		await press("Іван", { answer: "notResponding" });
		await place.restart();
		expect((await look("Іван")).page).toContain("Записали: не можете");
		giveBack();
		await place.pass(10_000);
		expect((await person("Іван")).answer).toBe("notResponding");
		expect(answersOf("Іван")).toHaveLength(1);
		await place.restart();
		await place.pass(10_000);
		expect(answersOf("Іван")).toHaveLength(1);
	});

	it("takes a changed mind and «Я в депо» in the order they were said", async () => {
		takeAway();
		await press("Петро", { answer: "responding" });
		await place.pass(1_000);
		const { page } = await press("Петро", { answer: "notResponding" });
		expect(page).toContain("Записали: не можете");
		await press("Іван", { answer: "responding" });
		await place.pass(30_000);
		const arrived = await look("Іван");
		expect(arrived.page).toContain('value="atStation"');
		const atStation = place.process.clock.now();
		expect((await press("Іван", { mark: "atStation" })).page).toContain(
			"Записали: у депо",
		);
		await place.pass(30_000);
		giveBack();
		await place.pass(10_000);
		expect((await person("Петро")).answer).toBe("notResponding");
		expect(await person("Іван")).toMatchObject({
			answer: "responding",
			progress: "atStation",
		});
		const incident = await place.service.load(fire);
		expect(incident.status !== "unknown" && incident.marks).toMatchObject([
			{ mark: "atStation", at: atStation },
		]);
	});

	it("lets no kept answer overtake what was said after it", async () => {
		takeAway();
		await press("Петро", { answer: "responding" });
		await press("Іван", { answer: "responding" });
		await press("Іван", { mark: "atStation" });
		await place.time.push(1_000);
		giveBack();
		// The database is back; what is kept was not carried out yet.
		for (const name of ["Петро", "Іван"])
			expect((await press(name, { answer: "notResponding" })).status).toBe(200);
		await place.pass(10_000);
		for (const name of ["Петро", "Іван"]) {
			expect((await person(name)).answer, name).toBe("notResponding");
			expect((await person(name)).progress, name).toBeUndefined();
		}
	});

	it("brings no ended fire back to life", async () => {
		takeAway();
		await press("Петро", { answer: "responding" });
		await place.time.push(1_000);
		giveBack();
		await place.service.handle(
			fire,
			{ type: "Close", by: { kind: "service" } },
			{ commandId: "close" },
		);
		await place.pass(10_000);
		const incident = await place.service.load(fire);
		expect(incident.status).toBe("closed");
		expect((await person("Петро")).answer).toBeUndefined();
		expect(await place.service.store.commitmentsOf(fire)).toEqual([]);
		expect((await look("Петро")).page).toContain("Подію завершено");
		expect(place.rows("select * from inbound where done_at is null")).toEqual(
			[],
		);
	});

	it("gives the same form once more where no disk takes it", async () => {
		rmSync(join(place.folder, "elsewhere"), { recursive: true, force: true });
		writeFileSync(join(place.folder, "elsewhere"), "no folder");
		takeAway();
		const { page } = await look("Петро");
		const nonce = nonceIn(page);
		const refused = await post("Петро", {
			nonce,
			answer: "responding",
			etaMinutes: "15",
			notDriving: "true",
			note: "беру ключ",
		});
		expect(refused.status).toBe(503);
		expect(refused.page).toContain("Не змогли записати");
		expect(nonceIn(refused.page)).toBe(nonce);
		giveBack();
		const again = Object.fromEntries(
			[
				...refused.page.matchAll(
					/type="hidden" name="([^"]+)" value="([^"]*)"/g,
				),
			].map(([, name = "", value = ""]) => [name, value]),
		);
		expect((await post("Петро", again)).status).toBe(200);
		await place.pass(10_000);
		expect(answersOf("Петро")).toMatchObject([
			{ answer: "responding", statedMinutes: 15, notDriving: true },
		]);
	});

	it("takes the answer even where the database cannot be read: nobody's link is called wrong", async () => {
		const { page } = await look("Петро");
		await place.process.database.store.close();
		const shown = await look("Петро");
		expect(shown.status).toBe(503);
		expect(shown.page).toContain("Зараз не можемо показати подію. Їдете?");
		const posted = await post("Петро", {
			nonce: nonceIn(page),
			answer: "responding",
		});
		expect(posted.status).toBe(202);
		for (const answered of [posted.page, (await look("Петро")).page])
			expect(answered).toContain("Записали: їдете");
		const live = await place.process.dzvin.app.request(
			`/i/${tokenFor(place.service, fire, place.idOf("Петро"), "live")}`,
		);
		expect(live.status).toBe(503);
		expect(await live.text()).toContain("Зараз не можемо показати подію");
		// A link of nobody's is kept too, for nobody can tell; it comes to nothing.
		const nobody = await place.process.dzvin.app.request("/a/AAAAAAAAAAAA", {
			method: "POST",
			headers: { "content-type": "application/x-www-form-urlencoded" },
			body: "answer=responding",
		});
		expect(nobody.status).toBe(202);
		await place.restart();
		await place.pass(10_000);
		expect((await person("Петро")).answer).toBe("responding");
		expect(answersOf("Петро")).toHaveLength(1);
		expect(place.rows("select * from inbound where done_at is null")).toEqual(
			[],
		);
	});

	it("an answer to the other number of a fire is unwritten, not broken, where nobody can read whether it was said", async () => {
		const again = await place.report({ force: true });
		await place.service.handle(
			again,
			{
				type: "MergeInto",
				into: fire,
				by: { kind: "key", id: "desk" },
				ownDesk: true,
			},
			{ commandId: "merged" },
		);
		await place.process.database.store.close();
		await expect(
			answer(place.service, {
				incidentId: again,
				responderId: place.idOf("Петро"),
				said: { kind: "answer", answer: "responding" },
				channel: "telegram",
				commandId: "said",
			}),
		).rejects.toMatchObject({ kind: "unavailable" });
	});

	it("fills no disk for whoever guesses links", async () => {
		await place.process.database.store.close();
		let kept = 0;
		let refused = 0;
		for (let tries = 0; tries < 30; tries += 1) {
			const { status } = await place.process.dzvin.app.request(
				"/a/AAAAAAAAAAAA",
				{
					method: "POST",
					headers: { "content-type": "application/x-www-form-urlencoded" },
					body: `answer=responding&nonce=${tries}`,
				},
			);
			if (status === 202) kept += 1;
			if (status === 429) refused += 1;
		}
		expect([kept, refused]).toEqual([20, 10]);
		await place.restart();
	});
});

describe("an SMS while the database takes no writes", () => {
	it("is taken with 200, its writer hears that it is kept, and counts once afterwards", async () => {
		takeAway();
		const saidAt = place.process.clock.now();
		await place.phone("Микола").replySms("1 10");
		await place.settle();
		expect(place.webhooks.at(-1)).toEqual({
			path: "/carriers/twilio/sms",
			status: 200,
		});
		expect(place.sms("Микола").at(-1)).toContain("Записали");
		expect((await person("Микола")).answer).toBeUndefined();
		await place.pass(45_000);
		const told = place.sms("Микола").filter((text) => /Записали/.test(text));
		expect(told).toHaveLength(1);
		giveBack();
		await place.pass(10_000);
		expect(await person("Микола")).toMatchObject({
			answer: "responding",
			answeredOn: "sms",
			answeredAt: saidAt,
			etaAt: saidAt + 10 * 60_000,
		});
		expect(answersOf("Микола")).toHaveLength(1);
		expect(place.sms("Микола").at(-1)).toContain("прийнято: ЇДЕТЕ");
	});

	it("brought twice by the carrier is one answer", async () => {
		takeAway();
		const form = {
			MessageSid: `SM${"a".repeat(32)}`,
			From: place.phone("Микола").number,
			Body: "1",
		};
		const bring = () => twilio("/carriers/twilio/sms", form);
		expect((await bring()).status).toBe(200);
		expect((await bring()).status).toBe(200);
		await place.restart();
		expect((await bring()).status).toBe(200);
		expect(journalled()).toBe(1);
		giveBack();
		expect((await bring()).status).toBe(200);
		await place.pass(10_000);
		expect(answersOf("Микола")).toHaveLength(1);
	});

	it("of before another fire is no answer to that one", async () => {
		takeAway();
		await place.phone("Микола").replySms("1");
		await place.time.push(1_000);
		giveBack();
		await place.service.handle(
			fire,
			{ type: "Close", by: { kind: "service" } },
			{ commandId: "close" },
		);
		const other = await place.report({
			place: "Угринь, Польова, 3",
			force: true,
		});
		await place.pass(10_000);
		expect((await personIn(other, "Микола")).answer).toBeUndefined();
		expect((await person("Микола")).answer).toBeUndefined();
	});

	it("answers a fire raised in the outage at once", async () => {
		await place.service.handle(
			fire,
			{ type: "Close", by: { kind: "service" } },
			{ commandId: "close" },
		);
		await place.pass(1_000);
		takeAway();
		const blind = await place.report({ place: "Угринь, Польова, 3" });
		expect(await place.facts(blind)).toEqual([]);
		await place.phone("Микола").replySms("1 5");
		await place.phone("Іван").tap("Не можу");
		await place.settle();
		expect((await personIn(blind, "Микола")).answer).toBe("responding");
		expect((await personIn(blind, "Іван")).answer).toBe("notResponding");
		giveBack();
		await place.pass(10_000);
		expect(answersOf("Микола", blind)).toHaveLength(1);
		expect(answersOf("Іван", blind)).toHaveLength(1);
	});

	it("is brought again where no disk takes it", async () => {
		rmSync(join(place.folder, "elsewhere"), { recursive: true, force: true });
		writeFileSync(join(place.folder, "elsewhere"), "no folder");
		takeAway();
		const form = {
			MessageSid: `SM${"b".repeat(32)}`,
			From: place.phone("Микола").number,
			Body: "1",
		};
		for (let tries = 0; tries < 2; tries += 1)
			expect((await twilio("/carriers/twilio/sms", form)).status).toBe(503);
		giveBack();
		await place.pass(10_000);
		expect((await twilio("/carriers/twilio/sms", form)).status).toBe(200);
		await place.pass(10_000);
		expect(answersOf("Микола")).toHaveLength(1);
	});
});

describe("other doors while the database takes no writes", () => {
	it("a button of Telegram's is answered at once, and counts afterwards", async () => {
		takeAway();
		const saidAt = place.process.clock.now();
		await place.phone("Іван").tap("10 хв");
		await place.settle();
		expect(place.phone("Іван").toasts.at(-1)?.text).toContain("Записали");
		await place.pass(30_000);
		giveBack();
		await place.pass(10_000);
		expect(await person("Іван")).toMatchObject({
			answer: "responding",
			answeredAt: saidAt,
		});
		expect(answersOf("Іван")).toHaveLength(1);
		expect(place.phone("Іван").toasts).toHaveLength(1);
	});

	it("a line in the chat too", async () => {
		takeAway();
		await place.phone("Ганна").say("не можу");
		await place.settle();
		expect(place.phone("Ганна").chat.at(-1)?.text).toContain("Записали");
		giveBack();
		await place.pass(10_000);
		expect((await person("Ганна")).answer).toBe("notResponding");
	});

	it("a key in a call is kept and said to be, not answered by an error", async () => {
		takeAway();
		const { phone } = place;
		await phone("Микола").pickUp();
		await phone("Микола").press("1");
		const saidAt = place.process.clock.now();
		expect(phone("Микола").calls.at(-1)?.spoken.at(-1)?.text).toBe(
			"Вашу відповідь записали. Начальник побачить її трохи згодом.",
		);
		expect((await look("Микола")).page).toContain("Записали: їдете");
		await place.pass(30_000);
		giveBack();
		await place.pass(10_000);
		expect(await person("Микола")).toMatchObject({
			answer: "responding",
			answeredOn: "voice",
			answeredAt: saidAt,
		});
		expect(answersOf("Микола")).toHaveLength(1);
	});

	it("a key in a call whose reason cannot be read is answered by what to do, not by silence", async () => {
		await place.phone("Микола").pickUp();
		await place.process.database.store.close();
		await place.phone("Микола").press("1");
		expect(place.phone("Микола").calls.at(-1)?.spoken.at(-1)?.text).toBe(
			"Не змогли записати. Передзвоніть нам за хвилину.",
		);
		expect(place.webhooks.at(-1)?.status).toBe(200);
		await place.restart();
	});

	it("a receipt that says no phone was reached is acted on afterwards", async () => {
		const [attempt] = await place.service.store.attemptsOf(
			fire,
			place.idOf("Микола"),
			"sms",
		);
		// As far as Twilio has told us, the message is on its way.
		place.tamper("update attempt set rank = 3 where id = ?", attempt?.id);
		takeAway();
		const answer = await twilio(`/carriers/twilio/status/${attempt?.id}`, {
			MessageStatus: "undelivered",
			ErrorCode: "30005",
			MessageSid: attempt?.carrierId ?? "",
		});
		expect(answer.status).toBe(204);
		expect((await person("Микола")).failedOn).toEqual([]);
		giveBack();
		await place.pass(10_000);
		expect((await person("Микола")).failedOn).toEqual(["sms"]);
	});

	it("a machine is told to send it again, for it can", async () => {
		takeAway();
		const answer = await place.call("POST", `/v1/incidents/${fire}/responses`, {
			responderId: place.idOf("Іван"),
			answer: "responding",
		});
		expect(answer.status).toBe(503);
		expect(answer.headers.get("retry-after")).toBe("1");
	});
});

it("a chief raises by phone while nothing can be written: he is asked for the place, and it is one alarm afterwards", async () => {
	await setPin(place.service, { kind: "service" }, place.idOf("Петро"), "4917");
	const call = () =>
		twilio("/carriers/twilio/voice?menu=availability&heard=1", {
			CallSid: "CA00000000000000000000000000000007",
			From: place.phone("Петро").number,
			To: "+380440000002",
			CallStatus: "in-progress",
			Digits: "4917#3",
		});
	takeAway();
	const answer = await call();
	expect(await answer.text()).toContain("<Record ");
	giveBack();
	await place.pass(5_000);
	const raised = place.rows(
		"select number from head where incident_type = 'vehicle_fire'",
	);
	expect(raised).toHaveLength(1);
});

/** As Twilio signs it. */
const twilio = (path: string, form: Record<string, string>) =>
	fetch(`${place.url}${path}`, {
		method: "POST",
		headers: {
			"content-type": "application/x-www-form-urlencoded",
			"x-twilio-signature": sign(
				"audit-auth-token",
				`${place.url}${path}`,
				form,
			),
		},
		body: new URLSearchParams(form).toString(),
	});
