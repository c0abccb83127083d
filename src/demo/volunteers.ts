/**
 * Volunteers who behave like people: they notice a phone or sleep on, answer by
 * button, key or page, drive to the station, wait for the driver, leave.
 *
 * They know what their phones show and what they see at the station, nothing of
 * the service: everything they do goes through a phone in hand or a web page.
 */
import { localMoment, type Place, placeAt } from "../core/availability.ts";
import { distanceMetres, travelMs, vehicleTravelMs } from "../core/eta.ts";
import type { Point, SeatRule } from "../core/kinds.ts";
import type { JournalEntry } from "../sandbox/journal.ts";
import type { ChatMessage, Phone } from "../sandbox/phones.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { type ButtonCode, readButton } from "../wording/buttons.ts";
import { linkIn, openBrowser } from "./browser.ts";
import { type Reaction, randomFor, reactionOf } from "./habits.ts";
import type { DemoBrigade, DemoPerson } from "./village.ts";
import type { VillageTime } from "./villageTime.ts";

/** A fire as everybody in the village sees it. */
export type Blaze = {
	location: Point;
	grass: boolean;
	peopleInDanger: boolean;
};

export type VolunteersOptions = {
	sandbox: Pick<Sandbox, "phones" | "journal">;
	time: VillageTime;
	seed: number;
	timeZone: string;
	brigades: readonly DemoBrigade[];
	people: readonly DemoPerson[];
};

/** One person at one fire. */
type Turnout = {
	person: Villager;
	number: number;
	reaction: Reaction;
	/** How often each channel asked. */
	asked: { telegram: number; sms: number; rings: number };
	noticed: boolean;
	/** Said so; a call has no key for it, so whoever answers by key drives. */
	notDriving?: boolean;
	said?: "coming" | "no" | "later";
	/** Sent home by a text or a voice. */
	stoodDown?: boolean;
	at: "home" | "onTheWay" | "station" | "truck" | "scene";
	link?: string;
};

type Villager = Omit<DemoPerson, "phone"> & {
	phone: Phone;
	station?: Point;
	crewRule: readonly SeatRule[];
	seats: number;
	/** Somebody at the screen has taken this phone in hand. */
	inOtherHands: boolean;
	latest?: number;
};

/** What people understand when they read or hear it, in the languages of this village. */
const HEARD = {
	over: /ВІДБІЙ ВИЇЗДУ|ХИБНИЙ ВИКЛИК|VIDBII|KHYBNYI|STAND DOWN|FALSE ALARM/i,
	reserve: /РЕЗЕРВ|REZERV|RESERVE|резерві/i,
	again: /знову потрібні|znovu potribni|needed again/i,
	awaited: /Вас чекають|Vas chekaiut|awaited/i,
	departed: /^Виїхали\?|^Departed\?/i,
	takeOver: /візьміть на себе|must take over/i,
	burning: /^(Горить|Приліт)\?|^(Burning|A strike)\?/i,
	caller: /^Дзвінок про пожежу|^A call about a fire/i,
	elsewhere: /^Є інша подія|^There is another/i,
	newsOnly:
		/^(Нове місце|Уточнення|Начальник|Виїзд о|Екіпаж|Машина не|Прийнято|Ваше місце|Не можемо|New place|Received|The chief|The crew|Your seat)/i,
	echo: /прийнято|pryiniato|received/i,
	prompt: /натисніть|press (one|zero)|: zero/i,
} as const;

/** Their own marks, so that a hand on the screen is told from theirs. */
const DEEDS = new Set(["tap", "key", "say", "smsReply", "ringBack"]);

const LOOKED_AT = 40;

export type Volunteers = ReturnType<typeof startVolunteers>;

