/**
 * Starts the service again at once whenever it ends, as systemd does in a
 * village, and ends it when the storm says so.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";

export type Life = {
	startedMs: number;
	/** It said that it is ready. */
	readyMs?: number;
	endedMs?: number;
};

export type Supervisor = ReturnType<typeof supervise>;

/** As `scripts/dzvin.mjs` tells Node for `npm start`. */
const NODE_FLAGS = ["--max-semi-space-size=8"];
const READY = '"dzvin is ready"';
const PATIENCE_MS = 30_000;
const LINES_KEPT = 400;

// A storm that breaks off leaves nobody running.
const alive = new Set<ChildProcess>();
process.once("exit", () => {
	for (const child of alive) child.kill("SIGKILL");
});

/** The instant by the wall that all processes of this machine share, finer than a millisecond. */
export const nowMs = (): number => performance.timeOrigin + performance.now();

export function supervise(
	file: string,
	environment: Record<string, string>,
	/** While no process is alive, before the next begins. */
	betweenLives: () => void,
) {
	const lives: Life[] = [];
	/** Everything it said that is no routine. */
	const lines: string[] = [];
	let child: ChildProcess | undefined;
	let wanted = true;
	let held = false;

	function begin(): void {
		const life: Life = { startedMs: nowMs() };
		lives.push(life);
		const process_ = spawn(process.execPath, [...NODE_FLAGS, file], {
			stdio: ["ignore", "pipe", "pipe"],
			env: { PATH: process.env.PATH ?? "", ...environment },
		});
		child = process_;
		alive.add(process_);
		for (const stream of [process_.stdout, process_.stderr])
			createInterface({ input: stream }).on("line", (line) => {
				if (line.includes(READY)) life.readyMs = nowMs();
				else if (!line.includes('"level":30')) lines.push(line);
				if (lines.length > LINES_KEPT) lines.shift();
			});
		process_.once("exit", () => {
			life.endedMs = nowMs();
			alive.delete(process_);
			child = undefined;
			betweenLives();
			if (wanted && !held) begin();
		});
	}

	const current = (): Life => lives.at(-1) as Life;

	/** Resolves when the present life is ready. */
	async function ready(): Promise<Life> {
		const untilMs = nowMs() + PATIENCE_MS;
		while (child === undefined || current().readyMs === undefined) {
			if (nowMs() > untilMs)
				throw new Error(
					`expected the service to be ready, it said:\n${lines.slice(-20).join("\n")}`,
				);
			await pause(5);
		}
		return current();
	}

	/** Resolves when the present process has ended. */
	async function ended(): Promise<void> {
		if (child) await once(child, "exit");
	}

	begin();
	return {
		lives,
		lines,
		ready,
		ended,
		get pid() {
			return child?.pid;
		},
		signal: (name: NodeJS.Signals): boolean => child?.kill(name) ?? false,
		async kill(): Promise<void> {
			child?.kill("SIGKILL");
			await ended();
		},
		/** It stays down, until `release`. */
		async hold(): Promise<void> {
			held = true;
			child?.kill("SIGKILL");
			await ended();
		},
		release(): void {
			held = false;
			if (!child) begin();
		},
		async stop(): Promise<void> {
			wanted = false;
			child?.kill("SIGCONT");
			child?.kill("SIGTERM");
			const impatient = setTimeout(() => child?.kill("SIGKILL"), 10_000);
			await ended();
			clearTimeout(impatient);
		},
	};
}
