/**
 * A person's browser, as far as sign-in needs one: it keeps cookies, says where a
 * form comes from, and follows no redirect by itself.
 */
export type Shown = {
	status: number;
	text: string;
	/** Where it was sent. */
	to: string | null;
	// biome-ignore lint/suspicious/noExplicitAny: a test names what it expects of a body
	body: any;
};

export type Browser = ReturnType<typeof browserAt>;

export function browserAt(
	url: string,
	{ userAgent = "Mozilla/5.0 (Linux; Android 14) Chrome/140.0" } = {},
) {
	const jar = new Map<string, string>();
	const { origin } = new URL(url);

	async function ask(
		path: string,
		init: { method?: string; body?: string; type?: string; origin?: string },
	): Promise<Shown> {
		const answer = await fetch(`${url}${path}`, {
			redirect: "manual",
			method: init.method ?? "GET",
			headers: {
				"user-agent": userAgent,
				cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
				...(init.body === undefined
					? {}
					: {
							origin: init.origin ?? origin,
							"content-type": init.type ?? "application/x-www-form-urlencoded",
						}),
			},
			...(init.body === undefined ? {} : { body: init.body }),
		});
		for (const cookie of answer.headers.getSetCookie()) {
			const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split(
				/=(.*)/s,
			);
			if (/max-age=0/i.test(cookie)) jar.delete(name);
			else jar.set(name, value);
		}
		const text = await answer.text();
		const isJson = /json/.test(answer.headers.get("content-type") ?? "");
		return {
			status: answer.status,
			text,
			to: answer.headers.get("location"),
			body: isJson ? JSON.parse(text) : undefined,
		};
	}

	return {
		jar,
		open: (path: string) => ask(path, {}),
		/** A form, posted from a page of ours unless the story says otherwise. */
		post: (
			path: string,
			fields: Record<string, string> = {},
			from: { origin?: string } = {},
		) =>
			ask(path, {
				method: "POST",
				body: new URLSearchParams(fields).toString(),
				...from,
			}),
		/** As the script of a page sends it. */
		send: (path: string, body: unknown = {}) =>
			ask(path, {
				method: "POST",
				body: typeof body === "string" ? body : JSON.stringify(body),
				type: "application/json",
			}),
		api: (method: string, path: string, body?: unknown) =>
			ask(path, {
				method,
				...(body === undefined && method === "GET"
					? {}
					: { body: JSON.stringify(body ?? {}), type: "application/json" }),
			}),
	};
}
