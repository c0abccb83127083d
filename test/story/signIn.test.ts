/** Who gets in, by what, and what ends it: with phones that receive codes and a browser that keeps cookies. */
import { afterEach, describe, expect, it } from "vitest";
import { changeBrigade, changeResponder } from "../../src/administer.ts";
import { makeGrant, revokeGrant } from "../../src/granting.ts";
import { erasePerson } from "../../src/people/erase.ts";
import { createDesk } from "../../src/signIn/desks.ts";
import { type Browser, browserAt } from "./browser.ts";
import { hanna, ivan, mykola, oleh, petro } from "./cast.ts";
import { softAuthenticator } from "./softAuthenticator.ts";
import {
	minutes,
	type NewPerson,
	openVillage,
	seconds,
	type Village,
	type Villager,
} from "./village.ts";

let village: Village;
afterEach(async () => {
	const { errors } = village.log;
	await village.close();
	expect(errors).toEqual([]);
});

const PEOPLE = { petro, mykola, ivan, hanna };
const NOBODYS_PHONE = "+380991112233";

async function open<const Who extends string>(
	people: Readonly<Record<Who, NewPerson>>,
) {
	const opened = await openVillage({ people });
	village = opened;
	return opened;
}

const browser = (): Browser => browserAt(village.service.settings.publicUrl);
const numberOf = ({ name }: Villager): string => village.phone(name).number;

async function asksFor(who: Browser, phone: string, via?: "sms" | "voice") {
	const asked = await who.post("/sign-in", { phone });
	await village.settle();
	if (via) {
		await who.post("/sign-in/again", { via });
		await village.settle();
	}
	return asked;
}

const codeIn = (text = ""): string => /\d{6}/.exec(text)?.[0] ?? "";
const linkIn = (text = ""): string =>
	/\/sign-in\/[\w-]{22}/.exec(text)?.[0] ?? "";
const newestChat = (who: Villager): string => who.chat().at(-1) ?? "";

async function signsIn(who: Villager, at: Browser = browser()) {
	await asksFor(at, numberOf(who));
	const entered = await at.post("/sign-in/code", {
		code: codeIn(newestChat(who)),
	});
	// Whoever may see incidents goes to them, others to their account.
	const to = (await rolesOf(at)) === 200 ? "/board" : "/account";
	expect([entered.status, entered.to]).toEqual([303, to]);
	return at;
}

const rolesOf = async (at: Browser): Promise<number> =>
	(await at.api("GET", "/v1/incidents")).status;

