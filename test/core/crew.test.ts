/**
 * Crews in stories, and against an enumeration of every way to seat the same people.
 * The enumeration knows nothing of matchings: it tries all seatings and keeps the
 * best by the rule that decides who leaves, so the two can only agree by both being right.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	type Coming,
	type CrewRequest,
	fillCrews,
} from "../../src/core/crew.ts";
import type { SeatRule } from "../../src/core/kinds.ts";

const MINUTE = 60_000;

const TANKER: SeatRule[] = [
	{ qualification: "driver_c", count: 1 },
	{ qualification: "leader", count: 1 },
	{ qualification: "firefighter", count: 2 },
];

function person(
	responderId: string,
	etaMinutes: number,
	qualifications: string[],
	rest: Partial<Coming> = {},
): Coming {
	return {
		responderId,
		brigadeId: "rosokhach",
		qualifications,
		etaAt: etaMinutes * MINUTE,
		notDriving: false,
		atStation: false,
		...rest,
	};
}

function vehicle(
	vehicleId: string,
	rule: readonly SeatRule[],
	rest: Partial<CrewRequest> = {},
): CrewRequest {
	return { vehicleId, brigadeId: "rosokhach", seats: 6, rule, ...rest };
}

const mykola = person("mykola", 9, ["driver_c", "firefighter"]);
const petro = person("petro", 3, ["leader", "firefighter"]);
const ivan = person("ivan", 4, ["firefighter"]);
const olena = person("olena", 5, ["firefighter", "medic"]);

const only = (requests: CrewRequest[], coming: Coming[]) => {
	const [fill] = fillCrews(requests, coming);
	if (!fill) throw new Error("expected one crew, got none");
	return fill;
};
const seatedOn = (fill: ReturnType<typeof only>) =>
	Object.fromEntries(
		fill.seats.map((seat) => [seat.responderId, seat.qualification]),
	);

describe("a crew", () => {
	it("leaves when its driver, who is last, arrives", () => {
		const fill = only([vehicle("zil", TANKER)], [petro, ivan, olena, mykola]);
		expect(fill).toMatchObject({
			state: "promised",
			leavesAt: 9 * MINUTE,
			missing: [],
		});
		expect(seatedOn(fill)).toEqual({
			mykola: "driver_c",
			petro: "leader",
			ivan: "firefighter",
			olena: "firefighter",
		});
	});

	it("is short of one of the two when its only driver is also its only leader", () => {
		const both = person("both", 2, ["driver_c", "leader", "firefighter"]);
		const fill = only([vehicle("zil", TANKER)], [both, ivan, olena]);
		expect(fill).toMatchObject({
			state: "short",
			leavesAt: null,
			missing: [{ qualification: "leader", count: 1 }],
			passengers: [],
		});
		expect(seatedOn(fill)).toEqual({
			both: "driver_c",
			ivan: "firefighter",
			olena: "firefighter",
		});
	});

	it("does not put somebody who is not driving at the wheel, but in another seat", () => {
		const notDriving = { ...mykola, notDriving: true };
		const fill = only([vehicle("zil", TANKER)], [petro, ivan, notDriving]);
		expect(fill.missing).toEqual([{ qualification: "driver_c", count: 1 }]);
		expect(seatedOn(fill)).toMatchObject({ mykola: "firefighter" });
	});

	it("counts what is missing by qualification, nobody in particular as a firefighter", () => {
		const rule = [...TANKER, { qualification: "ba", count: 2 }, { count: 1 }];
		expect(only([vehicle("zil", rule)], []).missing).toEqual([
			{ qualification: "driver_c", count: 1 },
			{ qualification: "leader", count: 1 },
			{ qualification: "firefighter", count: 3 },
			{ qualification: "ba", count: 2 },
		]);
	});

	it("keeps versatile people for the seats only they can fill", () => {
		const all = person("all", 1, ["driver_c", "leader", "firefighter"]);
		const fill = only([vehicle("zil", TANKER)], [all, petro, ivan, olena]);
		expect(fill.state).toBe("promised");
		expect(seatedOn(fill)).toMatchObject({
			all: "driver_c",
			petro: "leader",
		});
	});

	it("is assembled only when everybody on a required seat is at the station", () => {
		const there = [petro, ivan, olena, mykola].map((one) => ({
			...one,
			atStation: true,
		}));
		expect(only([vehicle("zil", TANKER)], there).state).toBe("assembled");
		const late = there.map((one) =>
			one.responderId === "mykola" ? { ...one, atStation: false } : one,
		);
		expect(only([vehicle("zil", TANKER)], late).state).toBe("promised");
	});

	it("prefers somebody at the station to somebody who promised to be there by now", () => {
		const rule = [{ qualification: "firefighter", count: 1 }];
		const promised = person("a", 4, ["firefighter"]);
		const there = person("b", 4, ["firefighter"], { atStation: true });
		const fill = only([vehicle("zil", rule)], [promised, there]);
		expect(fill.state).toBe("assembled");
		expect(seatedOn(fill)).toEqual({ b: "firefighter" });
	});

	it("takes others along who are there in time, earliest first, as far as there are places", () => {
		const extra = (id: string, eta: number) => person(id, eta, ["firefighter"]);
		const fill = only(
			[vehicle("zil", TANKER, { seats: 6 })],
			[
				petro,
				ivan,
				olena,
				mykola,
				extra("c", 8),
				extra("b", 7),
				extra("a", 9),
				extra("late", 10),
			],
		);
		expect(fill.leavesAt).toBe(9 * MINUTE);
		expect(fill.passengers).toEqual([
			{ qualification: null, responderId: "b", etaAt: 7 * MINUTE },
			{ qualification: null, responderId: "c", etaAt: 8 * MINUTE },
		]);
	});

	it("is never promised out of nobody, even by an empty rule", () => {
		expect(only([vehicle("trailer", [])], [])).toMatchObject({
			state: "short",
			missing: [{ qualification: "firefighter", count: 1 }],
		});
		expect(only([vehicle("trailer", [])], [ivan])).toMatchObject({
			state: "promised",
			leavesAt: ivan.etaAt,
		});
	});

	it("seats only people of the vehicle's own brigade", () => {
		const neighbour = { ...mykola, brigadeId: "uhryn" };
		expect(
			only([vehicle("zil", TANKER)], [petro, ivan, olena, neighbour]).missing,
		).toEqual([{ qualification: "driver_c", count: 1 }]);
	});
});

describe("the key of a locked station", () => {
	const rule = [...TANKER, { qualification: "keyholder", count: 1 }];
	const crew = [petro, ivan, olena, mykola];

	it("is an errand of anybody who comes, and the crew waits for the first one", () => {
		const hanna = person("hanna", 12, ["keyholder"]);
		const stepan = person("stepan", 11, ["keyholder"]);
		expect(
			only([vehicle("zil", rule)], [...crew, hanna, stepan]),
		).toMatchObject({ state: "promised", leavesAt: 11 * MINUTE });
	});

	it("is brought by somebody on a seat just as well", () => {
		const withKey = { ...ivan, qualifications: ["firefighter", "keyholder"] };
		expect(
			only([vehicle("zil", rule)], [petro, withKey, olena, mykola]),
		).toMatchObject({ state: "promised", leavesAt: 9 * MINUTE });
	});

	it("makes the crew short when nobody brings it", () => {
		expect(only([vehicle("zil", rule)], crew)).toMatchObject({
			state: "short",
			leavesAt: null,
			missing: [{ qualification: "keyholder", count: 1 }],
		});
	});
});

describe("two vehicles", () => {
	const small: SeatRule[] = [
		{ qualification: "driver_c", count: 1 },
		{ qualification: "firefighter", count: 1 },
	];

	it("give their one driver to the first, and the second shows what it lacks", () => {
		const fills = fillCrews(
			[vehicle("zil", small), vehicle("module", small)],
			[mykola, ivan, olena],
		);
		expect(fills.map((fill) => fill.state)).toEqual(["promised", "short"]);
		expect(fills[1]?.missing).toEqual([
			{ qualification: "driver_c", count: 1 },
		]);
		expect(fills[1]?.seats.map((seat) => seat.responderId)).toEqual(["olena"]);
	});

	it("let a short first crew keep nobody whom the second needs", () => {
		const fills = fillCrews(
			[vehicle("zil", TANKER), vehicle("module", small)],
			[mykola, ivan],
		);
		expect(fills.map((fill) => fill.state)).toEqual(["short", "promised"]);
		expect(fills[0]?.seats).toEqual([]);
	});

	it("let the first leave early without losing the second its crew", () => {
		const quick = person("quick", 2, ["driver_c", "firefighter"]);
		const slow = person("slow", 8, ["driver_c"]);
		const fills = fillCrews(
			[vehicle("zil", small), vehicle("module", small)],
			[slow, quick, ivan, olena],
		);
		expect(fills.map((fill) => fill.leavesAt)).toEqual([
			4 * MINUTE,
			8 * MINUTE,
		]);
	});

	it("seat a member of two brigades once", () => {
		const fills = fillCrews(
			[
				vehicle("zil", [{ qualification: "driver_c", count: 1 }]),
				vehicle("gaz", [{ qualification: "driver_c", count: 1 }], {
					brigadeId: "uhryn",
				}),
			],
			[mykola, { ...mykola, brigadeId: "uhryn" }],
		);
		expect(fills.map((fill) => fill.state)).toEqual(["promised", "short"]);
	});
});

// ---- every way to seat them ----

type Outcome = {
	complete: boolean[];
	leavesAt: (number | null)[];
	assembled: boolean[];
};

const BRIGADES = ["rosokhach", "uhryn"];
const WORDS = ["driver_c", "leader", "firefighter", "keyholder"];

const anyPerson = fc.record({
	brigadeId: fc.constantFrom("rosokhach", "rosokhach", "uhryn"),
	qualifications: fc.subarray(WORDS),
	etaAt: fc.integer({ min: 0, max: 8 }),
	notDriving: fc.boolean(),
	atStation: fc.boolean(),
});
const anyPeople = fc
	.array(anyPerson, { maxLength: 7 })
	.map((people) =>
		people.map((one, index) => ({ ...one, responderId: `p${index}` })),
	);
const anySeat = fc.record({
	qualification: fc.option(fc.constantFrom(...WORDS.slice(0, 3)), {
		nil: undefined,
	}),
	count: fc.constantFrom(1, 1, 2),
});
const anyRule = fc
	.tuple(
		fc.array(anySeat, { minLength: 1, maxLength: 3 }),
		fc.integer({ min: 0, max: 3 }),
	)
	.map(([seats, key]) => {
		let left = 3;
		const rule: SeatRule[] = [];
		for (const { qualification, count } of seats) {
			const within = Math.min(count, left);
			left -= within;
			if (within > 0)
				rule.push(
					qualification === undefined
						? { count: within }
						: { qualification, count: within },
				);
		}
		if (key === 0) rule.push({ qualification: "keyholder", count: 1 });
		return rule;
	});
const anyRequests = fc
	.array(
		fc.record({
			brigadeId: fc.constantFrom("rosokhach", "rosokhach", "uhryn"),
			rule: anyRule,
			seats: fc.integer({ min: 1, max: 5 }),
		}),
		{ minLength: 1, maxLength: 2 },
	)
	.map((requests) =>
		requests.map((one, index) => ({ ...one, vehicleId: `v${index}` })),
	);

function seatNames(rule: readonly SeatRule[]): (string | undefined)[] {
	return rule.flatMap(({ qualification, count }) =>
		qualification === "keyholder" ? [] : Array(count).fill(qualification),
	);
}

function maySit(one: Coming, brigadeId: string, name: string | undefined) {
	if (one.brigadeId !== brigadeId) return false;
	if (name === undefined) return true;
	if (name === "driver_c" && one.notDriving) return false;
	return one.qualifications.includes(name);
}

/** The best outcome over all ways to give each seat nobody or an able person who has no other. */
function bestOutcome(requests: CrewRequest[], coming: Coming[]): Outcome {
	const seats = requests.flatMap((request, crew) =>
		seatNames(request.rule).map((name) => ({ crew, name })),
	);
	const keyAt = requests.map((request) => {
		if (!request.rule.some((seat) => seat.qualification === "keyholder"))
			return Number.NEGATIVE_INFINITY;
		const keys = coming.filter(
			(one) =>
				one.brigadeId === request.brigadeId &&
				one.qualifications.includes("keyholder"),
		);
		return Math.min(...keys.map((one) => one.etaAt));
	});
	let best: Outcome | undefined;
	const sitting: (Coming | undefined)[] = [];
	const taken = new Set<Coming>();
	const visit = () => {
		const seat = seats[sitting.length];
		if (!seat) {
			const outcome = outcomeOf();
			if (!best || better(outcome, best)) best = outcome;
			return;
		}
		const brigadeId = requests[seat.crew]?.brigadeId ?? "";
		for (const one of [undefined, ...coming]) {
			if (one && (taken.has(one) || !maySit(one, brigadeId, seat.name)))
				continue;
			if (one) taken.add(one);
			sitting.push(one);
			visit();
			sitting.pop();
			if (one) taken.delete(one);
		}
	};
	const outcomeOf = (): Outcome => {
		const outcome: Outcome = { complete: [], leavesAt: [], assembled: [] };
		requests.forEach((_, crew) => {
			const crewPeople = sitting.filter((_, at) => seats[at]?.crew === crew);
			const key = keyAt[crew] ?? 0;
			const complete =
				crewPeople.every((one) => one !== undefined) &&
				key < Number.POSITIVE_INFINITY;
			outcome.complete.push(complete);
			outcome.leavesAt.push(
				complete
					? Math.max(key, ...crewPeople.map((one) => one?.etaAt ?? 0))
					: null,
			);
			outcome.assembled.push(
				complete && crewPeople.every((one) => one?.atStation),
			);
		});
		return outcome;
	};
	visit();
	if (!best) throw new Error("expected at least the empty seating");
	return best;
}

