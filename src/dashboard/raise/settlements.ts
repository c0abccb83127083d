/** Settlements of the installation's areas, by the beginning of what is typed. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { api, ask } from "../api.ts";
import { useLater } from "./useLater.ts";

export type FoundSettlement = InferResponseType<
	typeof api.v1.areas.$get,
	200
>["items"][number];

const TYPED_MS = 120;

export function useSettlements(typed: string) {
	const search = useLater(typed.trim(), TYPED_MS);
	return useQuery({
		queryKey: ["areas", search],
		queryFn: () => ask(api.v1.areas.$get({ query: { search, limit: 12 } })),
		enabled: search.length > 0,
		placeholderData: keepPreviousData,
		staleTime: 3_600_000,
	});
}