describe("a code", () => {
	it("comes by Telegram first of all, and opens the chief's own brigade and nothing else", async () => {
		const { people } = await open(PEOPLE);
		const at = await signsIn(people.petro);
		expect(newestChat(people.petro)).toMatch(
			/^\d{6}: код для входу в Дзвін\. Нікому його не кажіть, ніхто його у вас не питає\./,
		);
		const account = await at.open("/account");
		expect(account.text).toContain("Петро");
		expect(account.text).toContain("начальник: Росохач");
		expect(account.text).not.toContain(numberOf(people.petro).slice(-7));
		const roster = await at.api("GET", "/v1/responders");
		expect(roster.status).toBe(200);
		expect((await at.api("GET", "/v1/keys")).status).toBe(403);
	});

	it("leads back to the page of the board that asked who is there, once, and to no other page", async () => {
		const { people } = await open(PEOPLE);
		const enters = async (who: Villager, to: string) => {
			const at = browser();
			await at.open(`/sign-in?to=${encodeURIComponent(to)}`);
			await asksFor(at, numberOf(who));
			const code = codeIn(newestChat(who));
			return { at, to: (await at.post("/sign-in/code", { code })).to };
		};
		const there = await enters(people.petro, "/board/incidents/7?tab=map");
		expect(there.to).toBe("/board/incidents/7?tab=map");
		expect([...there.at.jar.keys()]).toEqual(["__Host-dzvin"]);
		expect((await there.at.open("/account")).text).toContain('href="/board"');
		for (const elsewhere of ["//evil.example/board", "/account"])
			expect((await enters(people.petro, elsewhere)).to).toBe("/board");
		// A volunteer has nothing to do there.
		const own = await enters(people.ivan, "/board");
		expect(own.to).toBe("/account");
		expect((await own.at.open("/account")).text).not.toContain('href="/board"');
	});

	it("comes by SMS in one segment to who has no Telegram", async () => {
		const { people } = await open(PEOPLE);
		const at = browser();
		await asksFor(at, numberOf(people.mykola));
		const sms = people.mykola.sms().at(-1) ?? "";
		expect(sms).toMatch(/^\d{6} код входу в Дзвін/);
		expect(sms.length).toBeLessThanOrEqual(70);
		const entered = await at.post("/sign-in/code", { code: codeIn(sms) });
		expect(entered.to).toBe("/account");
		// A volunteer sees himself, and no incident.
		expect(await rolesOf(at)).toBe(403);
		const own = await at.api("GET", "/v1/responders");
		expect(own.body.items.map(({ name }: { name: string }) => name)).toEqual([
			"Микола",
		]);
	});

	it("is spoken twice by a call, digit by digit", async () => {
		const { people } = await open(PEOPLE);
		const at = browser();
		await asksFor(at, numberOf(people.mykola), "voice");
		const phone = village.phone("Микола");
		expect(phone.ringing).toBeDefined();
		await phone.pickUp();
		await village.fastForward(seconds(30));
		const heard = people.mykola.heard();
		const spoken = heard.filter((text) => text.includes("Код для входу"));
		expect(spoken).toHaveLength(2);
		expect(spoken[0]).toBe(spoken[1]);
		const digits = /\d, \d, \d, \d, \d, \d/.exec(spoken[0] ?? "")?.[0] ?? "";
		const entered = await at.post("/sign-in/code", { code: digits });
		expect(entered.to).toBe("/account");
	});

	it("goes by SMS when Telegram refuses the chat", async () => {
		const { people } = await open(PEOPLE);
		await village.phone("Петро").block();
		await village.settle();
		const at = browser();
		await asksFor(at, numberOf(people.petro));
		await village.settle();
		const entered = await at.post("/sign-in/code", {
			code: codeIn(people.petro.sms().at(-1)),
		});
		expect(entered.to).toBe("/board");
	});

	it("wrong five times is dead, the right one too", async () => {
		const { people } = await open(PEOPLE);
		const at = browser();
		await asksFor(at, numberOf(people.petro));
		const right = codeIn(newestChat(people.petro));
		const wrong = right === "000000" ? "000001" : "000000";
		for (let tries = 0; tries < 5; tries += 1) {
			const entered = await at.post("/sign-in/code", { code: wrong });
			expect(entered.status).toBe(401);
			expect(entered.text).toContain("Код не підійшов або вже не діє");
		}
		expect((await at.post("/sign-in/code", { code: right })).status).toBe(401);
		expect(at.jar.has("__Host-dzvin")).toBe(false);
	});

	it("is too old after ten minutes, used after once, and of use in one browser only", async () => {
		const { people } = await open(PEOPLE);
		const at = browser();
		await asksFor(at, numberOf(people.petro));
		const code = codeIn(newestChat(people.petro));
		const elsewhere = browser();
		await asksFor(elsewhere, numberOf(people.ivan));
		expect((await elsewhere.post("/sign-in/code", { code })).status).toBe(401);
		expect((await at.post("/sign-in/code", { code })).status).toBe(303);
		const again = browser();
		for (const [name, value] of at.jar) again.jar.set(name, value);
		again.jar.delete("__Host-dzvin");
		expect((await again.post("/sign-in/code", { code })).status).toBe(401);

		const late = browser();
		await asksFor(late, numberOf(people.petro));
		const lateCode = codeIn(newestChat(people.petro));
		await village.fastForward(minutes(10));
		expect((await late.post("/sign-in/code", { code: lateCode })).status).toBe(
			401,
		);
	});

	it("is asked for three times in ten minutes, and then by nobody for that phone", async () => {
		const { people } = await open(PEOPLE);
		for (let asked = 0; asked < 3; asked += 1)
			expect((await asksFor(browser(), numberOf(people.petro))).status).toBe(
				303,
			);
		const before = people.petro.chat().length;
		expect((await asksFor(browser(), numberOf(people.petro))).status).toBe(429);
		expect(people.petro.chat()).toHaveLength(before);
		await village.fastForward(minutes(10) + 1);
		expect((await asksFor(browser(), numberOf(people.petro))).status).toBe(303);
	});

	it("of a phone nobody has is answered the same, and goes nowhere", async () => {
		const { people } = await open(PEOPLE);
		const sent = village.journal.entries.length;
		const stranger = browser();
		const unknown = await asksFor(stranger, NOBODYS_PHONE);
		expect(village.journal.entries).toHaveLength(sent);
		const known = browser();
		const asked = await asksFor(known, numberOf(people.petro));
		expect(unknown).toEqual(asked);
		expect((await stranger.open("/sign-in/code")).text).toBe(
			(await known.open("/sign-in/code")).text,
		);
		const wrong = await stranger.post("/sign-in/code", { code: "123456" });
		expect(wrong).toEqual(await known.post("/sign-in/code", { code: "12" }));
		const again = { via: "voice" };
		expect(await stranger.post("/sign-in/again", again)).toEqual(
			await known.post("/sign-in/again", again),
		);
		// Counted alike, so that counting tells nothing either.
		await asksFor(stranger, NOBODYS_PHONE);
		expect((await asksFor(stranger, NOBODYS_PHONE)).status).toBe(429);
	});

	it("is not sent to a second phone, which may be a neighbour's", async () => {
		const { people } = await open(PEOPLE);
		await changeResponder(village.service, village.operator, people.petro.id, {
			secondPhone: NOBODYS_PHONE,
		});
		const sent = village.journal.entries.length;
		await asksFor(browser(), NOBODYS_PHONE);
		expect(village.journal.entries).toHaveLength(sent);
	});

	it("waits behind alerts and takes nobody's place", async () => {
		const { people } = await open(PEOPLE);
		const [incidentId] = [await village.raise()].map((r) => r.incidentId);
		await browser().post("/sign-in", { phone: numberOf(people.petro) });
		await village.settle();
		const told = village.journal.entries
			.filter(({ kind }) => kind === "message")
			.map(({ text = "" }) => text);
		const code = told.findIndex((text) => text.includes("код для входу"));
		const alerts = told.flatMap((text, at) =>
			text.includes("ПОЖЕЖА") ? [at] : [],
		);
		expect(incidentId).toBeDefined();
		expect(alerts.length).toBeGreaterThan(0);
		expect(code).toBeGreaterThan(Math.max(...alerts));
	});

	it("stands in no log, no journal of warnings and nowhere in the database in the open", async () => {
		const { people } = await open(PEOPLE);
		const at = await signsIn(people.petro);
		const code = codeIn(newestChat(people.petro));
		const link = linkIn(newestChat(people.petro)).split("/").at(-1) ?? "";
		const logged = JSON.stringify([
			village.log.warnings,
			await village.store.load("admin/everything"),
		]);
		for (const secret of [code, link, at.jar.get("__Host-dzvin") ?? ""]) {
			expect(secret.length).toBeGreaterThan(5);
			expect(logged).not.toContain(secret);
		}
	});
});

