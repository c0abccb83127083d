/**
 * The ports of the service, each call of which may be its last.
 *
 * `bundle.ts` puts this file where the real adapters are imported, so the
 * service under the storm is the one that runs in a village, and nothing of
 * this is in it. What to do stands in a file that the storm writes: the call
 * before or after which the process ends, and how far the wall clock is off.
 */
import { readFileSync, writeFileSync } from "node:fs";
import * as sqlite from "../../db/sqlite/embedded.ts";
import * as channels from "../../src/channels/index.ts";

export type Orders = {
	/** `store.append`, `telegram.send` …, before or after its `n`-th call from now. */
	failpoint?: { call: string; side: "before" | "after"; n: number };
	/** How far this process's wall is off the machine's. */
	clockOffsetMs?: number;
};

const FILE = process.env.STORM_ORDERS;
let orders: Orders = {};
let hits = 0;

/** Takes the orders that lie there now, and again whenever the storm says so. */
export function obeyOrders(): void {
	take();
	process.on("SIGUSR2", take);
	const now = Date.now.bind(Date);
	Date.now = () => now() + (orders.clockOffsetMs ?? 0);
}

function take(): void {
	hits = 0;
	if (FILE === undefined) return;
	try {
		orders = JSON.parse(readFileSync(FILE, "utf8")) as Orders;
	} catch {
		orders = {};
	}
	// The storm waits for this: what it does next meets a process that knows.
	writeFileSync(`${FILE}.taken`, JSON.stringify(orders));
}

function passing(call: string, side: "before" | "after"): void {
	const { failpoint } = orders;
	if (!failpoint || failpoint.call !== call || failpoint.side !== side) return;
	if (++hits < failpoint.n) return;
	// Once only: the next life of the process runs through.
	const { failpoint: _, ...rest } = orders;
	if (FILE !== undefined) writeFileSync(FILE, JSON.stringify(rest));
	process.kill(process.pid, "SIGKILL");
}

/** Every function of a port, with its two ends. */
function mortal<Port extends object>(name: string, port: Port): Port {
	return Object.fromEntries(
		Object.entries(port).map(([key, value]) => {
			if (typeof value !== "function") return [key, value];
			const call = `${name}.${key}`;
			return [
				key,
				async (...given: unknown[]) => {
					passing(call, "before");
					const answer: unknown = await value(...given);
					passing(call, "after");
					return answer;
				},
			];
		}),
	) as Port;
}

// What is not named below is the real one.
export * from "../../db/sqlite/embedded.ts";

export const openSqlite: typeof sqlite.openSqlite = (file, options) => {
	const opened = sqlite.openSqlite(file, options);
	return { ...opened, store: mortal("store", opened.store) };
};

export const createChannels: typeof channels.createChannels = (
	settings,
	deps,
) => {
	const made = channels.createChannels(settings, deps);
	return new Map(
		[...made].map(([name, channel]) => [name, mortal(name, channel)]),
	);
};
