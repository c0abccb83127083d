/**
 * Boards held open beside the one in the browser: each reads its own stream to the
 * end, as a browser does, and notes when an answer came.
 */
import { type ClientRequest, get } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { nowMs } from "../installation.ts";

export type Viewers = {
	/** Time by the wall at which each viewer was sent this answer. */
	cameMs(incidentId: string, responderId: string): readonly number[];
	/** Until every one of them had every incident, all opened in the same moment. */
	filledMs: number;
	/** The longest anybody else's request took meanwhile. */
	othersWaitedMs: number;
	/** Bytes all of them were sent. */
	bytes(): number;
	close(): void;
};

type Board = {
	id: string;
	responders: { id: string; answer: string }[];
};

const END = Buffer.from("\n\n");
/** The event's name and the beginning of its board, then the version behind it. */
const HEAD_BYTES = 120;
const TAIL_BYTES = 40;
const ASKED_EVERY_MS = 20;
const HEAD = /^event: incident\ndata: \{"id":"([^"]+)"/;
const VERSION = /^id: (\d+)$/m;

/** Resolves once everybody has been sent all incidents there are. */
export async function openViewers(
	url: string,
	sessions: readonly string[],
	incidents: number,
): Promise<Viewers> {
	const cameMs = new Map<string, number[]>();
	/** Of each version of an incident who had answered: parsed once for all viewers. */
	const answered = new Map<string, string[]>();
	let bytes = 0;
	const open: ClientRequest[] = [];

	function view(session: string): Promise<void> {
		const seen = new Set<string>();
		const have = new Set<string>();
		return new Promise((resolve, reject) => {
			const take = (block: Buffer): void => {
				const id = HEAD.exec(block.toString("latin1", 0, HEAD_BYTES))?.[1];
				if (id === undefined) return;
				have.add(id);
				const tail = block.toString("latin1", block.length - TAIL_BYTES);
				const key = `${id}:${VERSION.exec(tail)?.[1]}`;
				const known = answered.get(key) ?? answersIn(block);
				answered.set(key, known);
				const atMs = nowMs();
				for (const who of known) {
					if (seen.has(who)) continue;
					seen.add(who);
					const came = cameMs.get(who) ?? [];
					came.push(atMs);
					cameMs.set(who, came);
				}
				if (have.size >= incidents) resolve();
			};
			const request = get(
				`${url}/v1/stream`,
				{
					agent: false,
					headers: {
						cookie: `__Host-dzvin=${session}`,
						accept: "text/event-stream",
					},
				},
				(answer) => {
					if (answer.statusCode !== 200)
						reject(new Error(`expected a stream, got ${answer.statusCode}`));
					let rest: Buffer = Buffer.alloc(0);
					answer.on("data", (chunk: Buffer) => {
						bytes += chunk.length;
						rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
						for (
							let end = rest.indexOf(END);
							end >= 0;
							end = rest.indexOf(END)
						) {
							take(rest.subarray(0, end));
							rest = rest.subarray(end + END.length);
						}
					});
					answer.on("error", reject);
				},
			);
			request.on("error", reject);
			open.push(request);
		});
	}

	const startedMs = nowMs();
	const asking = askMeanwhile(url);
	await Promise.all(sessions.map(view));
	const filledMs = nowMs() - startedMs;
	const othersWaitedMs = await asking.stop();
	return {
		filledMs,
		othersWaitedMs,
		cameMs: (incidentId, responderId) =>
			cameMs.get(`${incidentId}/${responderId}`) ?? [],
		bytes: () => bytes,
		close() {
			for (const request of open) request.destroy();
		},
	};
}

/** Whoever reports a fire while all boards come back must not wait for them. */
function askMeanwhile(url: string): { stop(): Promise<number> } {
	let isOver = false;
	let mostMs = 0;
	const asking = (async () => {
		while (!isOver) {
			const startedMs = nowMs();
			await (await fetch(`${url}/healthz`)).text();
			mostMs = Math.max(mostMs, nowMs() - startedMs);
			await pause(ASKED_EVERY_MS);
		}
	})();
	return {
		async stop() {
			isOver = true;
			await asking;
			return mostMs;
		},
	};
}

function answersIn(block: Buffer): string[] {
	const data = /^data: (.*)$/m.exec(block.toString("utf8"))?.[1] ?? "";
	const { id, responders } = JSON.parse(data) as Board;
	return responders.flatMap(({ id: who, answer }) =>
		answer === "none" ? [] : `${id}/${who}`,
	);
}
