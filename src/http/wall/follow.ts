/**
 * The stream of one wall: all of it first, then the sections that changed, and a beat
 * every few seconds, so that silence means a lost line. A database that cannot be read
 * takes nobody's screen away: the screen keeps what it has and says how old it is.
 */
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { WallRow } from "../../ports.ts";
import type { Service } from "../../service.ts";
import { stateOf, type WallView } from "./screen.ts";
import { concerns, type Shown } from "./shown.ts";
import { BUILD, wallParts } from "./view.ts";

/** Twice within the ten seconds after which a page calls itself old. */
const BEAT_MS = 4_000;
/** Five drawings a second: more nobody reads. The first goes at once. */
const BETWEEN_DRAWINGS_MS = 200;

/** What the script is told; `parts` only those that changed, or all. */
export const toldOf = (view: WallView, parts: Record<string, string>) => ({
	parts,
	state: stateOf(view),
	now: view.now,
	speed: view.speed,
	build: BUILD,
});

export function follow(
	c: Context,
	service: Service,
	{
		token,
		brigadeId,
		shown,
		stillThere,
	}: {
		token: string;
		brigadeId: string;
		shown: Shown;
		/** The wall as it is now; undefined once it is taken away or another screen's. */
		stillThere(): Promise<WallRow | undefined>;
	},
): Response {
	// Proxies that gather a response before passing it on would hold back an alarm.
	c.header("x-accel-buffering", "no");
	return streamSSE(c, async (stream) => {
		let due = true;
		let beating = true;
		let wakeUp = (): void => {};
		const look = (): void => {
			due = true;
			wakeUp();
		};
		// In a night on which everything burns, two hundred walls look at their own fires only.
		const stop = service.onChange((incidentId) => {
			service.load(incidentId).then((incident) => {
				if (concerns(incident, brigadeId)) look();
			}, look);
		});
		const heart = setInterval(() => {
			beating = true;
			look();
		}, BEAT_MS);
		stream.onAbort(() => wakeUp());
		const sent = new Map<string, string>();
		let sentState = "";
		let unread = false;
		/** One look; false when the wall is gone. */
		const draw = async (isBeat: boolean): Promise<boolean> => {
			const wall = await stillThere();
			if (!wall) return false;
			const view = await shown(wall, token);
			const parts = Object.fromEntries(
				Object.entries(wallParts(view)).filter(
					([id, html]) => sent.get(id) !== html,
				),
			);
			const state = JSON.stringify(stateOf(view));
			unread = false;
			if (!isBeat && state === sentState && Object.keys(parts).length === 0)
				return true;
			for (const [id, html] of Object.entries(parts)) sent.set(id, html);
			sentState = state;
			await stream.writeSSE({
				event: "wall",
				data: JSON.stringify(toldOf(view, parts)),
			});
			return true;
		};
		try {
			while (!stream.aborted) {
				if (!due) {
					await new Promise<void>((resolve) => {
						wakeUp = resolve;
					});
					continue;
				}
				const isBeat = beating;
				due = false;
				beating = false;
				try {
					if (!(await draw(isBeat))) {
						await stream.writeSSE({ event: "gone", data: "" });
						return;
					}
				} catch (error) {
					// Once for each outage: a wall looks every four seconds.
					if (!unread)
						service.log.warn("A wall could not be drawn.", {
							error: error instanceof Error ? (error.stack ?? error.name) : "",
						});
					unread = true;
					await stream.writeSSE({ event: "unread", data: "" });
				}
				await stream.sleep(BETWEEN_DRAWINGS_MS);
			}
		} finally {
			clearInterval(heart);
			stop();
		}
	});
}
