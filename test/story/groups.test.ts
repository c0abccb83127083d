/**
 * A group reads along: linked by its chief only, one message per incident with the type
 * and the settlement, edited to the end; no names, no streets, no buttons.
 */

import { afterEach, expect, it } from "vitest";
import { changeBrigade } from "../../src/administer.ts";
import { settlementFor } from "../../src/groupChats.ts";
import { settlementOf } from "../../src/wording/place.ts";
import { hanna, ivan, oleh, petro } from "./cast.ts";
import {
	openVillage,
	seconds,
	TWO_BRIGADES,
	type Village,
	type Villager,
} from "./village.ts";

let village: Village;
afterEach(async () => {
	expect(village.log.errors).toEqual([]);
	await village.close();
});

const GROUP = -100_712_000_001;
const SUPERGROUP = -100_712_000_002;

/** A group is a screen like another; the sandbox shows what is sent there. */
function openGroup(id: number) {
	return village.sandbox.phones.add({
		id: `group ${id}`,
		name: `група ${id}`,
		number: `+3804401${String(-id).slice(-5)}`,
		kind: "smart",
		telegramId: id,
		botStarted: true,
	});
}

let updates = 800_000_000;
async function inGroup(
	who: Villager,
	content: Record<string, unknown>,
	kind: "message" | "my_chat_member" | "callback_query" = "message",
): Promise<void> {
	updates += 1;
	const chat = { id: GROUP, type: "group", title: "ДПК Росохач" };
	const from = { id: who.phone.telegramId, is_bot: false, first_name: "?" };
	await village.ask(
		new Request(`${village.url}/carriers/telegram`, {
			method: "POST",
			headers: {
				"content-type": "application/json",
				"x-telegram-bot-api-secret-token": village.proof.telegram,
			},
			body: JSON.stringify({
				update_id: updates,
				[kind]:
					kind === "callback_query"
						? {
								id: String(updates),
								from,
								chat_instance: "1",
								message: { message_id: 1, date: 0, chat, text: "?" },
								...content,
							}
						: { message_id: updates, date: 0, chat, from, ...content },
			}),
		}),
	);
	await village.settle();
}

const says = (who: Villager, text: string): Promise<void> =>
	inGroup(who, { text });

it("is told one message, edited to the end, without a street or a name", async () => {
	const opened = await openVillage({ people: { petro, oleh, ivan, hanna } });
	village = opened;
	const { people } = opened;
	const group = openGroup(GROUP);
	await says(people.ivan, "/link");
	expect(group.chat.at(-1)?.text).toContain("лише начальник");
	await says(people.petro, "/link@dzvin_bot");
	expect(group.chat.at(-1)?.text).toContain("Росохач: тут буде видно");
	const before = group.chat.length;

	const incident = await village.report();
	await village.until(() => group.chat.length > before, seconds(30));
	expect(group.chat.at(-1)).toMatchObject({
		text: "#100 · хата · Росохач\nЗБИРАЄМО",
		silent: true,
		keyboard: [],
	});
	await people.oleh.tap("Їду · 5 хв");
	await people.petro.tap("Їду · 5 хв");
	await people.ivan.tap("Їду · 5 хв");
	await people.hanna.tap("Їду · 5 хв");
	await village.until(
		() => group.chat.at(-1)?.text.includes("ВИЇЗД") ?? false,
		seconds(30),
	);
	await village.order(incident, { type: "Close", by: village.desk });
	await village.until(
		() => group.chat.at(-1)?.text.includes("ЗАВЕРШЕНО") ?? false,
		seconds(30),
	);
	expect(group.chat.length).toBe(before + 1);
	const everything = group.chat.map(({ text }) => text).join("\n");
	expect(everything).not.toMatch(/Шевченка|Олег|Іван|Петро|ПОЖЕЖА/u);
});

it("reads no surname where the place begins with one", async () => {
	const opened = await openVillage({ people: { petro, oleh, ivan, hanna } });
	village = opened;
	const group = openGroup(GROUP);
	await says(opened.people.petro, "/link");
	const before = group.chat.length;
	await village.report({ place: "Хата Івана Петренка, біля церкви" });
	await village.until(() => group.chat.length > before, seconds(30));
	expect(group.chat.at(-1)?.text).toBe("#100 · хата\nЗБИРАЄМО");
});

it("hears nothing of exercises and of what nobody has confirmed", async () => {
	const opened = await openVillage({ people: { petro, oleh, ivan } });
	village = opened;
	const { people } = opened;
	const group = openGroup(GROUP);
	await says(people.petro, "/link");
	const before = group.chat.length;
	await village.report({ mode: "exercise" });
	await village.report({ source: "resident", place: "Угринь, школа" });
	await village.fastForward(seconds(40));
	expect(group.chat.length).toBe(before);
});

