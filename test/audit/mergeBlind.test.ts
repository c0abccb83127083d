/** Two numbers of one fire, merged while the database takes no writes. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { comingNow } from "../../src/core/gathering.ts";
import { type Installation, openInstallation } from "./installation.ts";

let place: Installation;
let giveBack: () => void;

beforeEach(async () => {
	giveBack = () => {};
	place = await openInstallation();
});
afterEach(async () => {
	giveBack();
	await place.close();
});

const takeAway = async () => {
	await place.process.snapshots.refresh();
	const release = place.takeWritesAway();
	giveBack = () => {
		giveBack = () => {};
		release();
	};
};

const comes = (incidentId: string, name: string) =>
	place.service.handle(
		incidentId,
		{
			type: "Acknowledge",
			responderId: place.idOf(name),
			answer: "responding",
			channel: "page",
		},
		{ commandId: `${name} comes` },
	);

const merge = (duplicate: string, into: string, commandId = "merged") =>
	place.service.handle(
		duplicate,
		{
			type: "MergeInto",
			into,
			by: { kind: "key", id: "desk" },
			ownDesk: true,
		},
		{ commandId },
	);

const comingTo = async (incidentId: string): Promise<string[]> => {
	const incident = await place.service.load(incidentId);
	return incident.status === "unknown"
		? []
		: comingNow(incident)
				.map(({ responderId }) => responderId)
				.sort();
};

const givenTo = (incidentId: string): unknown[] =>
	place
		.rows(
			"select id from commitment where kind = 'responder' and incident_id = ? order by id",
			incidentId,
		)
		.map(({ id }) => id);

it("both raised blind are one fire at once, and the database has it so afterwards", async () => {
	await takeAway();
	const again = await place.report({ force: true });
	const fire = await place.report({ force: true });
	await place.pass(2_000);
	await comes(again, "Іван");
	await comes(fire, "Микола");
	await merge(again, fire);
	const both = [place.idOf("Іван"), place.idOf("Микола")].sort();
	expect(await comingTo(fire)).toEqual(both);
	giveBack();
	await place.pass(20_000);
	expect(place.service.degraded()).toEqual([]);
	expect(givenTo(fire)).toEqual(both);
	await place.restart();
	expect(await comingTo(fire)).toEqual(both);
});

it("one raised blind is merged with one of before only once the database takes it, and says so at once", async () => {
	const fire = await place.report();
	await place.pass(2_000);
	await comes(fire, "Іван");
	await takeAway();
	const again = await place.report({ force: true });
	await place.pass(2_000);
	await comes(again, "Микола");
	for (const [one, other] of [
		[again, fire],
		[fire, again],
	] as const)
		await expect(merge(one, other)).rejects.toMatchObject({
			kind: "unavailable",
			message: expect.not.stringContaining("tries"),
		});
	expect(await comingTo(again)).toEqual([place.idOf("Микола")]);
	giveBack();
	await place.pass(20_000);
	await merge(again, fire, "merged later");
	const both = [place.idOf("Іван"), place.idOf("Микола")].sort();
	expect(await comingTo(fire)).toEqual(both);
	expect(givenTo(fire)).toEqual(both);
});