describe("a link in Telegram", () => {
	it("signs in by its button, once; looking at it does nothing", async () => {
		const { people } = await open(PEOPLE);
		await asksFor(browser(), numberOf(people.petro));
		const link = linkIn(newestChat(people.petro));
		const preview = browser();
		for (let looks = 0; looks < 3; looks += 1) {
			const shown = await preview.open(link);
			expect(shown.status).toBe(200);
			expect(shown.text).toContain("Увійти як Петро?");
		}
		expect(preview.jar.size).toBe(0);
		const phone = browser();
		expect((await phone.post(link)).to).toBe("/board");
		expect((await phone.open("/account")).text).toContain("Петро");
		expect((await browser().post(link)).status).toBe(404);
		expect((await browser().open(link)).status).toBe(404);
	});

	it("is dead after ten minutes, and guessing is held off", async () => {
		const { people } = await open(PEOPLE);
		await asksFor(browser(), numberOf(people.petro));
		const link = linkIn(newestChat(people.petro));
		await village.fastForward(minutes(10));
		expect((await browser().post(link)).status).toBe(404);
		const statuses = new Set<number>();
		for (let tries = 0; tries < 25; tries += 1)
			statuses.add(
				(await browser().open(`/sign-in/${"A".repeat(21)}${tries % 10}`))
					.status,
			);
		expect([...statuses].sort()).toEqual([404, 429]);
	});
});

