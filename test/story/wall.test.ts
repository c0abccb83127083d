/**
 * A station's wall in a village: what people say on their phones stands on it, what
 * is pressed on it is known to everybody, and it is still there after a restart and
 * after a week.
 */
import { afterEach, expect, it } from "vitest";
import { makeWall } from "../../src/walls.ts";
import { hanna, ivan, mykola, petro } from "./cast.ts";
import { minutes, openVillage, seconds } from "./village.ts";

let village: Awaited<ReturnType<typeof open>>;
afterEach(() => village.close());

async function open() {
	const opened = await openVillage({
		people: { petro, mykola, ivan, hanna },
	});
	const { url } = await makeWall(
		opened.service,
		opened.operator,
		opened.brigadeId("Росохач"),
		"Стіна в депо",
	);
	let jar = "";
	const ask = async (path = "", init: RequestInit = {}) => {
		const answer = await fetch(`${url}${path}`, {
			...init,
			headers: { ...init.headers, cookie: jar },
			redirect: "manual",
		});
		jar = answer.headers.get("set-cookie")?.split(";")[0] ?? jar;
		return answer;
	};
	return Object.assign(opened, {
		ask,
		async shows() {
			const answer = await ask("/now");
			const { parts, state } = (await answer.json()) as {
				parts: Record<string, string>;
				state: { mood: string };
			};
			const words = Object.values(parts)
				.join(" ")
				.replace(/<[^>]*>/g, " ")
				.replace(/\s+/g, " ");
			return { words, mood: state.mood };
		},
	});
}

it("who answers by phone stands on the wall, and who touches it stands in the station for everybody", async () => {
	village = await open();
	const { people } = village;
	await village.ask("/bind", { method: "POST" });
	expect((await village.shows()).mood).toBe("night");
	const fire = await village.report();
	expect((await village.shows()).words).toContain("Росохач");
	await people.ivan.tap("Їду · 5 хв");
	await people.mykola.presses("1");
	await village.fastForward(seconds(5));
	expect((await village.shows()).words).toMatch(/Микола[^●]*● \d\d:\d\d водій/);
	await village.ask("/mark", {
		method: "POST",
		body: new URLSearchParams({
			incidentId: fire,
			mark: "atStation",
			responderId: people.mykola.id,
			nonce: "once",
		}),
	});
	await village.settle();
	expect((await village.line(fire, people.mykola))?.progress).toBe("atStation");
	const { marks } = await village.board(fire);
	expect(marks).toMatchObject([{ mark: "atStation", by: "Стіна в депо" }]);
	// Who stands at the station is not asked where they are.
	people.mykola.forget();
	await village.fastForward(minutes(12));
	expect(people.mykola.told().join("\n")).not.toContain("Вас чекають у депо");
});

it("a restart and a week later the same screen shows the same wall", async () => {
	village = await open();
	await village.ask("/bind", { method: "POST" });
	await village.restart();
	expect((await village.ask()).status).toBe(200);
	village.time.set(village.now + 7 * 24 * 3_600_000);
	await village.restart();
	const answer = await village.ask();
	expect(answer.status).toBe(200);
	expect(answer.headers.get("set-cookie")).toContain("__Host-dzvin-wall=");
});
