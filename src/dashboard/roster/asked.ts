/**
 * What the pages of people and machines ask of the service, kept under one name each:
 * a change says what it made old.
 */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Instant } from "../../core/kinds.ts";
import { api, ask } from "../api.ts";
import { queries } from "../queries.ts";

const MOST_A_PAGE = "200";
/** Who is on duty changes while a list is looked at. */
const DUTY_ASKED_MS = 30_000;

const brigadesPage = (cursor?: string) =>
	ask(
		api.v1.brigades.$get({
			query: { limit: MOST_A_PAGE, ...(cursor ? { cursor } : {}) },
		}),
	);
const peoplePage = (brigadeId: string | undefined, cursor?: string) =>
	ask(
		api.v1.responders.$get({
			query: {
				limit: MOST_A_PAGE,
				...(brigadeId ? { brigadeId } : {}),
				...(cursor ? { cursor } : {}),
			},
		}),
	);

export const askBrigade = (id: string) =>
	ask(api.v1.brigades[":id"].$get({ param: { id } }));
export const askPerson = (id: string) =>
	ask(api.v1.responders[":id"].$get({ param: { id } }));
export const askVehicles = async (id: string) =>
	(await ask(api.v1.brigades[":id"].vehicles.$get({ param: { id } }))).items;
export const askPolicy = (id: string) =>
	ask(api.v1.brigades[":id"].policy.$get({ param: { id } }));

export const askDuty = (id: string) =>
	ask(api.v1.brigades[":id"].readiness.$get({ param: { id } }));

export const askWater = async (within: string) =>
	(
		await ask(
			api.v1.water.$get({ query: { within, limit: String(MOST_WATER) } }),
		)
	).items;
export const askHazards = async (within: string) =>
	(
		await ask(
			api.v1.hazards.$get({ query: { within, limit: String(MOST_HAZARDS) } }),
		)
	).items;
/** As many as the service gives at once. */
export const MOST_WATER = 500;
export const MOST_HAZARDS = 1_000;

export type Brigade = Awaited<ReturnType<typeof askBrigade>>;
export type Person = Awaited<ReturnType<typeof askPerson>>;
export type Vehicle = Awaited<ReturnType<typeof askVehicles>>[number];
export type PolicyAnswer = Awaited<ReturnType<typeof askPolicy>>;
export type Duty = Awaited<ReturnType<typeof askDuty>>;
export type WaterPoint = Awaited<ReturnType<typeof askWater>>[number];
export type HazardArea = Awaited<ReturnType<typeof askHazards>>[number];

/** A list of the service has pages; whoever searches wants all of them. */
async function allOf<Item>(
	pageAt: (
		cursor?: string,
	) => Promise<{ items: Item[]; nextCursor: string | null }>,
): Promise<Item[]> {
	const all: Item[] = [];
	let cursor: string | undefined;
	do {
		const { items, nextCursor } = await pageAt(cursor);
		all.push(...items);
		cursor = nextCursor ?? undefined;
	} while (cursor !== undefined);
	return all;
}

export const askBrigades = () => allOf(brigadesPage);
export const askPeople = (brigadeId: string | undefined) =>
	allOf((cursor) => peoplePage(brigadeId, cursor));

const pageQuery = (cursor?: string) => ({
	limit: MOST_A_PAGE,
	...(cursor ? { cursor } : {}),
});
export const askObservers = () =>
	allOf((cursor) => ask(api.v1.observers.$get({ query: pageQuery(cursor) })));
export const askHelpers = () =>
	allOf((cursor) => ask(api.v1.helpers.$get({ query: pageQuery(cursor) })));
export type Observer = Awaited<ReturnType<typeof askObservers>>[number];
export type Helper = Awaited<ReturnType<typeof askHelpers>>[number];

export const useBrigades = () =>
	useQuery({ queryKey: ["roster", "brigades"], queryFn: askBrigades });

export const useBrigade = (id: string) =>
	useQuery({
		queryKey: ["roster", "brigade", id],
		queryFn: () => askBrigade(id),
	});

export const useVehicles = (id: string) =>
	useQuery({
		queryKey: ["roster", "vehicles", id],
		queryFn: () => askVehicles(id),
	});

export const usePolicy = (id: string) =>
	useQuery({
		queryKey: ["roster", "policy", id],
		queryFn: () => askPolicy(id),
	});

export const useWalls = (id: string) =>
	useQuery({
		queryKey: ["roster", "walls", id],
		queryFn: async () =>
			(await ask(api.v1.brigades[":id"].walls.$get({ param: { id } }))).items,
	});

export const useReportForm = (id: string) =>
	useQuery({
		queryKey: ["roster", "reportForm", id],
		queryFn: () =>
			ask(api.v1.brigades[":id"]["report-form"].$get({ param: { id } })),
		staleTime: Number.POSITIVE_INFINITY,
	});

export const useObservers = () =>
	useQuery({ queryKey: ["roster", "observers"], queryFn: askObservers });

export const useHelpers = () =>
	useQuery({ queryKey: ["roster", "helpers"], queryFn: askHelpers });

/** In a square of the map: dry ones, too. */
export const useWater = (within: string) =>
	useQuery({
		queryKey: ["roster", "water", within],
		queryFn: () => askWater(within),
		placeholderData: keepPreviousData,
	});

export const useHazards = (within: string) =>
	useQuery({
		queryKey: ["roster", "hazards", within],
		queryFn: () => askHazards(within),
	});

/** Of one brigade, or everybody one may see. */
export const usePeople = (brigadeId: string | undefined, isAsked = true) =>
	useQuery({
		queryKey: ["roster", "people", brigadeId ?? "everybody"],
		queryFn: () => askPeople(brigadeId),
		enabled: isAsked,
	});

export const usePerson = (id: string) =>
	useQuery({
		queryKey: ["roster", "person", id],
		queryFn: () => askPerson(id),
	});

/** Who is on duty, where that is looked at. */
export const useDuty = (id: string, isAsked = true) =>
	useQuery({
		queryKey: ["roster", "duty", id],
		queryFn: () => askDuty(id),
		enabled: isAsked,
		refetchInterval: DUTY_ASKED_MS,
	});

type Part =
	| "brigades"
	| "brigade"
	| "vehicles"
	| "policy"
	| "walls"
	| "people"
	| "person"
	| "duty"
	| "observers"
	| "helpers"
	| "water"
	| "hazards";

/** Something was changed: whatever shows it asks again. */
export const changedNow = (...parts: Part[]): Promise<void> =>
	Promise.all(
		parts.map((part) =>
			queries.invalidateQueries({ queryKey: ["roster", part] }),
		),
	).then(() => undefined);

/** What a change answered is what is shown from now on. */
export const showPerson = (person: Person): void => {
	queries.setQueryData(["roster", "person", person.id], person);
};

export const instantIn = (text: string): Instant => Date.parse(text);