describe("a session", () => {
	it("ends after twelve idle hours, and lives on while it is used", async () => {
		const { people } = await open(PEOPLE);
		const at = await signsIn(people.petro);
		for (let halfDays = 0; halfDays < 3; halfDays += 1) {
			await village.fastForward(minutes(11 * 60));
			expect(await rolesOf(at)).toBe(200);
		}
		await village.fastForward(minutes(12 * 60) + 1);
		expect(await rolesOf(at)).toBe(401);
		expect((await at.open("/account")).to).toBe("/sign-in");
	});

	it("is a new one at each sign-in: what was known of the old one opens nothing", async () => {
		const { people } = await open(PEOPLE);
		const at = browser();
		at.jar.set("__Host-dzvin", "A".repeat(43));
		await signsIn(people.petro, at);
		const first = at.jar.get("__Host-dzvin") ?? "";
		expect(first).not.toBe("A".repeat(43));
		await signsIn(people.petro, at);
		expect(at.jar.get("__Host-dzvin")).not.toBe(first);
		const thief = browser();
		thief.jar.set("__Host-dzvin", first);
		expect(await rolesOf(thief)).toBe(401);
		expect(await rolesOf(at)).toBe(200);
	});

	it("is listed with its device and ended from another, one or all", async () => {
		const { people } = await open(PEOPLE);
		const phone = await signsIn(people.petro);
		const desk = await signsIn(
			people.petro,
			browserAt(village.service.settings.publicUrl, {
				userAgent: "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0",
			}),
		);
		const { text } = await phone.open("/account");
		expect(text).toContain("Firefox, Windows");
		expect(text).toContain("Chrome, Android");
		const [, id = ""] =
			/action="\/account\/sessions\/end"><button name="id" value="([^"]+)"/.exec(
				text,
			) ?? [];
		await phone.post("/account/sessions/end", { id });
		expect(await rolesOf(desk)).toBe(401);
		expect(await rolesOf(phone)).toBe(200);
		const third = await signsIn(people.petro);
		await third.post("/account/sessions/end-all");
		expect([await rolesOf(phone), await rolesOf(third)]).toEqual([401, 401]);
	});

	it("of somebody else is not ended by its id", async () => {
		const { people } = await open(PEOPLE);
		const chief = await signsIn(people.petro);
		const volunteer = await signsIn(people.ivan);
		const account = await village.service.signIn.accountOf({
			responderId: people.petro.id,
		});
		const [session] = await village.service.signIn.sessionsOf(
			account?.id ?? "",
			village.now,
		);
		await volunteer.post("/account/sessions/end", { id: session?.id ?? "" });
		expect(await rolesOf(chief)).toBe(200);
	});

	it("loses a role with the next request after it was taken away", async () => {
		const { people } = await open(PEOPLE);
		const chief = await signsIn(people.petro);
		const coordinator = await signsIn(people.ivan);
		expect(await rolesOf(coordinator)).toBe(403);
		const { id } = await makeGrant(village.service, {
			responderId: people.ivan.id,
			role: "coordinator",
			scope: { kind: "area", code: "UA61060490010000001" },
		});
		expect(await rolesOf(coordinator)).toBe(200);
		await revokeGrant(village.service, id);
		expect(await rolesOf(coordinator)).toBe(403);
		expect(await rolesOf(chief)).toBe(200);
		await changeBrigade(
			village.service,
			village.operator,
			village.brigadeId("Росохач"),
			{ roles: [] },
		);
		expect(await rolesOf(chief)).toBe(403);
	});

	it("ends with the phone it was signed in by, and so does a code under way", async () => {
		const { people } = await open(PEOPLE);
		const at = await signsIn(people.petro);
		const waiting = browser();
		await asksFor(waiting, numberOf(people.petro));
		const code = codeIn(newestChat(people.petro));
		const link = linkIn(newestChat(people.petro));
		await changeResponder(village.service, village.operator, people.petro.id, {
			phone: NOBODYS_PHONE,
		});
		expect(await rolesOf(at)).toBe(401);
		expect((await waiting.post("/sign-in/code", { code })).status).toBe(401);
		expect((await waiting.post(link)).status).toBe(404);
	});

	it("ends with the person", async () => {
		const { people } = await open(PEOPLE);
		const at = await signsIn(people.petro);
		await erasePerson(village.service, village.operator, people.petro.id);
		expect(await rolesOf(at)).toBe(401);
		expect(
			await village.service.signIn.accountOf({ responderId: people.petro.id }),
		).toBeUndefined();
	});

	it("acts only for a page of our own", async () => {
		const { people } = await open(PEOPLE);
		const at = await signsIn(people.petro);
		for (const origin of ["https://evil.example", "null"]) {
			for (const path of [
				"/account/sign-out",
				"/account/sessions/end-all",
				"/sign-in",
				"/sign-in/code",
			])
				expect((await at.post(path, {}, { origin })).status).toBe(403);
		}
		expect(await rolesOf(at)).toBe(200);
	});

	it("takes a list of people away only within ten minutes of the code", async () => {
		const { people } = await open(PEOPLE);
		const at = await signsIn(people.petro);
		expect((await at.api("GET", "/v1/roster/export")).status).toBe(200);
		await village.fastForward(minutes(10) + 1);
		const late = [
			await at.api("GET", "/v1/roster/export"),
			await at.api("DELETE", `/v1/responders/${people.hanna.id}`),
			await at.api("GET", `/v1/responders/${people.hanna.id}/export`),
		];
		for (const answer of late) {
			expect(answer.status).toBe(403);
			expect(answer.body.detail).toContain("Sign in once more");
		}
		expect((await at.api("GET", "/v1/responders")).status).toBe(200);
	});
});

