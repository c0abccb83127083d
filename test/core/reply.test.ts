/**
 * What people type at three in the morning, and what it must never be mistaken for.
 * The tables are the specification: a phrase that is not understood has to be a note.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	ANSWER_PHRASES,
	incidentNumberIn,
	OPT_IN_WORDS,
	OPT_OUT_WORDS,
	type ReadReply,
	readKey,
	readReply,
} from "../../src/core/reply.ts";

const coming = (rest: object = {}) => ({
	kind: "answer",
	answer: "responding",
	...rest,
});
const inMinutes = (etaMinutes: number) => coming({ etaMinutes });
const cannot = { kind: "answer", answer: "notResponding" };
const later = (rest: object = {}) => ({
	kind: "answer",
	answer: "later",
	...rest,
});
const mark = (name: string) => ({ kind: "mark", mark: name });
const note = { kind: "note" };

const COMING = [
	"1",
	" 1 ",
	"1.",
	"1!",
	"1️⃣",
	"１",
	"l",
	"I",
	"І",
	"|",
	"+",
	"++",
	"+++",
	"+1",
	"👍",
	"👍🏻",
	"✅",
	"їду",
	"Їду",
	"ЇДУ!!!",
	"їду.",
	"їду 🚒",
	"🔥🚒 їду 🙏",
	"Їдуууу",
	"ї́ду",
	"їдy",
	"iду",
	"іду",
	"йду",
	"иду",
	"еду",
	"я їду",
	"вже їду",
	"уже еду",
	"я вже їду, хлопці",
	"зараз їду",
	"їдемо",
	"біжу",
	"лечу",
	"виїжджаю",
	"вже виїхав",
	"в дорозі",
	"буду",
	"приїду",
	"під’їду",
	"під'їду",
	"підʼїду",
	"прийду",
	"можу",
	"зможу",
	"можу їхати",
	"так",
	"Так, їду",
	"так точно",
	"ну так",
	"да",
	"ага",
	"угу",
	"ок",
	"Ок",
	"OK",
	"Оk",
	"окей",
	"добре",
	"гаразд",
	"yidu",
	"Jidu",
	"idu",
	"vzhe yidu",
	"tak",
	"budu",
	"bizhu",
	"yes",
	"Yes, coming",
	"on my way",
	"omw",
	"I'm coming",
	"I’ll come",
	"1-їду",
	"1 їду",
	"їду з роботи",
	"їду, ключ у мене",
	"#118 їду",
	"#118 1",
	"*їду*",
	"«їду»",
];

const CANNOT = [
	"0",
	" 0.",
	"0️⃣",
	"О",
	"о",
	"O",
	"o",
	"-",
	"—",
	"👎",
	"❌",
	"ні",
	"Ні.",
	"нi",
	"нє",
	"не",
	"неа",
	"нет",
	"ні, дякую",
	"не їду",
	"НЕ ЇДУ",
	"не йду",
	"не еду",
	"нє їду",
	"я не їду",
	"неїду",
	"не-їду",
	"не можу",
	"Нажаль не можу",
	"на жаль, не можу",
	"не можу, на роботі",
	"неможу",
	"нe мoжу",
	"не могу",
	"зараз не можу",
	"не зможу",
	"не смогу",
	"не можу приїхати",
	"не встигну",
	"не встигаю",
	"не успею",
	"не буду",
	"не приїду",
	"немає змоги",
	"без мене",
	"пас",
	"ne mozhu",
	"ne mozu",
	"ne yidu",
	"nie",
	"ni",
	"net",
	"no",
	"can't",
	"cant",
	"cannot come",
	"not coming",
	"sorry, can't make it",
	"0 не можу",
	"0-не можу",
	"не можу 0",
	"ні, не можу",
];

const LATER = [
	"2",
	"пізніше",
	"буду пізніше",
	"Приїду пізніше.",
	"позже",
	"буду позже",
	"згодом",
	"потім",
	"під'їду пізніше",
	"2 пізніше",
	"пізніше 2",
	"piznishe",
	"later",
	"will be later",
];

const IN_MINUTES: [string, number][] = [
	["1 10", 10],
	["1,10", 10],
	["1  5", 5],
	["1\n10", 10],
	["1 - 10", 10],
	["1 10хв", 10],
	["1 240", 240],
	["так 10", 10],
	["йду 5", 5],
	["їду 5", 5],
	["їду, 5", 5],
	["їду 5хв", 5],
	["Їду 5 хв.", 5],
	["їду · 5 хв", 5],
	["їду - 10 хв", 10],
	["їду, буду через 10 хвилин", 10],
	["буду 10", 10],
	["10 хв", 10],
	["10хв", 10],
	["~10 хв", 10],
	["1 хв", 1],
	["2 хв", 2],
	["15 минут", 15],
	["через 7", 7],
	["через 7 хв", 7],
	["буду за 20", 20],
	["хвилин 10", 10],
	["хвилин через 10", 10],
	["десь через 10 хв", 10],
	["приблизно 10 хв", 10],
	["до 15 хвилин", 15],
	["10-15 хв", 15],
	["їду 5-10", 10],
	["буду 10 – 15 хв", 15],
	["їду десять хвилин", 10],
	["буду через п'ять хвилин", 5],
	["двадцять п'ять хвилин", 25],
	["через пів години", 30],
	["півгодини", 30],
	["їду полчаса", 30],
	["через годину", 60],
	["буду через 1 год", 60],
	["2 години", 120],
	["1 год 20 хв", 80],
	["+ 10", 10],
	["👍 10 хв", 10],
	["20+", 20],
	["yidu 10 khv", 10],
	["budu cherez 10 hv", 10],
	["yes 10", 10],
	["coming in 10 minutes", 10],
	["10 min", 10],
	["eta 10", 10],
	["їду 0", 0],
	["#118 1 10", 10],
];

const OTHER: [string, object][] = [
	["2 30", later({ etaMinutes: 30 })],
	["буду пізніше, через 40 хв", later({ etaMinutes: 40 })],
	["не водієм", coming({ notDriving: true })],
	["їду але не водієм", coming({ notDriving: true })],
	["Їду, але не водієм", coming({ notDriving: true })],
	["еду но не водителем", coming({ notDriving: true })],
	["їду, не за кермом", coming({ notDriving: true })],
	["їду 10 не водієм", coming({ etaMinutes: 10, notDriving: true })],
	["yidu ale ne vodiyem", coming({ notDriving: true })],
	["coming, not driving", coming({ notDriving: true })],
	["пізніше, не водієм", later({ notDriving: true })],
	["одразу на пожежу", coming({ to: "scene" })],
	["Одразу на пожежу!", coming({ to: "scene" })],
	["їду на пожежу", coming({ to: "scene" })],
	["їду прямо на місце", coming({ to: "scene" })],
	["сразу на пожар 5 мин", coming({ to: "scene", etaMinutes: 5 })],
	["straight to the fire", coming({ to: "scene" })],
	["їду в депо", coming({ to: "station" })],
	["буду в депо через 10", coming({ to: "station", etaMinutes: 10 })],
	["вже їду в депо", coming({ to: "station" })],
	["я в депо", mark("atStation")],
	["Я вже в депо", mark("atStation")],
	["вже у депо", mark("atStation")],
	["at the station", mark("atStation")],
	["ya v depo", mark("atStation")],
	["виїхали", mark("departed")],
	["Виїхали!", mark("departed")],
	["ми виїхали на пожежу", mark("departed")],
	["виїхали на пожежу", mark("departed")],
	["выехали", mark("departed")],
	["на пожежі", mark("onScene")],
	["ми вже на пожежі", mark("onScene")],
	["on scene", mark("onScene")],
	["*", { kind: "repeat" }],
	["повторіть", { kind: "repeat" }],
	["Ще раз, будь ласка", { kind: "repeat" }],
	["START", { kind: "optIn" }],
	["unstop", { kind: "optIn" }],
];

const NOTES = [
	"",
	"   ",
	".",
	"🚒",
	"10",
	"15.",
	"3",
	"11",
	"1️⃣0️⃣",
	"1 чи 0?",
	"1 чи 0",
	"1 0",
	"1/0",
	"0 1",
	"0 10",
	"1 2 3",
	"1 300",
	"їду 241",
	"їду 999999999999999999999",
	"-1",
	"їду 100%",
	"+380671234567",
	"O 10",
	"їду не можу",
	"їду? не можу",
	"ні, їду",
	"не, їду",
	"так ні",
	"їду/не їду",
	"1 не можу",
	"0 їду",
	"не їду, пізніше",
	"їду?",
	"Хто їде?",
	"а де горить?",
	"їхати？",
	"їду ❓",
	"може їду",
	"мабуть приїду",
	"якщо зможу, приїду",
	"спробую",
	"їду на роботу",
	"не знаю",
	"не зараз",
	"не можу водити, але їду",
	"не їду водієм",
	"не можу говорити",
	"не можу 10",
	"не на пожежі",
	"не в депо",
	"їду не",
	"їду 5 хв тому",
	"їду 10 чи 15",
	"їду 10 15",
	"буду о 15:30",
	"1.5 год",
	"через",
	"їду хв",
	"в депо",
	"у депо",
	"на пожежу",
	"їду на пожежу в депо",
	"їду, я в депо",
	"я в депо 5 хв",
	"прийнято",
	"зрозумів",
	"дякую",
	"привіт",
	"на роботі",
	"стоп",
	"stop calling me",
	"що горить",
	"їде Петро",
	"Петро їде, а я ні",
	"hi",
	"help",
	"constructor",
	"__proto__",
	"toString",
	"1-їду 0-не можу",
	"https://dzv.ua/k7Qm2Xw9Rb4t",
	"їду ".repeat(100),
];

/** An answer that stands apart, and the words behind it as they were written. */
const WITH_WORDS: [string, object, string][] = [
	["їду 10, беру рукав", coming({ etaMinutes: 10 }), "беру рукав"],
	["Їду 5 захоплю Івана", coming({ etaMinutes: 5 }), "захоплю Івана"],
	["їду 5 захоплю Івана", coming({ etaMinutes: 5 }), "захоплю Івана"],
	["їду, беру рукав", coming(), "беру рукав"],
	["Їду. Беру мотопомпу", coming(), "Беру мотопомпу"],
	["їду\nзаїду за бензином", coming(), "заїду за бензином"],
	["їду - відкрийте ворота", coming(), "відкрийте ворота"],
	["Їду — везу насос з дому", coming(), "везу насос з дому"],
	["їду,візьму Тараса", coming(), "візьму Тараса"],
	["їду, 10, беру рукав", coming({ etaMinutes: 10 }), "беру рукав"],
	[
		"їду 10 хв, ворота відчинені",
		coming({ etaMinutes: 10 }),
		"ворота відчинені",
	],
	["йду 7 хвилин візьму ліхтар", coming({ etaMinutes: 7 }), "візьму ліхтар"],
	[
		"буду через 15, заправлю генератор",
		coming({ etaMinutes: 15 }),
		"заправлю генератор",
	],
	["буду, дружина теж", coming(), "дружина теж"],
	["1, беру рукав", coming(), "беру рукав"],
	["1 10, везу воду", coming({ etaMinutes: 10 }), "везу воду"],
	["1 10 везу воду", coming({ etaMinutes: 10 }), "везу воду"],
	["вже їду, зустріньте на перехресті", coming(), "зустріньте на перехресті"],
	["їду на пожежу, везу бочку", coming({ to: "scene" }), "везу бочку"],
	[
		"їду, але не водієм, болить рука",
		coming({ notDriving: true }),
		"болить рука",
	],
	["Виїжджаю, бачу дим над фермою", coming(), "бачу дим над фермою"],
	["їду, можу взяти трактор", coming(), "можу взяти трактор"],
	[
		"їду 10, горить дах у Петренків!",
		coming({ etaMinutes: 10 }),
		"горить дах у Петренків!",
	],
	["еду 10, беру рукав", coming({ etaMinutes: 10 }), "беру рукав"],
	["yidu 10, beru rukav", coming({ etaMinutes: 10 }), "beru rukav"],
	["не можу, дитина захворіла", cannot, "дитина захворіла"],
	["Не можу. Сиджу з малою", cannot, "Сиджу з малою"],
	["не встигаю, пробив колесо", cannot, "пробив колесо"],
	["0, в лікарні з мамою", cannot, "в лікарні з мамою"],
	["буду пізніше, відвезу дітей", later(), "відвезу дітей"],
	["2 30, доїмо корову", later({ etaMinutes: 30 }), "доїмо корову"],
	[
		"coming 10, bringing the hose",
		coming({ etaMinutes: 10 }),
		"bringing the hose",
	],
	[
		"Coming in 10 minutes, picking up Ivan",
		coming({ etaMinutes: 10 }),
		"picking up Ivan",
	],
	["on my way, got the pump", coming(), "got the pump"],
	["coming 5 with Ivan", coming({ etaMinutes: 5 }), "with Ivan"],
	["I can't come, my kid has a fever", cannot, "my kid has a fever"],
	["later, milking the cows", later(), "milking the cows"],
];

