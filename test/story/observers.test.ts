/**
 * Who observes an area reads what burns there, what became of it, and is never rung:
 * the police officer in the chat, the village head on a button phone.
 */
import { afterEach, describe, expect, it } from "vitest";
import { minutes, openVillage, TWO_BRIGADES } from "./village.ts";

const HROMADA = "UA61060490010000001";
let village: { close(): Promise<void> } | undefined;
afterEach(async () => {
	await village?.close();
	village = undefined;
});

const people = {
	petro: { name: "Петро", qualifications: ["leader"], role: "chief" },
	mykola: { name: "Микола", qualifications: ["driver_c"] },
	ivan: { name: "Іван" },
	olena: { name: "Олена" },
} as const;

type Opened = Awaited<ReturnType<typeof openWith>>;
const openWith = (locale: "uk" | "en") =>
	openVillage({
		people: {
			...people,
			police: { name: "Оксана", brigade: [], locale },
			head: { name: "Степан", brigade: [], phone: "button", locale },
		},
	});

async function observe(
	{ url, adminKey, people: all }: Opened,
	who: "police" | "head",
	more: object = {},
): Promise<number> {
	const answer = await fetch(`${url}/v1/observers`, {
		method: "POST",
		headers: {
			authorization: `Bearer ${adminKey}`,
			"content-type": "application/json",
		},
		body: JSON.stringify({
			responderId: all[who].id,
			areaCode: HROMADA,
			kind: who === "police" ? "policeOfficer" : "villageHead",
			...more,
		}),
	});
	return answer.status;
}

describe.each([
	{
		locale: "uk" as const,
		alerted: "Для відома: кличемо людей",
		left: "Для відома: екіпаж виїхав",
		closed: "Для відома: подію завершено",
		sms: ["для відома: хата", "екіпаж виїхав", "завершено"],
	},
	{
		locale: "en" as const,
		alerted: "For your information: people are being called",
		left: "For your information: the crew has left",
		closed: "For your information: the incident is closed",
		sms: ["for your information", "the crew has left", "closed"],
	},
])("an observer ($locale)", ({ locale, alerted, left, closed, sms }) => {
	it("reads the call, the departure and the end, and no phone of theirs rings", async () => {
		const opened = await openWith(locale);
		village = opened;
		const { police, head } = opened.people;
		expect(await observe(opened, "police")).toBe(201);
		expect(await observe(opened, "head")).toBe(201);
		const incident = await opened.report();
		const by = { kind: "responder" as const, id: opened.people.petro.id };
		await opened.fastForward(minutes(1));
		await opened.order(incident, {
			type: "Mark",
			mark: "departed",
			vehicleId: opened.vehicleId("Росохач/АЦ-40"),
			by,
		});
		await opened.fastForward(minutes(20));
		await opened.order(incident, { type: "Close", by });

		const chat = police.chat();
		expect(chat).toHaveLength(3);
		for (const [at, words] of [alerted, left, closed].entries()) {
			expect(chat[at]).toContain(words);
			expect(chat[at]).toContain("Росохач (Чортківська громада)");
		}
		expect(head.sms()).toHaveLength(3);
		for (const [at, words] of sms.entries())
			expect(head.sms()[at]).toContain(words);
		expect([police.rings(), head.rings()]).toEqual([0, 0]);
		// Nothing to press, nothing that opens.
		expect(police.phone.chat.at(-1)?.keyboard ?? []).toEqual([]);
		expect(head.sms().join(" ")).not.toContain("dzv.ua");
		const board = await opened.board(incident);
		expect(board.responders.map(({ name }) => name)).not.toContain("Оксана");
	});
});

it("hears of the types that were asked for, and of nothing else", async () => {
	const opened = await openWith("uk");
	village = opened;
	await observe(opened, "police", { types: ["road_accident"] });
	await opened.report();
	expect(opened.people.police.told()).toEqual([]);
	await opened.report({
		type: "road_accident",
		place: "Росохач, міст",
		force: true,
	});
	expect(opened.people.police.told()[0]).toContain("Для відома");
});

it("a Security Centre's desk is informed of its hromada's incidents without being listed", async () => {
	const opened = await openVillage({
		brigades: [
			...TWO_BRIGADES,
			{
				name: "Центр безпеки",
				kind: "security_centre",
				location: { lat: 49.25, lon: 25.8 },
			},
		],
		people: {
			...people,
			desk: {
				name: "Пульт",
				brigade: "Центр безпеки",
				role: "dutyOfficer",
				phone: "button",
				qualifications: [],
			},
		},
	});
	village = opened;
	await opened.report({ type: "vegetation_fire" });
	expect(opened.people.desk.sms().join()).toContain("для відома");
	expect(opened.people.desk.rings()).toBe(0);
});