describe("nobody climbs", () => {
	const patch = (at: Browser, { id }: { id: string }, body: object) =>
		at.api("PATCH", `/v1/responders/${id}`, body);

	it("by another phone for somebody who holds more", async () => {
		const { people } = await open({
			...PEOPLE,
			oleh: { ...oleh, role: "deputy" },
		});
		await makeGrant(village.service, {
			responderId: people.ivan.id,
			role: "administrator",
			scope: { kind: "everything" },
		});
		const chief = await signsIn(people.petro);
		const deputy = await signsIn(people.oleh);
		const administrator = await signsIn(people.ivan);
		const phone = { phone: NOBODYS_PHONE };
		const second = { secondPhone: NOBODYS_PHONE };
		// The chief may change a volunteer's and his deputy's, not the administrator's.
		expect((await patch(chief, people.ivan, phone)).status).toBe(403);
		expect((await patch(chief, people.ivan, second)).status).toBe(403);
		expect((await patch(chief, people.ivan, { name: "Іван" })).status).toBe(
			200,
		);
		// A deputy does not become his chief.
		expect((await patch(deputy, people.petro, phone)).status).toBe(403);
		expect((await patch(deputy, people.petro, second)).status).toBe(403);
		expect((await patch(deputy, people.hanna, second)).status).toBe(200);
		// The chief's own key to the house: erasing somebody who holds more.
		expect(
			(await chief.api("DELETE", `/v1/responders/${people.ivan.id}`)).status,
		).toBe(403);
		expect((await patch(administrator, people.petro, phone)).status).toBe(200);
	});
});

