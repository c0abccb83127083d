/**
 * Halyna sees smoke and writes to the bot: one message is a report, the rest is questions
 * she may leave. And what others try with the same bot.
 */
import { afterEach, describe, expect, it } from "vitest";
import { importAreas } from "../../src/areas/areaImport.ts";
import type { Known } from "../../src/core/incident.ts";
import { AREA_TABLES } from "../../src/demo/areas.ts";
import { OPERATOR } from "../../src/keys.ts";
import { EVERYTHING } from "../../src/ports.ts";
import type { Phone } from "../../src/sandbox/phones.ts";
import { hanna, ivan, oleh, petro } from "./cast.ts";
import { minutes, openVillage, seconds, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

async function open(more: { areas?: boolean } = {}) {
	const opened = await openVillage({
		people: { petro, oleh, ivan, hanna },
		at: "2026-01-15T12:00:00Z",
	});
	village = opened as unknown as Village;
	if (more.areas)
		for (const table of AREA_TABLES)
			await importAreas(
				opened.service,
				OPERATOR,
				new TextEncoder().encode(table),
			);
	return opened;
}

async function fires(): Promise<Known[]> {
	const { items } = await village.store.heads(EVERYTHING, { limit: 20 });
	const found = await Promise.all(
		items.map(({ id }) => village.service.load(id)),
	);
	return found
		.flatMap((fire) => (fire.status === "unknown" ? [] : [fire]))
		.sort((a, b) => a.number - b.number);
}

async function onlyFire(): Promise<Known> {
	const all = await fires();
	expect(all.map(({ number }) => number)).toHaveLength(1);
	return all[0] as Known;
}

const reportIn = ({ reports }: Known) => [...reports.values()][0];

async function words(ref: { id: string } | undefined): Promise<string> {
	const kept = ref && (await village.store.words([ref.id])).get(ref.id);
	return kept ? village.service.secrets.open(kept.text) : "";
}

describe.each(["uk", "en"] as const)("a resident, in %s", (locale) => {
	const t = (id: string, args?: Record<string, string | number>) =>
		village.service.wording.text(locale, id, args);
	const halyna = () => village.stranger("Галина", { locale });

	it.each([
		[
			"a sentence",
			(who: ReturnType<typeof halyna>) => who.writes("дим за школою"),
		],
		["a point", (who: ReturnType<typeof halyna>) => who.sendsPlace()],
		[
			"a photo",
			(who: ReturnType<typeof halyna>) => who.sendsPhoto("дим над школою"),
		],
		[
			"her voice",
			(who: ReturnType<typeof halyna>) => who.sendsVoice("горить за школою"),
		],
	])(
		"files by one message, %s, and hears of 101 and that it was received",
		async (_what, sends) => {
			await open();
			const who = halyna();
			await sends(who);
			const fire = await onlyFire();
			expect(fire).toMatchObject({ status: "unconfirmed", source: "resident" });
			expect(fire.reports.size).toBe(1);
			const [first = ""] = who.told();
			expect(first).toContain("101");
			expect(first).toContain(t("resident-received"));
			// The chief is asked whether it burns.
			await village.fastForward(seconds(5));
			expect(village.people.petro?.chat().join("\n")).toContain(
				`#${fire.number}`,
			);
			// Nothing of the incident stands in what she reads.
			expect(who.told().join("\n")).not.toMatch(/#\d|\bПетро\b/);
		},
	);

	it("is asked everything in four taps, the number proven by her own phone", async () => {
		await open({ areas: true });
		const who = halyna();
		await who.writes("дим, Росохач, за школою");
		await who.taps(t("resident-what-vegetation_fire"));
		await who.taps(t("button-people-in-danger"));
		expect(who.buttons()).toContain("Росохач (Росохацька громада)");
		await who.taps("Росохач (Росохацька громада)");
		await who.taps(t("resident-button-number"));
		const fire = await onlyFire();
		expect(reportIn(fire)).toMatchObject({
			incidentType: "vegetation_fire",
			peopleInDanger: true,
			verified: true,
			location: { lat: 48.9463, accuracyMetres: 1_500 },
		});
		expect(await words(reportIn(fire)?.place)).toContain(
			"Росохач (Росохацька громада)",
		);
		expect(who.told().at(-1)).toBe(t("resident-number-kept"));
	});

	it("skips every question, and what she said stands", async () => {
		await open();
		const who = halyna();
		await who.writes("дим за школою");
		for (let n = 0; n < 2; n++) await who.taps(t("button-skip"));
		expect(who.buttons()).toContain(t("button-not-burning"));
		const fire = await onlyFire();
		expect(reportIn(fire)?.verified).toBe(false);
		expect(fire.status).toBe("unconfirmed");
	});

	it("stands by her word, says that it is out, or that it was a mistake", async () => {
		await open();
		const who = halyna();
		await who.writes("горить хата");
		await who.writes("ще горить");
		expect(reportIn(await onlyFire())?.said).toBe("burning");
		await who.writes("вже загасили");
		expect(reportIn(await onlyFire())?.said).toBe("out");
		expect(who.told().at(-1)).toContain(t("resident-said-out"));
		// It flares up again.
		await who.taps(t("button-still-burning"));
		expect(reportIn(await onlyFire())?.said).toBe("burning");
		await who.taps(t("resident-mistake"));
		expect(reportIn(await onlyFire())?.said).toBe("mistake");
	});

	it("greets, asks how to join, asks what burns: nobody is called", async () => {
		await open();
		const who = halyna();
		await who.starts();
		expect(who.told().at(-1)).toBe(t("bot-resident-welcome"));
		expect(who.buttons()).toEqual([
			t("button-report"),
			t("button-join"),
			t("button-join-moved"),
		]);
		await village.fastForward(seconds(3));
		await who.writes("привіт");
		expect(who.told().at(-1)).toBe(t("bot-resident-welcome"));
		await village.fastForward(seconds(3));
		await who.writes("де горить?");
		expect(who.told().at(-1)).toBe(t("resident-ask-burns"));
		await who.taps(t("button-no"));
		expect(await fires()).toEqual([]);
	});

	it("writes a place only, is asked once, and one tap files it with her words", async () => {
		await open();
		const who = halyna();
		await who.writes("Росохач, Шевченка 12");
		expect(await fires()).toEqual([]);
		await village.restart();
		await who.taps(t("button-still-burning"));
		const fire = await onlyFire();
		expect(await words(reportIn(fire)?.description)).toContain("Шевченка 12");
	});

	it("reports by the button, then by anything", async () => {
		await open();
		const who = halyna();
		await who.starts();
		await who.taps(t("button-report"));
		expect(who.told().at(-1)).toContain("101");
		await who.taps(t("resident-button-place"));
		expect((await onlyFire()).location).toMatchObject({ lat: 49.0231 });
	});
});

describe("a report goes on", () => {
	const t = (id: string, args?: Record<string, string | number>) =>
		village.service.wording.text("uk", id, args);

	it("is refined by a later point, a corrected message and buttons after a restart", async () => {
		await open();
		const who = village.stranger("Галина");
		await who.writes("горить хатта на Шевченка 12");
		await who.rewrites("горить хата на Шевченка 21");
		await village.restart();
		await who.sendsPlace();
		await who.taps(t("button-people-in-danger"));
		const fire = await onlyFire();
		expect(fire.reports.size).toBe(1);
		expect(fire.location).toMatchObject({ lat: 49.0231 });
		expect(fire.peopleInDanger).toBe(true);
		expect(await words(reportIn(fire)?.description)).toContain("Шевченка 21");
	});

	it("hears that help is coming and that it is over; then her old buttons file nothing", async () => {
		const { people } = await open();
		const who = village.stranger("Галина");
		await who.writes("горить хата");
		await village.fastForward(seconds(5));
		await people.petro.tap("Скликати");
		for (const one of [people.petro, people.oleh, people.ivan, people.hanna])
			await one.tap("Їду · 5 хв");
		await village.fastForward(seconds(30));
		expect(who.told().join("\n")).toContain("Допомога їде");
		const fire = await onlyFire();
		await village.order(fire.id, {
			type: "Close",
			by: village.by(people.petro),
		});
		await village.fastForward(seconds(30));
		const told = who.told().length;
		await who.taps(t("button-people-in-danger"));
		expect(who.told().slice(told)).toEqual([t("resident-card-over")]);
		expect(await fires()).toHaveLength(1);
		expect(who.told().join("\n")).not.toMatch(/#\d|Петро|Олег|Росохач\b|хв/);
	});

	it("tells a neighbour of the same fire just what it told the first", async () => {
		await open();
		const first = village.stranger("Галина");
		const second = village.stranger("Марія");
		await first.sendsPlace();
		await village.fastForward(seconds(60));
		await second.sendsPlace();
		expect(second.told()[0]).toBe(first.told()[0]);
		expect(second.buttons()).toEqual(first.buttons());
	});

	it("goes to the fire of two that she told last", async () => {
		await open();
		const who = village.stranger("Галина");
		await who.writes("горить хата");
		await who.sendsPlace();
		await village.fastForward(minutes(150));
		await who.writes("горить трава");
		await who.sendsPlace({ lat: 49.0531, lon: 25.7651 });
		await who.writes("вже загасили");
		const all = await fires();
		expect(all).toHaveLength(2);
		expect(all.map((fire) => reportIn(fire)?.said)).toEqual([undefined, "out"]);
	});

	it("passes a photo and a voice on to the chief, silently and without her name", async () => {
		const { people } = await open();
		const who = village.stranger("Галина");
		await who.sendsPhoto("дим над школою", "горить за школою");
		await who.sendsVoice("там люди");
		const chat = people.petro.phone.chat.map(({ text }) => text);
		expect(chat).toContainEqual(
			"🖼 Заявник, #100. горить за школою: дим над школою",
		);
		expect(chat).toContainEqual("▶ Заявник, #100.: там люди");
		expect(chat.join("\n")).not.toContain("Галина");
		expect(
			people.hanna.phone.chat.map(({ text }) => text).join(),
		).not.toContain("Заявник");
	});

	it("takes no file, since a file keeps what the phone wrote into it", async () => {
		await open();
		const who = village.stranger("Галина");
		await village.ask(
			update(who, {
				document: { file_id: "d", file_unique_id: "d", file_name: "IMG.HEIC" },
			}),
		);
		await village.settle();
		expect(who.told().at(-1)).toBe(t("resident-no-files"));
		expect(await fires()).toEqual([]);
	});

	it("is one report when Telegram sends the update twice, also by another process", async () => {
		await open();
		const who = village.stranger("Галина");
		const same = () => update(who, { text: "горить хата" });
		await village.ask(same());
		await village.restart();
		await village.ask(same());
		await village.settle();
		expect((await onlyFire()).reports.size).toBe(1);
	});

	it("is asked about when she passes on somebody else's words", async () => {
		await open();
		const who = village.stranger("Галина");
		await village.ask(
			update(who, {
				text: "горить школа",
				forward_origin: { type: "hidden_user", sender_user_name: "Х", date: 1 },
			}),
		);
		await village.settle();
		expect(await fires()).toEqual([]);
		expect(who.told().at(-1)).toBe(t("resident-ask-burns"));
	});

	it("stays where it was when she walks on with a live position", async () => {
		await open();
		const who = village.stranger("Галина");
		await who.phone.shareLiveLocation({ lat: 49.02, lon: 25.8 });
		await village.settle();
		await who.phone.moveLive({ lat: 49.05, lon: 25.85 });
		await village.settle();
		expect((await onlyFire()).location).toMatchObject({
			lat: 49.02,
			lon: 25.8,
		});
	});

	it("comes through a link on the village's board with its brigade", async () => {
		await open();
		const who = village.stranger("Галина");
		const { reportPayload } = await import("../../bots/resident.ts");
		await who.starts(reportPayload(village.brigadeId("Росохач")));
		await who.writes("за школою сильно пахне");
		expect((await onlyFire()).brigadeIds).toEqual([
			village.brigadeId("Росохач"),
		]);
	});

	it("shows who decides how far she is believed and what she wrote, and never who she is", async () => {
		const { people } = await open();
		const who = village.stranger("Галина");
		await who.writes("горить трава за школою");
		await village.fastForward(seconds(5));
		expect(people.petro.chat().join("\n")).toContain(t("belief-unverified"));
		await who.taps(t("resident-button-number"));
		await people.petro.tap("Дії");
		expect(panel(people.petro)).toContain(t("belief-verified"));
		await people.petro.tap(t("button-reports", { count: 1 }));
		expect(panel(people.petro)).toContain("горить трава за школою");
		expect(panel(people.petro)).toContain(t("reports-verified"));
		expect(panel(people.petro)).not.toContain("Галина");
		expect(panel(people.petro)).not.toContain(who.phone.number.slice(-7));
	});

	it("is blocked by the chief after one more tap: told so once, with 101, and files nothing; freed, she is heard again", async () => {
		const { people } = await open();
		const who = village.stranger("Сашко");
		await who.writes("горить хата");
		await village.fastForward(seconds(5));
		await people.petro.tap("Дії");
		await people.petro.tap(t("button-reports", { count: 1 }));
		await people.petro.tap(t("button-block-reporter", { n: "1" }));
		expect(panel(people.petro)).toContain("101");
		await people.petro.tap(
			t("bot-sure", { action: t("button-block-reporter", { n: "1" }) }),
		);
		expect(panel(people.petro)).toContain(t("reports-blocked"));
		await people.petro.tap("Дії");
		await people.petro.tap("Не скликати");
		await village.fastForward(minutes(5));

		who.forget();
		await who.writes("горить школа");
		await who.writes("горить школа!!!");
		await who.sendsPhoto("вогонь");
		expect(
			who.told().filter((text) => text.includes("більше не")),
		).toHaveLength(1);
		expect(who.told().join()).toContain("101");
		expect(await fires()).toHaveLength(1);

		await people.petro.tap(t("button-reports", { count: 1 }));
		await people.petro.tap(t("button-unblock-reporter", { n: "1" }));
		expect(panel(people.petro)).toContain(t("reports-unblocked"));
		await who.writes("горить хата на Лісовій");
		expect(await fires()).toHaveLength(2);
	});

	it("costs the village one question to the chief when a boy plays, and the law is read to him the next time", async () => {
		const { people } = await open();
		const boy = village.stranger("Сашко");
		await boy.writes("горить хата");
		await village.fastForward(seconds(5));
		await people.petro.tap("Не скликати");
		await village.fastForward(minutes(60));
		const before = [people.oleh, people.ivan, people.hanna].map(
			(one) => one.told().length,
		);
		boy.forget();
		await boy.writes("горить ферма");
		expect(boy.told().join("\n")).toContain(t("resident-warning"));
		await village.fastForward(seconds(5));
		expect(people.petro.chat().at(-1)).toContain(t("belief-doubted"));
		// A whole minute and another: nobody but the chief without a human's word.
		await village.fastForward(minutes(3));
		expect(
			[people.oleh, people.ivan, people.hanna].map((one) => one.told().length),
		).toEqual(before);
		await boy.writes("горить ферма, їдьте");
		const warned = boy
			.told()
			.filter((text) => text.includes(t("resident-warning")));
		expect(warned).toHaveLength(1);
	});

	it("becomes a fire of its own when the chief says that one of two reports is another", async () => {
		const { people } = await open();
		const first = village.stranger("Галина");
		const second = village.stranger("Марія");
		await first.sendsPlace();
		await second.sendsPlace();
		const [fire] = await fires();
		expect(fire?.reports.size).toBe(2);
		await village.fastForward(seconds(5));
		await people.petro.tap("Дії");
		await people.petro.tap(t("button-reports", { count: 2 }));
		await people.petro.tap(t("button-another-fire", { n: "1" }));
		expect(people.petro.phone.chat.map(({ text }) => text)).toContain(
			t("reports-split", { number: "101" }),
		);
		// The newer one stands first.
		await second.writes("тут уже не горить");
		const all = await fires();
		expect(all.map((one) => [one.number, reportIn(one)?.said])).toEqual([
			[100, undefined],
			[101, "out"],
		]);
	});

	it("is answered although a hundred strangers chatter, and its buttons count although nothing can be said back", async () => {
		await open();
		const crowd = Array.from({ length: 20 }, (_, n) =>
			village.stranger(`Хтось ${n}`),
		);
		for (const one of crowd) await one.writes("привіт");
		const who = village.stranger("Галина");
		await who.writes("горить хата");
		expect(who.told().join("\n")).toContain(t("resident-received"));
		for (let n = 0; n < 40; n++)
			await who.taps(t("button-people-in-danger")).catch(() => undefined);
		expect((await onlyFire()).peopleInDanger).toBe(true);
	});

	it("leaves members and groups as they were: a member's photo is no report", async () => {
		const { people } = await open();
		await people.ivan.phone.sendPhoto("дим");
		await village.settle();
		expect(await fires()).toEqual([]);
	});

	/** What stands in the message that was edited or sent last. */
	const panel = ({ phone }: { phone: Phone }): string =>
		phone.chat.findLast(({ from }) => from === "bot")?.text ?? "";

	/** As Telegram writes it, for what no phone of the sandbox can do. */
	function update(
		{ phone }: { phone: { telegramId: number | undefined; name: string } },
		content: object,
	): Request {
		const id = Number(phone.telegramId);
		return new Request(`${village.url}/carriers/telegram`, {
			method: "POST",
			headers: {
				"content-type": "application/json",
				"x-telegram-bot-api-secret-token": village.proof.telegram,
			},
			body: JSON.stringify({
				update_id: 4_242,
				message: {
					message_id: 4_242,
					date: Math.floor(village.now / 1000),
					chat: { id, type: "private", first_name: phone.name },
					from: {
						id,
						is_bot: false,
						first_name: phone.name,
						language_code: "uk",
					},
					...content,
				},
			}),
		});
	}
});