/** An answer seems to stand there, and what follows might take it back, limit it or ask. */
const DOUBTFUL = [
	"їду 10, не чекайте",
	"їду, якщо заведеться",
	"їду, як заведеться",
	"їду, але без ключа",
	"їду, мабуть",
	"їду, може з Іваном",
	"їду, тільки вдягнуся",
	"їду, коли дружина повернеться",
	"їду, Петро не їде",
	"їду, нема бензину",
	"їду, беру 2 рукави",
	"їду 10, ні, 15",
	"їду 10, хоча ні",
	"їду 10 стоп",
	"їду 5 хв тому",
	"їду 5 хвилин тому повернувся",
	"їду, а хто ще",
	"їду, куди їхати",
	"їду, передумав",
	"їду, вже в депо і чекаю",
	"їду, буду пізніше трохи з Іваном",
	"їду, одразу на пожежу з Іваном, чи в депо",
	"їду з Іваном",
	"їду беру рукав",
	"так, бачу дим",
	"Так, горить хата",
	"ок, скажу Івану",
	"добре, зараз спитаю брата",
	"ага, чую сирену",
	"+ беру рукав",
	"ні, це сусід палить листя",
	"не, беру рукав",
	"можу, спитаю дружину",
	"не можу, їду пізніше з Іваном",
	"не можу, приїду автобусом",
	"потім, розкажу",
	"yes, I see smoke",
	"no, a neighbour burns leaves",
	"coming, if the car starts",
	"coming, but late",
	"coming, maybe with Ivan",
	"coming, who else",
	"Іван їде, беру рукав",
	"беру рукав, їду",
	"їду, https://dzv.ua/k7Qm2Xw9Rb4t",
];

