/** What lies around a point, for a map without a base: names of settlements. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Point } from "../../core/kinds.ts";
import { api, ask } from "../api.ts";
import { useSession } from "../session.tsx";
import type { Settlement } from "./scene.ts";

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
