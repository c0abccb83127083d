/**
 * The last resort: a bell or a horn on the spot, run as a command of this machine
 * when no carrier takes anything. The text goes to its standard input.
 *
 * Never the air-raid siren: people would run to the cellars while a house burns.
 * No shell: nothing of the text can become a command.
 */
import { spawn } from "node:child_process";
import type { Log } from "../service.ts";

export type RelayOptions = {
	/** Program and its arguments, split at spaces. */
	command: string;
	log: Log;
	deadlineMs?: number;
};

export type Relay = {
	/** True when the program ended well. Never throws. */
	ring(text: string): Promise<boolean>;
};

// A bell rings a minute at most; a program that hangs must not keep the next fire silent.
const DEADLINE_MS = 60_000;

export function relayBell({
	command,
	log,
	deadlineMs = DEADLINE_MS,
}: RelayOptions): Relay {
	const [program = "", ...words] = command.trim().split(/\s+/);
	return {
		ring: (text) =>
			new Promise((resolve) => {
				const end = (well: boolean, why?: unknown): void => {
					if (!well) log.error("relay: RELAY_COMMAND failed", { why });
					resolve(well);
				};
				const child = spawn(program, words, {
					stdio: ["pipe", "ignore", "ignore"],
					timeout: deadlineMs,
					killSignal: "SIGKILL",
				});
				child.once("error", (error) =>
					end(false, (error as NodeJS.ErrnoException).code ?? error.name),
				);
				child.once("close", (code, signal) => end(code === 0, signal ?? code));
				// A bell that does not read its text rings all the same.
				child.stdin.on("error", () => undefined);
				child.stdin.end(`${text}\n`);
			}),
	};
}