describe("a passkey", () => {
	const passkeys = async (at: Browser) => {
		const device = softAuthenticator();
		const { publicUrl } = village.service.settings;
		return {
			device,
			async add(where = "/account/passkeys") {
				const offered = await at.send(
					where === "/account/passkeys"
						? "/account/passkeys/offer"
						: `${where}/offer`,
				);
				expect(offered.status, offered.text).toBe(200);
				const response = await device.create(offered.body, publicUrl);
				return {
					response,
					added: await at.send(
						where === "/account/passkeys" ? where : `${where}/passkey`,
						{ response },
					),
				};
			},
			async answer(by: Browser, origin = publicUrl) {
				const asked = await by.send("/sign-in/passkey/ask");
				return device.get(asked.body, origin);
			},
		};
	};

	it("signs in by itself, once per question, and is removed on the account page", async () => {
		const { people } = await open(PEOPLE);
		const at = await signsIn(people.petro);
		const { add, answer } = await passkeys(at);
		const { response, added } = await add();
		expect(added.body).toEqual({ next: "/account" });
		// The same answer again is nobody's.
		expect((await at.send("/account/passkeys", { response })).status).toBe(401);

		const elsewhere = browser();
		const signed = await answer(elsewhere);
		const entered = await elsewhere.send("/sign-in/passkey", {
			response: signed,
		});
		expect(entered.body).toEqual({ next: "/board" });
		expect(await rolesOf(elsewhere)).toBe(200);
		const replayed = browser();
		await answer(replayed);
		expect(
			(await replayed.send("/sign-in/passkey", { response: signed })).status,
		).toBe(401);

		const { text } = await at.open("/account");
		expect(text).toContain("Chrome, Android");
		const [, id = ""] =
			/action="\/account\/passkeys\/remove"><button name="id" value="([^"]+)"/.exec(
				text,
			) ?? [];
		await at.post("/account/passkeys/remove", { id });
		const third = browser();
		expect(
			(
				await third.send("/sign-in/passkey", {
					response: await answer(third),
				})
			).status,
		).toBe(401);
	});

	it("is added only within ten minutes of the code, and by a person alone", async () => {
		const { people } = await open(PEOPLE);
		const at = await signsIn(people.petro);
		await village.fastForward(minutes(10) + 1);
		expect((await at.send("/account/passkeys/offer")).status).toBe(401);
		expect((await browser().send("/account/passkeys/offer")).status).toBe(401);
	});

	it("without finger or PIN, from another place, or under another question, opens nothing", async () => {
		const { people } = await open(PEOPLE);
		const at = await signsIn(people.petro);
		const { add, answer, device } = await passkeys(at);
		await add();
		const thief = browser();
		const tries = [
			async () => {
				device.verifiesPerson = false;
				const signed = await answer(thief);
				device.verifiesPerson = true;
				return signed;
			},
			async () => {
				const signed = await answer(browser());
				await thief.send("/sign-in/passkey/ask");
				return signed;
			},
			async () => {
				const asked = await thief.send("/sign-in/passkey/ask");
				return device.get(
					{ ...asked.body, rpId: undefined },
					village.service.settings.publicUrl.replace(/:\d+$/, ":1"),
				);
			},
		];
		for (const take of tries) {
			const entered = await thief.send("/sign-in/passkey", {
				response: await take(),
			});
			expect(entered.status).toBe(401);
			expect(thief.jar.has("__Host-dzvin")).toBe(false);
		}
	});

	it("garbled in any way is refused by name and never a fault of ours", async () => {
		const { people } = await open(PEOPLE);
		const at = await signsIn(people.petro);
		const { add, answer, device } = await passkeys(at);
		await add();
		const { publicUrl } = village.service.settings;

		const thief = browser();
		const signed: number[] = [];
		for (const spoil of SPOILED) {
			// The question is really open, and the answer else the right one.
			const good = (await answer(thief)) as Answered;
			const { status } = await thief.send("/sign-in/passkey", spoil(good));
			signed.push(status);
		}
		expect([...new Set(signed)].sort()).toEqual([400, 401]);
		expect(thief.jar.has("__Host-dzvin")).toBe(false);

		const registered: number[] = [];
		for (const spoil of SPOILED) {
			const { body } = await at.send("/account/passkeys/offer");
			const good = (await device.create(body, publicUrl)) as Answered;
			const { status } = await at.send("/account/passkeys", spoil(good));
			registered.push(status);
			// Nothing signs a new key: changed on its way it is another key of the same person.
			if (status === 200) await removesPasskeys(people.petro);
		}
		expect(registered.length).toBeGreaterThan(150);
		expect(registered.filter((status) => status >= 500)).toEqual([]);
		expect(
			registered.filter((status) => status !== 200).length,
		).toBeGreaterThan(100);
	});
});

async function removesPasskeys({ id: responderId }: Villager): Promise<void> {
	const { signIn } = village.service;
	const { id = "" } = (await signIn.accountOf({ responderId })) ?? {};
	for (const passkey of await signIn.passkeysOf(id))
		await signIn.removePasskey(id, passkey.id);
}

type Answered = { response: Record<string, string> } & Record<string, unknown>;
type Spoil = (good: Answered) => string | object;

const DEEP = `${"[".repeat(5_000)}${"]".repeat(5_000)}`;
const PARTS = [
	"clientDataJSON",
	"authenticatorData",
	"attestationObject",
	"signature",
] as const;

/** Bodies of every shape, each part as something else, then one character changed at many places. */
const SPOILED: readonly Spoil[] = [
	...["", "{", "null", "1", "[]", "{}", DEEP, `{"response":${DEEP}}`].map(
		(body): Spoil =>
			() =>
				body,
	),
	...[
		{ id: { a: 1 } },
		{ id: "\ud800" },
		{ id: "" },
		{ rawId: "zz" },
		{ type: "password" },
		{ response: "x" },
		{ response: {} },
		{ clientExtensionResults: 1 },
		{ authenticatorAttachment: "both" },
	].map(
		(more): Spoil =>
			(good) => ({ response: { ...good, ...more } }),
	),
	...PARTS.flatMap((part) =>
		["", "!!", "AAAA", "e30", "_w", "x".repeat(5_000), 7, null].map(
			(value): Spoil =>
				(good) =>
					part in good.response
						? within(good, { [part]: value })
						: { response: 0 },
		),
	),
	...Array.from({ length: 150 }, (_, index): Spoil => {
		return (good) => {
			const known = PARTS.filter((part) => part in good.response);
			const part = known[index % known.length] ?? "clientDataJSON";
			const letters = [...(good.response[part] ?? "")];
			// The header of a signature's numbers is read laxly; the numbers are not.
			const from = part === "signature" ? 12 : 0;
			const at = from + ((index * 7_919) % (letters.length - from - 1));
			letters[at] = letters[at] === "A" ? "B" : "A";
			return within(good, { [part]: letters.join("") });
		};
	}),
];

