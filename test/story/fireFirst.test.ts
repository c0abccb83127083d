/** Whatever else is open between somebody and the service, a fire comes first: its alarm, its answer, its way. */
import { afterEach, expect, it } from "vitest";
import { changeResponder } from "../../src/administer.ts";
import { AppError } from "../../src/errors.ts";
import { personOfPhone } from "../../src/http/people.ts";
import { desk, hanna, ivan, mykola, petro } from "./cast.ts";
import {
	minutes,
	openVillage,
	RING,
	ROSOKHACH,
	seconds,
	type Village,
} from "./village.ts";

let village: Village;
afterEach(() => village.close());

const AT_NOON = "2026-01-15T12:00:00Z";
const FAR = { lat: ROSOKHACH.lat + 0.02, lon: ROSOKHACH.lon };
const OTHER_FIRE = {
	type: "vehicle_fire",
	force: true,
	place: "Росохач, вул. Лісова, 1",
	location: { lat: ROSOKHACH.lat + 0.03, lon: ROSOKHACH.lon },
} as const;
const heads = async () =>
	(
		await village.store.heads(
			{ kind: "everything" },
			{ status: ["open", "unconfirmed"], limit: 9 },
		)
	).items;

async function open() {
	const opened = await openVillage({
		people: { petro, mykola, ivan, hanna, desk },
		at: AT_NOON,
		twoWaySms: true,
	});
	village = opened as unknown as Village;
	return opened;
}

it("the number of one of two fires answers it, although a question was left open before", async () => {
	const { people, report } = await open();
	await people.ivan.writes("/menu");
	await people.ivan.tap("Ми з однієї хати");
	await people.ivan.tap("Додати людину");
	await report();
	const other = await report(OTHER_FIRE);
	await people.ivan.writes("їду");
	await people.ivan.writes("101");
	expect(await village.line(other, people.ivan)).toMatchObject({
		answer: "responding",
	});
});

it("a live position of who is on the way is no place of theirs, though one was asked for before", async () => {
	const { people, report } = await open();
	await people.ivan.writes("/menu");
	await people.ivan.tap("Мої дані");
	await people.ivan.tap("Місця");
	await people.ivan.tap("Додати дім");
	await report();
	await people.ivan.tap("Їду · 5 хв");
	people.ivan.forget();
	await people.ivan.phone.shareLiveLocation(FAR);
	await village.settle();
	expect(people.ivan.chat().join()).toContain("бачимо, що ви їдете");
});

it("a chief who raised the alarm and comes himself does not send the others to where he is", async () => {
	const { people } = await open();
	await people.petro.writes("/menu");
	await people.petro.tap("🔥 Підняти людей");
	await people.petro.tap("Хата");
	await people.petro.tap("Їду · 5 хв");
	await people.petro.phone.shareLiveLocation(FAR);
	await village.settle();
	const [head] = await heads();
	const incident = await village.service.load(head?.id ?? "");
	expect(incident).not.toHaveProperty("location");
	// The question is still open: a point is its answer.
	await people.petro.phone.shareLocation(OTHER_FIRE.location);
	await village.settle();
	expect(await village.service.load(head?.id ?? "")).toMatchObject({
		location: OTHER_FIRE.location,
	});
});

it.each([
	["test", "chat"],
	["exercise", "chat"],
	["test", "SMS"],
	["exercise", "SMS"],
] as const)(
	"where nothing burns, in an incident of mode %s, a real alarm by %s needs no capitals",
	async (mode, by) => {
		const { people, report, brigadeId } = await open();
		await report({ mode, brigadeIds: [brigadeId("Росохач")] });
		const words = "Пожежа Росохач, Лісова 12";
		await (by === "SMS"
			? people.petro.texts(words)
			: people.petro.writes(words));
		expect(await heads()).toContainEqual(
			expect.objectContaining({ mode: "actual", status: "open" }),
		);
	},
);

it("who decides two fires and rings back hears the newer one", async () => {
	const { people, report } = await open();
	await report();
	await village.fastForward(minutes(1));
	await report(OTHER_FIRE);
	await village.fastForward(seconds(30));
	people.desk.forget();
	await people.desk.ringsBack();
	expect(people.desk.heard().join(" ")).toContain("101");
});