describe("words behind an answer", () => {
	it.each(WITH_WORDS)("«%s» is an answer with words", (text, answer, words) => {
		expect(readReply(text)).toEqual({ ...answer, note: words });
	});
	it.each(DOUBTFUL)("«%s» is left to a human", (text) => {
		expect(readReply(text)).toEqual(note);
	});
});

describe("a typed reply", () => {
	it.each(COMING)("reads «%s» as coming", (text) => {
		expect(readReply(text)).toEqual(coming());
	});
	it.each(CANNOT)("reads «%s» as cannot", (text) => {
		expect(readReply(text)).toEqual(cannot);
	});
	it.each(LATER)("reads «%s» as later", (text) => {
		expect(readReply(text)).toEqual(later());
	});
	it.each(IN_MINUTES)("reads «%s» as coming in %i minutes", (text, minutes) => {
		expect(readReply(text)).toEqual(inMinutes(minutes));
	});
	it.each(OTHER)("reads «%s» in all its parts", (text, reply) => {
		expect(readReply(text)).toEqual(reply);
	});
	it.each(NOTES)("leaves «%s» to a human", (text) => {
		expect(readReply(text)).toEqual(note);
	});

	it("reads every phrase it lists as an answer, in any case and with a full stop", () => {
		for (const phrase of ANSWER_PHRASES)
			for (const text of [phrase, phrase.toUpperCase(), `${phrase}.`])
				expect([text, readReply(text).kind]).toEqual([text, "answer"]);
	});

	it("never reads a phrase with a question mark behind it as an answer", () => {
		for (const phrase of ANSWER_PHRASES)
			expect([phrase, readReply(`${phrase}?`)]).toEqual([phrase, note]);
	});

	it("never reads a listed yes as anything but a no or a note when «не» stands before it", () => {
		for (const phrase of ANSWER_PHRASES) {
			const plain = readReply(phrase);
			if (plain.kind !== "answer" || plain.answer !== "responding") continue;
			if (plain.notDriving) continue;
			const negated = readReply(`не ${phrase}`);
			const stillComing =
				negated.kind === "answer" &&
				negated.answer === "responding" &&
				!negated.notDriving;
			expect([phrase, stillComing]).toEqual([phrase, false]);
		}
	});
});

