/** The answer page as a phone on 2G meets it: a link, one look, one form. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readForm } from "../../src/http/answerPage.ts";
import { openVillage, type Village, type Villager } from "./village.ts";

let village: Village;
let ana: Villager;
let fire: string;
let link: string;

beforeEach(async () => {
	village = await openVillage();
	ana = await village.villager("Ана", {
		qualifications: ["driver_c"],
		telegram: false,
		phoneKind: "smart",
	});
	await village.villager("Іван", { telegram: false });
	fire = await village.fire();
	await village.push(2_000);
	link = `${village.url}/a/${village.answerToken(fire, ana)}`;
});
afterEach(() => village.close());

const person = () => village.person(fire, ana);
const look = async (url = link, method = "GET") => {
	const response = await fetch(url, { method, redirect: "manual" });
	return { response, page: method === "HEAD" ? "" : await response.text() };
};
const nonceIn = (page: string) =>
	/name="nonce" value="([^"]+)"/.exec(page)?.[1] ?? "";
const post = async (form: Record<string, string>, url = link) => {
	const response = await fetch(url, {
		method: "POST",
		body: new URLSearchParams(form),
		redirect: "manual",
	});
	return { response, page: await response.text() };
};
/** What a thumb does: looks, then presses. */
const press = async (form: Record<string, string>) =>
	post({ nonce: nonceIn((await look()).page), ...form });