it("a missed call while nothing can be read is an answer as soon as it can, and to no later fire", async () => {
	const opened = await openVillage({
		people: { petro, mykola, ivan, hanna },
		at: AT_NOON,
		ringNumbers: true,
	});
	village = opened as unknown as Village;
	const { people, report, service } = opened;
	const fire = await report();
	await village.fastForward(minutes(2));
	const { roster } = service;
	const { incidentsOf } = roster;
	roster.incidentsOf = async () => {
		throw new AppError("unavailable", "expected the database, it gives none");
	};
	await people.ivan.letsRing(RING.yes);
	roster.incidentsOf = incidentsOf;
	await village.fastForward(minutes(1));
	await village.order(fire, {
		type: "Close",
		by: { kind: "key", id: "desk" },
	});
	const later = await report(OTHER_FIRE);
	await village.drain();
	expect((await village.line(later, people.ivan))?.answer).toBe("none");

	roster.incidentsOf = async () => {
		throw new AppError("unavailable", "expected the database, it gives none");
	};
	await village.fastForward(minutes(2));
	await people.ivan.letsRing(RING.yes);
	roster.incidentsOf = incidentsOf;
	expect((await village.line(later, people.ivan))?.answer).not.toBe(
		"responding",
	);
	await village.drain();
	await village.settle();
	expect((await village.line(later, people.ivan))?.answer).toBe("responding");
});

it("an alarm that Telegram held back for hours wakes nobody but the chief, who is asked", async () => {
	const { people, sandbox } = await open();
	const wakened = () =>
		[people.ivan, people.hanna, people.mykola].flatMap((one) => one.told());
	const at = Math.floor((village.now - 10 * 3_600_000) / 1000);
	const id = Number(people.petro.phone.telegramId);
	const answer = await fetch(`${village.url}/carriers/telegram`, {
		method: "POST",
		headers: {
			"content-type": "application/json",
			"x-telegram-bot-api-secret-token": village.proof.telegram,
		},
		body: JSON.stringify({
			update_id: 910_000_001,
			message: {
				message_id: 910_000_001,
				date: at,
				chat: { id, type: "private", first_name: "Петро" },
				from: { id, is_bot: false, first_name: "Петро" },
				text: "ПОЖЕЖА Росохач, Шевченка 12",
			},
		}),
	});
	expect(answer.status).toBe(200);
	await village.settle();
	expect(sandbox.journal.of("Петро").length).toBeGreaterThan(0);
	expect((await heads())[0]).toMatchObject({ status: "unconfirmed" });
	expect(wakened()).toEqual([]);
});

it("an SMS in a member's name, which anybody can forge, rings the chief and leaders first, also with people in danger", async () => {
	const { people } = await open();
	await people.hanna.texts("ПОЖЕЖА ЛЮДИ Росохач, Шевченка 12");
	const [fire] = await heads();
	expect(fire).toMatchObject({ status: "unconfirmed" });
	expect(people.petro.told().join(" ")).toContain("Горить?");
	expect(people.ivan.told()).toEqual([]);
});

it("a second phone that two people share answers for the one who is called", async () => {
	const { people } = await open();
	const shared = "+380501112233";
	for (const who of [people.ivan, people.hanna])
		await changeResponder(village.service, village.operator, who.id, {
			secondPhone: shared,
		});
	await village.setAvailability("Іван", {
		state: "off",
		weekly: [],
		exceptions: [],
	});
	const none = await personOfPhone(village.service, shared);
	expect(none).toBeUndefined();
	const fire = await village.report();
	expect(await village.line(fire, people.ivan)).toBeUndefined();
	const called = await personOfPhone(village.service, shared);
	expect(called?.id).toBe(people.hanna.id);
});

it("a fire nobody closed since the morning does not make a new alarm talk about it", async () => {
	const { people, report } = await open();
	await report();
	await people.petro.writes("Пожежа на Шевченка майже згасла");
	expect(await heads()).toHaveLength(1);
	await village.fastForward(minutes(6 * 60 + 1));
	await people.petro.writes("Пожежа Росохач, Лісова 3");
	expect(await heads()).toHaveLength(2);
});
