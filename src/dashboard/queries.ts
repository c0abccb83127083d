/** What was asked of the service and is still fresh; live incidents come by the stream (`live.ts`). */
import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./api.ts";

const FRESH_MS = 10_000;

export const queries = new QueryClient({
	defaultOptions: {
		queries: {
			staleTime: FRESH_MS,
			// A refusal stays one; a lost line is tried again.
			retry: (count, error) => !(error instanceof ApiProblem) && count < 3,
			networkMode: "always",
		},
		mutations: { retry: false, networkMode: "always" },
	},
});
