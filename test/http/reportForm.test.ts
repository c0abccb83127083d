/**
 * The form behind the QR code on a village's board: what it files, what it shows, whom it
 * wakes, and what those learn who have no business with it.
 */
import { afterEach, describe, expect, it } from "vitest";
import { importAreas } from "../../src/areas/areaImport.ts";
import type { Known } from "../../src/core/incident.ts";
import { AREA_TABLES } from "../../src/demo/areas.ts";
import { SCRIPT } from "../../src/http/reportForm/view.ts";
import { OPERATOR } from "../../src/keys.ts";
import { EVERYTHING } from "../../src/ports.ts";
import { setResidents } from "../../src/residents/reportNumber.ts";
import { hanna, ivan, oleh, petro } from "../story/cast.ts";
import { openVillage, seconds, type Village } from "../story/village.ts";

let village: Village;
afterEach(() => village.close());

async function open() {
	const opened = await openVillage({
		people: { petro, oleh, ivan, hanna },
		at: "2026-01-15T12:00:00Z",
	});
	village = opened as unknown as Village;
	for (const table of AREA_TABLES)
		await importAreas(
			opened.service,
			OPERATOR,
			new TextEncoder().encode(table),
		);
	return { ...opened, path: await linkOf("Росохач") };
}

async function linkOf(brigade: string): Promise<string> {
	const answer = await fetch(
		`${village.url}/v1/brigades/${village.brigadeId(brigade)}/report-form`,
		{ headers: { authorization: `Bearer ${village.adminKey}` } },
	);
	expect(answer.status).toBe(200);
	const { url, qrSvg } = (await answer.json()) as Record<string, string>;
	expect(qrSvg).toMatch(/^<svg/);
	expect(url).toMatch(/\/r\/[\w-]{12}$/);
	return (url ?? "").replace(village.url, "");
}

const t = (id: string, locale: "uk" | "en" = "uk") =>
	village.service.wording.text(locale, id);

/** Somebody's phone at the board: reads, fills in, presses. */
function visitor(path: string, address = "203.0.113.7") {
	const ask = (at: string, init: RequestInit = {}) =>
		fetch(`${village.url}${at}`, {
			redirect: "manual",
			...init,
			headers: {
				"x-forwarded-for": address,
				"accept-language": "uk-UA,uk;q=0.9",
				...init.headers,
			},
		});
	let page = "";
	const nonce = () => /name="nonce" value="([^"]+)"/.exec(page)?.[1] ?? "";
	const post = async (fields: Record<string, string>) => {
		const answer = await ask(path, {
			method: "POST",
			body: new URLSearchParams(fields),
		});
		await village.settle();
		return answer;
	};
	return {
		ask,
		post,
		nonce,
		page: () => page,
		async opens(): Promise<string> {
			page = await (await ask(path)).text();
			return page;
		},
		/** Posts what the open page's form says, and reads where it leads. */
		async sends(fields: Record<string, string>): Promise<string> {
			const answer = await post({ nonce: nonce(), ...fields });
			expect(answer.status, await answer.clone().text()).toBe(303);
			page = await (await ask(answer.headers.get("location") ?? "")).text();
			return page;
		},
	};
}

async function fires(): Promise<Known[]> {
	const { items } = await village.store.heads(EVERYTHING, { limit: 50 });
	const found = await Promise.all(
		items.map(({ id }) => village.service.load(id)),
	);
	return found.flatMap((fire) => (fire.status === "unknown" ? [] : [fire]));
}
const onlyFire = async (): Promise<Known> => {
	const all = await fires();
	expect(all).toHaveLength(1);
	return all[0] as Known;
};
const reportIn = ({ reports }: Known) => [...reports.values()][0];
const words = async (ref: { id: string } | undefined) => {
	const kept = ref && (await village.store.words([ref.id])).get(ref.id);
	return kept && village.service.secrets.open(kept.text);
};

