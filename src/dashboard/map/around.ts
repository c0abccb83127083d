/** What lies around a point, for a map without a base: names of settlements. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { distanceMetres } from "../../core/eta.ts";
import type { Point } from "../../core/kinds.ts";
import { api, ask } from "../api.ts";
import { useSession } from "../session.tsx";
import { useWords } from "../words.tsx";
import type { HazardGround, Settlement, WaterPlace } from "./scene.ts";

const MOST = 80;
const NOBODY: readonly [] = [];

/** Without a point, what lies around one's own brigades. */
export function useAround(
	point: Point | null,
	isAsked: boolean = true,
): readonly Settlement[] {
	const { can } = useSession();
	// A step of the map asks nothing new.
	const near = point && `${point.lat.toFixed(2)},${point.lon.toFixed(2)}`;
	const { data } = useQuery({
		queryKey: ["areas", "around", near ?? "home"],
		queryFn: () =>
			ask(
				api.v1.areas.$get({
					query: { ...(near ? { near } : {}), limit: MOST },
				}),
			),
		enabled: isAsked && can("incidents.raise"),
		placeholderData: keepPreviousData,
		staleTime: Number.POSITIVE_INFINITY,
		select: settlementsIn,
	});
	return data ?? NOBODY;
}

/** About five kilometres each way. */
const HALF_SQUARE = { lat: 0.045, lon: 0.07 };

/** Ground that kills around a place; what it is called there comes along. */
export function useHazards(
	point: Point | null,
	isAsked: boolean,
): readonly HazardGround[] {
	const { can } = useSession();
	const { text } = useWords();
	const within = point && squareAround(point);
	const { data } = useQuery({
		queryKey: ["hazards", within ?? ""],
		queryFn: () =>
			ask(api.v1.hazards.$get({ query: { within: within ?? "" } })),
		enabled: isAsked && within !== null && can("brigades.read"),
		staleTime: 60_000,
	});
	return useMemo(
		() =>
			(data?.items ?? NOBODY).map(({ id, kind, name, shape }) => ({
				id,
				label: name ?? text(`board-map-hazard-${kind}`),
				middle: middleOf(shape as HazardGround["shape"]),
				shape: shape as HazardGround["shape"],
			})),
		[data, text],
	);
}

const squareAround = ({ lat, lon }: Point): string =>
	[
		lat - HALF_SQUARE.lat,
		lon - HALF_SQUARE.lon,
		lat + HALF_SQUARE.lat,
		lon + HALF_SQUARE.lon,
	]
		.map((side) => side.toFixed(3))
		.join();

/** Every place a truck is filled at around a point, the nearest first; dry ones too, so that nobody goes there. */
export function useWater(
	point: Point | null,
	isAsked: boolean,
): readonly WaterPlace[] {
	const { can } = useSession();
	const { text } = useWords();
	const within = point && squareAround(point);
	const [lat, lon] = [point?.lat, point?.lon];
	const { data } = useQuery({
		queryKey: ["water", within ?? ""],
		queryFn: () =>
			ask(api.v1.water.$get({ query: { within: within ?? "", limit: MOST } })),
		enabled: isAsked && within !== null && can("brigades.read"),
		staleTime: 60_000,
		refetchInterval: 60_000,
	});
	return useMemo(
		() =>
			lat === undefined || lon === undefined
				? NOBODY
				: (data?.items ?? NOBODY)
						.map(({ id, kind, name, location, state, saidDryAt }) => ({
							id,
							name: name ?? text(`water-kind-${kind}`),
							letter: text(`board-map-water-letter-${kind}`),
							location,
							distanceMetres: distanceMetres({ lat, lon }, location),
							isDoubted: state === "unknown" || saidDryAt !== null,
							isDry: state === "dry",
						}))
						.sort(
							(a, b) =>
								Number(a.isDry) - Number(b.isDry) ||
								a.distanceMetres - b.distanceMetres,
						),
		[data, text, lat, lon],
	);
}

function middleOf({ type, coordinates }: HazardGround["shape"]): Point {
	const [ring = []] = type === "Polygon" ? coordinates : coordinates.flat();
	// A ring ends where it began: that corner counts once.
	const corners = ring.slice(1);
	const sum = corners.reduce(
		(all, [lon = 0, lat = 0]) => ({ lat: all.lat + lat, lon: all.lon + lon }),
		{ lat: 0, lon: 0 },
	);
	const count = Math.max(1, corners.length);
	return { lat: sum.lat / count, lon: sum.lon / count };
}

/** One function, so that the same answer stays the same list: the map draws what is new. */
const settlementsIn = ({
	items,
}: {
	items: readonly (Omit<Settlement, "location"> & {
		location: Point | null;
	})[];
}): Settlement[] =>
	items.flatMap(({ code, name, hromada, location }) =>
		location ? [{ code, name, hromada, location }] : [],
	);