it("hears nothing of shelling, and nothing of a fire that may be an impact until the chief says no", async () => {
	const opened = await openVillage({ people: { petro, oleh, ivan } });
	village = opened;
	const { people } = opened;
	const group = openGroup(GROUP);
	await says(people.petro, "/link");
	const before = group.chat.length;
	const shell = await village.report({ type: "shelling_impact" });
	await people.petro.tap("Скликати");
	await village.fastForward(seconds(5));
	expect((await village.board(shell)).status).toBe("open");
	// The next fire of that hour, near it.
	const fire = await village.report({
		location: { lat: 49.03, lon: 25.8 },
		place: "Росохач, Лісова 3",
		force: true,
	});
	await village.fastForward(seconds(5));
	expect((await village.board(fire)).impact).toEqual({
		suspected: "explosion",
		answer: null,
	});
	expect(group.chat).toHaveLength(before);
	await village.order(fire, {
		type: "Impact",
		impact: false,
		by: { kind: "responder", id: people.petro.id },
	});
	await village.until(() => group.chat.length > before, seconds(30));
	expect(group.chat.slice(before).map(({ text }) => text)).toEqual([
		expect.stringMatching(/^#101 · хата/u),
	]);
	await village.order(shell, {
		type: "Impact",
		impact: true,
		by: { kind: "responder", id: people.petro.id },
	});
	await village.fastForward(seconds(5));
	expect(group.chat).toHaveLength(before + 1);
});

it("answers no button, no answer and no alarm of anybody", async () => {
	const opened = await openVillage({ people: { petro, oleh, ivan } });
	village = opened;
	const { people } = opened;
	openGroup(GROUP);
	await says(people.petro, "/link");
	const incident = await village.report();
	const data = people.oleh.phone.chat
		.flatMap(({ keyboard }) => keyboard.flat())
		.find(({ text }) => text === "Їду · 5 хв")?.callback_data;
	await inGroup(people.oleh, { data }, "callback_query");
	await says(people.oleh, "їду 5");
	await says(people.petro, "ПОЖЕЖА Угринь, школа");
	expect((await village.line(incident, people.oleh))?.answer).toBe("none");
	const { items } = await village.store.heads(
		{ kind: "everything" },
		{ limit: 10 },
	);
	expect(items).toHaveLength(1);
});

it("follows the group into its supergroup, and stops when it is told to or put out", async () => {
	const opened = await openVillage({ people: { petro, oleh, ivan } });
	village = opened;
	const { people } = opened;
	const group = openGroup(GROUP);
	const bigger = openGroup(SUPERGROUP);
	await says(people.petro, "/link");
	const before = group.chat.length;
	await inGroup(people.petro, { migrate_to_chat_id: SUPERGROUP });
	const incident = await village.report();
	await village.until(() => bigger.chat.length > 0, seconds(30));
	expect(group.chat.length).toBe(before);
	await village.order(incident, { type: "Close", by: village.desk });
	await village.until(
		() => bigger.chat.at(-1)?.text.includes("ЗАВЕРШЕНО") ?? false,
		seconds(30),
	);

	await says(people.petro, "/link");
	await says(people.ivan, "/unlink");
	expect(group.chat.at(-1)?.text).toContain("лише начальник");
	await says(people.petro, "/unlink");
	expect(group.chat.at(-1)?.text).toBe("Більше нічого сюди не пишемо.");
	await says(people.petro, "/unlink");
	expect(group.chat.at(-1)?.text).toContain("ні до чого не прив'язана");

	await says(people.petro, "/link");
	await inGroup(
		people.petro,
		{
			new_chat_member: { status: "kicked" },
			old_chat_member: { status: "member" },
		},
		"my_chat_member",
	);
	const chats = await village.service.roster.groupChats([
		village.brigadeId("Росохач"),
	]);
	expect(chats).toHaveLength(1);
	// Of one brigade only the supergroup is left.
	const told = group.chat.length;
	await village.report({ place: "Росохач, Лісова 3" });
	await village.until(
		() => bigger.chat.at(-1)?.text.includes("#101") ?? false,
		seconds(30),
	);
	expect(group.chat.length).toBe(told);
});

it.each([
	["Росохач (Чортківська громада), вул. Шевченка, 12", "Росохач"],
	["с. Росохач, Шевченка 12", "Росохач"],
	["село Угринь, за фермою", "Угринь"],
	["м. Чортків, Ринок 1", "Чортків"],
	["Селище Великі Бірки, школа", "Великі Бірки"],
	["Угринь (Chortkiv hromada), mill", "Угринь"],
	["росохач, Шевченка 12", "росохач"],
	["Росохач, за фермою", "Росохач"],
	["Угринь, школа", undefined],
	["Хата Івана Петренка, біля церкви", undefined],
	["Хата Петренка (за фермою), Росохач", undefined],
	["с. Росохач хата Петренка, біля церкви", undefined],
	["село, Петренко", undefined],
	["Петренко, Росохач", undefined],
	["Росохач Шевченка 12", undefined],
	["вул. Шевченка, 12", undefined],
	["Шевченка 12, Росохач", undefined],
	["Росохач", undefined],
	["", undefined],
	[undefined, undefined],
])("of «%s» a group reads %s", (place, settlement) => {
	expect(settlementOf(place, ["Росохач"])).toBe(settlement);
});

it("only names of brigades that are called count as settlements", async () => {
	const opened = await openVillage({
		brigades: TWO_BRIGADES,
		people: { petro },
	});
	village = opened;
	const [rosokhach, uhryn] = ["Росохач", "Угринь"].map(opened.brigadeId);
	const read = (...ids: (string | undefined)[]) =>
		settlementFor(
			opened.service,
			"Угринь, школа",
			ids.map((id) => id ?? ""),
		);
	expect(await read(rosokhach)).toBeUndefined();
	expect(await read(rosokhach, uhryn)).toBe("Угринь");
	expect(await read("gone")).toBeUndefined();
});

it("reads English where its brigade does", async () => {
	const opened = await openVillage({ people: { petro, oleh, ivan, hanna } });
	village = opened;
	await changeBrigade(
		opened.service,
		opened.operator,
		opened.brigadeId("Росохач"),
		{ locale: "en" },
	);
	const group = openGroup(GROUP);
	await says(opened.people.petro, "/link");
	const before = group.chat.length;
	await village.report();
	await village.until(() => group.chat.length > before, seconds(30));
	expect(group.chat.at(-1)?.text).toBe("#100 · house · Росохач\nGATHERING");
});
