/** Where somebody is leaves the database for nobody but for that person's own export: others see minutes. */
import { afterEach, expect, it } from "vitest";
import { hanna, ivan, mykola, oleh, petro } from "../story/cast.ts";
import { openVillage, type Village } from "../story/village.ts";
import { openedCells } from "./searching.ts";

let village: Village;
afterEach(() => village.close());

const HERE = { lat: 49.0456789, lon: 25.8123456 };

it("whoever is coming shares where they are: boards, logs, pages, cards, texts and lists show minutes only", async () => {
	const opened = await openVillage({
		people: {
			petro,
			mykola,
			oleh: { ...oleh, metresAway: 4_000 },
			ivan,
			hanna,
		},
	});
	village = opened as Village;
	const { people } = opened;
	const fire = await opened.report();
	await people.oleh.tap("20+");
	await people.oleh.phone.shareLiveLocation(HERE);
	await people.ivan.tap("Їду · 5 хв");
	await opened.settle();
	await opened.fastForward(20_000);
	expect(
		openedCells(opened.file, opened.secret).filter(({ text }) =>
			text.includes(String(HERE.lat)),
		).length,
	).toBeGreaterThan(0);

	const get = async (path: string, key?: string): Promise<string> => {
		const answer = await fetch(`${opened.url}${path}`, {
			headers: key ? { authorization: `Bearer ${key}` } : {},
		});
		expect(answer.status, path).toBe(200);
		return answer.text();
	};
	const id = people.oleh.id;
	const shown = [
		...(await Promise.all(
			[
				`/v1/incidents/${fire}`,
				`/v1/incidents/${fire}/log`,
				"/v1/incidents",
				"/v1/responders",
				`/v1/responders/${id}`,
				"/v1/roster/export",
				"/v1/brigades",
				"/metrics",
			].map((path) => get(path, opened.adminKey)),
		)),
		await get(`/i/${opened.token(fire, petro.name, "live")}`),
		await get(`/a/${opened.token(fire, ivan.name)}`),
		await get(`/a/${opened.token(fire, oleh.name)}`),
		...opened.everybody
			.filter(({ id: other }) => other !== id)
			.flatMap((person) => [
				...person.told(),
				...person.toasts(),
				person.card(),
			]),
		JSON.stringify([opened.log.errors, opened.log.warnings]),
		JSON.stringify(await opened.store.load(`incident/${fire}`)),
	];
	const board = await opened.board(fire);
	expect(
		board.responders.find((person) => person.id === id)?.etaAt,
	).toBeGreaterThan(0);
	for (const text of shown) {
		// To a kilometre, however it is rounded.
		expect(text).not.toContain(String(HERE.lat).slice(0, 5));
		expect(text).not.toContain(String(HERE.lon).slice(0, 5));
	}
	expect(await get(`/v1/responders/${id}/export`, opened.adminKey)).toContain(
		String(HERE.lat),
	);
	// Nobody who does not come is asked, and what they send is not kept, not even as it came in.
	const AWAY = { lat: 49.0711111, lon: 25.79 };
	await people.hanna.phone.shareLiveLocation(AWAY);
	await opened.settle();
	const cells = openedCells(opened.file, opened.secret);
	expect(cells.filter(({ text }) => text.includes(String(AWAY.lat)))).toEqual(
		[],
	);
	expect(
		cells
			.filter(({ text }) => text.includes(String(HERE.lat)))
			.map(({ where }) => where),
	).toEqual(["position.position"]);
});
