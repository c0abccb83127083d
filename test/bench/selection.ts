/**
 * Who is asked, with 100,000 people in the table: the one indexed query and the
 * choice made from it, as `handle` does them when a report comes in.
 */
import { openSqlite } from "../../db/sqlite/embedded.ts";
import { decide } from "../../src/core/decide.ts";
import type { Incident, Known } from "../../src/core/incident.ts";
import { UNKNOWN } from "../../src/core/incident.ts";
import type { Candidates } from "../../src/core/roster.ts";
import { openCandidates } from "../../src/people/whereabouts.ts";
import type { Roster, Store } from "../../src/ports.ts";
import { createSecrets } from "../../src/secrets.ts";
import { type Spread, spreadOf } from "./figures.ts";
import {
	type Country,
	firePlace,
	PEOPLE_PER_BRIGADE,
	SECRET,
} from "./village.ts";

export type SelectionFigures = {
	/** Candidates, their commitments and the decision. */
	whole: Spread;
	/** Of it, the queries and the opening of where people are. */
	query: Spread;
};

const CANDIDATES = 300;
const WARM_UP = 20;
const secrets = createSecrets(SECRET);

export async function measureSelection(
	file: string,
	country: Country,
	times: number,
): Promise<SelectionFigures> {
	const { store, roster } = openSqlite(file);
	try {
		const whole: number[] = [];
		const query: number[] = [];
		const brigades = country.areas.flat();
		for (let n = 0; n < WARM_UP + times; n++) {
			// A stride that is no divisor of the number of brigades: every fire elsewhere.
			const brigade = brigades[(n * 7_919) % brigades.length];
			if (!brigade) throw new Error("expected a brigade to burn beside");
			const startedMs = performance.now();
			const facts = await factsFor(
				store,
				roster,
				firePlace(brigade.location, n),
			);
			const queriedMs = performance.now();
			const incident = chosen(facts, firePlace(brigade.location, n), n);
			const endedMs = performance.now();
			if (incident.people.size < PEOPLE_PER_BRIGADE)
				throw new Error(
					`expected a whole brigade to be chosen, got ${incident.people.size} people`,
				);
			if (n < WARM_UP) continue;
			whole.push(endedMs - startedMs);
			query.push(queriedMs - startedMs);
		}
		return { whole: spreadOf(whole), query: spreadOf(query) };
	} finally {
		await store.close();
	}
}

type Facts = {
	candidates: Candidates;
	commitments: Awaited<ReturnType<Store["commitments"]>>;
};

async function factsFor(
	store: Store,
	roster: Roster,
	place: { lat: number; lon: number },
): Promise<Facts> {
	const candidates = openCandidates(
		secrets,
		await roster.candidates({ place, brigadeIds: [], limit: CANDIDATES }),
	);
	const commitments = await store.commitments([
		...candidates.responders.map(({ id }) => ({
			kind: "responder" as const,
			id,
		})),
		...candidates.vehicles.map(({ id }) => ({ kind: "vehicle" as const, id })),
	]);
	return { candidates, commitments };
}

function chosen(
	{ candidates, commitments }: Facts,
	location: { lat: number; lon: number },
	n: number,
): Known {
	const now = Date.parse("2026-07-15T11:00:00Z");
	const { incident }: { incident: Incident } = decide(
		UNKNOWN,
		{
			type: "Report",
			id: `incident-${n}`,
			number: 100 + n,
			incidentType: "structure_fire",
			mode: "actual",
			location,
			peopleInDanger: false,
			source: "duty_officer",
			brigadeIds: [],
			by: { kind: "service" },
			reporterVerified: true,
			reporterDoubted: false,
			force: true,
		},
		{ now, timeZone: "Europe/Kyiv", candidates, commitments },
	);
	if (incident.status === "unknown")
		throw new Error("expected a report to become an incident");
	return incident;
}