describe("the answer page", () => {
	it("opens by the link of the SMS, and by its twin at the root", async () => {
		const sent = ana.phone.inbox[0]?.text ?? "";
		expect(sent).toContain(village.answerToken(fire, ana));
		const { page } = await look();
		const { page: twin } = await look(link.replace("/a/", "/"));
		for (const shown of [page, twin]) {
			expect(shown).toContain("Росохач, вул. Шевченка, 12");
			expect(shown).toContain("Їдете?");
		}
	});

	it("is one file under 10 kB without a script, and asks for nothing else", async () => {
		await press({ answer: "responding" });
		const { page } = await look();
		expect(Buffer.byteLength(page)).toBeLessThan(10_000);
		expect(page).not.toMatch(/<script|<img|<link|@import|url\(| on\w+=/);
	});

	it("records nothing when looked at, however often and by whatever", async () => {
		const { version } = await village.incident(fire);
		for (const method of ["GET", "HEAD", "GET"]) await look(link, method);
		expect((await village.incident(fire)).version).toBe(version);
	});

	it("records the answer with minutes, and says it back in the same round trip", async () => {
		const { response, page } = await press({
			answer: "responding",
			etaMinutes: "10",
			note: "беру пилу",
		});
		expect(response.status).toBe(200);
		expect(page).toContain("Прийнято: їдете, у депо о 03:12");
		expect(await person()).toMatchObject({
			answer: "responding",
			answeredOn: "page",
		});
		expect((await person())?.note).toBeDefined();
	});

	it("takes the scene, and who is not driving", async () => {
		await press({ answer: "responding", to: "scene", notDriving: "true" });
		expect(await person()).toMatchObject({ to: "scene", notDriving: true });
	});

	it("is one answer when the form is posted twice", async () => {
		const form = { answer: "responding", nonce: nonceIn((await look()).page) };
		await post(form);
		const { version } = await village.incident(fire);
		const { page } = await post(form);
		expect((await village.incident(fire)).version).toBe(version);
		expect(page).toContain("Прийнято: їдете");
	});

	it("lets a mind be changed with the same page still open", async () => {
		const nonce = nonceIn((await look()).page);
		await post({ nonce, answer: "responding" });
		const { page } = await post({ nonce, answer: "notResponding" });
		expect(page).toContain("Прийнято: не можете");
		expect(await person()).toMatchObject({ answer: "notResponding" });
	});

	it("marks «Я в депо» after «їду»", async () => {
		const { page } = await press({ answer: "responding" });
		expect(page).toContain('name="mark" value="atStation"');
		await press({ mark: "atStation" });
		expect(await person()).toMatchObject({ progress: "atStation" });
	});

	it("asks whether to change over, and does", async () => {
		const second = await village.fire({ place: "Росохач, Польова, 3" });
		await press({ answer: "responding" });
		const other = `${village.url}/a/${village.answerToken(second, ana)}`;
		const { page } = await post({ answer: "responding" }, other);
		expect(page).toContain('value="switch"');
		await post({ answer: "switch" }, other);
		expect(await village.person(second, ana)).toMatchObject({
			answer: "responding",
		});
		expect(await person()).toMatchObject({ withdrew: "otherIncident" });
	});

	it("says that it is over when it is", async () => {
		await village.service.handle(
			fire,
			{ type: "Close", by: { kind: "service" } },
			{ commandId: "close" },
		);
		const { page } = await press({ answer: "responding" });
		expect(page).toContain("Подію завершено");
		expect(page).not.toContain("<form");
		expect(await person()).not.toHaveProperty("answer", "responding");
	});

	it("shows neither phone nor position of anybody", async () => {
		await press({ answer: "responding" });
		const { page } = await look();
		expect(page).not.toContain(ana.phone.number.slice(-7));
	});

	it("escapes what people wrote", async () => {
		const evil = await village.fire({ place: "<script>alert(1)</script>" });
		const { page } = await look(
			`${village.url}/a/${village.answerToken(evil, ana)}`,
		);
		expect(page).not.toContain("<script>");
		expect(page).toContain("&lt;script&gt;");
	});

	it("refuses what is no answer in people's words", async () => {
		for (const form of [
			{ answer: "maybe" },
			{ answer: "responding", etaMinutes: "-5" },
			{ answer: "responding", etaMinutes: "soon" },
			{ mark: "out" },
			{ note: "x".repeat(501) },
		]) {
			const { response, page } = await post(form);
			expect(response.status).toBe(400);
			expect(page).toContain("Не зрозуміли");
		}
	});

	it("answers 404 to a wrong link, 429 after twenty in a minute, and still opens a right one", async () => {
		const wrong = `${village.url}/a/AAAAAAAAAAAA`;
		for (let tries = 0; tries < 20; tries++)
			expect((await look(wrong)).response.status).toBe(404);
		const { response, page } = await look(wrong);
		expect(response.status).toBe(429);
		expect(page).toContain("Забагато спроб");
		expect((await look()).response.status).toBe(200);
		await village.push(60_000);
		expect((await look(wrong)).response.status).toBe(404);
	});

	it("sends a chief's link on to the live page", async () => {
		const { service } = village;
		const token = "k7Qm2Xw9Rb4t";
		await service.store.append({
			at: 0,
			capabilities: [
				{
					tokenHash: service.secrets.hash(token),
					incidentId: fire,
					responderId: ana.id,
					opens: "live",
					createdAt: 0,
				},
			],
		});
		const { response } = await look(`${village.url}/${token}`);
		expect(response.status).toBe(303);
		expect(response.headers.get("location")).toBe(`/i/${token}`);
	});

	it("is not kept, not indexed, not told to others", async () => {
		const { headers } = (await look()).response;
		expect(headers.get("cache-control")).toBe("no-store");
		expect(headers.get("referrer-policy")).toBe("no-referrer");
		expect(headers.get("content-security-policy")).toContain(
			"default-src 'none'",
		);
	});
});

describe("the form", () => {
	it("reads an empty choice of minutes as our own estimate", () => {
		const read = readForm(
			new URLSearchParams({ answer: "responding", etaMinutes: "", note: " " }),
		);
		expect(read?.said).toEqual({ kind: "answer", answer: "responding" });
		expect(read).not.toHaveProperty("words");
	});

	it("reads words alone as a note", () => {
		const read = readForm(new URLSearchParams({ note: "міст закрито" }));
		expect(read).toMatchObject({
			said: { kind: "note" },
			words: "міст закрито",
		});
	});
});
