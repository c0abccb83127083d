/** A link in the wrong hand: the chief takes it back, and it stays so whatever is sent later. */
import { afterEach, expect, it } from "vitest";
import { minutes, openVillage, type Village } from "./village.ts";

let village: Village | undefined;
afterEach(() => village?.close());

it("a person's links and buttons of one incident are taken back, their texts and calls are not", async () => {
	const opened = await openVillage({
		twoWaySms: true,
		people: {
			petro: { name: "Петро", role: "chief" },
			ivan: { name: "Іван", qualifications: ["driver_c"] },
			hanna: { name: "Ганна" },
		},
	});
	village = opened;
	const { ivan, hanna, petro } = opened.people;
	const fire = await opened.report();
	const revoke = (who: { id: string }, key = opened.adminKey) =>
		fetch(`${opened.url}/v1/incidents/${fire}/revoke-links`, {
			method: "POST",
			headers: {
				authorization: `Bearer ${key}`,
				"content-type": "application/json",
			},
			body: JSON.stringify({ responderId: who.id }),
		});
	const look = async (who: { name: string }, opens: "answer" | "live") => {
		const page = opens === "live" ? "i" : "a";
		const token = opened.token(fire, who.name, opens);
		return (await fetch(`${opened.url}/${page}/${token}`)).status;
	};
	expect(await look(ivan, "answer")).toBe(200);
	expect(await look(petro, "live")).toBe(200);
	expect((await revoke(ivan)).status).toBe(204);
	expect((await revoke(petro)).status).toBe(204);
	expect(await look(ivan, "answer")).toBe(410);
	expect(await look(petro, "live")).toBe(404);
	expect(await look(hanna, "answer")).toBe(200);
	const before = (await opened.facts(fire)).length;
	await ivan.sendsForm(fire, { answer: "responding" });
	await ivan.tap("Їду · 5 хв");
	expect((await opened.line(fire, ivan))?.answer).toBe("none");
	expect(await opened.facts(fire)).toHaveLength(before);
	// What is sent later carries the same links: they stay dead.
	await opened.fastForward(minutes(3));
	expect(await look(ivan, "answer")).toBe(410);
	expect(await look(petro, "live")).toBe(404);
	await ivan.texts("1");
	expect((await opened.line(fire, ivan))?.answer).toBe("responding");
	const log = JSON.stringify(await opened.store.load("admin/everything"));
	expect(log).toContain("LinksRevoked");
	expect(log).not.toContain(opened.token(fire, ivan.name));
	// A new fire has new links.
	const next = await opened.report({
		location: { lat: 49.03, lon: 25.81 },
		force: true,
	});
	const token = opened.token(next, petro.name, "live");
	expect((await fetch(`${opened.url}/i/${token}`)).status).toBe(200);
	expect((await revoke({ id: "nobody" })).status).toBe(400);
	expect(opened.log.errors).toEqual([]);
});
