/**
 * The live page's village with a wall in its station, and a cookie jar as a
 * television has one: what tests of the wall begin with.
 */

import type { WallState } from "../../src/http/wall/screen.ts";
import { EVERYTHING } from "../../src/ports.ts";
import { makeWall } from "../../src/walls.ts";
import { type LiveVillage, liveVillage } from "./liveVillage.ts";

const OPERATOR = { by: { kind: "service" }, scope: EVERYTHING } as const;

export type WallVillage = Awaited<ReturnType<typeof wallVillage>>;

export async function wallVillage(
	options: Parameters<typeof liveVillage>[0] = {},
) {
	const village: LiveVillage = await liveVillage(options);
	const make = async (name = "Стіна в депо") => {
		const wall = await makeWall(
			village.service,
			OPERATOR,
			village.brigade.id,
			name,
		);
		return { ...wall, token: wall.url.split("/").at(-1) ?? "" };
	};
	return { ...village, make, screen: () => screenOf(village) };
}

type Told = {
	parts: Record<string, string>;
	state: WallState;
};

/** One television: it keeps its cookies. */
function screenOf({ app }: LiveVillage) {
	let jar = "";
	const ask = async (
		path: string,
		init: RequestInit & { headers?: Record<string, string> } = {},
	) => {
		const answer = await app.request(path, {
			...init,
			headers: { ...init.headers, ...(jar ? { cookie: jar } : {}) },
		});
		const given = answer.headers.get("set-cookie");
		if (given) jar = given.split(";")[0] ?? "";
		return answer;
	};
	return {
		ask,
		forget() {
			jar = "";
		},
		open: (token: string) => ask(`/wall/${token}`),
		bind: (token: string) => ask(`/wall/${token}/bind`, { method: "POST" }),
		now: async (token: string) => {
			const answer = await ask(`/wall/${token}/now`);
			return { status: answer.status, told: (await answer.json()) as Told };
		},
		press: (token: string, fields: Record<string, string>) =>
			ask(`/wall/${token}/mark`, {
				method: "POST",
				headers: { accept: "application/json" },
				body: new URLSearchParams(fields),
			}),
	};
}
