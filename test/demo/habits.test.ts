import { expect, it } from "vitest";
import {
	type Circumstances,
	type Reaction,
	reactionOf,
} from "../../src/demo/habits.ts";

const EVENING: Circumstances = {
	night: false,
	dayOfWeek: 4,
	hour: 19,
	grass: false,
	peopleInDanger: false,
	kilometres: 0.5,
	skilled: false,
};
const MANY = 4_000;

const village = (
	seed: number,
	circumstances: Partial<Circumstances> = {},
): Reaction[] =>
	Array.from({ length: MANY }, (_, index) =>
		reactionOf(seed, `person ${index}`, 100, { ...EVENING, ...circumstances }),
	);

const share = (
	reactions: readonly Reaction[],
	has: (reaction: Reaction) => boolean,
): number => reactions.filter(has).length / reactions.length;
const comes = ({ choice }: Reaction): boolean => choice === "coming";

it("the same seed brings the same people to the same fire, another seed brings others", () => {
	expect(village(1)).toEqual(village(1));
	expect(village(2)).not.toEqual(village(1));
});

it("one person decides anew at each fire, whatever was asked in between", () => {
	const first = reactionOf(1, "Петро", 100, EVENING);
	const second = reactionOf(1, "Петро", 101, EVENING);
	expect(second).not.toEqual(first);
	expect(reactionOf(1, "Петро", 100, EVENING)).toEqual(first);
});

it("on a weekday morning fewer can leave work than in the evening", () => {
	const morning = share(village(1, { hour: 10 }), comes);
	const evening = share(village(1), comes);
	expect(morning).toBeGreaterThan(0.15);
	expect(morning).toBeLessThan(evening);
	expect(evening).toBeLessThan(0.55);
});

it("a message wakes few at night, a ringing phone most", () => {
	const night = village(1, { night: true, hour: 3 });
	const noticed = (delays: readonly (number | undefined)[]): boolean =>
		delays[0] !== undefined;
	expect(share(night, ({ telegram }) => noticed(telegram))).toBeCloseTo(0.4, 1);
	expect(share(night, ({ sms }) => noticed(sms))).toBeCloseTo(0.3, 1);
	expect(share(night, ({ rings }) => noticed(rings))).toBeCloseTo(0.75, 1);
});

it("five to eight of a hundred promises are not kept", () => {
	const broken = share(village(1).filter(comes), ({ noShow }) => noShow);
	expect(broken).toBeGreaterThan(0.045);
	expect(broken).toBeLessThan(0.085);
});

it("half of those who see a Telegram message do so within half a minute", () => {
	const delays = village(1)
		.flatMap(({ telegram: [first] }) => first ?? [])
		.sort((a, b) => a - b);
	const median = delays[Math.floor(delays.length / 2)] ?? 0;
	expect(median).toBeGreaterThan(21_000);
	expect(median).toBeLessThan(29_000);
});

it("people come more readily when somebody is inside, and less from far away", () => {
	const inside = share(village(1, { peopleInDanger: true }), comes);
	const near = share(village(1), comes);
	const far = share(village(1, { kilometres: 10 }), comes);
	expect(inside).toBeGreaterThan(near);
	expect(near).toBeGreaterThan(far);
});