describe("the form", () => {
	it("files with one press of nothing else, wakes no village, and says 101 first", async () => {
		const { path, people } = await open();
		const halyna = visitor(path);
		await halyna.opens();
		const page = await halyna.sends({});
		const fire = await onlyFire();
		expect(fire).toMatchObject({
			status: "unconfirmed",
			source: "resident",
			mode: "actual",
		});
		expect(reportIn(fire)).toMatchObject({ verified: false, doubted: false });
		expect(page).toContain(t("resident-received"));
		expect(page.indexOf("tel:101")).toBeLessThan(page.indexOf("<h1"));
		expect(page).toContain(t("resident-advice"));
		await village.fastForward(seconds(5));
		expect(people.petro.told().join("\n")).toContain(`#${fire.number}`);
		expect(people.ivan.told()).toEqual([]);
	});

	it("takes what, where, who and a number; offers the settlement with its hromada; one press confirms it", async () => {
		const { path } = await open();
		const halyna = visitor(path);
		await halyna.opens();
		const page = await halyna.sends({
			what: "vegetation_fire",
			where: "в росохачі за школою",
			danger: "1",
			phone: "067 123 45 67",
		});
		const before = reportIn(await onlyFire());
		expect(before).toMatchObject({
			incidentType: "vegetation_fire",
			peopleInDanger: true,
			verified: false,
		});
		expect(await words(before?.place)).toBe("в росохачі за школою");
		expect(before?.reporterNumber).toBeDefined();
		expect(page).toContain(t("resident-advice-vegetation_fire"));
		expect(page).toContain(t("report-form-is-it"));
		const [, code = "", name] =
			/name="at" value="([^"]+)">([^<]+)</.exec(page) ?? [];
		expect(name).toBe("Росохач (Росохацька громада)");
		const confirmed = await halyna.sends({ at: code });
		const after = reportIn(await onlyFire());
		expect(await words(after?.place)).toBe(
			"Росохач (Росохацька громада), за школою",
		);
		expect(after?.location).toMatchObject({
			lat: 48.9463,
			accuracyMetres: 1_500,
		});
		expect(confirmed).not.toContain('name="at"');
	});

	it("takes the browser's place, and none that is a guess of the network", async () => {
		const { path } = await open();
		const near = visitor(path);
		await near.opens();
		await near.sends({ lat: "48.947", lon: "25.816", metres: "24.6" });
		expect(reportIn(await onlyFire())?.location).toEqual({
			lat: 48.947,
			lon: 25.816,
			accuracyMetres: 25,
		});
		for (const odd of [
			{ lat: "48.9", lon: "25.8", metres: "40000" },
			{ lat: "948", lon: "25.8", metres: "5" },
			{ lat: "", lon: "", metres: "" },
		]) {
			const guest = visitor(path, "198.51.100.4");
			await guest.opens();
			await guest.sends({ where: "Чортків", ...odd });
		}
		expect(
			(await fires())
				.flatMap(({ reports }) => [...reports.values()])
				.filter(({ location }) => location !== undefined),
		).toHaveLength(1);
	});

	it("posted twice is one report, and looking records nothing", async () => {
		const { path } = await open();
		const halyna = visitor(path);
		await halyna.opens();
		const again = { nonce: halyna.nonce(), where: "за школою" };
		const answers = await Promise.all([
			halyna.post(again),
			halyna.post(again),
			halyna.post(again),
		]);
		expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
		const fire = await onlyFire();
		expect(fire.reports.size).toBe(1);
		const { version } = fire;
		for (let n = 0; n < 3; n++)
			await halyna.ask(answers[0]?.headers.get("location") ?? "");
		expect((await onlyFire()).version).toBe(version);
	});

	it("hears that it is out, a mistake, that people are in danger, and where it is", async () => {
		const { path } = await open();
		const halyna = visitor(path);
		await halyna.opens();
		await halyna.sends({ what: "other" });
		await halyna.sends({ danger: "1" });
		expect(reportIn(await onlyFire())?.peopleInDanger).toBe(true);
		await halyna.sends({ where: "Росохач, біля ставка" });
		expect(await words(reportIn(await onlyFire())?.place)).toContain("ставка");
		const out = await halyna.sends({ says: "out" });
		expect(out).toContain(t("resident-said-out"));
		expect(reportIn(await onlyFire())?.said).toBe("out");
		await halyna.sends({ says: "mistake" });
		expect(reportIn(await onlyFire())?.said).toBe("mistake");
	});

	it("says when help is coming and when it is over, and nothing of who, how many and whence", async () => {
		const { path, people } = await open();
		const halyna = visitor(path);
		await halyna.opens();
		await halyna.sends({ what: "structure_fire", where: "Росохач" });
		const { id } = await onlyFire();
		await village.order(id, { type: "Confirm", by: village.by(people.petro) });
		for (const { id: responderId } of [
			people.petro,
			people.oleh,
			people.ivan,
			people.hanna,
		])
			await village.order(id, {
				type: "Acknowledge",
				responderId,
				answer: "responding",
				channel: "page",
			});
		const nonce = halyna.nonce();
		const look = async () => (await halyna.ask(`${path}?f=${nonce}`)).text();
		const coming = await look();
		expect(coming).toContain(t("bot-resident-coming"));
		await village.order(id, {
			type: "Close",
			by: village.by(people.petro),
		});
		const over = await look();
		expect(over).toContain(t("bot-resident-over"));
		expect(over).not.toContain('name="says"');
		for (const page of [coming, over])
			expect(page.replace(/<style>.*<\/style>/s, "")).not.toMatch(
				/#\d|Петро|Олег|Іван|Ганна|Росохацька ДПК|\d+ хв/,
			);
	});

	it("asks again for a number that is none, and files all the same", async () => {
		const { path } = await open();
		const halyna = visitor(path);
		await halyna.opens();
		const page = await halyna.sends({ where: "Росохач", phone: "номер" });
		expect(reportIn(await onlyFire())?.reporterNumber).toBeUndefined();
		expect(page).toContain(t("report-form-no-number"));
		await halyna.sends({ phone: "067 123 45 67" });
		expect(reportIn(await onlyFire())?.reporterNumber).toBeDefined();
	});
});

