/**
 * The other processes of the bench: started here, watched here, ended here by
 * their own handles.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

export type Running = {
	pid: number;
	/** Lines written so far, for whoever asks why it went wrong. */
	lines: readonly string[];
	/** The first line that begins so, from the start. */
	line(beginning: string): Promise<string>;
	/** User and system time since it started. */
	cpuMs(): number;
	residentMegabytes(): number;
	stop(): Promise<void>;
};

const PATIENCE_MS = 30_000;

export function startProcess(
	words: readonly string[],
	environment: Record<string, string>,
): Running {
	const child = spawn(process.execPath, words, {
		stdio: ["ignore", "pipe", "pipe"],
		env: { PATH: process.env.PATH ?? "", ...environment },
	});
	const lines: string[] = [];
	const heard = new Set<() => void>();
	for (const stream of [child.stdout, child.stderr])
		createInterface({ input: stream }).on("line", (line) => {
			lines.push(line);
			for (const listener of heard) listener();
		});
	const { pid } = child;
	if (pid === undefined)
		throw new Error(`expected ${words.join(" ")} to start, it did not`);
	return {
		pid,
		lines,
		line: (beginning) => lineOf(child, lines, heard, beginning),
		cpuMs: () => cpuMsOf(pid),
		residentMegabytes: () => residentMegabytesOf(pid),
		stop: () => stopped(child),
	};
}

function lineOf(
	child: ChildProcess,
	lines: readonly string[],
	heard: Set<() => void>,
	beginning: string,
): Promise<string> {
	return new Promise((resolve, reject) => {
		const give = (how: () => void): void => {
			heard.delete(look);
			child.off("exit", gone);
			clearTimeout(timer);
			how();
		};
		const look = (): void => {
			const found = lines.find((line) => line.startsWith(beginning));
			if (found !== undefined) give(() => resolve(found));
		};
		const fail = (what: string) => (): void =>
			give(() =>
				reject(
					new Error(
						`expected "${beginning}" of a process of the bench, it ${what}:\n${lines.slice(-20).join("\n")}`,
					),
				),
			);
		const gone = fail("ended");
		const timer = setTimeout(fail("said only"), PATIENCE_MS);
		child.on("exit", gone);
		heard.add(look);
		look();
	});
}

async function stopped(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = once(child, "exit");
	child.kill("SIGTERM");
	const impatient = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
	await ended;
	clearTimeout(impatient);
}

const ticksPerSecond = Number(
	execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }),
);

/** Fields 14 and 15 of /proc/<pid>/stat; the name before them may hold spaces. */
function cpuMsOf(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
	const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1000;
}

function residentMegabytesOf(pid: number): number {
	const [, kilobytes] =
		/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
	return Number(kilobytes) / 1024;
}
