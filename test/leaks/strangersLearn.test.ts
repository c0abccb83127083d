/**
 * What those who told of a fire, and anybody who opens the form or /101, read in each of
 * its states: that help comes or that it is over. Never the number, a name, which brigade,
 * how soon, or what somebody else said.
 */
import { afterEach, expect, it } from "vitest";
import { setResidents } from "../../src/residents/reportNumber.ts";
import { fires, metresNorth } from "../story/told.ts";
import {
	minutes,
	openVillage,
	seconds,
	TWO_BRIGADES,
	type Village,
} from "../story/village.ts";

const FORM_NUMBER = "+380800330101";
let village: Village;
afterEach(() => village.close());

const PEOPLE = {
	petro: { name: "Петро Коваль", qualifications: ["leader"], role: "chief" },
	oleh: { name: "Олег Бойко", qualifications: ["driver_c"] },
	ivan: { name: "Іван Мельник" },
	hanna: { name: "Ганна Гнатюк" },
	bohdan: {
		name: "Богдан Ткач",
		brigade: "Угринь",
		qualifications: ["driver_c"],
	},
} as const;
/** Nobody's but theirs: the names, the other brigade, and what was said. */
const SECRETS = [
	/#\s?\d/u,
	/№/u,
	/(?<!\d)10[0-4](?!\d)/u,
	/Петр|Коваль|Олег|Бойко|Іван|Мельник|Ганн|Гнатюк|Богдан|Ткач/u,
	/Petro|Koval|Oleh|Boiko|Ivan|Melnyk|Hanna|Hnatiuk|Bohdan|Tkach/u,
	/Угрин|Uhryn/u,
	/\d+\s*(?:хв|мин|min)/u,
	/АЦ-40/u,
];
const WORDS = {
	halyna: "горить сіно за клунею",
	vasyl: "палає хата, видно з пагорба",
	sms: "горить дах біля криниці",
};
const TRACES = {
	halyna: /клун/u,
	vasyl: /пагорб/u,
	sms: /криниц/u,
};

it.each(["uk", "en"] as const)(
	"in every state of a fire strangers read that help comes, and nothing else (%s)",
	async (locale) => {
		const opened = await openVillage({
			people: PEOPLE,
			brigades: TWO_BRIGADES,
			at: "2026-01-15T12:00:00Z",
			twoWaySms: true,
			otherNumbers: [FORM_NUMBER],
		});
		village = opened as unknown as Village;
		const { people, service, operator } = opened;
		await setResidents(service, operator, village.brigadeId("Росохач"), {
			number: FORM_NUMBER,
		});
		const link = await fetch(
			`${village.url}/v1/brigades/${village.brigadeId("Росохач")}/report-form`,
			{ headers: { authorization: `Bearer ${village.adminKey}` } },
		);
		const form = ((await link.json()) as { url: string }).url;
		const page = async (url: string) =>
			(
				await (
					await fetch(url, { headers: { "accept-language": locale } })
				).text()
			)
				.replaceAll(
					/<(?:style|script|svg)[^>]*>.*?<\/(?:style|script|svg)>/gs,
					"",
				)
				.replaceAll(/<[^>]+>/g, " ")
				.replaceAll("&#39;", "'")
				.replaceAll(/127[.]0[.]0[.]1:\S+/g, "")
				.replaceAll(FORM_NUMBER, "")
				// What to dial, and only that.
				.replaceAll(/(?<!\d)101(?!\d)/g, "")
				.replaceAll(/(?<!\d)112(?!\d)/g, "");
		const halyna = village.stranger("Заявниця", {
			locale,
			place: metresNorth(500),
		});
		const vasyl = village.stranger("Заявник", {
			locale,
			place: metresNorth(560),
		});
		const third = village.stranger("Сусід", {
			locale,
			place: metresNorth(540),
		});
		let read = 0;
		/** Whatever they have read since, and what lies open to anybody. */
		const nothingOf = async (state: string): Promise<void> => {
			await village.fastForward(seconds(5));
			const smses = village.journal
				.of("Сусід")
				.filter(({ kind }) => kind === "sms" || kind === "spoken")
				.map(({ text = "" }) => text);
			const texts = {
				halyna: halyna.told(),
				vasyl: vasyl.told(),
				sms: smses,
				form: [await page(form), await page(`${form}/sheet`)],
				dial: [await page(`${village.url}/101`)],
			};
			for (const [who, lines] of Object.entries(texts))
				for (const line of lines) {
					read += 1;
					const text = line
						.replaceAll(/https?:\S+/g, "")
						.replaceAll(/(?<!\d)101(?!\d)/g, "");
					for (const secret of SECRETS)
						expect(text, `${state}: ${who}`).not.toMatch(secret);
					for (const [other, trace] of Object.entries(TRACES))
						if (other !== who)
							expect(text, `${state}: ${who} of ${other}`).not.toMatch(trace);
				}
		};
		const by = village.by(people.petro);

		await halyna.writes(WORDS.halyna);
		await halyna.sendsPlace();
		await nothingOf("unconfirmed");
		await vasyl.writes(WORDS.vasyl);
		await vasyl.sendsPlace();
		await third.phone.replySms(WORDS.sms);
		await village.settle();
		await nothingOf("told by three");
		const [fire, ...more] = await fires(village);
		const id = fire?.id ?? "";
		for (const other of more)
			await village.order(other.id, {
				type: "MergeInto",
				into: id,
				by,
				ownDesk: false,
			});
		await nothingOf("merged");
		await village.order(id, { type: "Confirm", by });
		await nothingOf("open");
		for (const { id: responderId } of [
			people.petro,
			people.oleh,
			people.ivan,
			people.hanna,
			people.bohdan,
		])
			await village.order(id, {
				type: "Acknowledge",
				responderId,
				answer: "responding",
				etaMinutes: 7,
				channel: "page",
			});
		await village.fastForward(minutes(1));
		await nothingOf("coming");
		await village
			.order(id, { type: "Impact", impact: true, by })
			.catch(() => undefined);
		await nothingOf("shelling");
		await village.order(id, { type: "Close", by });
		await nothingOf("over");
		await village.fastForward(minutes(10));
		await halyna.writes("горить стайня");
		const again = (await fires(village)).at(-1);
		await village.order(again?.id ?? "", {
			type: "Cancel",
			reason: "false",
			by,
			ownDesk: false,
		});
		await nothingOf("cancelled");
		expect(halyna.told().length).toBeGreaterThan(3);
		expect(read).toBeGreaterThan(40);
		expect(village.log.errors).toEqual([]);
	},
);