function better(one: Outcome, other: Outcome): boolean {
	const rank = (outcome: Outcome) => [
		...outcome.complete.map((complete) => (complete ? 0 : 1)),
		...outcome.leavesAt.map((at) => at ?? 0),
		...outcome.assembled.map((assembled) => (assembled ? 0 : 1)),
	];
	const [left, right] = [rank(one), rank(other)];
	const differs = left.findIndex((value, index) => value !== right[index]);
	return differs >= 0 && (left[differs] ?? 0) < (right[differs] ?? 0);
}

describe("any people and any vehicles", () => {
	it("agree with an enumeration of every way to seat them", () => {
		const seen = { complete: 0, short: 0, assembled: 0, both: 0 };
		fc.assert(
			fc.property(anyRequests, anyPeople, (requests, coming) => {
				const best = bestOutcome(requests, coming);
				const fills = fillCrews(requests, coming);
				expect(fills.map((fill) => fill.state)).toEqual(
					best.complete.map((complete, crew) =>
						!complete
							? "short"
							: best.assembled[crew]
								? "assembled"
								: "promised",
					),
				);
				expect(fills.map((fill) => fill.leavesAt)).toEqual(best.leavesAt);
				for (const fill of fills)
					seen[fill.state === "short" ? "short" : "complete"]++;
				if (best.assembled.includes(true)) seen.assembled++;
				if (best.complete.filter(Boolean).length === 2) seen.both++;
			}),
			{ numRuns: 10_000 },
		);
		// A generator that never completes a crew would agree about nothing.
		expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
	}, 120_000);

	it("seat nobody twice, nobody unable, and miss exactly the empty seats", () => {
		fc.assert(
			fc.property(anyRequests, anyPeople, (requests, coming) => {
				const fills = fillCrews(requests, coming);
				const everybody = fills.flatMap((fill) => [
					...fill.seats,
					...fill.passengers,
				]);
				const ids = everybody.map((seat) => seat.responderId);
				expect(new Set(ids).size).toBe(ids.length);
				fills.forEach((fill, crew) => {
					const request = requests[crew];
					if (!request) throw new Error("expected a fill per request");
					for (const seat of fill.seats) {
						const one = coming.find(
							(other) => other.responderId === seat.responderId,
						);
						expect(
							one &&
								maySit(one, request.brigadeId, seat.qualification ?? undefined),
						).toBe(true);
						expect(seat.etaAt).toBe(one?.etaAt);
					}
					const required = seatNames(request.rule).length;
					const missing = fill.missing
						.filter(({ qualification }) => qualification !== "keyholder")
						.reduce((sum, { count }) => sum + count, 0);
					expect(fill.seats.length + missing).toBe(required);
					expect(fill.state === "short").toBe(fill.missing.length > 0);
					expect(fill.passengers.length).toBeLessThanOrEqual(
						Math.max(0, request.seats - required),
					);
					for (const one of fill.passengers)
						expect(
							one.etaAt <= (fill.leavesAt ?? -1) ||
								coming.find((c) => c.responderId === one.responderId)
									?.atStation,
						).toBe(true);
				});
			}),
			{ numRuns: 3_000 },
		);
	});

	it("do not depend on the order in which people are listed", () => {
		fc.assert(
			fc.property(
				anyRequests,
				anyPeople.chain((people) =>
					fc.tuple(
						fc.constant(people),
						fc.shuffledSubarray(people, { minLength: people.length }),
					),
				),
				(requests, [people, shuffled]) => {
					expect(fillCrews(requests, shuffled)).toEqual(
						fillCrews(requests, people),
					);
				},
			),
			{ numRuns: 1_000 },
		);
	});

	it("never make the first crew worse when one more person comes", () => {
		fc.assert(
			fc.property(
				anyRequests,
				anyPeople,
				anyPerson,
				(requests, people, more) => {
					const [before] = fillCrews(requests.slice(0, 1), people);
					const [after] = fillCrews(requests.slice(0, 1), [
						...people,
						{ ...more, responderId: "more" },
					]);
					if (before?.state === "short") return;
					expect(after?.state).not.toBe("short");
					expect(after?.leavesAt).toBeLessThanOrEqual(before?.leavesAt ?? 0);
				},
			),
			{ numRuns: 1_000 },
		);
	});

	it("fills crews of both brigades in the cases tried", () => {
		const brigades = new Set(
			fc
				.sample(anyRequests, { numRuns: 200, seed: 1 })
				.flatMap((requests) => requests.map(({ brigadeId }) => brigadeId)),
		);
		expect([...brigades].sort()).toEqual(BRIGADES);
	});
});
