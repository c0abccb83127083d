/**
 * How volunteers are: who notices a phone and when, who comes, who says no, who
 * sleeps on, who promises and never arrives.
 *
 * Numbers are those of the simulator in the design's domain page: a healthy
 * village brigade leaves after four to seven minutes. Everything is drawn from the
 * seed, the person and the incident, never from the order of events, so the same
 * seed brings the same people to the same fire.
 */
import { seededRandom } from "../sandbox/world.ts";

export type Circumstances = {
	night: boolean;
	/** ISO day of the week, 1 = Monday. */
	dayOfWeek: number;
	hour: number;
	grass: boolean;
	peopleInDanger: boolean;
	/** From the person to the station, straight. */
	kilometres: number;
	/** Drivers, leaders, paramedics: they know that nobody leaves without them. */
	skilled: boolean;
};

/** Delays in milliseconds of the village's time; undefined = not noticed. */
export type Reaction = {
	choice: "coming" | "no" | "later" | "silent";
	/** Of the first, second, third message on that channel. */
	telegram: readonly (number | undefined)[];
	sms: readonly (number | undefined)[];
	/** From the first ring to picking up. */
	rings: readonly (number | undefined)[];
	/** After a missed call. */
	ringsBackAfterMs?: number;
	/** From noticing to answering. */
	thinkMs: number;
	preparationMs: number;
	/** Roads are longer than they look, and cars do not start. */
	roadFactor: number;
	/** Said «їду» and fell asleep again. */
	noShow: boolean;
	notDriving: boolean;
	/** Says how many minutes, rather than leaving it to us. */
	saysMinutes: boolean;
	/** Presses «Я в депо» without being asked. */
	marksArrival: boolean;
};

export function reactionOf(
	seed: number,
	person: string,
	alarm: string | number,
	at: Circumstances,
): Reaction {
	const random = randomFor(seed, person, alarm);
	const willingness = 1.2 + 0.7 * normal(randomFor(seed, person));
	const able = random() < presence(at);
	const agrees = random() < acceptance(willingness, at);
	const manner = random();
	const notices = (
		chance: number,
		medianMs: number,
		sigma: number,
	): (number | undefined)[] =>
		[1, 2, 3].map(() => {
			const noticed = random() < chance;
			const delayMs = logNormal(random, medianMs, sigma);
			return noticed ? delayMs : undefined;
		});
	const telegram = notices(at.night ? 0.4 : 0.75, 25_000, 0.8);
	const sms = notices(at.night ? 0.3 : 0.65, 40_000, 0.8);
	const rings = notices(at.night ? 0.75 : 0.8, 14_000, 0.5);
	const ringsBack = random() < 0.5;
	const ringsBackAfterMs = 15_000 + random() * 60_000;
	return {
		choice: choiceOf(able && agrees, manner),
		telegram,
		sms,
		rings,
		...(ringsBack ? { ringsBackAfterMs } : {}),
		thinkMs: 2_000 + random() * 7_000,
		preparationMs: logNormal(random, at.night ? 110_000 : 60_000, 0.4),
		roadFactor: 0.9 + random() * 0.5,
		// 5–8 % of promises are not kept.
		noShow: random() < 0.065,
		notDriving: random() < 0.05,
		saysMinutes: random() < 0.6,
		marksArrival: random() < 0.8,
	};
}

/** Of those who will not come half say so, some come later, the rest say nothing at all. */
function choiceOf(comes: boolean, manner: number): Reaction["choice"] {
	if (comes) return "coming";
	if (manner < 0.5) return "no";
	return manner < 0.58 ? "later" : "silent";
}

/** In the village and able to leave what one is doing. */
function presence({ hour, dayOfWeek, night }: Circumstances): number {
	if (night) return 0.6;
	if (dayOfWeek >= 6) return 0.5;
	return hour >= 7 && hour < 17 ? 0.3 : 0.55;
}

function acceptance(
	willingness: number,
	{ skilled, kilometres, night, grass, peopleInDanger }: Circumstances,
): number {
	const logit =
		willingness +
		(skilled ? 0.4 : 0) -
		0.12 * kilometres -
		(night && grass ? 0.5 : 0) +
		(peopleInDanger ? 0.8 : 0);
	return 1 / (1 + Math.exp(-logit));
}

/** A generator of its own for whatever the words name. */
export function randomFor(
	seed: number,
	...words: readonly (string | number)[]
): () => number {
	// FNV-1a: neighbouring names must not give neighbouring numbers.
	let hash = 0x811c9dc5 ^ seed;
	for (const letter of words.join("|"))
		hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
	const random = seededRandom(hash >>> 0);
	random();
	return random;
}

/** Box and Muller. */
const normal = (random: () => number): number =>
	Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

export const logNormal = (
	random: () => number,
	median: number,
	sigma: number,
): number => median * Math.exp(sigma * normal(random));
