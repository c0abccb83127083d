import { expect, it } from "vitest";
import { BRIGADES, VILLAGERS } from "../../src/demo/village.ts";
import { readPhone } from "../../src/phones.ts";

it("sixty people in five brigades, each with a phone of their own that the service takes", () => {
	expect(BRIGADES).toHaveLength(5);
	expect(VILLAGERS.length).toBeGreaterThanOrEqual(58);
	const phones = VILLAGERS.map(({ phone }) => phone);
	expect(new Set(phones).size).toBe(phones.length);
	for (const phone of phones) expect(readPhone(phone).phone).toBe(phone);
	expect(new Set(VILLAGERS.map(({ name }) => name)).size).toBe(phones.length);
});

it("every brigade has a chief, a vehicle, and people for each seat of the one that is ready", () => {
	for (const { name, vehicles } of BRIGADES) {
		const members = VILLAGERS.filter(({ brigade }) => brigade === name);
		expect(
			members.some(({ roles }) => roles.some(({ role }) => role === "chief")),
		).toBe(true);
		const ready = vehicles.find(({ state }) => state === "ready");
		expect(ready, name).toBeDefined();
		for (const { qualification, count } of ready?.crewRule ?? [])
			expect(
				members.filter(
					({ qualifications }) =>
						qualification === undefined ||
						qualifications.includes(qualification),
				).length,
			).toBeGreaterThan(count);
	}
});

it("the village holds what a service has to cope with", () => {
	const some = (
		has: (person: (typeof VILLAGERS)[number]) => boolean,
	): boolean => VILLAGERS.some(has);
	expect(some(({ phoneKind }) => phoneKind === "button")).toBe(true);
	expect(some(({ smsAlphabet }) => smsAlphabet === "latin")).toBe(true);
	expect(some(({ availability }) => availability?.state === "lifeOnly")).toBe(
		true,
	);
	expect(some(({ availability }) => availability?.state === "reserve")).toBe(
		true,
	);
	expect(
		some(({ brigade, roles }) => brigade === undefined && roles.length > 1),
	).toBe(true);
	expect(
		BRIGADES.some(({ vehicles }) =>
			vehicles.some(({ state }) => state === "outOfService"),
		),
	).toBe(true);
});
