/**
 * A tractor for the stubble: its owner is asked whether they agree, then to a fire, and
 * answers by whatever phone they have. They are in no crew, and are thanked at the end.
 */
import { afterEach, describe, expect, it } from "vitest";
import { minutes, openVillage, seconds } from "./village.ts";

const HROMADA = "UA61060490010000001";
let village: { close(): Promise<void> } | undefined;
afterEach(async () => {
	await village?.close();
	village = undefined;
});

const openWith = (locale: "uk" | "en", twoWaySms = true) =>
	openVillage({
		twoWaySms,
		people: {
			petro: {
				name: "Петро",
				qualifications: ["leader"],
				role: "chief",
				locale,
			},
			mykola: { name: "Микола", qualifications: ["driver_c"] },
			ivan: { name: "Іван" },
			vasyl: { name: "Василь", brigade: [], locale },
			ihor: { name: "Ігор", brigade: [], phone: "button", locale },
		},
	});
type Opened = Awaited<ReturnType<typeof openWith>>;

async function enlist(
	opened: Opened,
	who: "vasyl" | "ihor" | "ivan",
	equipment: string[],
): Promise<void> {
	const answer = await fetch(`${opened.url}/v1/helpers`, {
		method: "POST",
		headers: {
			authorization: `Bearer ${opened.adminKey}`,
			"content-type": "application/json",
		},
		body: JSON.stringify({
			responderId: opened.people[who].id,
			areaCode: HROMADA,
			equipment,
		}),
	});
	expect(answer.status).toBe(201);
	await opened.settle();
	await opened.fastForward(seconds(2));
}

/** The link in the SMS, opened and pressed. */
async function agreesOnPage(opened: Opened, who: "ihor"): Promise<string> {
	const [link] =
		opened.people[who]
			.sms()
			.join(" ")
			.match(/dzv\.ua\/h\/[\w-]+/) ?? [];
	const answer = await fetch(`${opened.url}${link?.slice("dzv.ua".length)}`, {
		method: "POST",
		body: new URLSearchParams({ says: "yes" }),
	});
	return answer.text();
}

const helpersOf = async (opened: Opened, incident: string) =>
	(await opened.board(incident)).helpers ?? [];

describe.each([
	{
		locale: "uk" as const,
		agree: "Погоджуюсь",
		actions: "Дії",
		ask: "Попросити техніку",
		asked: "Просимо допомоги трактором, плугом",
		twenty: "Їду · 20 хв",
		over: "Допомога вже не потрібна",
	},
	{
		locale: "en" as const,
		agree: "I agree",
		actions: "Actions",
		ask: "Ask for equipment",
		asked: "Please help, we need a tractor, a plough",
		twenty: "Coming · 20 min",
		over: "Help is no longer needed",
	},
])(
	"somebody with a tractor ($locale)",
	({ locale, agree, actions, ask, asked, twenty, over }) => {
		it("agrees, is asked to the stubble by the chief's press, answers with minutes, is thanked at the end", async () => {
			const opened = await openWith(locale);
			village = opened;
			const { petro, vasyl } = opened.people;
			await enlist(opened, "vasyl", ["tractor", "plough"]);
			await vasyl.tap(agree);
			const incident = await opened.report({ type: "vegetation_fire" });
			await opened.fastForward(minutes(2));
			expect(vasyl.chat().join()).not.toContain(asked);
			await petro.tap(actions);
			await petro.tap(ask);
			expect(vasyl.chat().at(-1)).toContain(asked);
			// A real fire, and no alarm of theirs.
			expect(vasyl.told().join()).not.toMatch(/ПОЖЕЖА|FIRE/);
			await vasyl.tap(twenty);
			const [line] = await helpersOf(opened, incident);
			expect(line).toMatchObject({
				name: "Василь",
				equipment: ["tractor", "plough"],
				answer: "responding",
				etaAt: opened.now + minutes(20),
			});
			const board = await opened.board(incident);
			expect(board.responders.map(({ name }) => name)).not.toContain("Василь");
			expect(
				await opened.store.commitments([{ kind: "responder", id: vasyl.id }]),
			).toEqual([]);
			await opened.order(incident, {
				type: "Close",
				by: { kind: "responder", id: petro.id },
			});
			expect(vasyl.chat().filter((text) => text.includes(over))).toHaveLength(
				1,
			);
		});

		it("with a button phone agrees by SMS, hears the call and presses one", async () => {
			const opened = await openWith(locale);
			village = opened;
			const { ihor, petro } = opened.people;
			await enlist(opened, "ihor", ["barrel"]);
			await ihor.texts(locale === "uk" ? "згода" : "agree");
			const incident = await opened.report();
			const by = { kind: "responder" as const, id: petro.id };
			await opened.order(incident, { type: "AskHelpers", by });
			await opened.until(() => Boolean(ihor.phone.ringing), seconds(30));
			await ihor.presses("1");
			expect(await helpersOf(opened, incident)).toMatchObject([
				{ name: "Ігор", answer: "responding" },
			]);
			await ihor.texts("не можу");
			expect(await helpersOf(opened, incident)).toMatchObject([
				{ name: "Ігор", answer: "notResponding" },
			]);
			expect(
				(await opened.board(incident)).responders.map(({ name }) => name),
			).not.toContain("Ігор");
		});
	},
);