const within = (good: Answered, parts: object): object => ({
	response: { ...good, response: { ...good.response, ...parts } },
});

describe("whatever is sent to the pages", () => {
	it("is refused in words or taken, and never a fault of ours", async () => {
		const { people } = await open(PEOPLE);
		const { url } = await createDesk(village.service, {
			name: "ОКЦ",
			scope: { kind: "everything" },
		});
		const desk = browser();
		await desk.post(new URL(url).pathname);
		const chief = await signsIn(people.petro);
		const statuses = new Map<number, number>();
		const note = ({ status }: { status: number }) =>
			statuses.set(status, (statuses.get(status) ?? 0) + 1);
		for (const odd of ODD) {
			await village.fastForward(minutes(11));
			for (const at of [chief, desk, browser()]) {
				for (const [path, field] of FORMS)
					note(await at.post(path, { [field]: odd }));
				for (const path of SCRIPTED) note(await at.send(path, odd));
			}
			// An address and a header hold no half characters and are short.
			const written = encodeURIComponent(odd.toWellFormed().slice(0, 500));
			for (const path of ["/sign-in/", "/desk/"]) {
				note(await browser().open(path + written));
				note(await browser().post(path + written));
			}
			const forged = browser();
			forged.jar.set("__Host-dzvin", written);
			forged.jar.set("__Host-dzvin-asked", written);
			note(await forged.open("/account"));
			note(await forged.post("/sign-in/again", { via: "sms" }));
			note(await forged.api("GET", "/v1/incidents"));
		}
		expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
		expect([...statuses.keys()].sort()).toEqual([303, 400, 401, 404, 413, 429]);
		// What was taken as an officer's name stands there as text.
		const { text } = await desk.open("/account");
		expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
		expect(text).not.toContain("<script>alert");
	});
});

const FORMS = [
	["/sign-in", "phone"],
	["/sign-in/code", "code"],
	["/sign-in/again", "via"],
	["/account/sessions/end", "id"],
	["/account/passkeys/remove", "id"],
	["/account/shift", "officer"],
	["/account/officers", "name"],
	["/account/officers/remove", "officer"],
] as const;
const SCRIPTED = [
	"/sign-in/passkey",
	"/account/passkeys/offer",
	"/account/passkeys",
];
const ODD = [
	"",
	" ",
	"\u0000",
	"\ud800",
	"\r\nSet-Cookie: a=b",
	"<script>alert(1)</script>",
	"'; drop table session; --",
	"101",
	"+380",
	"＋３８０６７１２３４５６７",
	"1e308",
	"../../etc/passwd",
	"__proto__",
	"%00%ff",
	"😀".repeat(40),
	"9".repeat(70_000),
];