describe("who believes it", () => {
	it("two forms are never two independent reports: the village sleeps until the chief says so", async () => {
		const { path, people } = await open();
		for (const address of ["203.0.113.7", "198.51.100.9", "192.0.2.4"]) {
			const one = visitor(path, address);
			await one.opens();
			await one.sends({
				what: "structure_fire",
				where: "Росохач, Шевченка 12",
				lat: "48.9463",
				lon: "25.8157",
				metres: "10",
			});
		}
		await village.fastForward(seconds(30));
		const all = await fires();
		expect(all.every(({ status }) => status === "unconfirmed")).toBe(true);
		expect(
			all
				.flatMap(({ reports }) => [...reports.values()])
				.some(({ verified }) => verified),
		).toBe(false);
		expect(people.ivan.told()).toEqual([]);
	});

	it("the third from an address within an hour, and every one after a false alarm, asks the chief alone", async () => {
		const { path, people } = await open();
		const doubted: boolean[] = [];
		for (const where of ["Росохач", "Чортків", "Угринь", "Заводське"]) {
			const teenager = visitor(path);
			await teenager.opens();
			await teenager.sends({ where, what: "structure_fire" });
			const known = await fires();
			doubted.push(
				known
					.flatMap(({ reports }) => [...reports.values()])
					.sort((a, b) => b.at - a.at)
					.some(({ doubted: isDoubted }) => isDoubted),
			);
			await village.fastForward(seconds(2));
		}
		expect(doubted).toEqual([false, false, true, true]);
		expect(people.ivan.told()).toEqual([]);
	});

	it("after a false one the next form from there is doubted, another address is not", async () => {
		const { path, people } = await open();
		const first = visitor(path);
		await first.opens();
		await first.sends({ what: "structure_fire" });
		const { id } = await onlyFire();
		await village.order(id, {
			type: "Cancel",
			by: village.by(people.petro),
			reason: "false",
			ownDesk: false,
		});
		const seen: Record<string, boolean | undefined> = {};
		for (const address of ["203.0.113.7", "198.51.100.9"]) {
			const next = visitor(path, address);
			await next.opens();
			await next.sends({ where: `Росохач ${address}` });
			const newest = (await fires()).sort((a, b) => b.number - a.number)[0];
			seen[address] = newest && reportIn(newest)?.doubted;
		}
		expect(seen).toEqual({ "203.0.113.7": true, "198.51.100.9": false });
	});

	it("a flood from one address is told to call 101, and others are taken", async () => {
		const { path } = await open();
		const flood = visitor(path);
		const statuses: number[] = [];
		for (let n = 0; n < 25; n++)
			statuses.push(
				(await flood.post({ nonce: crypto.randomUUID(), where: `Хата ${n}` }))
					.status,
			);
		expect(statuses.filter((status) => status === 303)).toHaveLength(20);
		expect(new Set(statuses.slice(20))).toEqual(new Set([429]));
		const refused = await flood.post({ nonce: crypto.randomUUID() });
		const text = await refused.text();
		expect(text).toContain("tel:101");
		expect(text).toContain(t("report-form-tooMany"));
		const other = visitor(path, "198.51.100.9");
		await other.opens();
		await other.sends({ where: "Росохач" });
	});
});