it("where no SMS can be answered the question comes with a link, and the page takes the yes", async () => {
	const opened = await openWith("uk", false);
	village = opened;
	const { ihor } = opened.people;
	await enlist(opened, "ihor", ["barrel"]);
	expect(await agreesOnPage(opened, "ihor")).toContain("Ви погодилися");
	const row = await opened.service.others.helperBy(ihor.id);
	expect(row?.consentAt).toBe(opened.now);
});

it("without a yes nobody is asked, and «Більше не питати» holds from its minute", async () => {
	const opened = await openWith("uk");
	village = opened;
	const { petro, vasyl } = opened.people;
	const by = { kind: "responder" as const, id: petro.id };
	await enlist(opened, "vasyl", ["barrel"]);
	const incident = await opened.report();
	await opened.order(incident, { type: "AskHelpers", by });
	expect(await helpersOf(opened, incident)).toEqual([]);
	await petro.tap("Дії");
	await petro.tap("Попросити техніку");
	expect(petro.phone.chat.map(({ text }) => text).join()).toContain(
		"Більше немає кого просити",
	);
	await vasyl.tap("Погоджуюсь");
	await vasyl.tap("Більше не питати");
	await opened.order(incident, { type: "AskHelpers", by });
	expect(await helpersOf(opened, incident)).toEqual([]);
	const row = await opened.service.others.helperBy(vasyl.id);
	expect(row?.withdrawnAt).toBe(opened.now);
	expect(row?.consentAt).toBeUndefined();
});

it("answers on the page of the link, which shows no crew and no alarm's word", async () => {
	const opened = await openWith("uk");
	village = opened;
	const { petro, vasyl, ivan } = opened.people;
	await enlist(opened, "vasyl", ["barrel"]);
	await vasyl.tap("Погоджуюсь");
	const incident = await opened.report();
	await ivan.tap("Їду · 5 хв");
	await opened.order(incident, {
		type: "AskHelpers",
		by: { kind: "responder", id: petro.id },
	});
	const page = await vasyl.opensLink(incident);
	expect(page).toContain("Просимо допомоги бочкою з водою. Їдете?");
	expect(page).not.toContain("Іван");
	expect(page).not.toContain("ПОЖЕЖА");
	const said = await vasyl.sendsForm(incident, {
		answer: "responding",
		etaMinutes: "30",
		nonce: "n1",
	});
	expect(said).toContain("Прийнято: ви на місці о");
	expect(await helpersOf(opened, incident)).toMatchObject([
		{ answer: "responding", etaAt: opened.now + minutes(30) },
	]);
});

it("a member of the brigade with a tractor of their own is called as crew, and not twice", async () => {
	const opened = await openWith("uk");
	village = opened;
	const { petro, ivan } = opened.people;
	await enlist(opened, "ivan", ["barrel"]);
	await ivan.tap("Погоджуюсь");
	const incident = await opened.report();
	await opened.order(incident, {
		type: "AskHelpers",
		by: { kind: "responder", id: petro.id },
	});
	expect(await helpersOf(opened, incident)).toEqual([]);
	expect(ivan.told().join()).not.toContain("Просимо допомоги");
});
