/** An alarm needs a type and nothing else: what is still to be said to anybody says the place once it is known. */
import { afterEach, expect, it } from "vitest";
import { hanna, ivan, mykola, petro } from "./cast.ts";
import { openVillage, seconds, type Village } from "./village.ts";

let village: Village;
afterEach(() => village.close());

const PLACE = "Росохач, вул. Лісова, 3";
const withoutPlace = { place: undefined, location: undefined };

it("a call picked up, a redial and an SMS that waits say a place that was told after the alarm", async () => {
	const opened = await openVillage({
		people: { petro, mykola, ivan, hanna },
		at: "2026-01-15T12:00:00Z",
	});
	village = opened as unknown as Village;
	const { people } = opened;
	const { incidentId } = await opened.raise({
		...(withoutPlace as object),
		type: "vegetation_fire",
		brigadeIds: [opened.brigadeId("Росохач")],
	});
	await opened.settle();
	await opened.fastForward(seconds(5));
	const { ref, words } = opened.service.keepWords(PLACE);
	await opened.service.handle(
		incidentId,
		{ type: "Correct", place: ref, by: opened.by(people.petro) },
		{ commandId: "place", alongside: { words: [words] } },
	);
	await opened.settle();
	await opened.fastForward(seconds(20));
	// Telegram was silent for twenty seconds: the SMS was planned before anybody knew where.
	expect(people.hanna.sms().at(-1)).toContain("Лісова 3");

	await opened.fastForward(seconds(45));
	await people.mykola.presses("1");
	expect(people.mykola.heard().join(" ")).toContain("Лісова");
});

it("an SMS that waits for the second number still leaves from it when it says the place", async () => {
	const opened = await openVillage({
		people: { petro, ivan, hanna },
		at: "2026-01-15T12:00:00Z",
		secondSender: true,
	});
	village = opened as unknown as Village;
	const { people } = opened;
	const { incidentId } = await opened.raise({
		...(withoutPlace as object),
		brigadeIds: [opened.brigadeId("Росохач")],
	});
	await opened.order(incidentId, {
		type: "AlertFailed",
		responderId: people.hanna.id,
		channel: "sms",
		reason: "filtered",
		again: { afterMs: seconds(60), sender: "second" },
	});
	const { ref, words } = opened.service.keepWords(PLACE);
	await opened.service.handle(
		incidentId,
		{ type: "Correct", place: ref, by: opened.by(people.petro) },
		{ commandId: "place", alongside: { words: [words] } },
	);
	const bodies = (await opened.store.rows(incidentId))
		.filter(
			({ lane, state, responderId }) =>
				lane === "sms" &&
				state === "pending" &&
				responderId === people.hanna.id,
		)
		.map(({ body }) => JSON.parse(opened.service.secrets.open(body)));
	expect(bodies).toContainEqual(
		expect.objectContaining({
			sender: "second",
			text: expect.stringContaining("Лісова 3"),
		}),
	);
});
