/**
 * A link in a text, opened as a person opens it: the page is fetched, the form on
 * it filled in and posted. No script runs, as none does on an old phone.
 */
export type Browser = ReturnType<typeof openBrowser>;

export function openBrowser(link: string) {
	const address = /^https?:/.test(link) ? link : `http://${link}`;

	async function page(): Promise<string> {
		const response = await fetch(address);
		return response.ok ? response.text() : "";
	}

	/** True when the page had such a button and the service took the form. */
	async function press(
		name: "answer" | "mark",
		value: string,
		more: Record<string, string> = {},
	): Promise<boolean> {
		const html = await page();
		const form = formWith(html, `name="${name}" value="${value}"`);
		if (!form) return false;
		const response = await fetch(new URL(form.action, address), {
			method: "POST",
			body: new URLSearchParams({ ...form.hidden, ...more, [name]: value }),
		});
		return response.ok;
	}

	return { press };
}

/** The first link of a text; SMS leave the scheme out. */
export const linkIn = (text: string): string | undefined =>
	/(?:https?:\/\/)?[\w.-]+(?::\d+)?\/[\w/-]{11,}[A-Za-z0-9]/.exec(text)?.[0];

function formWith(
	html: string,
	button: string,
): { action: string; hidden: Record<string, string> } | undefined {
	for (const [form] of html.matchAll(/<form[^>]*>.*?<\/form>/gs)) {
		if (!form.includes(button)) continue;
		const action = /action="([^"]*)"/.exec(form)?.[1] ?? "";
		const hidden = [
			...form.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g),
		];
		return {
			action,
			hidden: Object.fromEntries(
				hidden.map(([, name, value]) => [name, value]),
			),
		};
	}
	return undefined;
}