describe("carriers' own words", () => {
	it("reads every opt-out word as opt-out, in any case", () => {
		for (const word of OPT_OUT_WORDS)
			for (const text of [word, word.toLowerCase(), ` ${word}. `])
				expect(readReply(text)).toEqual({ kind: "optOut" });
	});
	it("uses no opt-out or opt-in word as an answer", () => {
		const reserved = new Set([...OPT_OUT_WORDS, ...OPT_IN_WORDS]);
		const used = ANSWER_PHRASES.filter((phrase) =>
			reserved.has(phrase.toUpperCase()),
		);
		expect(used).toEqual([]);
	});
});

describe("a key", () => {
	it.each<[string, ReadReply]>([
		["1", { kind: "answer", answer: "responding" }],
		["0", { kind: "answer", answer: "notResponding" }],
		["2", { kind: "answer", answer: "later" }],
		["*", { kind: "repeat" }],
		["3", { kind: "note" }],
		["#", { kind: "note" }],
		["", { kind: "note" }],
		["10", { kind: "note" }],
	])("%s", (digits, reply) => {
		expect(readKey(digits)).toEqual(reply);
	});
});

describe("the incident a text names", () => {
	it.each([
		["#118 їду", 118],
		["їду на #119", 119],
		["їду", undefined],
		["118", undefined],
	])("«%s»", (text, number) => {
		expect(incidentNumberIn(text)).toBe(number);
	});
});