export function startVolunteers(options: VolunteersOptions) {
	const { sandbox, time, seed, timeZone } = options;
	const { journal } = sandbox;
	const villagers = villagersOf(options);
	const blazes = new Map<number, Blaze>();
	const unnumbered: Blaze[] = [];
	const turnouts = new Map<string, Turnout>();
	const left = new Map<string, boolean>();
	const ours = new Set<number>();
	const talks = new Set<string>();
	let read = journal.entries.length;
	let pagesOpen = 0;

	/** Everything phones have shown since the last look is seen now. */
	function look(): void {
		while (read < journal.entries.length) {
			const entry = journal.entries[read++] as JournalEntry;
			const person = villagers.get(entry.phone);
			if (!person) continue;
			if (DEEDS.has(entry.kind) && !ours.delete(entry.n))
				person.inOtherHands = true;
			else if (entry.kind === "message") telegram(person, entry);
			else if (entry.kind === "sms") sms(person, entry);
			else if (entry.kind === "call") ringing(person, entry);
			else if (entry.kind === "spoken") hears(person, entry);
		}
	}

	// --- what a phone shows ----------------------------------------------------------

	function telegram(person: Villager, entry: JournalEntry): void {
		const message = person.phone.chat.findLast(
			({ id }) => String(id) === entry.ref,
		);
		const turnout = message && turnoutOf(person, message.text);
		if (!message || !turnout) return;
		const { text } = message;
		const codes = codesOf(message);
		const asks = codes.some((code) => code === "no" || code.startsWith("y"));
		if (codes.includes("switch")) later(8_000, () => tap(turnout, ["stay"]));
		else if (HEARD.over.test(text) || HEARD.reserve.test(text))
			told(turnout, text);
		else if (asks) asked(turnout, "telegram", text);
		else if (codes.includes("dep") && !codes.includes("atst"))
			later(15_000, () => sayDeparted(turnout));
	}

	function sms(person: Villager, entry: JournalEntry): void {
		const text = entry.text ?? "";
		const turnout = turnoutOf(person, text);
		if (!turnout) return;
		const link = linkIn(text);
		if (link) turnout.link ??= link;
		if (HEARD.over.test(text) || HEARD.reserve.test(text)) told(turnout, text);
		// The echo of an answer asks nothing.
		else if (!HEARD.echo.test(text)) asked(turnout, "sms", text);
	}

	function ringing(person: Villager, { status, ref }: JournalEntry): void {
		if (status !== "incoming" || !ref) return;
		const turnout = latestOf(person);
		if (!turnout) {
			// A post or a chief who was never asked to come: it rings, somebody is there.
			if (!person.brigade || person.roles.length > 0)
				later(9_000, () => pickUp(person));
			return;
		}
		if (turnout.said || turnout.noticed) {
			if (!asleep(turnout)) later(5_000, () => pickUp(person));
			return;
		}
		const { reaction } = turnout;
		const delayMs = reaction.rings[turnout.asked.rings++];
		if (delayMs === undefined || reaction.choice === "silent") return;
		later(delayMs, () => {
			if (turnout.noticed || turnout.said) return;
			turnout.noticed = true;
			if (!pickUp(person)) ringBack(turnout);
		});
	}

	function ringBack(turnout: Turnout): void {
		const { ringsBackAfterMs } = turnout.reaction;
		if (ringsBackAfterMs === undefined) {
			turnout.noticed = false;
			return;
		}
		later(ringsBackAfterMs, () => {
			const { phone } = turnout.person;
			if (turnout.said || phone.ringing || phone.talking) return;
			act(turnout.person, () => phone.ringBack());
		});
	}

	/** The first sentence of a call decides what is pressed. */
	function hears(person: Villager, { ref, text = "" }: JournalEntry): void {
		if (!ref || talks.has(ref)) return;
		if (HEARD.caller.test(text)) {
			talks.add(ref);
			// Who rang is the visitor: they hang up when they have said it.
			later(2_000, () => act(person, () => person.phone.press("1")));
			return;
		}
		if (HEARD.prompt.test(text)) return;
		talks.add(ref);
		const turnout = latestOf(person);
		const key = keyFor(person, turnout, text);
		later(key === undefined ? 6_000 : 3_500, () => {
			const { phone } = person;
			if (phone.talking?.sid !== ref) return;
			if (key === undefined) {
				act(person, () => phone.hangUp());
				return;
			}
			act(person, () => phone.press(key));
			if (turnout && ["1", "0", "2"].includes(key))
				answeredByKey(turnout, text, key);
			later(6_000, () => {
				if (phone.talking?.sid === ref) act(person, () => phone.hangUp());
			});
		});
	}

	function keyFor(
		person: Villager,
		turnout: Turnout | undefined,
		text: string,
	): string | undefined {
		if (HEARD.takeOver.test(text))
			return person.roles.length > 0 ? "1" : undefined;
		if (HEARD.burning.test(text)) return "1";
		if (HEARD.elsewhere.test(text)) return "0";
		if (!turnout || HEARD.over.test(text)) {
			if (turnout) told(turnout, text);
			return undefined;
		}
		if (HEARD.departed.test(text)) {
			// Asked aloud, they look around once more.
			if (turnout.at === "station") gatherAt(turnout);
			return turnout.at === "truck" || turnout.at === "scene" ? "1" : "0";
		}
		if (HEARD.awaited.test(text)) {
			if (turnout.at === "station") return "3";
			return turnout.at === "onTheWay" ? "1" : undefined;
		}
		if (HEARD.reserve.test(text)) {
			told(turnout, text);
			return undefined;
		}
		if (HEARD.newsOnly.test(text)) return undefined;
		if (HEARD.again.test(text)) wanted(turnout);
		return { coming: "1", no: "0", later: "2", silent: undefined }[
			turnout.reaction.choice
		];
	}

	function answeredByKey(turnout: Turnout, text: string, key: string): void {
		if (HEARD.departed.test(text) || HEARD.awaited.test(text) || turnout.said)
			return;
		if (HEARD.takeOver.test(text) || HEARD.burning.test(text)) return;
		turnout.noticed = true;
		decide(turnout, key === "1" ? "coming" : key === "0" ? "no" : "later");
	}

	/** A text that asks whether they come. */
	function asked(
		turnout: Turnout,
		channel: "telegram" | "sms",
		text: string,
	): void {
		if (HEARD.awaited.test(text)) {
			later(10_000, () => answerAwaited(turnout, channel));
			return;
		}
		if (HEARD.again.test(text)) wanted(turnout);
		if (turnout.said || turnout.noticed) return;
		const delayMs = turnout.reaction[channel][turnout.asked[channel]++];
		if (delayMs === undefined || turnout.reaction.choice === "silent") return;
		later(delayMs, () => {
			if (turnout.said || turnout.noticed) return;
			turnout.noticed = true;
			later(turnout.reaction.thinkMs, () => answer(turnout, channel));
		});
	}

	function told(turnout: Turnout, text: string): void {
		if (!HEARD.over.test(text) && !HEARD.reserve.test(text)) return;
		const over = HEARD.over.test(text);
		// Read within half a minute; who is in the truck stays there, who stands at the station waits with the others.
		later(15_000, () => {
			if (turnout.at === "truck" || turnout.at === "scene") return;
			if (turnout.at === "station" && !over) return;
			turnout.stoodDown = true;
			turnout.at = "home";
		});
	}

	/** Called back from the reserve: asked anew. */
	function wanted(turnout: Turnout): void {
		delete turnout.said;
		turnout.stoodDown = false;
		turnout.noticed = false;
	}

	// --- what a person says --------------------------------------------------------------

	function answer(turnout: Turnout, channel: "telegram" | "sms"): void {
		const { reaction, person } = turnout;
		if (turnout.said || person.inOtherHands || reaction.choice === "silent")
			return;
		const { choice } = reaction;
		const minutes = minutesToStation(turnout);
		const drives = person.qualifications.includes("driver_c");
		const byButton = channel === "telegram" || turnout.link !== undefined;
		turnout.notDriving = drives && reaction.notDriving && byButton;
		if (channel === "telegram") {
			decide(turnout, choice);
			tap(turnout, buttonsFor(turnout, minutes));
			return;
		}
		if (person.phoneKind === "button" || !turnout.link) {
			// Nothing to tap on: it rings soon, or one rings the bell.
			if (!person.phone.ringing && !person.phone.talking)
				act(person, () => person.phone.ringBack());
			else pickUp(person);
			return;
		}
		decide(turnout, choice);
		onPage(turnout, "answer", PAGE_ANSWERS[choice], {
			...(turnout.notDriving ? { notDriving: "true" } : {}),
			...(choice === "coming" && reaction.saysMinutes
				? { etaMinutes: String(minutes <= 5 ? 5 : minutes <= 10 ? 10 : 15) }
				: {}),
		});
	}

	function decide(turnout: Turnout, choice: "coming" | "no" | "later"): void {
		turnout.said = choice;
		if (choice !== "coming" || turnout.reaction.noShow) return;
		if (turnout.at === "home") setOut(turnout);
		if (turnout.at === "station") gatherAt(turnout);
	}

	function answerAwaited(turnout: Turnout, channel: "telegram" | "sms"): void {
		if (turnout.at === "station") markArrival(turnout);
		else if (turnout.at !== "onTheWay") return;
		else if (channel === "telegram") tap(turnout, ["y"]);
		else onPage(turnout, "answer", "responding");
	}

	const asleep = (turnout: Turnout): boolean =>
		turnout.reaction.noShow ||
		turnout.reaction.choice === "silent" ||
		turnout.said === "no";

	// --- the way, the station, the truck ---------------------------------------------------

	function setOut(turnout: Turnout): void {
		const { person, reaction } = turnout;
		if (!person.station) return;
		const from = whereIs(person);
		const station = person.station;
		const wayMs = travelMs(from, station, person.travel) * reaction.roadFactor;
		later(reaction.preparationMs, () => {
			if (turnout.stoodDown || turnout.at !== "home") return;
			turnout.at = "onTheWay";
			if (person.sharesPosition && person.telegram)
				follow(turnout, from, wayMs);
			later(wayMs, () => arrive(turnout));
		});
	}

	/** A live position every half minute, until the station. */
	function follow(turnout: Turnout, from: Point, wayMs: number): void {
		const { person } = turnout;
		const to = person.station as Point;
		act(person, () => person.phone.shareLiveLocation(from));
		for (let gone = LIVE_EVERY_MS; gone < wayMs; gone += LIVE_EVERY_MS)
			later(gone, () => {
				if (turnout.at === "onTheWay")
					act(person, () =>
						person.phone.moveLive(between(from, to, gone / wayMs)),
					);
			});
	}

	function arrive(turnout: Turnout): void {
		if (turnout.at !== "onTheWay") return;
		turnout.at = "station";
		const { person, reaction } = turnout;
		if (person.sharesPosition && person.telegram)
			act(person, () => person.phone.moveLive(person.station as Point));
		else if (reaction.marksArrival) later(5_000, () => markArrival(turnout));
		gatherAt(turnout);
	}

	function markArrival(turnout: Turnout): void {
		if (turnout.person.telegram) tap(turnout, ["atst"]);
		else if (turnout.link) onPage(turnout, "mark", "atStation");
	}

	/** Whoever stands there looks around: a driver, a leader, enough for the seats. */
	function gatherAt({ number, person: { brigade } }: Turnout): void {
		const key = `${number}/${brigade}`;
		if (left.has(key) || !crewOf(standing(number, brigade))) return;
		left.set(key, false);
		const kitMs = 30_000 + 50_000 * randomFor(seed, key)();
		later(kitMs, () => {
			const crew = crewOf(standing(number, brigade));
			if (!crew) {
				left.delete(key);
				return;
			}
			left.set(key, true);
			drive(crew);
		});
	}

	const standing = (number: number, brigade: string | undefined): Turnout[] =>
		[...turnouts.values()].filter(
			(turnout) =>
				turnout.number === number &&
				turnout.person.brigade === brigade &&
				turnout.at === "station" &&
				!turnout.stoodDown,
		);

	function drive(crew: readonly Turnout[]): void {
		for (const turnout of crew) turnout.at = "truck";
		const leader = speakerOf(crew);
		if (!leader) return;
		sayDeparted(leader);
		const blaze = blazeOf(leader.number);
		if (!blaze || !leader.person.station) return;
		const driveMs = vehicleTravelMs(leader.person.station, blaze.location);
		later(driveMs + 20_000, () => {
			for (const turnout of crew) turnout.at = "scene";
			if (leader.person.telegram) tap(leader, ["scn"]);
			else if (leader.link) onPage(leader, "mark", "onScene");
		});
	}

	function sayDeparted(turnout: Turnout): void {
		if (turnout.at !== "truck") return;
		if (turnout.person.telegram) tap(turnout, ["dep"]);
		else if (turnout.link) onPage(turnout, "mark", "departed");
	}

	// --- hands -----------------------------------------------------------------------------

	function pickUp(person: Villager): boolean {
		if (!person.phone.ringing || person.inOtherHands) return false;
		act(person, () => person.phone.pickUp());
		return true;
	}

	/** Presses the first of these buttons that the newest message about this fire has. */
	function tap(turnout: Turnout, wish: readonly ButtonCode[]): void {
		const { person, number } = turnout;
		const about = person.phone.chat
			.slice(-LOOKED_AT)
			.filter(({ text }) => numberIn(text) === number)
			.reverse();
		for (const code of wish)
			for (const message of about) {
				const data = message.keyboard
					.flat()
					.find(
						(button) => readButton(button.callback_data ?? "")?.code === code,
					)?.callback_data;
				if (data) {
					act(person, () => person.phone.tap(data));
					return;
				}
			}
	}

	function onPage(
		turnout: Turnout,
		name: "answer" | "mark",
		value: string,
		more: Record<string, string> = {},
	): void {
		const { link, person } = turnout;
		if (!link || person.inOtherHands) return;
		pagesOpen += 1;
		// A page that does not open is opened once more, as people do.
		void openBrowser(link)
			.press(name, value, more)
			.catch(() => openBrowser(link).press(name, value, more))
			.catch(() => undefined)
			.finally(() => {
				pagesOpen -= 1;
			});
	}

	function act(person: Villager, deed: () => Promise<void>): void {
		if (person.inOtherHands) return;
		const before = journal.entries.length;
		try {
			void deed().catch(() => undefined);
		} catch {
			// The call ended a moment ago: people press into nothing too.
		}
		for (let n = before; n < journal.entries.length; n++) {
			const entry = journal.entries[n];
			if (entry && DEEDS.has(entry.kind)) ours.add(entry.n);
		}
	}

	const later = (delayMs: number, run: () => void): void =>
		void time.later(delayMs, run);

	// --- who, where, which fire ----------------------------------------------------------------

	function turnoutOf(person: Villager, text: string): Turnout | undefined {
		const number = numberIn(text);
		if (number === undefined || !person.brigade) return undefined;
		if (person.latest !== number) {
			person.latest = number;
			// A new fire: whoever played with the phone has put it back.
			person.inOtherHands = false;
		}
		return at(person, number);
	}

	/** Which fire a call is about is not always said: the one last heard of, else the newest. */
	function latestOf(person: Villager): Turnout | undefined {
		const number = person.latest ?? [...blazes.keys()].at(-1);
		return number === undefined || !person.brigade
			? undefined
			: at(person, number);
	}

	function at(person: Villager, number: number): Turnout {
		const key = `${number}/${person.name}`;
		const known = turnouts.get(key);
		if (known) return known;
		const turnout: Turnout = {
			person,
			number,
			reaction: reactionOf(
				seed,
				person.name,
				number,
				circumstances(person, number),
			),
			asked: { telegram: 0, sms: 0, rings: 0 },
			noticed: false,
			at: "home",
		};
		turnouts.set(key, turnout);
		return turnout;
	}

	/** Texts give a fire its number; people see it before that. */
	function blazeOf(number: number): Blaze | undefined {
		const known = blazes.get(number) ?? unnumbered.shift();
		if (known) blazes.set(number, known);
		return known;
	}

	function circumstances(person: Villager, number: number) {
		const blaze = blazeOf(number);
		const moment = localMoment(time.now(), timeZone);
		const night = moment.within({
			days: EVERY_DAY,
			from: "22:00",
			to: "06:00",
		});
		const hour = HOURS.findLast((from) =>
			moment.within({ days: EVERY_DAY, from: clockOf(from), to: "24:00" }),
		);
		return {
			night,
			dayOfWeek: moment.dayOfWeek,
			hour: hour ?? 0,
			grass: blaze?.grass ?? false,
			peopleInDanger: blaze?.peopleInDanger ?? false,
			kilometres: person.station
				? distanceMetres(whereIs(person), person.station) / 1000
				: 0,
			skilled: person.qualifications.some((one) => SKILLS.has(one)),
		};
	}

	const whereIs = (person: Villager): Point =>
		placeAt(placesOf(person), time.now(), timeZone) ?? person.home;

	const minutesToStation = ({ person, reaction }: Turnout): number =>
		person.station
			? Math.ceil(
					(reaction.preparationMs +
						travelMs(whereIs(person), person.station, person.travel)) /
						60_000,
				)
			: 10;

	function buttonsFor(
		{ reaction, notDriving }: Turnout,
		minutes: number,
	): readonly ButtonCode[] {
		if (reaction.choice === "no") return ["no"];
		if (reaction.choice === "later") return ["later", "no"];
		const coming: ButtonCode[] =
			minutes <= 5
				? ["y5"]
				: minutes <= 10
					? ["y10"]
					: minutes <= 15
						? ["y15"]
						: ["y20"];
		return [
			...(notDriving ? (["nodrive"] as const) : []),
			...(reaction.saysMinutes ? coming : []),
			"y",
			...coming,
			"y5",
		];
	}

	return {
		look,
		/** A fire breaks out; the next number that texts speak of is this one. */
		burns(blaze: Blaze): void {
			unnumbered.push(blaze);
		},
		/** Nobody waits for a page just now. */
		get idle(): boolean {
			return pagesOpen === 0 && read === journal.entries.length;
		},
		/** How each was disposed, for whoever explains a run. */
		get turnouts(): readonly Turnout[] {
			return [...turnouts.values()];
		},
	};
}

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const LIVE_EVERY_MS = 30_000;
const SKILLS = new Set(["driver_c", "leader", "medic"]);
const PAGE_ANSWERS = {
	coming: "responding",
	no: "notResponding",
	later: "later",
} as const;

