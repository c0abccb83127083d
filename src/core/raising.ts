/**
 * «ПОЖЕЖА Росохач Шевченка 12» → an alarm; everything else is not one.
 *
 * A village is woken by it, so the text must begin with the alarm's word; yet what
 * begins so is an alarm however the rest is spelt: who writes it has no time. Only a
 * question, and words of a fire that is out, are taken for talk.
 */
import type { IncidentType, Mode } from "./kinds.ts";

export type ReadRaising = {
	type: IncidentType;
	mode: Extract<Mode, "actual" | "exercise">;
	peopleInDanger: boolean;
	/** In the writer's own words; absent when none were left. */
	place?: string;
	/** In capitals: an alarm also from somebody who talks about another fire just now. */
	isLoud: boolean;
};

/** Longer texts are stories. */
const LONGEST = 300;

export function readRaising(text: string): ReadRaising | undefined {
	const line = text.normalize("NFC").replace(/\s+/gu, " ").trim();
	if (line.length > LONGEST || /[?？❓❔]/u.test(line)) return undefined;
	const words = [...line.matchAll(/[\p{L}\p{N}'’ʼ]+/gu)];
	const [first, ...rest] = words;
	// Signs and pictures may stand before the word, digits and other words may not.
	if (!first || !ALARM.has(soundOf(first[0]))) return undefined;
	if (rest[0] && OVER.has(soundOf(rest[0][0]))) return undefined;

	let read: Omit<ReadRaising, "place" | "isLoud"> = {
		type: "structure_fire",
		mode: "actual",
		peopleInDanger: rest.some(([word]) => PEOPLE.has(soundOf(word))),
	};
	let placeFrom = first.index + first[0].length;
	for (const { 0: word, index } of rest) {
		const said = soundOf(word);
		const type = TYPES.get(said);
		if (type) read = { ...read, type };
		else if (EXERCISE.has(said)) read = { ...read, mode: "exercise" };
		else if (!PEOPLE.has(said) && !FILLERS.has(said)) break;
		placeFrom = index + word.length;
	}
	const place = line
		.slice(placeFrom)
		.replace(/^[^\p{L}\p{N}]+|[\s,;:!-]+$/gu, "");
	return {
		...read,
		isLoud: first[0] === first[0].toUpperCase(),
		...(place === "" ? {} : { place }),
	};
}

const setOf = (words: string): ReadonlySet<string> =>
	new Set(words.split(/\s+/));

/** As people write it: also in Latin letters, where a phone has no others. */
const ALARM = setOf("пожежа пожар pozhezha pozheja pozhar fire");

/** Right behind the alarm's word: the fire is spoken of, not reported. */
const OVER = setOf(
	`не немає нема була був вже уже ще досі погашена погашено загашена загасили погасили
	потушена потушили ліквідована ліквідовано локалізована локалізовано завершена завершено
	скасована скасовано хибна out over is was not no again still`,
);

const PEOPLE = setOf("люди людина дитина діти people person child children");
const EXERCISE = setOf("навчання навчальна exercise drill");
const FILLERS = setOf("горить горит палає burning burns є там at in");

/** Only the word as it is named: «Лісова» is a street. */
const TYPES = new Map<string, IncidentType>(
	(
		[
			["structure_fire", "хата будинок дім квартира дах house home roof flat"],
			["outbuilding_fire", "сарай хлів стодола клуня гараж shed barn garage"],
			[
				"vegetation_fire",
				"стерня трава сухостій очерет поле ліс торф солома сіно grass stubble field forest hay",
			],
			[
				"vehicle_fire",
				"авто машина автомобіль трактор комбайн car vehicle tractor",
			],
			["industrial_fire", "склад завод цех warehouse factory"],
		] as const
	).flatMap(([type, words]) =>
		words.split(" ").map((word) => [word, type] as const),
	),
);

const LOOK_ALIKES: Readonly<Record<string, string>> = {
	a: "а",
	c: "с",
	e: "е",
	i: "і",
	o: "о",
	p: "р",
	x: "х",
	y: "у",
};

/** Lower case, and a Latin «a» among Cyrillic letters is the «а» it looks like. */
export function soundOf(word: string): string {
	const lower = word.toLowerCase();
	return /\p{Script=Cyrillic}/u.test(lower)
		? lower.replace(/[aceiopxy]/g, (letter) => LOOK_ALIKES[letter] ?? letter)
		: lower;
}