describe("any text at all", () => {
	it("never throws, and keeps minutes within four hours", () => {
		const words = fc.constantFrom(
			...ANSWER_PHRASES,
			..."1 0 2 10 300 хв год через не але , . ? + - # % '".split(" "),
		);
		const texts = fc.oneof(
			fc.string({ unit: "binary" }),
			fc.string({ unit: "grapheme" }),
			fc.array(words, { maxLength: 8 }).map((all) => all.join(" ")),
		);
		fc.assert(
			fc.property(texts, (text) => {
				const reply = readReply(text);
				if (reply.kind !== "answer") return;
				expect(reply.etaMinutes ?? 0).toBeGreaterThanOrEqual(0);
				expect(reply.etaMinutes ?? 0).toBeLessThanOrEqual(240);
				const { note: _words, ...said } = reply;
				if (reply.answer === "notResponding")
					expect(said).toEqual({ kind: "answer", answer: "notResponding" });
			}),
			{ numRuns: 5_000 },
		);
	});

	it("is a note whenever one word is unknown", () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...ANSWER_PHRASES),
				fc.constantFrom("щодо", "якби", "навряд", "невідомо", "zzz"),
				fc.boolean(),
				(phrase, stranger, before) => {
					const text = before
						? `${stranger} ${phrase}`
						: `${phrase} ${stranger}`;
					expect(readReply(text)).toEqual(note);
				},
			),
		);
	});
});