describe("the page itself", () => {
	it("is small, whole without a script, in both languages, and lets nothing in from elsewhere", async () => {
		const { path } = await open();
		for (const locale of ["uk", "en"] as const) {
			const guest = visitor(path);
			const answer = await guest.ask(path, {
				headers: { "accept-language": locale === "uk" ? "ru,uk" : "en-GB" },
			});
			const page = await answer.text();
			expect(Buffer.byteLength(page)).toBeLessThan(10_000);
			expect(page).toContain(`<html lang="${locale}">`);
			expect(page).toContain(t("resident-ask-what", locale));
			expect(page).toContain('href="tel:101"');
			expect(page).toMatch(/<button[^>]*id="here" hidden/);
			expect(page.match(/<script>/g)).toHaveLength(1);
			expect(page).not.toMatch(/ style=| on\w+=|https?:\/\//);
			// Every field is named for who cannot see it.
			expect(page.match(/<input(?![^>]*type="hidden")/g)?.length).toBe(
				page.match(/<label/g)?.length,
			);
			const policy = answer.headers.get("content-security-policy") ?? "";
			expect(policy).toContain("default-src 'none'");
			expect(policy).toMatch(/script-src 'sha256-[^']+'/);
			expect(policy).toContain("form-action 'self'");
			expect(answer.headers.get("permissions-policy")).toBe(
				"geolocation=(self)",
			);
			expect(answer.headers.get("cache-control")).toBe("no-store");
			expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
			expect(answer.headers.get("set-cookie")).toBeNull();
			const asked = await guest.ask(`${path}?lang=${locale}`, {
				headers: { "accept-language": "de" },
			});
			expect(await asked.text()).toContain(`<html lang="${locale}">`);
		}
		expect(SCRIPT).not.toContain("</");
	});

	it("tells strangers nothing: another's form, a guessed code, an odd posting", async () => {
		const { path } = await open();
		const halyna = visitor(path);
		await halyna.opens();
		await halyna.sends({ where: "Росохач" });
		const guest = visitor(path, "198.51.100.9");
		const other = await guest.ask(`${path}?f=${crypto.randomUUID()}`);
		expect(await other.text()).not.toContain("Росохач");
		const wrong = visitor("/r/AAAAAAAAAAAA", "198.51.100.9");
		const statuses: number[] = [];
		for (let n = 0; n < 25; n++)
			statuses.push((await wrong.ask("/r/AAAAAAAAAAAA")).status);
		expect(statuses[0]).toBe(404);
		expect(statuses.at(-1)).toBe(429);
		// The code of the board works for whoever guessed others.
		expect((await guest.ask(path)).status).toBe(200);
		for (const fields of [
			{ nonce: "short" },
			{ nonce: crypto.randomUUID(), where: "ж".repeat(301) },
			{ nonce: crypto.randomUUID(), phone: "0".repeat(31) },
		])
			expect((await guest.post(fields)).status).toBe(400);
		const huge = await guest.post({ nonce: "n".repeat(20_000) });
		expect(huge.status).toBe(413);
		expect(await huge.text()).toContain("tel:101");
		expect(await fires()).toHaveLength(1);
		// Pressed by whoever has no report: nothing happens, nothing is told.
		const nobody = await guest.post({
			nonce: crypto.randomUUID(),
			says: "out",
		});
		expect(nobody.status).toBe(303);
		expect(reportIn(await onlyFire())?.said).toBeUndefined();
	});

	it("keeps what the database does not take, and says so", async () => {
		const { path, service } = await open();
		const halyna = visitor(path);
		await halyna.opens();
		const append = service.store.append;
		const { AppError } = await import("../../src/errors.ts");
		Object.assign(service.store, {
			append: async () => {
				throw new AppError("unavailable", "The database takes nothing.");
			},
		});
		const kept = await halyna.post({ nonce: halyna.nonce(), where: "Росохач" });
		expect(kept.status).toBe(202);
		expect(await kept.text()).toContain(t("report-form-kept"));
		Object.assign(service.store, { append });
		await village.drain();
		await village.settle();
		expect(await words(reportIn(await onlyFire())?.place)).toBe("Росохач");
	});
});

describe("beside the form", () => {
	it("/101 dials, in both languages", async () => {
		await open();
		for (const [language, locale] of [
			["uk", "uk"],
			["en-GB,uk;q=0.5", "en"],
		] as const) {
			const answer = await fetch(`${village.url}/101`, {
				headers: { "accept-language": language },
			});
			const page = await answer.text();
			expect(answer.status).toBe(200);
			expect(page).toContain(`<html lang="${locale}">`);
			expect(page).toMatch(/<a class="call dial" href="tel:101" autofocus>/);
			expect(Buffer.byteLength(page)).toBeLessThan(6_000);
		}
	});

	it("a sheet to print shows 101 before the code, and the report number where there is one", async () => {
		const { path, operator, service } = await open();
		const sheet = async () =>
			(await fetch(`${village.url}${path}/sheet`)).text();
		const bare = await sheet();
		expect(bare).toContain("<svg");
		expect(bare.indexOf(t("report-sheet-call"))).toBeLessThan(
			bare.indexOf("<svg"),
		);
		await setResidents(service, operator, village.brigadeId("Росохач"), {
			number: "+380800330101",
		});
		expect(await sheet()).toContain("+380800330101");
		expect(
			await (await fetch(`${village.url}/r/AAAAAAAAAAAA/sheet`)).status,
		).toBe(404);
	});

	it("the code is the brigade's own, the same tomorrow, and not to be guessed from its id", async () => {
		const { path } = await open();
		expect(await linkOf("Росохач")).toBe(path);
		const id = village.brigadeId("Росохач");
		expect(path).not.toContain(id.slice(0, 8));
	});
});
