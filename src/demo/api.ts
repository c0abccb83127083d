/**
 * The HTTP API as another program uses it: a key, JSON, and an error that says
 * what the service said.
 */
export type Api = ReturnType<typeof apiClient>;

export function apiClient(publicUrl: string, key: string) {
	async function call<T>(
		method: string,
		path: string,
		body?: unknown,
		mediaType = "application/json",
	): Promise<T> {
		const response = await fetch(`${publicUrl}${path}`, {
			method,
			headers: {
				authorization: `Bearer ${key}`,
				...(body === undefined ? {} : { "content-type": mediaType }),
				// Whatever is written twice by a lost answer is written once.
				...(method === "POST"
					? { "idempotency-key": crypto.randomUUID() }
					: {}),
			},
			...(body === undefined
				? {}
				: { body: typeof body === "string" ? body : JSON.stringify(body) }),
		});
		const text = await response.text();
		if (!response.ok)
			throw new Error(
				`${method} ${path.split("?")[0]} answered ${response.status}: ${text.slice(0, 500)}`,
			);
		return (text === "" ? undefined : JSON.parse(text)) as T;
	}
	return {
		get: <T>(path: string) => call<T>("GET", path),
		post: <T>(path: string, body: unknown = {}) => call<T>("POST", path, body),
		table: <T>(path: string, text: string, mediaType = "text/csv") =>
			call<T>("POST", path, text, mediaType),
		patch: <T>(path: string, body: unknown) => call<T>("PATCH", path, body),
		put: <T>(path: string, body: unknown) => call<T>("PUT", path, body),
	};
}

/** What the demo reads of a board; the whole of it stands in `/openapi.json`. */
export type Board = {
	id: string;
	number: number;
	status: string;
	reportedAt: string;
	crews: {
		brigade: string;
		vehicleId: string | null;
		vehicle: string | null;
		state: string;
		leftAt: string | null;
	}[];
	responders: {
		id: string;
		name: string;
		alert: string;
		answer: string;
		stoodDownAt: string | null;
		progress: string | null;
	}[];
	times: { alarmHandlingMs?: number; turnoutMs?: number; travelMs?: number };
};

/** A fact of the log; which fields there are depends on `type`. */
export type LogEntry = { seq: number; at: string; type: string } & Record<
	string,
	unknown
>;
