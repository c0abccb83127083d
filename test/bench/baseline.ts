/**
 * What the machine itself can do at this moment: a figure beside it says how
 * much is ours and how much is the disk's, the kernel's or a neighbour's.
 */
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { type Spread, spreadOf } from "./figures.ts";
import { startProcess } from "./processes.ts";

export type Baseline = {
	/** Append of 4 kB and fsync, in the folder of the database. */
	fsync: Spread;
	/** A route of Hono that parses and answers a little JSON, in a process of its own. */
	hono: Spread;
	/** The same round trip to a server without any framework. */
	loopback: Spread;
};

const BYTES = 4096;
const FSYNCS = 300;
const WARM_UP = 200;
const REQUESTS = 1_000;

export async function measureBaseline(folder: string): Promise<Baseline> {
	const process = startProcess([join(import.meta.dirname, "bare.ts")], {});
	try {
		const line = await process.line("ports ");
		const ports = JSON.parse(line.slice("ports ".length)) as {
			hono: number;
			bare: number;
		};
		return {
			fsync: fsyncs(folder),
			hono: await roundTrips(ports.hono),
			loopback: await roundTrips(ports.bare),
		};
	} finally {
		await process.stop();
	}
}

function fsyncs(folder: string): Spread {
	const file = join(folder, "fsync");
	const descriptor = openSync(file, "a");
	const block = Buffer.alloc(BYTES, 1);
	try {
		return spreadOf(
			Array.from({ length: FSYNCS }, () => {
				const startedMs = performance.now();
				writeSync(descriptor, block);
				fsyncSync(descriptor);
				return performance.now() - startedMs;
			}),
		);
	} finally {
		closeSync(descriptor);
		rmSync(file);
	}
}

/** One after the other, over a kept connection, by the client the load uses. */
async function roundTrips(port: number): Promise<Spread> {
	const samples: number[] = [];
	for (let n = 0; n < WARM_UP + REQUESTS; n++) {
		const startedMs = performance.now();
		const answer = await fetch(`http://127.0.0.1:${port}/`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: '{"asked":true}',
		});
		await answer.json();
		if (n >= WARM_UP) samples.push(performance.now() - startedMs);
	}
	return spreadOf(samples);
}