const clockOf = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

const numberIn = (text: string): number | undefined => {
	const number = /#(\d{2,})/.exec(text)?.[1];
	return number === undefined ? undefined : Number(number);
};

const codesOf = ({ keyboard }: ChatMessage): ButtonCode[] =>
	keyboard
		.flat()
		.flatMap(
			({ callback_data }) => readButton(callback_data ?? "")?.code ?? [],
		);

const placesOf = ({
	home,
	work,
}: Pick<DemoPerson, "home" | "work">): Place[] => [
	{ kind: "home", ...home },
	...(work ? [{ kind: "work" as const, ...work }] : []),
];

const between = (from: Point, to: Point, share: number): Point => ({
	lat: from.lat + (to.lat - from.lat) * share,
	lon: from.lon + (to.lon - from.lon) * share,
});

/** Everybody who gets in, or undefined while the truck may not leave. */
function crewOf(present: readonly Turnout[]): Turnout[] | undefined {
	const [first] = present;
	if (!first) return undefined;
	const { crewRule, seats } = first.person;
	const free = [...present];
	const crew: Turnout[] = [];
	const take = (fits: (turnout: Turnout) => boolean): boolean => {
		const index = free.findIndex(fits);
		if (index < 0) return false;
		crew.push(...free.splice(index, 1));
		return true;
	};
	const inOrder = [...crewRule].sort(
		(a, b) => Number(!a.qualification) - Number(!b.qualification),
	);
	for (const { qualification, count } of inOrder)
		for (let seat = 0; seat < count; seat++) {
			const filled = take(
				({ person, notDriving }) =>
					qualification === undefined ||
					(person.qualifications.includes(qualification) &&
						!(notDriving && qualification.startsWith("driver"))),
			);
			if (!filled) return undefined;
		}
	return [...crew, ...free].slice(0, seats);
}

/** The leader speaks for the truck; else the driver, else whoever can. */
const speakerOf = (crew: readonly Turnout[]): Turnout | undefined =>
	[...crew].sort((a, b) => rank(a) - rank(b))[0];

const rank = ({ person, link }: Turnout): number =>
	(person.telegram ? 0 : link ? 4 : 8) +
	(person.qualifications.includes("leader")
		? 0
		: person.qualifications.includes("driver_c")
			? 1
			: 2);

function villagersOf({
	sandbox,
	people,
	brigades,
}: VolunteersOptions): Map<string, Villager> {
	const villagers = new Map<string, Villager>();
	for (const person of people) {
		const phone = sandbox.phones.get(person.phone);
		if (!phone) continue;
		const brigade = brigades.find(({ name }) => name === person.brigade);
		const vehicle = brigade?.vehicles.find(({ state }) => state === "ready");
		villagers.set(phone.id, {
			...person,
			phone,
			...(brigade ? { station: brigade.location } : {}),
			crewRule: vehicle?.crewRule ?? [{ count: 1 }],
			seats: vehicle?.seats ?? 5,
			inOtherHands: false,
		});
	}
	return villagers;
}
