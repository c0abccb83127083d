/** What Twilio tells us: receipts, keys in a call, people ringing back, SMS. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { twilioWebhooks } from "../../src/channels/twilioWebhooks.ts";
import { sign } from "../../src/sandbox/twilioWebhooks.ts";
import { AUTH } from "../sandbox/workbench.ts";
import { openVillage, type Village, type Villager } from "./village.ts";

let village: Village;
let mykola: Villager;
let fire: string;

beforeEach(async () => {
	village = await openVillage();
	mykola = await village.villager("Микола", {
		qualifications: ["driver_c"],
		telegram: false,
	});
	await village.villager("Іван", { telegram: false });
});
afterEach(() => village.close());

const person = (id = fire) => village.person(id, mykola);
const spoken = () =>
	mykola.phone.calls.at(-1)?.spoken.map(({ text }) => text) ?? [];
const attempts = (channel: "sms" | "voice") =>
	village.store.attemptsOf(fire, mykola.id, channel);

describe("a call about an alert", () => {
	beforeEach(async () => {
		fire = await village.fire();
		await village.push(1_000);
	});

	it("speaks Ukrainian, takes the key while it speaks, and says it back", async () => {
		await mykola.phone.pickUp();
		const [first] = mykola.phone.calls.at(-1)?.spoken ?? [];
		expect(first).toMatchObject({
			language: "uk-UA",
			voice: "Google.uk-UA-Wavenet-A",
		});
		expect(first?.text).toContain("Росохач, Шевченка, дванадцять");
		await mykola.phone.press("1");
		expect(await person()).toMatchObject({
			answer: "responding",
			answeredOn: "voice",
		});
		expect(spoken().at(-1)).toBe("Прийнято: їдете. Збір у депо.");
		await village.push(10_000);
		expect(mykola.phone.calls.at(-1)?.outcome).toBe("completed");
	});

	it("takes 0 for «не можу» and 2 for later", async () => {
		await mykola.phone.pickUp();
		await mykola.phone.press("2");
		expect(await person()).toMatchObject({ answer: "later" });
	});

	it("repeats on *, and on a key it does not know", async () => {
		await mykola.phone.pickUp();
		await mykola.phone.press("*");
		await mykola.phone.press("7");
		expect(spoken()).toContain("Не зрозуміли клавішу.");
		await mykola.phone.press("1");
		expect(await person()).toMatchObject({ answer: "responding" });
	});

	it("is no answer when picked up and silent: three times said, then goodbye", async () => {
		await mykola.phone.pickUp();
		await village.push(90_000);
		const questions = spoken().filter((text) => text.includes("Пожежа"));
		expect(questions).toHaveLength(3);
		expect(spoken().at(-1)).toBe(
			"Відповіді не почули. Ви ще можете передзвонити.",
		);
		expect(await person()).not.toHaveProperty("answer");
		const redial = (await village.store.rows(fire)).filter(
			({ lane, responderId, purpose }) =>
				lane === "voice" && responderId === mykola.id && purpose === "alert",
		);
		expect(redial).toHaveLength(1);
	});

	it("raises the call to answered, and never lower again", async () => {
		await mykola.phone.pickUp();
		await village.push(100);
		expect(await attempts("voice")).toMatchObject([{ rank: 5 }]);
		await mykola.phone.hangUp();
		await village.push(1_000);
		expect(await attempts("voice")).toMatchObject([{ rank: 5 }]);
	});

	it("leaves an unanswered call to its redial: ringing out is no dead end", async () => {
		await village.push(30_000);
		expect(await attempts("voice")).toMatchObject([{ rank: 3.5 }]);
		expect((await person())?.failedOn).toEqual([]);
	});

	it("is answered when Mykola rings back", async () => {
		await village.push(30_000);
		await mykola.phone.ringBack();
		expect(spoken()[0]).toContain("Росохач, Шевченка, дванадцять");
		await mykola.phone.press("1");
		expect(await person()).toMatchObject({ answer: "responding" });
	});

	it("asks in the same call whether to change over", async () => {
		const second = await village.fire({ place: "Росохач, Польова, 3" });
		await village.push(1_000);
		await mykola.phone.pickUp();
		await mykola.phone.press("1");
		await village.push(60_000);
		await mykola.phone.ringBack();
		expect(spoken()[0]).toContain("Польова");
		await mykola.phone.press("1");
		expect(spoken().at(-1)).toContain("Є інша подія");
		await mykola.phone.press("1");
		expect(await person(second)).toMatchObject({ answer: "responding" });
		expect(await person()).toMatchObject({ withdrew: "otherIncident" });
	});
});

describe("a call to the chief", () => {
	let petro: Villager;

	beforeEach(async () => {
		petro = await village.villager("Петро", { telegram: false });
		await village.appoint(petro);
		fire = await village.fire({ source: "resident" });
		await village.push(1_000);
	});

	it("calls everybody out on 1", async () => {
		await petro.phone.pickUp();
		expect((await village.incident(fire)).status).toBe("unconfirmed");
		await petro.phone.press("1");
		expect((await village.incident(fire)).status).toBe("open");
		expect(petro.phone.calls.at(-1)?.spoken.at(-1)?.text).toBe(
			"Прийнято: скликаємо людей.",
		);
	});

	it("calls nobody on 0", async () => {
		await petro.phone.pickUp();
		await petro.phone.press("0");
		expect((await village.incident(fire)).status).toBe("cancelled");
	});

	it("can be rung back", async () => {
		await village.push(30_000);
		await petro.phone.ringBack();
		expect(petro.phone.calls.at(-1)?.spoken[0]?.text).toContain("Горить?");
		await petro.phone.press("1");
		expect((await village.incident(fire)).status).toBe("open");
	});
});

describe("ringing the bell", () => {
	it("says that nothing burns", async () => {
		await mykola.phone.ringBack();
		expect(spoken()[0]).toContain("Зараз подій немає");
	});

	it("is polite to a stranger, and tells nothing", async () => {
		await village.fire();
		const stranger = village.sandbox.phones.add({
			name: "Хтось",
			number: "+380671234599",
			kind: "button",
		});
		await stranger.ringBack();
		const [first] = stranger.calls.at(-1)?.spoken ?? [];
		expect(first?.text).toContain("Цього номера немає у списку");
	});
});

describe("an SMS", () => {
	beforeEach(async () => {
		fire = await village.fire();
		await village.push(2_000);
	});

	it("raises its attempt to delivered", async () => {
		expect(mykola.phone.inbox).toHaveLength(1);
		expect(await attempts("sms")).toMatchObject([{ rank: 4 }]);
	});

	it("is an answer, minutes and all", async () => {
		await mykola.phone.replySms("1 10");
		expect(await person()).toMatchObject({
			answer: "responding",
			answeredOn: "sms",
		});
	});

	it("asks which of two alerts a bare «1» means, and counts as awake", async () => {
		const second = await village.fire({ place: "Росохач, Польова, 3" });
		await mykola.phone.replySms("1");
		await village.push(2_000);
		const asked = mykola.phone.inbox.at(-1)?.text ?? "";
		const { number } = await village.incident(second);
		expect(asked).toContain("Яка подія?");
		expect(asked).toContain(String(number));
		expect(await person()).not.toHaveProperty("answer");
		expect((await person())?.note).toBeDefined();
		await mykola.phone.replySms(String(number));
		expect(await person(second)).toMatchObject({ answer: "responding" });
		expect(await person()).not.toHaveProperty("answer");
	});

	it("may name the incident itself", async () => {
		const second = await village.fire({ place: "Росохач, Польова, 3" });
		const { number } = await village.incident(second);
		await mykola.phone.replySms(`0 ${number}`);
		expect(await person(second)).toMatchObject({ answer: "notResponding" });
	});

	it("honours STOP at once: the channel is dead and the incident knows", async () => {
		await mykola.phone.replySms("STOP");
		expect(await person()).toMatchObject({ failedOn: ["sms"] });
		expect(
			await village.service.roster.channelStates([mykola.id]),
		).toMatchObject([{ channel: "sms", state: "optedOut" }]);
		await mykola.phone.replySms("START");
		expect(
			await village.service.roster.channelStates([mykola.id]),
		).toMatchObject([{ state: "works" }]);
	});

	it("never answers a stranger", async () => {
		const stranger = village.sandbox.phones.add({
			name: "Хтось",
			number: "+380671234599",
			kind: "button",
		});
		await stranger.replySms("1");
		await village.push(5_000);
		expect(stranger.inbox.filter(({ outgoing }) => !outgoing)).toEqual([]);
	});
});

describe("a receipt that says no", () => {
	it("tells the incident that the phone is out of reach, once", async () => {
		mykola.phone.set({ offline: true });
		await village.sandbox.faults.set([
			{ carrier: "twilio", for: "callbacks", effect: "repeat" },
		]);
		fire = await village.fire();
		await village.push(5_000);
		expect(await person()).toMatchObject({ failedOn: ["sms"] });
		expect(await attempts("sms")).toMatchObject([{ rank: 3.5, code: "30003" }]);
		const failures = (await village.store.load(`incident/${fire}`)).filter(
			({ type, payload }) =>
				type === "AlertFailed" && payload.includes(mykola.id),
		);
		expect(failures).toHaveLength(1);
	});

	it("ends the same whatever order receipts come in", async () => {
		await village.sandbox.faults.set([
			{
				carrier: "twilio",
				for: "callbacks",
				effect: "reorder",
				probability: 0.5,
			},
		]);
		fire = await village.fire();
		await village.push(10_000);
		expect(await attempts("sms")).toMatchObject([{ rank: 4 }]);
	});
});

describe("Twilio's signature", () => {
	beforeEach(async () => {
		fire = await village.fire();
	});

	const post = (
		path: string,
		form: Record<string, string>,
		token: string,
		signed = form,
	) =>
		fetch(`${village.url}${path}`, {
			method: "POST",
			headers: {
				"content-type": "application/x-www-form-urlencoded",
				"x-twilio-signature": sign(token, `${village.url}${path}`, signed),
			},
			body: new URLSearchParams(form).toString(),
		});

	const sms = () => ({
		MessageSid: "SM1",
		From: mykola.phone.number,
		Body: "1",
	});

	it("is demanded at every address, and a wrong one leaves no trace", async () => {
		const { version } = await village.incident(fire);
		const [call] = await attempts("voice");
		for (const path of [
			"/carriers/twilio/sms",
			"/carriers/twilio/voice",
			`/carriers/twilio/status/${call?.id}`,
			`/carriers/twilio/voice/${call?.id}?heard=1`,
		]) {
			const form = { ...sms(), CallStatus: "failed", Digits: "1" };
			expect((await post(path, form, "wrong")).status).toBe(403);
			const changed = { ...form, Digits: "0" };
			expect((await post(path, changed, AUTH, form)).status).toBe(403);
		}
		expect((await village.incident(fire)).version).toBe(version);
		expect(await village.store.pendingInbound(10)).toEqual([]);
	});

	it("is good by either token while one is replaced", async () => {
		const answered = await post(
			"/carriers/twilio/sms",
			sms(),
			"an older token",
		);
		expect(answered.status).toBe(200);
		expect(await person()).toMatchObject({ answer: "responding" });
	});

	it("is the one Twilio publishes in its documents", async () => {
		// https://www.twilio.com/docs/usage/security#test-the-validity-of-your-webhook-signature
		const { isSigned } = await twilioWebhooks();
		const request = {
			tokens: ["12345"],
			signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
			url: "https://mycompany.com/myapp.php?foo=1&bar=2",
			parameters: {
				CallSid: "CA1234567890ABCDE",
				Caller: "+14158675309",
				Digits: "1234",
				From: "+14158675309",
				To: "+18005551212",
			},
		};
		expect(isSigned(request)).toBe(true);
		expect(isSigned({ ...request, url: `${request.url}3` })).toBe(false);
	});
});

describe("what could not be handled", () => {
	it("is handled later from the inbox, once", async () => {
		fire = await village.fire();
		await village.store.receive({
			carrier: "twilio",
			externalId: "SM9",
			receivedAt: village.service.clock.now(),
			body: village.service.secrets.seal(
				JSON.stringify({
					sid: "SM9",
					from: mykola.phone.number,
					text: "їду 5",
				}),
			),
		});
		expect(await village.inbox.drain()).toBe(1);
		expect(await person()).toMatchObject({ answer: "responding" });
		expect(await village.inbox.drain()).toBe(0);
	});
});
