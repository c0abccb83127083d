/** Who moves in, for whoever may see where people are; and the villages around. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { BoardView } from "../../core/board.ts";
import type { Point } from "../../core/kinds.ts";
import { api, ask } from "../api.ts";
import type { Moving, MovingRole, Settlement } from "../map/scene.ts";
import { useSession } from "../session.tsx";

const OFTEN_MS = 5_000;
const NOBODY: readonly [] = [];
const ROLES = { driver_c: "driver", leader: "leader", medic: "medic" } as const;

/** The first of these somebody has is what the crew waits for. */
export function roleOf(qualifications: readonly string[]): MovingRole {
	for (const [qualification, role] of Object.entries(ROLES))
		if (qualifications.includes(qualification)) return role;
	return "other";
}

export function useMoving(board: BoardView, isOn: boolean): readonly Moving[] {
	const { can } = useSession();
	const { id, responders } = board;
	const { data } = useQuery({
		queryKey: ["positions", id],
		queryFn: async () =>
			(await ask(api.v1.incidents[":id"].positions.$get({ param: { id } })))
				.items,
		enabled: isOn && can("people.read"),
		refetchInterval: OFTEN_MS,
	});
	return useMemo(() => {
		if (!data || !isOn) return NOBODY;
		return data.flatMap(({ responderId, location, at }) => {
			const person = responders.find((one) => one.id === responderId);
			if (!person) return [];
			return {
				id: responderId,
				name: person.name,
				role: roleOf(person.qualifications),
				location,
				at: Date.parse(at),
			};
		});
	}, [data, isOn, responders]);
}

const AROUND_METRES = 15_000;
const MOST = 60;

/** Names for a map without a base: what lies around the place. */
export function useAround(place: Point | null): readonly Settlement[] {
	const { can } = useSession();
	const near = place ? `${place.lat},${place.lon}` : undefined;
	const { data } = useQuery({
		queryKey: ["around", near],
		queryFn: async () =>
			(
				await ask(
					api.v1.areas.$get({
						query: {
							near: near ?? "",
							within: String(AROUND_METRES),
							limit: MOST,
						},
					}),
				)
			).items,
		enabled: near !== undefined && can("incidents.raise"),
		staleTime: Number.POSITIVE_INFINITY,
	});
	return useMemo(
		() =>
			data?.flatMap(({ location, ...rest }) =>
				location ? { ...rest, location } : [],
			) ?? NOBODY,
		[data],
	);
}
