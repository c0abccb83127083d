/** Who moves in, for whoever may see where people are. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { BoardView } from "../../core/board.ts";
import { api, ask } from "../api.ts";
import type { Moving, MovingRole } from "../map/scene.ts";
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