describe("a duty desk", () => {
	const createsDesk = async () => {
		const made = await createDesk(village.service, {
			name: "ОКЦ Тернопіль",
			scope: { kind: "everything" },
		});
		return { ...made, path: new URL(made.url).pathname };
	};
	const officerId = (text: string, name: string): string =>
		new RegExp(`name="officer" value="([^"]+)">${name}<`).exec(text)?.[1] ?? "";

	it("is bound by its link once, to a passkey that stays in the workstation", async () => {
		await open(PEOPLE);
		const { path, id } = await createsDesk();
		const workstation = browser();
		expect((await workstation.open(path)).text).toContain("ОКЦ Тернопіль");
		const { publicUrl } = village.service.settings;
		const device = softAuthenticator();
		const account = softAuthenticator();
		account.isCopied = true;
		const bind = async (authenticator: typeof device) => {
			const { body } = await workstation.send(`${path}/offer`);
			return workstation.send(`${path}/passkey`, {
				response: await authenticator.create(body, publicUrl),
			});
		};
		expect((await bind(account)).status).toBe(403);
		expect((await bind(device)).body).toEqual({ next: "/board" });
		expect((await browser().open(path)).status).toBe(404);
		expect((await browser().post(path)).status).toBe(404);
		expect(await rolesOf(workstation)).toBe(200);
		expect((await workstation.api("GET", "/v1/responders")).status).toBe(403);

		// The next morning: the workstation's own passkey, no phone, no code.
		await workstation.post("/account/sign-out");
		expect(await rolesOf(workstation)).toBe(401);
		const { body } = await workstation.send("/sign-in/passkey/ask");
		await workstation.send("/sign-in/passkey", {
			response: await device.get(body, publicUrl),
		});
		expect((await workstation.open("/account")).text).toContain(
			"ОКЦ Тернопіль",
		);
		expect(
			await village.service.signIn.desks([id]).then(([desk]) => desk?.name),
		).toBe("ОКЦ Тернопіль");
	});

	it("without passkeys is bound to its browser for a month of silence", async () => {
		await open(PEOPLE);
		const { path } = await createsDesk();
		const workstation = browser();
		expect((await workstation.post(path)).to).toBe("/board");
		await village.fastForward(minutes(29 * 24 * 60));
		expect(await rolesOf(workstation)).toBe(200);
		await village.fastForward(minutes(30 * 24 * 60) + 1);
		expect(await rolesOf(workstation)).toBe(401);
	});

	it("link is dead after a day", async () => {
		await open(PEOPLE);
		const { path } = await createsDesk();
		await village.fastForward(minutes(24 * 60));
		expect((await browser().open(path)).status).toBe(404);
		expect((await browser().post(path)).status).toBe(404);
	});

	it("hands a shift over in one tap, with both names in the log and no name in the open", async () => {
		await open(PEOPLE);
		const { path, id } = await createsDesk();
		const workstation = browser();
		await workstation.post(path);
		for (const name of ["Ірина Коваль", "Степан Лозинський"])
			await workstation.post("/account/officers", { name });
		const page = async () => (await workstation.open("/account")).text;
		expect(await page()).toContain("Зміну ще ніхто не прийняв");
		for (const name of ["Ірина Коваль", "Степан Лозинський"])
			await workstation.post("/account/shift", {
				officer: officerId(await page(), name),
			});
		expect(await page()).toContain("<h1>Степан Лозинський</h1>");
		// Pressed twice is one hand-over.
		const again = officerId(await page(), "Степан Лозинський");
		await workstation.post("/account/shift", { officer: again });

		const log = await village.store.load("admin/everything");
		const shifts = log
			.filter(({ type }) => type === "ShiftTaken")
			.map(({ payload }) => JSON.parse(payload));
		expect(shifts).toHaveLength(2);
		expect(shifts[1]).toMatchObject({
			by: { kind: "desk", id },
			deskId: id,
		});
		const { from, to } = shifts[1];
		const words = await village.store.words([from.id, to.id]);
		const said = (ref: { id: string }) => {
			const row = words.get(ref.id);
			return row && village.service.secrets.open(row.text);
		};
		expect([said(from), said(to)]).toEqual([
			"Ірина Коваль",
			"Степан Лозинський",
		]);
		const inTheOpen = JSON.stringify([
			log,
			await village.service.signIn.desks(),
			await village.service.signIn.shifts([id]),
			[...words.values()],
		]);
		expect(inTheOpen).not.toMatch(/Коваль|Лозинський/);
	});

	it("stands on the board under its name, raises, and cancels its own", async () => {
		const { people } = await open(PEOPLE);
		const { path } = await createsDesk();
		const workstation = browser();
		await workstation.post(path);
		const raised = await workstation.api("POST", "/v1/incidents", {
			type: "structure_fire",
			source: "okc_101",
			location: { lat: 49.0231, lon: 25.8011 },
			place: "Росохач, Шевченка 12",
		});
		expect(raised.status, raised.text).toBe(201);
		await village.settle();
		const at = `/v1/incidents/${raised.body.id}`;
		const taken = await workstation.api("POST", `${at}/take-over`);
		expect(taken.body.humanInCharge.name).toBe("ОКЦ Тернопіль");
		const chief = await signsIn(people.petro);
		const proposed = await chief.api("POST", `${at}/cancel`, {
			reason: "false",
		});
		expect(proposed.body.status).toBe("open");
		const cancelled = await workstation.api("POST", `${at}/cancel`, {
			reason: "false",
		});
		expect(cancelled.body.status).toBe("cancelled");
	});

	it("removed is signed out with the next request", async () => {
		await open(PEOPLE);
		const { path, id } = await createsDesk();
		const workstation = browser();
		await workstation.post(path);
		expect(await rolesOf(workstation)).toBe(200);
		const { removeDesk } = await import("../../src/signIn/desks.ts");
		await removeDesk(village.service, id);
		expect(await rolesOf(workstation)).toBe(401);
	});
});
